import { memo } from 'react';
import type { LineView } from '../../src-main/contract/views.ts';
import { formatCount } from '../i18n/format.ts';
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
  const { number, name, detail, unitPrice, quantity, amount, originalAmount, isSelected, testId } = props;
  const spoken = { number, name, quantity, amount };
  const label =
    originalAmount === undefined
      ? say('sell.lineSpoken', spoken)
      : say('sell.lineSpokenReduced', { ...spoken, original: originalAmount });
  return (
    <tr
      className="line-row"
      data-cart-row={props.lineId}
      data-flash={props.flash ?? undefined}
      data-testid={testId}
      aria-current={isSelected ? 'true' : undefined}
      aria-label={label}
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
          <TaxWord tax={props.tax} />
        </button>
        <span className="line-folded" aria-hidden="true">
          {formatCount(unitPrice)}
          {originalAmount !== undefined && <s>{formatCount(originalAmount)}</s>}
        </span>
      </td>
      <td className="line-price">{formatCount(unitPrice)}</td>
      <td className="line-quantity">
        {isSelected && (
          <button
            type="button"
            className="step-button"
            aria-label={say('sell.oneLess')}
            tabIndex={-1}
            onClick={() => props.onQuantity(-1)}
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
            onClick={() => props.onQuantity(1)}
            data-testid="line-more"
          >
            <Icon name="plus" size={20} />
          </button>
        )}
      </td>
      <td className="line-amount">
        {originalAmount !== undefined && <s className="line-original">{formatCount(originalAmount)}</s>}
        <span>{formatCount(amount)}</span>
      </td>
    </tr>
  );
});

/** What the law treats differently is said on the line itself. */
function TaxWord({ tax }: Pick<LineRowProps, 'tax'>) {
  const { say } = useWords();
  if (tax === 'taxable') return null;
  return <span className="line-tax">{say(tax === 'exempt' ? 'sell.exempt' : 'sell.notInvoiced')}</span>;
}
