interface WaitingWordProps {
  readonly word: string;
}

/** A word beside three dots, for waits of more than 400 ms; before that nothing is shown (ui.md, Motion). */
export function WaitingWord({ word }: WaitingWordProps) {
  return (
    <span className="waiting-word" role="status">
      {word}
      <svg className="waiting-dots" viewBox="0 0 24 8" width="24" height="8" aria-hidden="true">
        <circle cx="4" cy="4" r="2.4" />
        <circle cx="12" cy="4" r="2.4" />
        <circle cx="20" cy="4" r="2.4" />
      </svg>
    </span>
  );
}
