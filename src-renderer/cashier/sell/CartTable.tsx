import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { LineView } from '../../../src-main/contract/views.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { LineRow } from '../../ui/LineRow.tsx';
import { useCashier, useDesk, useView } from '../CashierContext.tsx';

const NO_LINES: readonly LineView[] = [];

/** The lines of the cart. Scrolls inside its panel and keeps the selected line in view. */
export function CartTable() {
  const { say } = useWords();
  const { desk } = useCashier();
  const lines = useView((view) => view.cart?.lines ?? NO_LINES, NO_LINES);
  const selectedLineId = useDesk((state) => state.selectedLineId);
  const flash = useDesk((state) => state.flash);
  const scroll = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(0);

  const select = useCallback((lineId: string) => desk.act({ kind: 'select-line', lineId }), [desk]);
  const change = useCallback(
    (step: 1 | -1) => desk.act({ kind: 'change-quantity', step, mayRemove: true }),
    [desk],
  );

  // The scroll position belongs to the browser; the selection asks it to show a row.
  useLayoutEffect(() => {
    const panel = scroll.current;
    if (panel === null) return;
    if (selectedLineId !== null) showRow(panel, selectedLineId);
    setAbove(rowsAbove(panel));
  }, [selectedLineId]);

  return (
    <div className="cart-table">
      <p className="more-above" data-testid="more-above" hidden={above === 0}>
        ↑ {say('sell.moreAbove', { n: above })}
      </p>
      <div
        ref={scroll}
        className="cart-scroll"
        onScroll={(event) => setAbove(rowsAbove(event.currentTarget))}
        data-testid="cart-scroll"
      >
        <table aria-label={say('sell.cart')} data-testid="cart-lines">
          <thead>
            <tr>
              <th scope="col" className="line-number">
                <span className="only-spoken">{say('sell.lineNumber')}</span>
              </th>
              <th scope="col" className="line-name">
                {say('sell.name')}
              </th>
              <th scope="col" className="line-price">
                {say('sell.unitPrice')}
              </th>
              <th scope="col" className="line-quantity">
                {say('sell.quantity')}
              </th>
              <th scope="col" className="line-amount">
                {say('sell.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <LineRow
                key={line.lineId}
                lineId={line.lineId}
                number={line.number}
                name={line.name}
                detail={line.detail}
                unitPrice={line.unitPrice}
                quantity={line.quantity}
                amount={line.amount}
                originalAmount={line.originalAmount}
                tax={line.tax}
                isSelected={line.lineId === selectedLineId}
                flash={flash?.lineId === line.lineId ? flash.turn : null}
                onSelect={select}
                onQuantity={change}
                testId={`line-${line.number}`}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Brings a row into view, and the focus with it where the focus is in the table. */
function showRow(panel: HTMLElement, lineId: string): void {
  const row = [...panel.querySelectorAll<HTMLElement>('[data-cart-row]')].find(
    (each) => each.dataset.cartRow === lineId,
  );
  if (row === undefined) return;
  row.scrollIntoView({ block: 'nearest' });
  const active = document.activeElement;
  if (active !== null && panel.contains(active)) row.querySelector<HTMLElement>('.line-pick')?.focus();
}

/** How many rows are wholly or partly above the visible part. */
function rowsAbove(panel: HTMLElement): number {
  const rowHeight = panel.querySelector<HTMLElement>('[data-cart-row]')?.offsetHeight ?? 0;
  return rowHeight === 0 ? 0 : Math.ceil((panel.scrollTop - 1) / rowHeight);
}
