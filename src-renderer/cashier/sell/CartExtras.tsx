import type { CouponView, GiftView, NearMissView, OfferView } from '../../../src-main/contract/sale-views.ts';
import type { CartView } from '../../../src-main/contract/views.ts';
import type { Words } from '../../i18n/catalogue.ts';
import { formatCount, formatMoney } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { unreachable } from '../../ui/unreachable.ts';
import { useAct } from '../CashierContext.tsx';
import { labelIn } from './note-words.ts';

interface CartExtrasProps {
  readonly cart: Pick<CartView, 'gifts' | 'coupons' | 'offers' | 'nearMisses'>;
}

/** What belongs to the cart and is no line of it: gifts, coupons, personal offers, and what is within reach. */
export function CartExtras({ cart: { gifts, coupons, offers, nearMisses } }: CartExtrasProps) {
  if (gifts.length + coupons.length + offers.length + nearMisses.length === 0) return null;
  return (
    <tbody className="cart-extras" data-testid="cart-extras">
      {gifts.map((gift) => (
        <GiftRow key={`${gift.promotionId}-${gift.sku}`} gift={gift} />
      ))}
      {coupons.map((coupon) => (
        <CouponRow key={coupon.couponId} coupon={coupon} />
      ))}
      {offers.map((offer) => (
        <OfferRow key={offer.promotionId} offer={offer} />
      ))}
      {nearMisses.map((near) => (
        <NearMissRow key={`${near.label['zh-TW']}-${near.what}-${near.short}`} near={near} />
      ))}
    </tbody>
  );
}

function GiftRow({ gift: { sku, name, quantity, label, isOutOfStock } }: { readonly gift: GiftView }) {
  const words = useWords();
  const { say, language } = words;
  return (
    <tr
      className="extra-row gift-row"
      aria-label={say('gift.spoken', { name, quantity })}
      data-missing={isOutOfStock}
      data-testid={`gift-${sku}`}
    >
      <td className="line-number" />
      <td className="extra-text" colSpan={2}>
        <span className="extra-words">
          <span className="extra-mark">{say('gift.mark')}</span>
          <span className="extra-name" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
            {name}
          </span>
          <span className="extra-note">{isOutOfStock ? say('gift.outOfStock') : labelIn(label, words)}</span>
        </span>
      </td>
      <td className="line-quantity">{formatCount(quantity)}</td>
      <td className="line-amount">{isOutOfStock ? '–' : say('gift.free')}</td>
    </tr>
  );
}

function CouponRow({ coupon }: { readonly coupon: CouponView }) {
  const words = useWords();
  const { say } = words;
  const act = useAct();
  const { couponId, label, isUsed, amount, reason } = coupon;
  const name = labelIn(label, words);
  return (
    <tr className="extra-row" data-quiet={!isUsed} data-testid={`coupon-${couponId}`}>
      <td className="line-number" />
      <td className="extra-text" colSpan={3}>
        <span className="extra-words">
          <span className="extra-mark">{say('coupon.mark')}</span>
          <span className="extra-name">{name}</span>
          {isUsed ? null : (
            <span className="extra-why">
              <Icon name="triangle" size={18} />
              <span>{reason === null ? say('coupon.unused') : say(`coupon.${reason}`)}</span>
            </span>
          )}
          <button
            type="button"
            className="note-action"
            aria-label={say('coupon.withdrawSpoken', { name })}
            onClick={() => act({ kind: 'withdraw-coupon', couponId })}
            data-testid={`coupon-${couponId}-withdraw`}
          >
            {say('coupon.withdraw')}
          </button>
        </span>
      </td>
      <td className="line-amount note-saving">{isUsed ? say('coupon.used', { amount }) : null}</td>
    </tr>
  );
}

function OfferRow({ offer: { promotionId, label, isApplied } }: { readonly offer: OfferView }) {
  const words = useWords();
  const { say } = words;
  const act = useAct();
  const name = labelIn(label, words);
  return (
    <tr className="extra-row" data-quiet={!isApplied} data-testid={`offer-${promotionId}`}>
      <td className="line-number" />
      <td className="extra-text" colSpan={4}>
        <span className="extra-words">
          <span className="extra-mark">{say('offer.mark')}</span>
          <span className="extra-name">{name}</span>
          <span className="extra-note" data-applied={isApplied}>
            {isApplied && <Icon name="check" size={18} />}
            {say(isApplied ? 'offer.applied' : 'offer.open')}
          </span>
          <button
            type="button"
            className="note-action"
            aria-label={say('offer.refuseSpoken', { name })}
            onClick={() => act({ kind: 'refuse-offer', promotionId })}
            data-testid={`offer-${promotionId}-refuse`}
          >
            {say('offer.refuse')}
          </button>
        </span>
      </td>
    </tr>
  );
}

function NearMissRow({ near }: { readonly near: NearMissView }) {
  const words = useWords();
  return (
    <tr className="extra-row near-row" data-testid="near-miss">
      <td className="line-number" />
      <td className="extra-text" colSpan={4}>
        <span className="extra-words">
          <Icon name="tag" size={18} />
          <span className="near-buy">{nearText(near, words)}</span>
          <span className="extra-note">{labelIn(near.label, words)}</span>
        </span>
      </td>
    </tr>
  );
}

/** `再買 NT$45 折 30` */
function nearText({ what, short, wouldSave }: NearMissView, { say }: Words): string {
  const money = formatMoney(short);
  switch (what) {
    case 'reduction':
      return say('near.buy', { short: money, saving: wouldSave });
    case 'coupon':
      return say('near.buyCoupon', { short: money, saving: wouldSave });
    case 'gift':
      return say('near.buyGift', { short: money });
    case 'fixed-price':
      return say('near.buyFixed', { short: money });
    default:
      return unreachable(what);
  }
}
