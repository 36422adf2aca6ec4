import { Fragment, memo, useRef } from 'react';
import type { CartView, Language, LineView } from '../../src-main/contract/views.ts';
import type { CustomerSay } from '../i18n/customer.ts';
import { formatCount } from '../i18n/format.ts';
import { type Bracket, bracketOf, GiftRow, NoteRow } from './NoteRow.tsx';
import { useNewestInView } from './use-newest-in-view.ts';

interface LineTableProps {
  readonly cart: CartView;
  readonly storeName: string;
  readonly say: CustomerSay;
  readonly language: Language;
}

/** The cart as the customer checks it: net amounts, what they were before, and the newest line always in sight. */
export function LineTable({ cart, storeName, say, language }: LineTableProps) {
  // What own points take off stands beside the due, not under the goods.
  const notes = cart.notes.filter(({ step }) => step !== 'reduction');
  const scroller = useRef<HTMLElement>(null);
  const hiddenAbove = useNewestInView(scroller, cart);
  return (
    <>
      <header className="customer-head">
        <h1 className="customer-store">{storeName}</h1>
        {hiddenAbove > 0 && (
          <p className="customer-above" data-testid="customer-above">
            {say('customer.moreAbove', { n: hiddenAbove })}
          </p>
        )}
        <p className="customer-pieces" data-testid="customer-pieces">
          {say('customer.pieces', { n: cart.pieces })}
        </p>
      </header>
      <div className="customer-list">
        <section
          ref={scroller}
          className="customer-scroller"
          aria-label={say('customer.items')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
          tabIndex={0}
        >
          <table className="customer-table" data-testid="customer-lines">
            {/* The head is only spoken, so the widths are not its to give. */}
            <colgroup>
              <col />
              <col className="customer-quantity-column" />
              <col className="customer-amount-column" />
            </colgroup>
            <thead className="only-spoken">
              <tr>
                <th scope="col">{say('customer.name')}</th>
                <th scope="col">{say('customer.quantity')}</th>
                <th scope="col">{say('customer.amount')}</th>
              </tr>
            </thead>
            <tbody>
              {cart.lines.map((line) => (
                <Fragment key={line.lineId}>
                  <Line
                    line={line}
                    bracket={bracketOf(line, notes)}
                    isTouched={line.lineId === cart.touchedLineId}
                    say={say}
                  />
                  {notes
                    .filter((note) => note.shares.at(-1)?.lineId === line.lineId)
                    .map((note) => (
                      <NoteRow key={note.noteId} note={note} say={say} language={language} />
                    ))}
                </Fragment>
              ))}
              {cart.gifts.map((gift) => (
                <GiftRow key={`${gift.promotionId} ${gift.sku}`} gift={gift} say={say} />
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}

interface LineProps {
  readonly line: LineView;
  /** Where it stands among the lines of one deal. */
  readonly bracket: Bracket | null;
  readonly isTouched: boolean;
  readonly say: CustomerSay;
}

const Line = memo(function Line({ line, bracket, isTouched, say }: LineProps) {
  return (
    <tr
      className="customer-line"
      data-testid="customer-line"
      data-line={line.lineId}
      data-touched={isTouched}
      data-bracket={bracket ?? undefined}
    >
      <th scope="row" className="customer-name">
        {/* Names stay as the catalogue has them, whatever the language of the screen. */}
        <span className="customer-name-text" lang="zh-Hant-TW">
          {line.name}
          {line.detail !== undefined && ` ${line.detail}`}
        </span>
        <TaxNote tax={line.tax} say={say} />
      </th>
      <td className="customer-quantity">
        {line.quantity === 1 ? (
          <span className="only-spoken">{formatCount(1)}</span>
        ) : (
          say('customer.times', { n: line.quantity })
        )}
      </td>
      <td className="customer-amount">
        {line.originalAmount !== undefined && (
          <>
            <del className="customer-original" aria-hidden="true">
              {formatCount(line.originalAmount)}
            </del>
            <span className="only-spoken">
              {say('customer.originalPrice', { amount: line.originalAmount })}
            </span>
          </>
        )}
        {formatCount(line.amount)}
      </td>
    </tr>
  );
});

function TaxNote({ tax, say }: { readonly tax: LineView['tax']; readonly say: CustomerSay }) {
  switch (tax) {
    case 'taxable':
      return null;
    case 'exempt':
      return <small className="customer-tax">{say('customer.exempt')}</small>;
    case 'not-invoiced':
      return <small className="customer-tax">{say('customer.notInvoiced')}</small>;
  }
}
