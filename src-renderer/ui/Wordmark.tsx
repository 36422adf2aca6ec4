interface WordmarkProps {
  readonly tagline: string;
}

/** The name over its double rule. */
export function Wordmark({ tagline }: WordmarkProps) {
  return (
    <p className="wordmark">
      <span className="wordmark-name" translate="no">
        Daybook
      </span>
      <span className="wordmark-tagline">{tagline}</span>
    </p>
  );
}
