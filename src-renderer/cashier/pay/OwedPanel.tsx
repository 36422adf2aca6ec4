import type { PayView, TenderView } from '../../../src-main/contract/views.ts';
import { formatCount, formatSaving } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { TenderBar } from '../../ui/TenderBar.tsx';
import { TenderCard } from '../../ui/TenderCard.tsx';
import { useDesk, useView } from '../CashierContext.tsx';
import { BannerPlace } from '../frame/BannerPlace.tsx';

const NO_TENDERS: readonly TenderView[] = [];

interface OwedPanelProps {
  readonly pay: PayView;
}

/**
 * What is owed, and by what it is being paid. A refusal stands at its foot, beside the keys and not among them: in the
 * right panel it would push the number keys from under the finger.
 */
export function OwedPanel({ pay }: OwedPanelProps) {
  const { say } = useWords();
  return (
    <section className="owed panel" aria-label={say('pay.owed')}>
      <h1 className="only-spoken">{say('frame.pay')}</h1>
      <OwedRows />
      <p className="owed-due">
        <span className="owed-word">{say('sell.due')}</span>
        <span className="owed-sum" data-testid="pay-due">
          {formatCount(pay.due)}
        </span>
      </p>
      <TenderBar due={pay.due} taken={pay.taken} />
      <p className="owed-parts">
        <span>{pay.taken !== 0 && say('pay.taken', { n: pay.taken })}</span>
        <strong>{pay.due === 0 ? say('pay.nothingDue') : say('pay.left', { n: pay.remaining })}</strong>
      </p>
      <TenderList tenders={pay.tenders} />
      <div className="owed-banner">
        <BannerPlace />
      </div>
    </section>
  );
}

function OwedRows() {
  const { say } = useWords();
  const pieces = useView((view) => view.cart?.pieces ?? 0, 0);
  const subtotal = useView((view) => view.cart?.subtotal ?? 0, 0);
  const savings = useView((view) => view.cart?.savings ?? 0, 0);
  return (
    <>
      <p className="owed-row">
        <span>{say('sell.subtotal', { n: pieces })}</span>
        <span>{formatCount(subtotal)}</span>
      </p>
      {savings !== 0 && (
        <p className="owed-row owed-savings">
          <span>{say('sell.savings')}</span>
          <span>{formatSaving(savings)}</span>
        </p>
      )}
    </>
  );
}

interface TenderListProps {
  readonly tenders: readonly TenderView[];
}

/** Newest last, and the one that is being entered after them. */
function TenderList({ tenders = NO_TENDERS }: TenderListProps) {
  const { say } = useWords();
  const preview = useDesk((desk) => desk.preview);
  return (
    <ul className="tender-list">
      {tenders.map((tender) => (
        <TenderCard
          key={tender.tenderId}
          name={say('pay.cash')}
          state={tender.state}
          amount={tender.amount}
          testId={`tender-${tender.tenderId}`}
        />
      ))}
      {preview !== null && (
        <TenderCard
          name={say('pay.cash')}
          state="entering"
          amount={preview.change === null ? preview.received : preview.remaining}
          testId="tender-entering"
        />
      )}
    </ul>
  );
}
