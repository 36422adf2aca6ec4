interface KeyCapProps {
  /** As it is printed on the key. */
  readonly label: string;
}

/** Repeats the key beside a label. Hidden from screen readers, which get `aria-keyshortcuts`. */
export function KeyCap({ label }: KeyCapProps) {
  return (
    <span className="key-cap" aria-hidden="true">
      {label}
    </span>
  );
}
