import type { BurnView, PriceNoteView } from '../../../src-main/contract/sale-views.ts';
import type { PayView, TenderView } from '../../../src-main/contract/views.ts';
import { isWordKey } from '../../i18n/catalogue.ts';
import { formatCount, formatSaving } from '../../i18n/format.ts';
import { nameIn } from '../../i18n/label.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { TenderBar } from '../../ui/TenderBar.tsx';
import { TenderCard } from '../../ui/TenderCard.tsx';
import { useAct, useDesk, useView } from '../CashierContext.tsx';
import { newestOf, ownBurnOf } from '../desk/paying.ts';
import { BannerPlace } from '../frame/BannerPlace.tsx';
import { BurnRow } from './BurnRow.tsx';
import { pointsWord, tenderName } from './tender-words.ts';

const NO_NOTES: readonly PriceNoteView[] = [];
const NO_BURNS: readonly BurnView[] = [];

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

/** How the due came about: each deal by its name, and own points last, which lower the price as deals do. */
function OwedRows() {
  const { say } = useWords();
  const pieces = useView((view) => view.cart?.pieces ?? 0, 0);
  const subtotal = useView((view) => view.cart?.subtotal ?? 0, 0);
  return (
    <>
      <p className="owed-row">
        <span>{say('sell.subtotal', { n: pieces })}</span>
        <span>{formatCount(subtotal)}</span>
      </p>
      <DealRows />
      <BurnRows />
    </>
  );
}

function DealRows() {
  const { say, language } = useWords();
  const savings = useView((view) => view.cart?.savings ?? 0, 0);
  const notes = useView((view) => view.cart?.notes ?? NO_NOTES, NO_NOTES);
  const deals = notes.filter(({ step }) => step !== 'reduction');
  if (deals.length === 0) {
    if (savings === 0 || notes.length > 0) return null;
    return (
      <p className="owed-row owed-savings">
        <span>{say('sell.savings')}</span>
        <span>{formatSaving(savings)}</span>
      </p>
    );
  }
  return (
    <ul className="owed-deals" aria-label={say('sell.savings')} tabIndex={deals.length > 3 ? 0 : undefined}>
      {deals.map(({ noteId, step, label, amount }) => (
        <li key={noteId} className="owed-row owed-savings">
          <span className="owed-deal">
            {say('pay.deal', { name: label === null ? noteWord(step, say) : nameIn(label, language) })}
          </span>
          <span>{formatSaving(amount)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What somebody gave by hand has no name of its own. */
function noteWord(step: PriceNoteView['step'], say: ReturnType<typeof useWords>['say']): string {
  const key = `note.${step}` as const;
  return isWordKey(key) ? say(key) : say('note.other');
}

function BurnRows() {
  const burns = useView((view) => view.cart?.burns ?? NO_BURNS, NO_BURNS);
  const isFrozen = useView((view) => view.cart?.isFrozen ?? false, false);
  const meant = ownBurnOf(burns);
  return burns
    .filter(({ treatment, state }) => treatment === 'price-reduction' && !(isFrozen && state === 'none'))
    .map((burn) => (
      <BurnRow key={burn.programmeId} burn={burn} hasKey={burn === meant} isFrozen={isFrozen} />
    ));
}

interface TenderListProps {
  readonly tenders: readonly TenderView[];
}

/** Newest last, after them a partner's points that were chosen, and last the cash that is being entered. */
function TenderList({ tenders }: TenderListProps) {
  const words = useWords();
  const { say, language } = words;
  const act = useAct();
  const burns = useView((view) => view.cart?.burns ?? NO_BURNS, NO_BURNS);
  const preview = useDesk((desk) => desk.preview);
  const isCashTyped = useDesk((desk) => desk.panel === null);
  const newest = newestOf(tenders);
  const paid = new Set(tenders.map(({ programmeId }) => programmeId));
  const partners = burns.filter(
    ({ treatment, state, programmeId }) =>
      treatment === 'tender' && state !== 'none' && !paid.has(programmeId),
  );
  return (
    <ul className="tender-list" aria-label={say('pay.owed')}>
      {tenders.map((tender) => {
        const name = tenderName(tender, burns, words);
        const burn = burns.find(({ programmeId }) => programmeId === tender.programmeId);
        return (
          <TenderCard
            key={tender.tenderId}
            type={tender.type}
            name={name}
            state={tender.state}
            {...(burn === undefined ? {} : { detail: pointsWord(burn, words) })}
            amount={tender.amount}
            cancel={{
              label: say('tender.cancelNamed', { name, amount: tender.amount }),
              hasKey: tender === newest,
              onPress: () => act({ kind: 'cancel-tender', tenderId: tender.tenderId }),
            }}
            testId={`tender-${tender.tenderId}`}
          />
        );
      })}
      {partners.map((burn) => {
        const name = nameIn(burn.name, language);
        const isChosen = burn.state === 'chosen';
        return (
          <TenderCard
            key={burn.programmeId}
            type="points"
            name={name}
            state={isChosen ? 'chosen' : 'asking'}
            {...(isChosen ? { detail: pointsWord(burn, words) } : {})}
            amount={burn.value}
            {...(isChosen
              ? {
                  cancel: {
                    label: say('tender.cancelNamed', { name, amount: burn.value }),
                    hasKey: newest === null && burn === partners.at(-1),
                    onPress: () => act({ kind: 'drop-burn', programmeId: burn.programmeId }),
                  },
                }
              : {})}
            testId={`tender-${burn.programmeId}`}
          />
        );
      })}
      {preview !== null && isCashTyped && (
        <TenderCard
          type="cash"
          name={say('pay.cash')}
          state="entering"
          amount={preview.change === null ? preview.received : preview.remaining}
          testId="tender-entering"
        />
      )}
    </ul>
  );
}
