// What people do at a counter with members, points and returns, in few words; and head office's side of it.
import { assert } from '../../src-main/base/assert.ts';
import type { Command } from '../../src-main/domain/command.ts';
import type { Payload } from '../../src-main/domain/entries.ts';
import { entryId } from '../../src-main/domain/points/entry.ts';
import {
  availableOf,
  balanceOf,
  emptyLedger,
  type PointsLedger,
  pendingOf,
  pickLots,
  replay,
} from '../../src-main/domain/points/ledger.ts';
import type { Product } from '../../src-main/domain/product.ts';
import type { SaleCompleted, SaleReturned } from '../../src-main/domain/sale-payloads.ts';
import type { Approval } from '../../src-main/domain/session/approval.ts';
import { NOON_MS } from '../support/open-till.ts';
import { MEMBER_CODE, OffersWorld, openingLot, pointsEntriesOf } from './offers-world.ts';
import { PureTill } from './pure-till.ts';

/** The shop's articles: SKU, price, category; those of scenarios.json and what is weighed, fixed by law or labelled. */
const SHELF: readonly (readonly [string, number, string, Partial<Product>?])[] = [
  ['A01', 45, 'DRINK'],
  ['L01', 55, 'DRINK'],
  ['T01', 25, 'BOTTLED'],
  ['T02', 35, 'BOTTLED'],
  ['W01', 20, 'BOTTLED'],
  ['B01', 89, 'FOOD'],
  ['R01', 30, 'FOOD'],
  ['S01', 49, 'FOOD'],
  ['N01', 65, 'FOOD'],
  ['SH1', 199, 'HBA'],
  ['SH2', 179, 'HBA'],
  ['TP1', 89, 'HBA'],
  ['EG1', 79, 'FRESH', { tax: 'exempt' }],
  ['CG1', 125, 'TOBACCO', { minimumAge: 20 }],
  ['BEER', 60, 'ALCOHOL', { minimumAge: 18 }],
  ['GC500', 500, 'GIFT_CARD', { tax: 'not-invoiced', lineKind: 'gift-card' }],
  ['BILL', 1_200, 'COLLECTION', { tax: 'not-invoiced', lineKind: 'collection' }],
  ['PAN', 1_490, 'REDEEM_ITEM', { lineKind: 'redemption' }],
  ['CUP', 590, 'HOME'],
  ['FREE', 0, 'HOME'],
  ['PORK', 320, 'FRESH', { soldBy: 'weight' }],
  ['DELI', 0, 'FRESH', { soldBy: 'label' }],
];

export const PRODUCTS: readonly Product[] = SHELF.map(([sku, unitPrice, category, more], index) => ({
  sku,
  barcodes: [`47100${String(index).padStart(8, '0')}`],
  name: sku,
  unitPrice,
  category,
  tax: 'taxable',
  ...more,
}));

/** What scanners read of an article. */
export function barcodeOf(sku: string): string {
  const code = PRODUCTS.find((product) => product.sku === sku)?.barcodes[0];
  assert(code !== undefined, `${sku} is on the shelf`);
  return code;
}

/** A till that sells, in a world; the supervisor is the operator where they are asked for. */
export function tillIn(world = new OffersWorld(), operatorId = 'op-1'): PureTill {
  const till = world.around(PureTill.started(PRODUCTS));
  till.must({ kind: 'sign-in', operatorId, isPinRight: true });
  till.must({ kind: 'open-shift', float: 3_000 });
  return till;
}

/** Adds pieces of articles that are sold by the piece. */
export function ring(till: PureTill, pieces: Readonly<Record<string, number>>): void {
  for (const [sku, quantity] of Object.entries(pieces)) {
    till.must({ kind: 'set-multiplier', quantity });
    till.must({ kind: 'add-product', sku });
  }
}

export function showMember(till: PureTill, code = MEMBER_CODE): void {
  till.must({ kind: 'scan', code, origin: 'scanner' });
}

