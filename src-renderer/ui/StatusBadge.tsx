import { Icon, type IconName } from './Icon.tsx';

/** `normal` is grey text; colour is for what departs from it (ui.md, principle 3). */
export type BadgeTone = 'normal' | 'progress' | 'warn' | 'stop';

interface StatusBadgeProps {
  readonly icon: IconName;
  readonly tone: BadgeTone;
  readonly text: string;
  /** Shown instead at 1024 while nothing is wrong. */
  readonly shortText: string;
  /** Null where there is nothing to open. */
  readonly onPress: (() => void) | null;
  readonly testId: string;
}

/** A pill in the top bar: icon, word, number. Pressing it opens the devices panel. */
export function StatusBadge({ icon, tone, text, shortText, onPress, testId }: StatusBadgeProps) {
  const pill = (
    <span className="status-pill">
      <Icon name={icon} size={18} />
      <span className="status-long">{text}</span>
      <span className="status-short">{shortText}</span>
    </span>
  );
  return onPress === null ? (
    <span className="status-badge" data-tone={tone} data-testid={testId}>
      {pill}
    </span>
  ) : (
    <button type="button" className="status-badge" data-tone={tone} onClick={onPress} data-testid={testId}>
      {pill}
    </button>
  );
}
