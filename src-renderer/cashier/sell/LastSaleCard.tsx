import { formatCount, formatTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useView } from '../CashierContext.tsx';

interface LastSaleCardProps {
  /** Beside a cart only the change is told: the rest makes room for the member and the total. */
  readonly isBrief: boolean;
}

/** The last sale and its change, which stays until the next one is paid. */
export function LastSaleCard({ isBrief }: LastSaleCardProps) {
  const { say } = useWords();
  const sale = useView((view) => view.lastSale, null);
  if (sale === null) return null;
  const tenders = isBrief ? [] : sale.tenders;
  return (
    <section
      className="last-sale panel"
      data-brief={isBrief}
      aria-label={say('sell.lastSale')}
      data-testid="last-sale"
    >
      <h2 className="last-head">
        <span>
          {say('sell.lastSale')}{' '}
          <small>
            {formatTime(sale.completedAtMs)}・{sale.receiptNumber}
          </small>
        </span>
        <span className="last-done">
          <Icon name="check" size={18} />
          {say('sell.completed')}
        </span>
      </h2>
      <dl className="last-rows">
        {!isBrief && (
          <div>
            <dt>{say('sell.due')}</dt>
            <dd>{formatCount(sale.due)}</dd>
          </div>
        )}
        {tenders.map((tender) => (
          <div key={tender.tenderId}>
            <dt>{say(`tender.${tender.type}`)}</dt>
            <dd>{formatCount(tender.amount)}</dd>
          </div>
        ))}
        <div className="last-change">
          <dt>{say('pay.change')}</dt>
          <dd data-testid="last-change">{formatCount(sale.change)}</dd>
        </div>
      </dl>
    </section>
  );
}