/** The line of an article in the open cart. */
export function lineIdOf(till: PureTill, sku: string): string {
  const line = till.state.cart?.lines.find((each) => each.sku === sku);
  assert(line !== undefined, `${sku} is in the cart`);
  return line.lineId;
}

/** The member's ledger at head office: so many points at first, and all that the tills wrote since. */
export function officeLedger(
  tills: readonly Pick<PureTill, 'entries'>[],
  opening: number,
  { memberId = 'M1', programmeId = 'OWN' } = {},
): PointsLedger {
  const lot = { lotId: openingLot(memberId, programmeId), earnedAtMs: 0, expiresAtMs: null };
  const lots = opening > 0 ? [{ ...lot, points: opening, isPending: false }] : [];
  const ledger = { ...emptyLedger(memberId, programmeId), lots, debt: Math.max(0, -opening) };
  return replay(
    ledger,
    tills.flatMap(pointsEntriesOf).map(({ entry }) => entry),
  );
}

/** Points that are there, waiting ones among them: what a loop of sales and returns may not change. */
export function worthOf(ledger: PointsLedger): number {
  return balanceOf(ledger) + pendingOf(ledger);
}

/** Head office holds what was asked for, as far as there is so much; else it says no. */
export function answerBurn(till: PureTill, ledger: PointsLedger, step = 1) {
  const asking = till.state.cart?.asking;
  assert(asking != null, 'head office is being asked');
  const { requestId, points } = asking;
  const available = availableOf(ledger, till.nowMs);
  const held = Math.floor(Math.min(points, available) / step) * step;
  const outcome: Payload<'burn.answered'>['outcome'] =
    held === 0
      ? { kind: 'refused', reason: 'points-short', available }
      : {
          kind: 'held',
          reserveId: entryId(requestId, asking.programmeId, 'RESERVE', 0),
          points: held,
          lots: [...pickLots(ledger, available, { kind: 'anybody', nowMs: till.nowMs })],
        };
  return till.do({ kind: 'burn-answered', requestId, outcome });
}

/** Asks for points of a programme while head office answers, which holds them. */
export function burnOnline(
  till: PureTill,
  { programmeId = 'OWN', wanted = 'max' as number | 'max', opening = 0, memberId = 'M1' } = {},
): void {
  till.isOnline = true;
  till.must({ kind: 'burn-points', saleId: till.saleId, programmeId, wanted });
  const step =
    till.readers.offers.programmes(NOON_MS).find(({ id }) => id === programmeId)?.burn?.points ?? 1;
  const decision = answerBurn(till, officeLedger([till], opening, { memberId, programmeId }), step);
  assert(decision.refusal === undefined, 'there are points to hold');
}

/** The newest finished sale. */
export function lastSale(till: Pick<PureTill, 'entries'>): SaleCompleted {
  const entry = till.entries.findLast((each) => each.kind === 'sale.completed');
  assert(entry?.kind === 'sale.completed', 'a sale was finished');
  return entry.payload;
}

export function lastReturn(till: Pick<PureTill, 'entries'>): SaleReturned {
  const entry = till.entries.findLast((each) => each.kind === 'sale.returned');
  assert(entry?.kind === 'sale.returned', 'goods came back');
  return entry.payload;
}

/** The supervisor's yes. */
export const APPROVAL = { operatorId: 'op-4', isPinRight: true } as const;

/**
 * Asks to take pieces of a sale back, by SKU; all of it where none are named.
 * @param approval the supervisor's unless told; null: nobody's.
 */
export function returnOf(
  sale: SaleCompleted,
  units?: Readonly<Record<string, number>>,
  approval: Approval | null = APPROVAL,
): Extract<Command, { readonly kind: 'return-goods' }> {
  const lines = sale.lines.flatMap(({ lineId, sku, quantity }) => {
    const back = units === undefined ? quantity : (units[sku] ?? 0);
    return back === 0 ? [] : [{ lineId, units: back }];
  });
  const { saleId } = sale;
  return { kind: 'return-goods', saleId, lines, reason: 'other', approval: approval ?? undefined };
}
