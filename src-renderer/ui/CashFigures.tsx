import type { CashPreview } from '../../src-main/contract/views.ts';
import { formatCount } from '../i18n/format.ts';
import { useWords } from '../i18n/WordsContext.tsx';
import type { WindowEnvironment } from './environment.ts';
import { Hero } from './Hero.tsx';
import { heroSizeOf } from './hero-size.ts';
import { Spoken } from './Spoken.tsx';

interface CashFiguresProps {
  readonly remaining: number;
  /** What is typed, or null. */
  readonly received: number | null;
  /** What the core says of it; null until it has. */
  readonly preview: CashPreview | null;
  /** Whether what is typed is cash; it may be what a voucher is worth. */
  readonly isCash: boolean;
  readonly environment: Pick<WindowEnvironment, 'nowMs' | 'after'>;
  readonly testId: string;
}

/** Still to pay, received and change: three columns of fixed width. Change is a dash until received covers remaining. */
export function CashFigures({ remaining, received, preview, isCash, environment, testId }: CashFiguresProps) {
  const { say } = useWords();
  return (
    <section className="cash-figures" data-testid={testId} aria-label={say('pay.title')}>
      <div className="cash-column cash-remaining">
        <h2 className="cash-word">{say('pay.remaining')}</h2>
        <Hero amount={remaining} isQuiet={remaining === 0} testId="remaining" />
        <Spoken
          label={say('pay.remaining')}
          text={say('sell.dueSpoken', { amount: remaining })}
          environment={environment}
        />
      </div>
      <div className="cash-column">
        <h2 className="cash-word">{say(isCash ? 'pay.received' : 'pay.typed')}</h2>
        <p className="cash-figure cash-received" data-size={sizeOf(received)} data-testid="received">
          {received !== null && formatCount(received)}
          <svg className="caret" viewBox="0 0 3 52" width="3" height="52" aria-hidden="true">
            <rect width="3" height="52" />
          </svg>
        </p>
      </div>
      <div className="cash-column">
        <h2 className="cash-word">{say('pay.change')}</h2>
        {preview !== null && preview.short !== null ? (
          <p className="cash-figure cash-short" data-testid="short">
            {say('pay.short', { n: preview.short })}
          </p>
        ) : (
          <p className="cash-figure" data-size={sizeOf(preview?.change ?? null)} data-testid="change">
            {preview === null || preview.change === null ? '–' : formatCount(preview.change)}
          </p>
        )}
      </div>
      <Spoken label={say('pay.change')} text={spokenOf(preview, say)} environment={environment} />
    </section>
  );
}

/** Figures step down like the hero, so that a long amount keeps to its column. */
function sizeOf(amount: number | null) {
  return heroSizeOf(amount === null ? '' : formatCount(amount));
}

function spokenOf(preview: CashPreview | null, say: ReturnType<typeof useWords>['say']): string {
  if (preview === null) return '';
  const { received, change, short } = preview;
  if (change !== null) return say('pay.changeSpoken', { received, change });
  return say('pay.shortSpoken', { received, short: short ?? 0 });
}
