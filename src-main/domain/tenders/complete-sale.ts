import { assert } from '../../base/assert.ts';
import { type Cart, type CartTender, takenOf } from '../cart/cart.ts';
import { type PricingScene, totalsOfLines } from '../cart/price-cart.ts';
import type { Context } from '../context.ts';
import type { NewEntry } from '../entries.ts';
import { type Earned, earn, earnEntries } from '../points/earn.ts';
import type { PaidBy } from '../points/earning-part.ts';
import type { CartPriced, SaleLine, SalePoints, SaleTender } from '../sale-payloads.ts';
import type { TillState } from '../state.ts';
import { occasionOf } from './freeze-cart.ts';

/**
 * The entries of a sale on which nothing is left to pay: the sale, whole, its receipt, and the drawer where cash
 * moved. Whatever was taken too much is change where cash was taken last, and else breakage of vouchers (rules.change).
 * @param cart frozen, with all its tenders.
 */
export function completeSale(
  state: TillState,
  cart: Cart,
  change: number,
  scene: PricingScene,
  ctx: Context,
): readonly NewEntry[] {
  const { priced, saleId } = cart;
  assert(priced !== null, 'a sale that completes was frozen by its first tender');
  assert(
    state.till !== null && state.shift !== null && state.operator !== null,
    'a sale completes in an open shift',
  );
  const { pieces, gross, discount, due, tax } = totalsOfLines(priced.lines);
  const breakage = takenOf(cart) - change - due;
  assert(breakage >= 0, 'counting tenders less change and breakage make the due');
  const receiptNumber = nextReceiptNumber(state);
  const points = pointsOf(cart, priced, { change, breakage }, scene, ctx);
  const coupons = priced.coupons.filter(({ isUsed }) => isUsed);
  const { member } = cart;
  const entries: NewEntry[] = [
    {
      kind: 'sale.completed',
      payload: {
        saleId,
        receiptNumber,
        lines: [...priced.lines],
        pieces,
        gross,
        discount,
        due,
        tax,
        tenders: cart.tenders.map(saleTender),
        change,
        operatorName: state.operator.name,
        ...(breakage === 0 ? {} : { breakage }),
        ...(priced.gifts.length === 0 ? {} : { gifts: [...priced.gifts] }),
        ...(coupons.length === 0
          ? {}
          : {
              couponsUsed: coupons.map(({ couponId, campaignId, amount, isSingleUse }) => ({
                couponId,
                campaignId,
                amount,
                isSingleUse,
              })),
            }),
        ...(member === null
          ? {}
          : {
              member: {
                memberId: member.memberId,
                knownBy: member.knownBy,
                ...(member.carrier === undefined ? {} : { carrier: member.carrier }),
                dataAgeMs: member.asOfMs === null ? null : Math.max(0, ctx.nowMs - member.asOfMs),
              },
            }),
        ...(points === undefined ? {} : { points }),
        ...(priced.offers.length === 0 ? {} : { offers: [...priced.offers] }),
        ...(priced.offersGeneration === 0 ? {} : { offersGeneration: priced.offersGeneration }),
        ...(priced.isApproximate ? { isApproximate: true as const } : {}),
      },
    },
  ];
  // The drawer's pulse goes before the receipt, so that a fault of the paper does not keep the drawer shut.
  if (cart.tenders.some((tender) => tender.type === 'cash')) {
    entries.push({
      kind: 'drawer.requested',
      payload: { requestId: ctx.nextId(), saleId, reason: 'cash-sale' },
    });
  }
  entries.push({
    kind: 'print.requested',
    payload: { jobId: ctx.nextId(), saleId, receiptNumber, copy: 'original' },
  });
  return entries;
}

/** Register, business date and a number that runs on. */
export function nextReceiptNumber(state: TillState): string {
  assert(state.till !== null && state.shift !== null, 'receipts are given in an open shift');
  const serial = String(state.receiptsGiven + 1).padStart(4, '0');
  return `${state.till.registerNumber}-${state.shift.businessDate.replaceAll('-', '')}-${serial}`;
}

/** What the sale earns as things stand: at the end of a sale, and before it for the screen. */
export function earnedBy(
  cart: Cart,
  lines: readonly SaleLine[],
  paid: readonly PaidBy[],
  scene: PricingScene,
): readonly Earned[] {
  const { member } = cart;
  if (member === null) return [];
  const { offers, points, nowMs, businessDate, storeId } = scene;
  const { memberId, tiers, birthday, isFirstPurchase } = member;
  const rules = offers.earnRules;
  const capped = rules.filter(({ caps }) => caps.perDay !== null || caps.perMonth !== null);
  return earn({
    programmes: offers.programmes(nowMs),
    rules,
    lines: cart.lines.map(({ lineId, sku, category, lineKind }, index) => {
      const line = lines[index];
      return { lineId, sku, category, lineKind, isEarnable: line?.mayEarn ?? false, net: line?.net ?? 0 };
    }),
    paid,
    // Another sale of theirs may have been finished while this one was parked.
    member: {
      tiers,
      birthday,
      isFirstPurchase: isFirstPurchase && points.tillEntries(memberId).length === 0,
    },
    storeId,
    channel: 'store',
    atMs: nowMs,
    businessDate,
    // Head office confirms what a sale earned once it has the sale, however quick that is.
    isOnline: false,
    counters: Object.fromEntries(
      capped.map(({ id }) => [id, points.earnedBy(id, memberId, businessDate)] as const),
    ),
  }).earned;
}

function pointsOf(
  cart: Cart,
  priced: CartPriced,
  over: { readonly change: number; readonly breakage: number },
  scene: PricingScene,
  ctx: Context,
): SalePoints | undefined {
  const occasion = occasionOf(cart, scene);
  if (occasion === undefined) return undefined;
  const earned = earnedBy(cart, priced.lines, paidBy(cart.tenders, over), { ...scene, nowMs: ctx.nowMs });
  return {
    earned: [...earned],
    burns: priced.burns.map(({ record }) => record),
    entries: [...priced.burns.map(({ entry }) => entry), ...earnEntries(occasion, earned)],
  };
}

/** What of each tender pays: cash less the change, vouchers less what they were worth too much. */
function paidBy(
  tenders: readonly CartTender[],
  { change, breakage }: { readonly change: number; readonly breakage: number },
): readonly PaidBy[] {
  let over = breakage;
  // What was too much is taken off the newest voucher first: it was shown last.
  return tenders
    .toReversed()
    .map(({ type, amount, cardPrefix }): PaidBy => {
      const lost = type === 'voucher' ? Math.min(over, amount) : 0;
      over -= lost;
      const counts = COUNTS_AS[type];
      const pays = type === 'cash' ? amount - change : amount - lost;
      return { counts, type, amount: pays, ...(cardPrefix === null ? {} : { cardPrefix }) };
    })
    .toReversed();
}

/** How money of each kind counts where points are earned from it (payments-points.md 3.4). */
const COUNTS_AS = {
  cash: 'money',
  card: 'money',
  voucher: 'voucher',
  points: 'foreign-points',
} as const satisfies Record<CartTender['type'], PaidBy['counts']>;

function saleTender({ tenderId, type, amount, cardPrefix, programmeId }: CartTender): SaleTender {
  return {
    tenderId,
    type,
    amount,
    state: 'captured',
    ...(cardPrefix === null ? {} : { cardPrefix }),
    ...(programmeId === null ? {} : { programmeId }),
  };
}
