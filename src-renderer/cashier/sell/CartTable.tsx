import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { CartView } from '../../../src-main/contract/views.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { LineRow } from '../../ui/LineRow.tsx';
import { useCashier, useDesk, useView } from '../CashierContext.tsx';
import { CartExtras } from './CartExtras.tsx';
import { cartRows } from './cart-rows.ts';
import { DeclinedRow, NoteRow } from './NoteRow.tsx';

type Shown = Pick<CartView, 'lines' | 'notes' | 'gifts' | 'coupons' | 'offers' | 'nearMisses'>;
const NOTHING: Shown = { lines: [], notes: [], gifts: [], coupons: [], offers: [], nearMisses: [] };

/** The lines of the cart. Scrolls inside its panel and keeps the selected line in view. */
export function CartTable() {
  const { say } = useWords();
  const { desk } = useCashier();
  const cart = useView<Shown>((view) => view.cart ?? NOTHING, NOTHING);
  const { lines } = cart;
  const selectedLineId = useDesk((state) => state.selectedLineId);
  const flash = useDesk((state) => state.flash);
  const scroll = useRef<HTMLDivElement>(null);
  const shownRows = useRef(0);
  const [above, setAbove] = useState(0);

  const select = useCallback((lineId: string) => desk.act({ kind: 'select-line', lineId }), [desk]);
  const change = useCallback(
    (step: 1 | -1) => desk.act({ kind: 'change-quantity', step, mayRemove: true }),
    [desk],
  );

  // The scroll position belongs to the browser; the selection asks it to show a row.
  const isLastSelected = selectedLineId !== null && lines.at(-1)?.lineId === selectedLineId;
  const rowCount = lines.length + cart.notes.length;
  useLayoutEffect(() => {
    const panel = scroll.current;
    if (panel === null) return;
    // What stands under a new line is shown with it, as far as there is room; a touch on a line moves nothing.
    if (isLastSelected && rowCount !== shownRows.current) panel.scrollTop = panel.scrollHeight;
    shownRows.current = rowCount;
    if (selectedLineId !== null) showRow(panel, selectedLineId);
    setAbove(rowsAbove(panel));
  }, [selectedLineId, isLastSelected, rowCount]);

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
                <span>{say('sell.unitPrice')}</span>
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
            {cartRows(cart).map((row) => {
              if (row.kind === 'note') {
                return <NoteRow key={row.note.noteId} note={row.note} group={row.group} lines={lines} />;
              }
              const { line, group } = row;
              if (row.kind === 'declined') {
                return <DeclinedRow key={`declined-${line.lineId}`} line={line} group={group} />;
              }
              return (
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
                  measure={line.measure}
                  shelfPrice={line.shelfPrice}
                  group={group}
                  isSelected={line.lineId === selectedLineId}
                  flash={flash?.lineId === line.lineId ? flash.turn : null}
                  onSelect={select}
                  onQuantity={change}
                  testId={`line-${line.number}`}
                />
              );
            })}
          </tbody>
          <CartExtras cart={cart} />
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

/** How many lines are wholly or partly above the visible part. */
function rowsAbove(panel: HTMLElement): number {
  const head = panel.querySelector('thead th')?.getBoundingClientRect().bottom ?? 0;
  const rows = [...panel.querySelectorAll('[data-cart-row]')];
  return rows.filter((row) => row.getBoundingClientRect().top < head - 1).length;
}
