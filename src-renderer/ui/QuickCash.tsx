import { formatCount } from '../i18n/format.ts';
import { useWords } from '../i18n/WordsContext.tsx';
import { KeyCap } from './KeyCap.tsx';
import { actOnPress } from './press.ts';

interface QuickCashProps {
  /** Exact first, then sensible notes; worked out by the core. At most four; none where nothing is due. */
  readonly amounts: readonly number[];
  /** The amount that is typed now, shown as chosen. */
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
  readonly testId: string;
}

/** Quick amounts on F1 to F4. They fill the entry and take nothing. */
export function QuickCash({ amounts, chosen, onChoose, testId }: QuickCashProps) {
  const { say } = useWords();
  return (
    <fieldset className="quick-cash" data-testid={testId}>
      <legend className="only-spoken">{say('pay.quick')}</legend>
      {amounts.slice(0, 4).map((amount, index) => {
        const key = `F${index + 1}`;
        return (
          <button
            key={key}
            type="button"
            className="quick-amount"
            aria-pressed={amount === chosen}
            aria-keyshortcuts={index === 0 ? 'F1 +' : key}
            data-testid={`quick-${index}`}
            {...actOnPress(() => onChoose(index))}
          >
            <span>{index === 0 ? say('pay.exact', { n: amount }) : formatCount(amount)}</span>
            <KeyCap label={key} />
          </button>
        );
      })}
    </fieldset>
  );
}
