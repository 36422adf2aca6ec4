import { formatMoney } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Spoken } from '../../ui/Spoken.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useCashier, useDesk } from '../CashierContext.tsx';
import type { ReturnDesk } from '../desk/desk.ts';
import { RETURN_REASONS } from '../desk/returning.ts';
import { RefundParts } from './RefundParts.tsx';

interface RefundSummaryProps {
  readonly returning: ReturnDesk;
}

/** What the return comes to, why, and the one key that binds. */
export function RefundSummary({ returning }: RefundSummaryProps) {
  const { say } = useWords();
  const { environment } = useCashier();
  const { preview, units } = returning;
  const isAnyChosen = Object.values(units).some((count) => count > 0);
  return (
    <section className="return-summary" aria-label={say('return.refund')}>
      <div className="return-result">
        {preview === null ? (
          <p className="return-wait">
            {isAnyChosen ? <WaitingWord word={say('return.working')} /> : say('return.choose')}
          </p>
        ) : (
          <RefundParts preview={preview} />
        )}
        <Spoken
          label={say('return.refund')}
          text={preview === null ? '' : say('return.spokenRefund', { refund: preview.refund })}
          environment={environment}
        />
      </div>
      <Reasons chosen={returning.reason} />
      <MakeKey returning={returning} />
    </section>
  );
}

function Reasons({ chosen }: { readonly chosen: ReturnDesk['reason'] }) {
  const { say } = useWords();
  const act = useAct();
  return (
    <fieldset className="return-reasons">
      <legend>{say('return.reasons')}</legend>
      {RETURN_REASONS.map((reason, index) => (
        <button
          key={reason}
          type="button"
          className="button return-reason"
          aria-pressed={reason === chosen}
          aria-keyshortcuts={String(index + 1)}
          onClick={() => act({ kind: 'return', act: { kind: 'reason', index } })}
          data-testid={`return-reason-${reason}`}
        >
          {say(`return.reason.${reason}`)}
          <KeyCap label={String(index + 1)} />
        </button>
      ))}
    </fieldset>
  );
}

function MakeKey({ returning }: RefundSummaryProps) {
  const { say } = useWords();
  const act = useAct();
  const isMaking = useDesk((desk) => desk.asking.has('make-return'));
  const { preview, reason } = returning;
  const isReady = preview !== null && reason !== null;
  return (
    <button
      type="button"
      className="primary-key return-make"
      aria-disabled={!isReady}
      aria-keyshortcuts="F12"
      onClick={() => act({ kind: 'return', act: { kind: 'make' } })}
      data-testid="return-make"
    >
      {preview === null && say('return.makeNothing')}
      {preview !== null && reason === null && say('return.makeReason')}
      {preview !== null && reason !== null && say('return.make', { n: formatMoney(preview.refund) })}
      {isReady && <KeyCap label="F12" />}
      {isMaking && <WaitingWord word={say('return.making')} />}
    </button>
  );
}
