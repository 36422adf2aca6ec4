import type { GiftView, PriceNoteView } from '../../src-main/contract/sale-views.ts';
import type { Language, LineView } from '../../src-main/contract/views.ts';
import type { CustomerSay } from '../i18n/customer.ts';
import { formatCount } from '../i18n/format.ts';
import { nameIn } from '../i18n/label.ts';
import { Icon } from '../ui/Icon.tsx';

/** Where a line stands in the bracket that ties a deal's lines to its note. */
export type Bracket = 'start' | 'middle';

/** The bracket of a line that a deal of two lines or more touches, or that lies between such. */
export function bracketOf({ number }: LineView, notes: readonly PriceNoteView[]): Bracket | null {
  for (const { shares } of notes) {
    const first = shares[0]?.lineNumber;
    const last = shares.at(-1)?.lineNumber;
    if (first === undefined || last === undefined || first === last) continue;
    if (number === first) return 'start';
    if (number > first && number <= last) return 'middle';
  }
  return null;
}

interface NoteRowProps {
  readonly note: PriceNoteView;
  readonly say: CustomerSay;
  readonly language: Language;
}

/** Why the lines above it cost less, and by how much. */
export function NoteRow({ note, say, language }: NoteRowProps) {
  const { label, amount, shares } = note;
  const name = label === null ? say('customer.discount') : nameIn(label, language);
  const isAcross = shares.length > 1;
  return (
    <tr className="customer-note" data-testid="customer-note" data-bracket={isAcross ? 'end' : undefined}>
      <th scope="row" colSpan={2} className="customer-name">
        <span className="customer-note-name" aria-hidden="true">
          <Icon name="tag" size={22} />
          {name}
        </span>
        <span className="only-spoken">
          {say('customer.noteSpoken', {
            name,
            lines: shares.map(({ lineNumber }) => formatCount(lineNumber)).join('、'),
            n: amount,
          })}
        </span>
      </th>
      <td className="customer-amount">
        <span aria-hidden="true">{say('customer.saves', { n: amount })}</span>
      </td>
    </tr>
  );
}

interface GiftRowProps {
  readonly gift: GiftView;
  readonly say: CustomerSay;
}

/** What comes with it for nothing. */
export function GiftRow({ gift, say }: GiftRowProps) {
  const { name, quantity, isOutOfStock } = gift;
  return (
    <tr className="customer-line" data-testid="customer-gift">
      <th scope="row" className="customer-name">
        <small className="customer-gift">{say('customer.gift')}</small>
        <span lang="zh-Hant-TW">{name}</span>
        {isOutOfStock && <small className="customer-tax">{say('customer.giftLater')}</small>}
      </th>
      <td className="customer-quantity">
        {quantity === 1 ? (
          <span className="only-spoken">{formatCount(1)}</span>
        ) : (
          say('customer.times', { n: quantity })
        )}
      </td>
      <td className="customer-amount">{formatCount(0)}</td>
    </tr>
  );
}
