// Visits of random customers: what they buy, under which promotions, with which points and tenders, and how they bring
// it back. One function plays a visit at a till.
import fc from 'fast-check';
import { assert } from '../../src-main/base/assert.ts';
import { priceCart, sceneOf } from '../../src-main/domain/cart/price-cart.ts';
import type { Command } from '../../src-main/domain/command.ts';
import type { Product } from '../../src-main/domain/product.ts';
import type { SaleCompleted } from '../../src-main/domain/sale-payloads.ts';
import { NOON_MS } from '../support/open-till.ts';
import { APPROVAL, answerBurn, lastSale, officeLedger, PRODUCTS } from './counter-deeds.ts';
import { MEMBER_CODE, OffersWorld, promotion } from './offers-world.ts';
import { PureTill } from './pure-till.ts';

type TenderType = 'cash' | 'card' | 'voucher';

export interface Visit {
  readonly pieces: readonly (readonly [sku: string, quantity: number])[];
  readonly promotions: readonly PromotionName[];
  readonly isMember: boolean;
  /** Burned while head office answers (`held`) or on this till's papers. NT$, or all that may be. */
  readonly burns: readonly {
    readonly programmeId: 'OWN' | 'CROSS';
    readonly wanted: number | 'max';
    readonly isOnline: boolean;
  }[];
  /** What is tried first; cash pays what is left. None: nothing is paid. */
  readonly tenders: readonly (readonly [TenderType, number])[];
  /** Piece by piece: which line is brought back next, and how many of it. */
  readonly returns: readonly { readonly line: number; readonly units: number }[];
}

/** Articles whose prices are their names, so that shares and remainders are easily worked out by hand. */
const COINS: readonly Product[] = [1, 3, 10].map((unitPrice) => ({
  sku: `P${unitPrice}`,
  barcodes: [`P-${unitPrice}`],
  name: `P${unitPrice}`,
  unitPrice,
  category: 'HOME',
  tax: 'taxable',
}));
const ARTICLES = ['A01', 'L01', 'T01', 'T02', 'W01', 'B01', 'SH1', 'TP1', 'EG1', 'GC500', 'CUP', 'P1', 'P3'];

const PROMOTIONS = {
  pair: { kind: 'any-n', select: { categories: ['BOTTLED'] }, n: 2, pay: { kind: 'percent', payPct: 80 } },
  second: { kind: 'second-percent', select: { categories: ['HBA'] }, payPct: 50 },
  free: { kind: 'bogo', select: { categories: ['DRINK'] } },
  every: { kind: 'every-amount', every: 100, off: 7, max: 9 },
  all: { kind: 'order-percent', payPct: 93, audience: { memberOnly: true } },
  price: { kind: 'member-price', select: { skus: ['SH1'] }, price: 169 },
  cup: { kind: 'add-on', sku: 'CUP', price: 99, minimum: 120 },
} as const;
type PromotionName = keyof typeof PROMOTIONS;

/** Points that the member has before the first visit. */
export const OPENING = { OWN: 40_000, CROSS: 90, STAMPS: 0 } as const;
export const PROGRAMMES = ['OWN', 'CROSS', 'STAMPS'] as const;

const anyTender = fc.tuple(
  fc.constantFrom<TenderType>('card', 'voucher', 'card'),
  fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 900 })),
);

export const anyVisit: fc.Arbitrary<Visit> = fc.record({
  pieces: fc.array(fc.tuple(fc.constantFrom(...ARTICLES), fc.integer({ min: 1, max: 4 })), {
    minLength: 1,
    maxLength: 5,
  }),
  promotions: fc.uniqueArray(fc.constantFrom(...(Object.keys(PROMOTIONS) as PromotionName[])), {
    maxLength: 5,
  }),
  isMember: fc.boolean(),
  burns: fc.uniqueArray(
    fc.record({
      programmeId: fc.constantFrom<'OWN' | 'CROSS'>('OWN', 'CROSS'),
      wanted: fc.oneof(fc.constant('max' as const), fc.integer({ min: 1, max: 50 })),
      isOnline: fc.boolean(),
    }),
    { maxLength: 2, selector: ({ programmeId }) => programmeId },
  ),
  tenders: fc.array(anyTender, { minLength: 1, maxLength: 4 }),
  returns: fc.array(
    fc.record({ line: fc.integer({ min: 0, max: 9 }), units: fc.integer({ min: 1, max: 3 }) }),
    { maxLength: 8 },
  ),
});

/** Adds up. */
export function sum<Item>(items: readonly Item[], amount: (item: Item) => number): number {
  return items.reduce((all, item) => all + amount(item), 0);
}

