import { formatCount, formatTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useView } from '../CashierContext.tsx';

/** The last sale and its change, which stays until the next one is paid. */
export function LastSaleCard() {
  const { say } = useWords();
  const sale = useView((view) => view.lastSale, null);
  if (sale === null) return null;
  return (
    <section className="last-sale panel" aria-label={say('sell.lastSale')} data-testid="last-sale">
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
        <div>
          <dt>{say('sell.due')}</dt>
          <dd>{formatCount(sale.due)}</dd>
        </div>
        {sale.tenders.map((tender) => (
          <div key={tender.tenderId}>
            <dt>{say('pay.cash')}</dt>
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
