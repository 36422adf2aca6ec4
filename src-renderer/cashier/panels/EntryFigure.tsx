interface EntryFigureProps {
  readonly label: string;
  /** As it is typed. */
  readonly text: string;
  /** What it comes to, in words; null while there is nothing to say. */
  readonly echo: string | null;
  readonly hint: string;
  readonly testId: string;
}

/** What is typed into a panel, large, and what the till makes of it. */
export function EntryFigure({ label, text, echo, hint, testId }: EntryFigureProps) {
  return (
    <div className="entry-figure">
      <p className="entry-figure-label">{label}</p>
      <p className="entry-figure-typed">
        <output data-testid={testId} aria-label={label}>
          {text}
        </output>
        <svg className="caret" viewBox="0 0 3 40" width="3" height="40" aria-hidden="true">
          <rect width="3" height="40" />
        </svg>
      </p>
      <p className="entry-figure-echo" role="status" data-testid={`${testId}-echo`}>
        {echo === null ? hint : <strong>{echo}</strong>}
      </p>
    </div>
  );
}
