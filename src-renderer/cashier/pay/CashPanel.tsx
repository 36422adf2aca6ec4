import type { PayView } from '../../../src-main/contract/views.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { CashFigures } from '../../ui/CashFigures.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { NumericPad } from '../../ui/NumericPad.tsx';
import { actOnPress } from '../../ui/press.ts';
import { QuickCash } from '../../ui/QuickCash.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useCashier, useDesk } from '../CashierContext.tsx';

const NONE: readonly number[] = [];

interface CashPanelProps {
  readonly pay: PayView;
}

/** Where the hand is: figures, quick amounts, the pad, and the one key that takes money. */
export function CashPanel({ pay }: CashPanelProps) {
  const act = useAct();
  const { environment } = useCashier();
  const entry = useDesk((desk) => desk.entry);
  const preview = useDesk((desk) => desk.preview);
  const received = entry === '' ? null : Number(entry);
  // Beside the other ways to pay the figure may be a voucher's, and only cash gives change.
  const isCash = useDesk((desk) => desk.panel !== 'tenders');
  return (
    <>
      <div className="cash-panel panel">
        <CashFigures
          remaining={pay.remaining}
          received={received}
          preview={isCash ? preview : null}
          isCash={isCash}
          environment={environment}
          testId="cash-figures"
        />
        <div className="cash-keys">
          <QuickCash
            amounts={pay.remaining === 0 ? NONE : pay.quickAmounts}
            chosen={received}
            onChoose={(index) => act({ kind: 'fill-quick', index })}
            testId="quick-cash"
          />
          <NumericPad
            onDigits={(digits) => act({ kind: 'type', digits })}
            onErase={() => act({ kind: 'erase' })}
            onClear={() => act({ kind: 'clear' })}
            environment={environment}
            testId="pad"
          />
        </div>
      </div>
      <div className="cash-foot">
        <ClearKey />
        <TakeKey pay={pay} />
      </div>
    </>
  );
}

function ClearKey() {
  const { say } = useWords();
  const act = useAct();
  const hasEntry = useDesk((desk) => desk.entry !== '');
  return (
    <button
      type="button"
      className="clear-key"
      aria-keyshortcuts="Escape"
      {...actOnPress(() => act({ kind: 'back' }))}
      data-testid="clear"
    >
      {say(hasEntry ? 'action.clear' : 'action.back')}
      <KeyCap label="Esc" />
    </button>
  );
}

/** Says in words what Enter will do, with the amounts. */
function TakeKey({ pay }: CashPanelProps) {
  const { say } = useWords();
  const act = useAct();
  const preview = useDesk((desk) => desk.preview);
  const hasEntry = useDesk((desk) => desk.entry !== '');
  const isTaking = useDesk((desk) => desk.asking.has('tender'));
  const isChoosing = useDesk((desk) => desk.panel === 'tenders');
  const isFree = pay.remaining === 0 && !hasEntry;
  const isReady = isFree || (preview !== null && preview.change !== null);
  // Beside the other ways to pay Enter chooses one of them, and this key leads back to cash.
  if (isChoosing) {
    return (
      <button
        type="button"
        className="clear-key cash-back"
        {...actOnPress(() => act({ kind: 'toggle-tenders' }))}
        data-testid="back-to-cash"
      >
        {say('pay.backToCash')}
        <KeyCap label="F10" />
      </button>
    );
  }
  return (
    <button
      type="button"
      className="primary-key"
      aria-disabled={!isReady}
      aria-keyshortcuts="Enter"
      {...actOnPress(() => act({ kind: 'confirm' }))}
      data-testid="take"
    >
      <TakeWords isFree={isFree} />
      {isReady && <KeyCap label="Enter" />}
      {isTaking && <WaitingWord word={say('pay.taking')} />}
    </button>
  );
}

interface TakeWordsProps {
  readonly isFree: boolean;
}

function TakeWords({ isFree }: TakeWordsProps) {
  const { say } = useWords();
  const preview = useDesk((desk) => desk.preview);
  if (isFree) return <>{say('pay.completeFree')}</>;
  if (preview === null) return <>{say('pay.enterAmount')}</>;
  const { received, change, short } = preview;
  if (change === null) return <>{say('pay.short', { n: short ?? 0 })}</>;
  return (
    <>
      {change === 0
        ? say('pay.take', { n: received })
        : say('pay.takeWithChange', { n: received, m: change })}
    </>
  );
}
