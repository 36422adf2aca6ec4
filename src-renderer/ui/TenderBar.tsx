interface TenderBarProps {
  readonly due: number;
  readonly taken: number;
}

/**
 * How much of the due is taken. Decorative: the words below it say the same. The drawing is as wide as the due is
 * high, so that the amounts themselves are its coordinates and nothing is worked out here.
 */
export function TenderBar({ due, taken }: TenderBarProps) {
  if (due <= 0) return null;
  return (
    <svg
      className="tender-bar"
      viewBox={`0 0 ${due} 14`}
      preserveAspectRatio="none"
      height="14"
      aria-hidden="true"
    >
      <rect className="tender-bar-taken" x="0" y="0" width={taken} height="14" />
    </svg>
  );
}
