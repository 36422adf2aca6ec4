import type { LineView } from '../../../src-main/contract/views.ts';
import { formatCount } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { useView } from '../CashierContext.tsx';

const NO_LINES: readonly LineView[] = [];

/** The lines once more at the far left of a wide screen, to read out to the customer. */
export function CustomerLines() {
  const { say, language } = useWords();
  const lines = useView((view) => view.cart?.lines ?? NO_LINES, NO_LINES);
  return (
    <section className="customer-lines panel" aria-label={say('sell.cart')}>
      <ol>
        {lines.map((line) => (
          <li key={line.lineId}>
            <span className="customer-line-name" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
              {line.name}
            </span>
            <span className="customer-line-count">
              {line.quantity !== 1 && `×${formatCount(line.quantity)}`}
            </span>
            <span className="customer-line-amount">{formatCount(line.amount)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