/** What each tender paid in the end: cash less its change, vouchers less what they were worth too much, newest first. */
export function paidBy(sale: SaleCompleted): readonly { readonly kind: string; readonly amount: number }[] {
  let breakage = sale.breakage ?? 0;
  return sale.tenders.toReversed().map(({ type, amount, programmeId }) => {
    const lost = type === 'voucher' ? Math.min(breakage, amount) : 0;
    breakage -= lost;
    return { kind: programmeId ?? type, amount: amount - lost - (type === 'cash' ? sale.change : 0) };
  });
}

/** A till of its own in a world in which the member has `OPENING`, and papers for it. */
export function visitedTill(): { readonly till: PureTill; readonly world: OffersWorld } {
  const world = new OffersWorld();
  for (const programmeId of ['OWN', 'CROSS'] as const) {
    world.sendSnapshot(OPENING[programmeId], { programmeId });
    world.sendGrant(OPENING[programmeId], { programmeId });
  }
  const till = world.around(PureTill.started([...PRODUCTS, ...COINS]));
  till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
  till.must({ kind: 'open-shift', float: 3_000 });
  worlds.set(till, world);
  return { till, world };
}

const worlds = new WeakMap<PureTill, OffersWorld>();

/** Plays a visit up to its payment. @param times each command is sent so often. */
export function sell(visit: Visit, at: PureTill = visitedTill().till, times = 1): PureTill {
  const world = worlds.get(at);
  assert(world !== undefined, 'the till was opened here');
  world.promotions = visit.promotions.map((name) => promotion(name, PROMOTIONS[name]));
  const send = (command: Command) => {
    for (let time = 0; time < times; time += 1) at.do(command);
  };
  for (const [sku, quantity] of visit.pieces) {
    at.must({ kind: 'set-multiplier', quantity });
    at.must({ kind: 'add-product', sku });
  }
  const { saleId } = at;
  if (visit.isMember) send({ kind: 'scan', code: MEMBER_CODE, origin: 'scanner' });
  for (const { programmeId, wanted, isOnline } of visit.burns) {
    at.isOnline = isOnline;
    send({ kind: 'burn-points', saleId, programmeId, wanted });
    const ledger = officeLedger([at], OPENING[programmeId], { programmeId });
    if (at.state.cart?.asking) answerBurn(at, ledger, programmeId === 'OWN' ? 300 : 1);
  }
  if (visit.tenders.length === 0) return at;
  send({ kind: 'begin-payment', saleId });
  for (const [type, amount] of visit.tenders) {
    if (at.state.cart?.saleId !== saleId) break;
    // What is sent again under the same number is answered as before; here its second coming is another tender.
    if (type === 'voucher' || times === 1) at.do({ kind: `take-${type}`, saleId, amount });
    else send({ kind: `take-${type}`, saleId, amount });
  }
  if (at.state.cart !== null) {
    const { cart } = at.state;
    const due = cart.priced?.due ?? priceCart(cart, sceneOf(at.state, sceneContext(at))).due;
    const left = due - sum(cart.tenders, ({ amount }) => amount);
    send({ kind: 'take-cash', saleId, amount: left === 0 ? 0 : left + 3 });
  }
  assert(lastSale(at).saleId === saleId, 'the sale is finished');
  return at;
}

function sceneContext(till: PureTill) {
  const { offers, points } = till.readers;
  return { nowMs: till.nowMs, offers, points, isOnline: till.isOnline };
}

/** Plays a visit and brings everything back, in the parts that it names and then the rest. */
export function sellAndReturn(visit: Visit, at?: PureTill, times = 1): PureTill {
  const till = sell(visit, at, times);
  const sale = lastSale(till);
  const left = sale.lines.map(({ lineId, quantity }) => ({ lineId, units: quantity }));
  const bringBack = (lines: readonly { readonly lineId: string; readonly units: number }[]) => {
    const command = {
      kind: 'return-goods',
      saleId: sale.saleId,
      lines,
      reason: 'other',
      approval: APPROVAL,
    } as const;
    till.must(command);
  };
  for (const { line, units } of visit.returns) {
    const from = left[line % left.length];
    if (from === undefined || from.units === 0) continue;
    const back = Math.min(units, from.units);
    from.units -= back;
    bringBack([{ lineId: from.lineId, units: back }]);
  }
  const rest = left.filter(({ units }) => units > 0);
  if (rest.length > 0) bringBack(rest);
  // Whatever is sent again finds nothing left.
  for (let time = 1; time < times; time += 1) {
    const all = sale.lines.map(({ lineId, quantity }) => ({ lineId, units: quantity }));
    const again = {
      kind: 'return-goods',
      saleId: sale.saleId,
      lines: all,
      reason: 'other',
      approval: APPROVAL,
    } as const;
    assert(till.code(again) === 'return-too-much', 'what came back does not come back again');
  }
  till.nowMs = Math.max(till.nowMs, NOON_MS);
  return till;
}
