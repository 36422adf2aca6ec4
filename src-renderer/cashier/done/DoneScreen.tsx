import type { SaleSummaryView } from '../../../src-main/contract/views.ts';
import { formatCount, formatPoints, formatSaving, formatTime } from '../../i18n/format.ts';
import { nameIn } from '../../i18n/label.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Hero } from '../../ui/Hero.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Spoken } from '../../ui/Spoken.tsx';
import { TenderCard } from '../../ui/TenderCard.tsx';
import { useAct, useCashier, useDesk, useView } from '../CashierContext.tsx';
import { BannerPlace } from '../frame/BannerPlace.tsx';
import { DoneKeys } from '../frame/DoneKeys.tsx';
import { PanelPlace } from '../panels/PanelPlace.tsx';
import { tenderName } from '../pay/tender-words.ts';

/** The sale is complete and stored: the change in the hero's place, and the next customer. */
export function DoneScreen() {
  const { say } = useWords();
  const sale = useView((view) => view.lastSale, null);
  const panel = useDesk((desk) => desk.panel);
  if (sale === null) return null;
  return (
    <>
      <main className="left" data-region="lines" aria-label={say('frame.main')} data-testid="screen-done">
        {panel === null ? <SalePanel sale={sale} /> : <PanelPlace panel={panel} />}
      </main>
      <aside className="right" data-region="side" aria-label={say('frame.side')}>
        <ChangePanel sale={sale} />
        <NextKey />
      </aside>
      <DoneKeys hasReprint />
    </>
  );
}

interface SaleProps {
  readonly sale: SaleSummaryView;
}

function SalePanel({ sale }: SaleProps) {
  const words = useWords();
  const { say } = words;
  return (
    <section className="owed panel" aria-label={say('done.sale')}>
      <h1 className="only-spoken">{say('frame.done')}</h1>
      <p className="owed-row">
        <span>{say('last.number', { number: sale.receiptNumber })}</span>
        <span>{formatTime(sale.completedAtMs)}</span>
      </p>
      <p className="owed-row">
        <span>{say('sell.subtotalLabel')}</span>
        <span>{say('sell.pieces', { n: sale.pieces })}</span>
      </p>
      {sale.savings > 0 && (
        <p className="owed-row owed-savings" data-testid="done-savings">
          <span>{say('sell.savings')}</span>
          <span>{formatSaving(sale.savings)}</span>
        </p>
      )}
      <p className="owed-due">
        <span className="owed-word">{say('sell.due')}</span>
        <span className="owed-sum" data-testid="done-due">
          {formatCount(sale.due)}
        </span>
      </p>
      <ul className="tender-list">
        {sale.tenders.map((tender) => (
          <TenderCard
            key={tender.tenderId}
            type={tender.type}
            name={tenderName(tender, [], words)}
            state={tender.state}
            amount={tender.amount}
            testId={`tender-${tender.tenderId}`}
          />
        ))}
      </ul>
      <Earned earned={sale.earned} />
      <DoneCaption sale={sale} />
    </section>
  );
}

/** Points that the member has got for it; head office confirms them. */
function Earned({ earned }: Pick<SaleSummaryView, 'earned'>) {
  const { say, language } = useWords();
  if (earned.length === 0) return null;
  return (
    <ul className="done-earned" aria-label={say('done.earnedTitle')} data-testid="done-earned">
      {earned.map(({ programmeId, name, points, decimals }) => (
        <li key={programmeId}>
          <Icon name="points" size={20} />
          {say('done.earned', { name: nameIn(name, language), points: formatPoints(points, decimals) })}
        </li>
      ))}
    </ul>
  );
}

const RECEIPT_WORDS = {
  waiting: 'done.receipt.waiting',
  printing: 'done.receipt.printing',
  printed: 'done.receipt.printed',
  question: 'done.receipt.question',
  skipped: 'done.receipt.skipped',
} as const satisfies Record<SaleSummaryView['receipt'], string>;

/** That the sale is stored, and where its receipt is. */
function DoneCaption({ sale }: SaleProps) {
  const { say } = useWords();
  const isOffline = useView((view) => view.badges.headOffice.state === 'offline', false);
  const isPrinted = sale.receipt === 'printed';
  return (
    <div className="done-caption" role="status">
      <p>
        <Icon name="check" size={18} />
        {say(isOffline ? 'done.storedOffline' : 'done.stored')}
      </p>
      <p data-testid="receipt-state" data-receipt={sale.receipt}>
        <Icon name={isPrinted ? 'check' : 'printer'} size={18} />
        {say(RECEIPT_WORDS[sale.receipt])}
      </p>
    </div>
  );
}

function ChangePanel({ sale }: SaleProps) {
  const { say } = useWords();
  const { environment } = useCashier();
  return (
    <div className="done-panel panel">
      <section className="done-change" aria-label={say('pay.change')}>
        <p className="done-word" aria-hidden="true">
          {say('pay.change')}
        </p>
        <p className="done-hero" aria-hidden="true">
          <Hero amount={sale.change} hasCurrency testId="done-change" />
        </p>
        <p className="done-note">{sale.change === 0 && sale.breakage === 0 && say('done.exact')}</p>
        {sale.breakage > 0 && (
          <p className="done-breakage" data-testid="done-breakage">
            <Icon name="voucher" size={22} />
            {say('done.breakage', { n: sale.breakage })}
          </p>
        )}
        <Spoken
          label={say('pay.change')}
          text={say('sell.dueSpoken', { amount: sale.change })}
          environment={environment}
        />
      </section>
      <BannerPlace />
    </div>
  );
}

function NextKey() {
  const { say } = useWords();
  const act = useAct();
  return (
    <button
      type="button"
      className="primary-key"
      aria-keyshortcuts="Enter"
      onClick={() => act({ kind: 'confirm' })}
      data-testid="next"
    >
      {say('done.next')}
      <KeyCap label="Enter" />
    </button>
  );
}
