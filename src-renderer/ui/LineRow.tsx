import { memo } from 'react';
import type { MeasureView } from '../../src-main/contract/sale-views.ts';
import type { LineView } from '../../src-main/contract/views.ts';
import type { Say } from '../i18n/catalogue.ts';
import { formatCount, formatKilograms, formatMoney } from '../i18n/format.ts';
import { useWords } from '../i18n/WordsContext.tsx';
import { Icon } from './Icon.tsx';

interface LineRowProps {
  readonly lineId: string;
  readonly number: number;
  readonly name: string;
  readonly detail: string | undefined;
  readonly unitPrice: number;
  readonly quantity: number;
  readonly amount: number;
  readonly originalAmount: number | undefined;
  readonly tax: LineView['tax'];
  /** Weighed or labelled goods: one of them, and no steps. */
  readonly measure: MeasureView | undefined;
  /** The shelf price that somebody replaced by hand. */
  readonly shelfPrice: number | undefined;
  /** Where it stands in the bracket of a note below it. */
  readonly group: 'start' | 'middle' | 'end' | null;
  readonly isSelected: boolean;
  /** Just added or raised; changes with each flash, so that two in a row are two. */
  readonly flash: 0 | 1 | null;
  readonly onSelect: (lineId: string) => void;
  readonly onQuantity: (step: 1 | -1) => void;
  readonly testId: string;
}

/** One line of the cart. Drawn again only when something of its own changes. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { say, language } = useWords();
  const { number, name, detail, unitPrice, amount, originalAmount, isSelected, measure, testId } = props;
  return (
    <tr
      className="line-row"
      data-cart-row={props.lineId}
      data-group={props.group ?? undefined}
      data-flash={props.flash ?? undefined}
      data-testid={testId}
      aria-current={isSelected ? 'true' : undefined}
      aria-label={spokenLine(props, say)}
    >
      <td className="line-number">{formatCount(number)}</td>
      <td className="line-name">
        <button
          type="button"
          className="line-pick"
          aria-pressed={isSelected}
          tabIndex={isSelected ? 0 : -1}
          onClick={() => props.onSelect(props.lineId)}
        >
          <span className="line-text" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
            {name}
            {detail !== undefined && <span className="line-detail"> {detail}</span>}
          </span>
          <LineWords {...props} />
        </button>
        <span className="line-folded" aria-hidden="true">
          {priceText(unitPrice, measure, say)}
          {originalAmount !== undefined && <s>{formatCount(originalAmount)}</s>}
        </span>
      </td>
      <td className="line-price">
        <span>{priceText(unitPrice, measure, say)}</span>
      </td>
      <LineQuantity {...props} />
      <td className="line-amount">
        {originalAmount !== undefined && <s className="line-original">{formatCount(originalAmount)}</s>}
        <span>{formatCount(amount)}</span>
      </td>
    </tr>
  );
});

/** How many, or how heavy. Only what is sold by the piece has steps. */
function LineQuantity({ quantity, measure, isSelected, onQuantity }: LineRowProps) {
  const { say } = useWords();
  if (measure !== undefined) {
    const text =
      measure.kind === 'weight' ? say('line.weight', { kg: formatKilograms(measure.grams) }) : formatCount(1);
    return (
      <td className="line-quantity">
        <span className="line-weight">{text}</span>
      </td>
    );
  }
  return (
    <td className="line-quantity">
      {isSelected && (
        <button
          type="button"
          className="step-button"
          aria-label={say('sell.oneLess')}
          tabIndex={-1}
          onClick={() => onQuantity(-1)}
          data-testid="line-less"
        >
          <Icon name="minus" size={20} />
        </button>
      )}
      <span className="line-count" data-many={quantity !== 1}>
        {formatCount(quantity)}
      </span>
      {isSelected && (
        <button
          type="button"
          className="step-button"
          aria-label={say('sell.oneMore')}
          tabIndex={-1}
          onClick={() => onQuantity(1)}
          data-testid="line-more"
        >
          <Icon name="plus" size={20} />
        </button>
      )}
    </td>
  );
}

/** What the law treats differently, what was labelled, and what somebody priced by hand is said on the line itself. */
function LineWords({ tax, measure, shelfPrice }: LineRowProps) {
  const { say } = useWords();
  return (
    <>
      {tax !== 'taxable' && (
        <span className="line-tax">{say(tax === 'exempt' ? 'sell.exempt' : 'sell.notInvoiced')}</span>
      )}
      {measure?.kind === 'label' && <span className="line-tax">{say('line.labelled')}</span>}
      {shelfPrice !== undefined && (
        <span className="line-tax">{say('line.overridden', { price: shelfPrice })}</span>
      )}
    </>
  );
}

function priceText(unitPrice: number, measure: MeasureView | undefined, say: Say): string {
  return measure?.kind === 'weight'
    ? say('line.perKgShort', { price: measure.pricePerKg })
    : formatCount(unitPrice);
}

function spokenLine(line: LineRowProps, say: Say): string {
  const { number, name, quantity, amount, originalAmount, measure, shelfPrice } = line;
  const named = { number, name, amount };
  const said = (() => {
    if (measure?.kind === 'weight') {
      const weighed = { ...named, kg: formatKilograms(measure.grams) };
      return originalAmount === undefined
        ? say('line.weightSpoken', weighed)
        : say('line.weightSpokenReduced', { ...weighed, original: originalAmount });
    }
    return originalAmount === undefined
      ? say('sell.lineSpoken', { ...named, quantity })
      : say('sell.lineSpokenReduced', { ...named, quantity, original: originalAmount });
  })();
  return shelfPrice === undefined
    ? said
    : say('line.overriddenSpoken', { line: said, price: formatMoney(shelfPrice) });
}
