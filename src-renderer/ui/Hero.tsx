import { formatCount } from '../i18n/format.ts';
import { heroSizeOf } from './hero-size.ts';

interface HeroProps {
  readonly amount: number;
  /** A small NT$ at the baseline before the digits. */
  readonly hasCurrency?: boolean;
  /** Nothing is due yet: shown lighter. */
  readonly isQuiet?: boolean;
  readonly testId: string;
}

/** The one figure of a screen that is read from two metres. Digits are replaced, not rolled. */
export function Hero({ amount, hasCurrency = false, isQuiet = false, testId }: HeroProps) {
  const figure = formatCount(amount);
  return (
    <span className="hero" data-size={heroSizeOf(figure)} data-quiet={isQuiet}>
      {hasCurrency && <span className="hero-currency">NT$</span>}
      <span className="hero-figure" data-testid={testId}>
        {figure}
      </span>
    </span>
  );
}
