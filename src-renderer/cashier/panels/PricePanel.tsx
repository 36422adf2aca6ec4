import type { LineView } from '../../../src-main/contract/views.ts';
import type { Words } from '../../i18n/catalogue.ts';
import { formatCount, formatMoney } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { NumericPad } from '../../ui/NumericPad.tsx';
import { useAct, useCashier, useDesk, useView } from '../CashierContext.tsx';
import type { PricingDesk, PricingKind } from '../desk/desk.ts';
import { payPctOf, REASON_CODES } from '../desk/pricing.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { EntryFigure } from './EntryFigure.tsx';
import { PanelFrame } from './PanelFrame.tsx';

/** A discount or another price by hand: on what, how, why, and how much. */
export function PricePanel() {
  const words = useWords();
  const { say } = words;
  const act = useAct();
  const { environment } = useCashier();
  const pricing = useDesk((desk) => desk.pricing);
  const entry = useDesk((desk) => desk.entry);
  const selectedLineId = useDesk((desk) => desk.selectedLineId);
  const cart = useView((view) => view.cart, null);
  const line = cart?.lines.find(({ lineId }) => lineId === selectedLineId) ?? null;
  const echo = echoOf(pricing.kind, entry, words);
  const isReady = echo !== null && pricing.reason !== null;
  const given = cart?.notes.some(
    ({ step, shares }) =>
      (pricing.target === 'sale' && step === 'manual-sale') ||
      (pricing.target === 'line' &&
        step === 'manual-line' &&
        shares.some(({ lineId }) => lineId === line?.lineId)),
  );
  const hasPrice = pricing.kind === 'override' && line?.shelfPrice !== undefined;
  const mayTakeBack = pricing.kind === 'override' ? hasPrice : given === true;
  return (
    <PanelFrame title={say('price.title')} testId="panel-price">
      <div className="entry-panel">
        <div className="entry-words">
          <Target pricing={pricing} line={line} due={cart?.due ?? 0} />
          <KindRow pricing={pricing} line={line} />
          <ChoiceRow
            label={say('price.reason')}
            cap="."
            columns={3}
            choices={REASON_CODES.map((code) => ({ id: code, label: say(`reason.${code}`) }))}
            chosen={pricing.reason}
            onChoose={(reason) => act({ kind: 'set-pricing', patch: { reason } })}
            testId="price-reason"
          />
          <div className="entry-keys">
            {mayTakeBack && (
              <button
                type="button"
                className="button"
                onClick={() => act({ kind: 'take-back-pricing' })}
                data-testid="price-take-back"
              >
                {say(hasPrice ? 'price.takeBackOverride' : 'price.takeBack')}
              </button>
            )}
            <button
              type="button"
              className="primary-key entry-primary"
              aria-disabled={!isReady}
              aria-keyshortcuts="Enter"
              onClick={() => act({ kind: 'confirm' })}
              data-testid="price-apply"
            >
              {applyWords(echo, pricing, words)}
              <KeyCap label="Enter" />
            </button>
          </div>
        </div>
        <div className="entry-side">
          <EntryFigure
            label={kindWord(pricing.kind, line, words)}
            text={entry === '' || pricing.kind === 'percent' ? entry : formatCount(Number(entry))}
            echo={echo}
            hint={hintOf(pricing.kind, words)}
            testId="price-entry"
          />
          <NumericPad
            onDigits={(digits) => act({ kind: 'type', digits })}
            onErase={() => act({ kind: 'erase' })}
            onClear={() => act({ kind: 'clear' })}
            environment={environment}
            testId="price-pad"
          />
        </div>
      </div>
    </PanelFrame>
  );
}

interface TargetProps {
  readonly pricing: PricingDesk;
  readonly line: LineView | null;
  readonly due: number;
}

/** On the selected line, which is named, or on the whole sale. */
function Target({ pricing, line, due }: TargetProps) {
  const { say } = useWords();
  const act = useAct();
  const lineName = line === null ? say('price.noLine') : `${formatCount(line.number)} ${line.name}`;
  return (
    <ChoiceRow
      label={say('price.target')}
      cap={null}
      columns={2}
      choices={[
        {
          id: 'line' as const,
          label: lineName,
          note: line === null ? say('price.line') : formatMoney(line.amount),
        },
        { id: 'sale' as const, label: say('price.sale'), note: formatMoney(due) },
      ]}
      chosen={pricing.target}
      onChoose={(target) => act({ kind: 'set-pricing', patch: { target } })}
      testId="price-target"
    />
  );
}

function KindRow({ pricing, line }: Pick<TargetProps, 'pricing' | 'line'>) {
  const words = useWords();
  const act = useAct();
  const kinds: readonly PricingKind[] =
    pricing.target === 'line' ? ['percent', 'amount', 'override'] : ['percent', 'amount'];
  return (
    <ChoiceRow
      label={words.say('price.kind')}
      cap="×"
      columns={3}
      choices={kinds.map((kind) => ({ id: kind, label: kindWord(kind, line, words) }))}
      chosen={pricing.kind}
      onChoose={(kind) => act({ kind: 'set-pricing', patch: { kind } })}
      testId="price-kind"
    />
  );
}

function kindWord(kind: PricingKind, line: LineView | null, { say }: Words): string {
  if (kind === 'override' && line?.measure !== undefined) return say('price.overrideWeighed');
  return say(`price.${kind}`);
}

function hintOf(kind: PricingKind, { say }: Words): string {
  const keys = {
    percent: 'price.typePercent',
    amount: 'price.typeAmount',
    override: 'price.typePrice',
  } as const;
  return say(keys[kind]);
}

/** What was typed, as it will be sent; null while it is nothing that can be. */
function echoOf(kind: PricingKind, entry: string, { say, language }: Words): string | null {
  if (entry === '') return null;
  if (kind === 'override') return say('price.overrideEcho', { amount: formatMoney(Number(entry)) });
  if (kind === 'amount') {
    return Number(entry) === 0 ? null : say('price.amountEcho', { amount: formatMoney(Number(entry)) });
  }
  const payPct = payPctOf(entry, language);
  if (payPct === null) return null;
  // 90 is said 9 折; in English what is typed is what goes off.
  const fold = language === 'en' ? entry : String(payPct).replace(/0$/, '');
  return say('price.percentEcho', { fold });
}

function applyWords(echo: string | null, { reason }: PricingDesk, { say }: Words): string {
  if (echo === null) return say('price.apply');
  return reason === null ? say('price.chooseReason') : say('price.applyEcho', { echo });
}
