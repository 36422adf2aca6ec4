import { formatCount } from '../../i18n/format.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { NumericPad } from '../../ui/NumericPad.tsx';
import { useAct, useCashier } from '../CashierContext.tsx';

interface AmountPadProps {
  readonly label: string;
  /** What is typed; blank is not 0. */
  readonly entry: string;
  /** The primary key's words. */
  readonly primary: string;
  /** The key that presses it. */
  readonly cap: 'Enter' | 'F12';
  readonly onCommit: () => void;
}

/** One counted amount: its figure, the pad, and the key that commits it. */
export function AmountPad({ label, entry, primary, cap, onCommit }: AmountPadProps) {
  const act = useAct();
  const { environment } = useCashier();
  return (
    <>
      <div className="amount-panel panel">
        <p className="amount-label">{label}</p>
        <p className="amount-figure">
          <span className="hero-currency">NT$</span>
          <output data-testid="amount" aria-label={label}>
            {entry === '' ? '' : formatCount(Number(entry))}
          </output>
          <svg className="caret" viewBox="0 0 3 52" width="3" height="52" aria-hidden="true">
            <rect width="3" height="52" />
          </svg>
        </p>
        <NumericPad
          onDigits={(digits) => act({ kind: 'type', digits })}
          onErase={() => act({ kind: 'erase' })}
          onClear={() => act({ kind: 'clear' })}
          environment={environment}
          testId="amount-pad"
        />
      </div>
      <button
        type="button"
        className="primary-key"
        aria-disabled={entry === ''}
        aria-keyshortcuts={cap}
        onClick={onCommit}
        data-testid="commit"
      >
        {primary}
        <KeyCap label={cap} />
      </button>
    </>
  );
}
