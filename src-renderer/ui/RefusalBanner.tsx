import { Icon } from './Icon.tsx';
import { KeyCap } from './KeyCap.tsx';

export interface BannerKey {
  /** As printed on the key cap. */
  readonly cap: string;
  /** For `aria-keyshortcuts`. */
  readonly shortcut: string;
  readonly label: string;
  readonly onPress: () => void;
}

interface RefusalBannerProps {
  readonly tone: 'stop' | 'warn';
  /** What happened. */
  readonly what: string;
  /** Is the sale safe. */
  readonly safe: string;
  /** What to press, where no key of the banner does it. */
  readonly press: string;
  /** One key, or two where the question has two answers. */
  readonly keys: readonly BannerKey[];
  /** The registry's code, in small print. */
  readonly code: string | null;
  readonly testId: string;
}

/** What went wrong, in one breath: what happened, is the sale safe, what to press. Stands above the entry bar. */
export function RefusalBanner({ tone, what, safe, press, keys, code, testId }: RefusalBannerProps) {
  return (
    <div className="banner" data-tone={tone} role="alert" data-testid={testId}>
      <Icon name={tone === 'stop' ? 'octagon' : 'triangle'} size={26} />
      <p className="banner-text">
        <strong>{what}</strong> <span>{safe}</span>
        {keys.length === 0 && <span className="banner-press"> {press}</span>}
        {code !== null && <span className="banner-code">{code}</span>}
      </p>
      {keys.map((key) => (
        <button
          key={key.cap}
          type="button"
          className="banner-key"
          aria-keyshortcuts={key.shortcut}
          onClick={key.onPress}
          data-testid={`banner-${key.cap}`}
        >
          {key.label}
          <KeyCap label={key.cap} />
        </button>
      ))}
    </div>
  );
}
