import type { NewEntry, Payload } from '../../src-main/domain/entries.ts';
import type { PointsEntryOf } from '../../src-main/domain/points/entry.ts';

/** Journal entries about customers, as the till writes them, to be varied by tests. */

/** A UUID that a test can tell by its number. */
export const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const TAX = { taxableTotal: 0, taxableNet: 0, tax: 0, exempt: 100, invoiceTotal: 100, notInvoiced: 0 };

const common = (id: string, more: { readonly memberId?: string; readonly businessDate?: string }) => ({
  id,
  memberId: 'M1',
  programmeId: 'OWN',
  channel: 'store',
  storeId: 'S1',
  tillId: 'till-1',
  businessDate: '2026-11-21',
  saleId: null,
  ruleVersion: 1,
  atMs: 1_000,
  ...more,
});

type Vary = { readonly memberId?: string; readonly businessDate?: string };

export const earned = (
  sale: string,
  ruleId: string,
  points: number,
  more: Vary = {},
): PointsEntryOf<'EARN_PENDING'> => ({
  ...common(`${sale}:${ruleId}:EARN_PENDING:0`, more),
  kind: 'EARN_PENDING',
  ruleId,
  points,
  baseAmount: 100,
  expiresAtMs: null,
});

export const reversed = (
  occasion: string,
  of: PointsEntryOf<'EARN_PENDING'>,
  points: number,
  more: Vary = {},
): PointsEntryOf<'REVERSE_EARN'> => ({
  ...common(`${occasion}:${of.ruleId}:REVERSE_EARN:0`, more),
  kind: 'REVERSE_EARN',
  lotId: of.id,
  points,
});

export const burned = (
  sale: string,
  points: number,
  paperId: string | null,
  more: Vary = {},
): PointsEntryOf<'BURN'> => ({
  ...common(`${sale}:OWN:BURN:0`, more),
  kind: 'BURN',
  points,
  value: 1,
  lots: [],
  reserveIds: [],
  provisional: paperId === null ? null : { paperId, paperAgeMs: 5, grants: [], nonce: null, poolShares: [] },
});

/** A sale of one article for 100, number `n`. */
export const saleCompleted = (n: number, more: Partial<Payload<'sale.completed'>> = {}): NewEntry => ({
  kind: 'sale.completed',
  payload: {
    saleId: uuid(n),
    receiptNumber: `2-20261121-${String(n).padStart(4, '0')}`,
    lines: [
      {
        lineId: uuid(9_000 + n),
        sku: 'EG1',
        name: '鮮雞蛋10入',
        unitPrice: 100,
        quantity: 1,
        gross: 100,
        discount: 0,
        net: 100,
        tax: 'exempt',
        category: 'FRESH',
      },
    ],
    pieces: 1,
    gross: 100,
    discount: 0,
    due: 100,
    tax: TAX,
    tenders: [{ tenderId: uuid(8_000 + n), type: 'cash', amount: 100, state: 'captured' }],
    change: 0,
    operatorName: '林雅婷',
    ...more,
  },
});

export const boughtBy = (memberId: string) => ({ memberId, knownBy: 'code' as const, dataAgeMs: 0 });

/** Return number `n` of that sale. */
export const saleReturned = (
  n: number,
  sale: number,
  more: Partial<Payload<'sale.returned'>> = {},
): NewEntry => ({
  kind: 'sale.returned',
  payload: {
    returnId: uuid(7_000 + n),
    receiptNumber: `2-20261121-R${n}`,
    saleId: uuid(sale),
    saleReceiptNumber: `2-20261121-${String(sale).padStart(4, '0')}`,
    lines: [
      {
        lineId: uuid(9_000 + sale),
        sku: 'EG1',
        name: '鮮雞蛋10入',
        units: 1,
        gross: 100,
        net: 100,
        tax: 'exempt',
        parts: [],
      },
    ],
    refund: 100,
    tenders: [],
    allowance: { total: 100, net: 100, tax: 0, exempt: 100, notInvoiced: 0 },
    remaining: { ...TAX, exempt: 0, invoiceTotal: 0 },
    reason: 'defective',
    operatorName: '林雅婷',
    ...more,
  },
});

export const mail = (mailId: string, mailKind: string, body: Payload<'mail.received'>['body']): NewEntry => ({
  kind: 'mail.received',
  payload: { mailId, mailKind, body },
});

export const grantBody = (grantId: string, memberId = 'M1') => ({
  grantId,
  tillId: 'till-1',
  memberId,
  programmeId: 'OWN',
  points: 6_000,
  reserveId: `${grantId}:OWN:RESERVE:0`,
  expiresAtMs: 2_000_000_000_000,
});

export const shareBody = (shareId: string) => ({
  shareId,
  tillId: 'till-1',
  value: 500,
  expiresAtMs: 2_000_000_000_000,
});

export const joined = (memberId: string, phoneHash: string): NewEntry => ({
  kind: 'member.joined',
  payload: {
    memberId,
    phoneHash,
    sealed: { personId: memberId, text: 'c2VhbGVk', keyForHeadOffice: null },
    consent: { terms: true, offers: true, notes: false },
  },
});

const offer = (promotionId: string) => ({ promotionId, version: 1, segment: 'LAPSED', variant: 'B' });

export const offersShown = (
  sale: number,
  shown: readonly string[],
  heldOut: readonly string[],
): NewEntry => ({
  kind: 'offers.shown',
  payload: {
    saleId: uuid(sale),
    memberId: 'M1',
    offers: [
      ...shown.map((id) => ({ ...offer(id), isHeldOut: false })),
      ...heldOut.map((id) => ({ ...offer(id), variant: 'control', isHeldOut: true })),
    ],
    dataAgeMs: 5,
  },
});

export const offerRefused = (sale: number, promotionId: string): NewEntry => ({
  kind: 'offer.refused',
  payload: { saleId: uuid(sale), memberId: 'M1', ...offer(promotionId) },
});

export const personalOffers = (...applied: readonly string[]) => [
  ...applied.map((id) => ({ ...offer(id), isApplied: true })),
  { ...offer('IDLE'), isApplied: false },
];

export const cartPriced = (sale: number, ...applied: readonly string[]): NewEntry => {
  const of = saleCompleted(sale);
  if (of.kind !== 'sale.completed') throw new Error('a sale');
  return {
    kind: 'cart.priced',
    payload: {
      saleId: uuid(sale),
      lines: of.payload.lines,
      due: 100,
      gifts: [],
      coupons: [],
      burns: [],
      offers: personalOffers(...applied),
      offersGeneration: 3,
      isApproximate: false,
      searchNodes: 0,
    },
  };
};

export const exchanged = (memberId = 'M1'): NewEntry => ({
  kind: 'exchange.answered',
  payload: {
    requestId: uuid(6_000),
    memberId,
    outcome: {
      kind: 'exchanged',
      out: {
        ...common('X1:OWN:EXCHANGE_OUT:0', { memberId }),
        kind: 'EXCHANGE_OUT',
        pairId: 'X1',
        rateVersion: 1,
        points: 300,
        fee: 0,
        lots: [],
      },
      into: {
        ...common('X1:AIR:EXCHANGE_IN:0', { memberId }),
        programmeId: 'AIR',
        kind: 'EXCHANGE_IN',
        pairId: 'X1',
        rateVersion: 1,
        points: 100,
        expiresAtMs: null,
      },
      remainder: 0,
    },
  },
});
