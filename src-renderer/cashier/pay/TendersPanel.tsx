import { useId, useState } from 'react';
import type { BurnView } from '../../../src-main/contract/sale-views.ts';
import type { PayView } from '../../../src-main/contract/views.ts';
import type { Words } from '../../i18n/catalogue.ts';
import { formatCount } from '../../i18n/format.ts';
import { nameIn } from '../../i18n/label.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useAct, useDesk, useView } from '../CashierContext.tsx';
import { PanelFrame } from '../panels/PanelFrame.tsx';
import { mostWord, pointsWord, refusedWord } from './tender-words.ts';

const NO_BURNS: readonly BurnView[] = [];

/**
 * F10 on pay: vouchers, a partner's points, the card with its first digits. They take the amount that is typed beside
 * them, or the rest.
 */
export function TendersPanel() {
  const { say } = useWords();
  const pay = useView((view) => view.pay, null);
  const burns = useView((view) => view.cart?.burns ?? NO_BURNS, NO_BURNS);
  if (pay === null) return null;
  return (
    <PanelFrame title={say('pay.others')} testId="panel-tenders">
      <AmountNote pay={pay} />
      <div className="tender-choices">
        <VoucherChoice />
        {burns
          .filter(({ treatment }) => treatment === 'tender')
          .map((burn) => (
            <PointsChoice key={burn.programmeId} burn={burn} />
          ))}
        <CardChoice pay={pay} />
      </div>
    </PanelFrame>
  );
}

interface PayProps {
  readonly pay: PayView;
}

/** The amount that the ways below take. */
function AmountNote({ pay }: PayProps) {
  const { say } = useWords();
  const entry = useDesk((desk) => desk.entry);
  return (
    <p className="tender-amount-note" role="status" data-testid="tenders-amount">
      {entry === ''
        ? say('pay.othersRest', { n: pay.remaining })
        : say('pay.othersTyped', { n: Number(entry) })}
    </p>
  );
}

/** What is worth more than is still to be paid is lost to the customer, and that is said before it is taken. */
function VoucherChoice() {
  const { say } = useWords();
  const act = useAct();
  const entry = useDesk((desk) => desk.entry);
  const lost = useDesk((desk) => desk.preview?.change ?? 0);
  return (
    <Choice
      icon="voucher"
      label={entry === '' ? say('tender.voucher') : say('pay.takeVoucher', { n: Number(entry) })}
      note={entry === '' ? say('pay.othersVoucherFirst') : null}
      warning={lost > 0 ? say('pay.voucherBreakage', { n: lost }) : say('pay.voucherNoChange')}
      isWarning={lost > 0}
      isAvailable={entry !== ''}
      onPress={() => act({ kind: 'take-voucher' })}
      testId="take-voucher"
    />
  );
}

function PointsChoice({ burn }: { readonly burn: BurnView }) {
  const words = useWords();
  const act = useAct();
  const entry = useDesk((desk) => desk.entry);
  const { programmeId, state, maximum } = burn;
  const isChosen = state === 'chosen';
  return (
    <Choice
      icon="points"
      label={pointsLabel(burn, entry, words)}
      note={pointsNote(burn, words)}
      warning={null}
      isWarning={false}
      isAvailable={isChosen || (state === 'none' && maximum > 0 && Number(entry) <= maximum)}
      onPress={() => act({ kind: isChosen ? 'drop-burn' : 'burn-points', programmeId })}
      testId={`take-${programmeId}`}
    />
  );
}

/** What pressing it does. */
function pointsLabel(burn: BurnView, entry: string, { say, language }: Words): string {
  const name = nameIn(burn.name, language);
  if (burn.state === 'chosen') return say('pay.burnDropNamed', { name });
  if (burn.maximum === 0) return name;
  return say('pay.payPoints', { name, n: entry === '' ? burn.maximum : Number(entry) });
}

/** What is chosen, or could be and what sets that, or why nothing can. */
function pointsNote(burn: BurnView, words: Words): string {
  if (burn.state === 'chosen') return `${formatCount(burn.value)}・${pointsWord(burn, words)}`;
  if (burn.state === 'asking') return words.say('pay.burnAsking');
  return burn.maximum > 0 ? mostWord(burn, words) : refusedWord(burn, words);
}

/** The card, and its first digits for those that earn more: hidden until somebody wants them. */
function CardChoice({ pay }: PayProps) {
  const { say } = useWords();
  const act = useAct();
  const entry = useDesk((desk) => desk.entry);
  const prefix = useDesk((desk) => desk.cardPrefix);
  const [isOpen, setIsOpen] = useState(false);
  const fieldId = useId();
  const isTooMuch = Number(entry) > pay.remaining;
  return (
    <>
      <Choice
        icon="card"
        label={say('pay.takeCard', { n: entry === '' ? pay.remaining : Number(entry) })}
        note={isTooMuch ? say('pay.atMost', { n: pay.remaining }) : null}
        warning={null}
        isWarning={false}
        cap="F8"
        isAvailable={pay.remaining > 0 && !isTooMuch}
        onPress={() => act({ kind: 'take-card' })}
        testId="take-card"
      />
      <button
        type="button"
        className="button tender-disclosure"
        aria-expanded={isOpen}
        aria-controls={fieldId}
        onClick={() => setIsOpen(!isOpen)}
        data-testid="card-prefix-open"
      >
        <Icon name="chevron" size={20} />
        {say('pay.cardPrefix')}
        <small>{say('pay.cardPrefixWhy')}</small>
      </button>
      <form
        id={fieldId}
        hidden={!isOpen}
        className="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          act({ kind: 'take-card' });
        }}
      >
        {isOpen && (
          <label className="search-label">
            {say('pay.cardPrefixField')}
            <input
              className="search-field"
              type="text"
              inputMode="numeric"
              value={prefix}
              maxLength={8}
              autoComplete="off"
              onChange={(event) => act({ kind: 'type-card-prefix', prefix: event.target.value })}
              data-testid="card-prefix"
            />
          </label>
        )}
      </form>
    </>
  );
}

interface ChoiceProps {
  readonly icon: IconName;
  readonly label: string;
  readonly note: string | null;
  readonly warning: string | null;
  /** Money is lost by it: shown as what departs from normal. */
  readonly isWarning: boolean;
  readonly cap?: 'F8';
  readonly isAvailable: boolean;
  readonly onPress: () => void;
  readonly testId: string;
}

/** One way to pay. Where it cannot, it keeps its place, and pressed it says why. */
function Choice({ icon, label, note, warning, isWarning, cap, isAvailable, onPress, testId }: ChoiceProps) {
  return (
    <button
      type="button"
      className="tender-choice"
      aria-disabled={!isAvailable}
      aria-keyshortcuts={cap}
      onClick={onPress}
      data-testid={testId}
    >
      <Icon name={icon} size={26} />
      <span className="tender-choice-words">
        <strong>{label}</strong>
        {note !== null && <small>{note}</small>}
        {warning !== null && (
          <small className="tender-choice-warning" data-warning={isWarning}>
            {isWarning && <Icon name="triangle" size={16} />}
            {warning}
          </small>
        )}
      </span>
      {cap !== undefined && <KeyCap label={cap} />}
    </button>
  );
}
