import { useWords } from '../i18n/WordsContext.tsx';
import { KeyCap } from './KeyCap.tsx';
import type { FunctionKey } from './keyboard/key.ts';

export interface StripKey {
  readonly name: FunctionKey;
  readonly label: string;
  /** Used at 1024 where the label is too long. */
  readonly shortLabel?: string;
  /** Unavailable keys keep their place, lose their fill, and say why when pressed. */
  readonly isAvailable: boolean;
  readonly onPress: () => void;
}

interface KeyStripProps {
  readonly keys: readonly StripKey[];
  /** Places in the strip; keys keep the place of their number from `first` on. */
  readonly first: number;
  readonly testId: string;
}

/** The function keys at the bottom. */
export function KeyStrip({ keys, first, testId }: KeyStripProps) {
  const { say } = useWords();
  return (
    <nav
      className="key-strip"
      data-region="keys"
      data-first={first}
      aria-label={say('frame.keys')}
      data-testid={testId}
    >
      {keys.map((key) => (
        <button
          key={key.name}
          type="button"
          className="strip-key"
          data-key={key.name}
          aria-disabled={!key.isAvailable}
          aria-keyshortcuts={key.name}
          onClick={key.onPress}
          data-testid={`key-${key.name}`}
        >
          <KeyCap label={key.name} />
          <span className="strip-long">{key.label}</span>
          <span className="strip-short">{key.shortLabel ?? key.label}</span>
        </button>
      ))}
    </nav>
  );
}
