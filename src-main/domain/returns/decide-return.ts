import { assert } from '../../base/assert.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { taipeiDate } from '../civil-time.ts';
import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { NewEntry, Payload } from '../entries.ts';
import { snapshotLedger } from '../points/offline-papers.ts';
import { planReturn, type ReturnedLine, type ReturnPlan, returnEntries } from '../points/returns.ts';
import { prorate, shareUpTo } from '../pricing/amounts.ts';
import { type Refund, refundOf } from '../pricing/refund.ts';
import type { StoredSale } from '../readers.ts';
import { type Refusal, refuse } from '../refusals.ts';
import type { Role, SaleCompleted, SaleLine, SaleReturned } from '../sale-payloads.ts';
import { type Approval, decideApproval } from '../session/approval.ts';
import type { TillState } from '../state.ts';
import { splitTax, type TaxSplit } from '../tax.ts';
import { nextReceiptNumber } from '../tenders/complete-sale.ts';

/** Who may take goods back without asking, and say yes when somebody else does. */
const MAY_RETURN: ReadonlySet<Role> = new Set<Role>(['supervisor', 'manager']);

/** What comes back: pieces of lines of one finished sale. */
export interface ReturnAsk {
  readonly saleId: string;
  readonly lines: readonly { readonly lineId: string; readonly units: number }[];
}

/** What a return comes to. Everything follows from stored numbers (rules.returns, rules.returnTax). Whole NT$. */
export interface ReturnFigures {
  readonly lines: SaleReturned['lines'];
  /** In money and vouchers; what was paid with points comes back as points. */
  readonly refund: number;
  readonly tenders: readonly {
    readonly type: SaleReturned['tenders'][number]['type'];
    readonly amount: number;
    readonly programmeId?: string;
  }[];
  readonly allowance: SaleReturned['allowance'];
  readonly remaining: TaxSplit;
  readonly points: ReturnPlan;
}

/**
 * Works out a return without making it.
 * @returns `return-too-much` where a line has not so many pieces left, `line-not-found`, `quantity-invalid`.
 */
export function returnFigures(stored: StoredSale, ask: ReturnAsk): Result<ReturnFigures, Refusal> {
  const { sale, returns } = stored;
  const before = returnedOf(returns);
  const wanted = new Map<string, number>();
  for (const { lineId, units } of ask.lines) {
    const line = sale.lines.find((each) => each.lineId === lineId);
    if (line === undefined || wanted.has(lineId)) return err(refuse('line-not-found'));
    const left = line.quantity - (before.get(lineId) ?? 0);
    if (!Number.isSafeInteger(units) || units < 1) return err(refuse('quantity-invalid', { max: left }));
    if (units > left) return err(refuse('return-too-much', { name: line.name, left }));
    wanted.set(lineId, units);
  }
  const lines = sale.lines.flatMap((line) => {
    const units = wanted.get(line.lineId);
    return units === undefined ? [] : [returnedLine(line, before.get(line.lineId) ?? 0, units)];
  });
  const net = lines.reduce((sum, line) => sum + line.net, 0);
  const after = new Map(
    [...before].concat(lines.map(({ lineId, units }) => [lineId, (before.get(lineId) ?? 0) + units])),
  );
  const points = planReturn({
    earned: sale.points?.earned ?? [],
    burns: sale.points?.burns ?? [],
    before: pointsLines(sale, before),
    after: pointsLines(sale, after),
  });
  if (!points.ok) return err(refuse('return-too-much', { name: '', left: 0 }));
  const tenders = refundTenders(stored, net, points.value);
  const remaining = splitTax(keptLines(sale, after));
  const earlier = splitTax(keptLines(sale, before));
  return ok({
    lines,
    refund: tenders.reduce((sum, tender) => (tender.type === 'points' ? sum : sum + tender.amount), 0),
    tenders,
    allowance: {
      total: earlier.taxableTotal - remaining.taxableTotal,
      net: earlier.taxableNet - remaining.taxableNet,
      tax: earlier.tax - remaining.tax,
      exempt: earlier.exempt - remaining.exempt,
      notInvoiced: earlier.notInvoiced - remaining.notInvoiced,
    },
    remaining,
    points: points.value,
  });
}

/**
 * Takes goods of a finished sale back and gives the money back the way it was paid. A cashier needs a supervisor where
 * the policy says so, and in any case once the days for returning are over.
 */
export function decideReturn(
  state: TillState,
  ask: ReturnAsk & { readonly reason: string; readonly approval?: Approval | undefined },
  ctx: Context,
): Decision {
  if (state.cart !== null) return refused(refuse('cart-open'));
  if (!ctx.mayTakeMoney) return refused(refuse('storage-full'));
  const stored = ctx.sales.find(ask.saleId);
  if (stored === undefined || stored.sale.saleId !== ask.saleId) return refused(refuse('sale-not-found'));
  const figures = returnFigures(stored, ask);
  if (!figures.ok) return refused(figures.error);
  const { operator } = state;
  assert(
    operator !== null && state.shift !== null && state.till !== null,
    'goods come back in an open shift',
  );
  const mayAlone = MAY_RETURN.has(operator.role);
  const needsApproval = !mayAlone && (ctx.policy.returnNeedsApproval || isPastReturnDays(stored, ctx));
  let approved: { approvedBy?: Payload<'operator.signed-in'> } = {};
  if (needsApproval) {
    const approval = decideApproval(state, ask.approval, { act: 'return', by: MAY_RETURN }, ctx);
    if (!approval.ok) return approval.error;
    approved = { approvedBy: approval.value };
  }
  const { lines, refund, tenders, allowance, remaining, points } = figures.value;
  const returnId = ctx.nextId();
  const receiptNumber = nextReceiptNumber(state);
  const { sale } = stored;
  const entries = pointsEntries(stored, points, returnId, state, ctx);
  const memberId = sale.member?.memberId;
  const made: NewEntry[] = [
    {
      kind: 'sale.returned',
      payload: {
        returnId,
        receiptNumber,
        saleId: sale.saleId,
        saleReceiptNumber: sale.receiptNumber,
        lines,
        refund,
        tenders: tenders.map((tender) => ({ tenderId: ctx.nextId(), ...tender, state: 'refunded' as const })),
        allowance,
        remaining,
        ...(entries.length === 0 ? {} : { points: { entries } }),
        ...(memberId === undefined ? {} : { memberId }),
        reason: ask.reason,
        operatorName: operator.name,
        ...approved,
      },
    },
  ];
  if (tenders.some(({ type, amount }) => type === 'cash' && amount > 0)) {
    made.push({
      kind: 'drawer.requested',
      payload: { requestId: ctx.nextId(), saleId: returnId, reason: 'cash-refund' },
    });
  }
  made.push({
    kind: 'print.requested',
    payload: { jobId: ctx.nextId(), saleId: returnId, receiptNumber, copy: 'original' },
  });
  return { entries: made, cue: 'done', ui: { layer: 'none', multiplier: 1 } };
}

/** Whether the days for returning are over; the day of the sale is day 0. */
export function isPastReturnDays(
  { businessDate }: Pick<StoredSale, 'businessDate'>,
  { nowMs, policy }: Pick<Context, 'nowMs' | 'policy'>,
): boolean {
  const days = (Date.parse(taipeiDate(nowMs)) - Date.parse(businessDate)) / DAY_MS;
  return days > policy.returnDays;
}

const DAY_MS = 86_400_000;

/** Pieces that have come back, by line. */
export function returnedOf(returns: readonly SaleReturned[]): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const line of returns.flatMap((each) => each.lines))
    units.set(line.lineId, (units.get(line.lineId) ?? 0) + line.units);
  return units;
}

function returnedLine(line: SaleLine, returned: number, units: number): SaleReturned['lines'][number] {
  const refund = refundFor(line, returned, units);
  const { lineId, sku, name, tax } = line;
  const parts = refund.parts.filter(({ amount }) => amount > 0);
  return {
    lineId,
    sku,
    name,
    units,
    gross: refund.gross,
    net: refund.net,
    tax,
    parts: parts.map((part) => ({ ...part })),
  };
}

function refundFor({ quantity, gross, net, parts = [] }: SaleLine, returned: number, units: number): Refund {
  return refundOf({ quantity, gross, net, parts }, returned, units);
}

/** The sale's lines with what is left of their nets. */
function keptLines(
  sale: SaleCompleted,
  returned: ReadonlyMap<string, number>,
): readonly Pick<SaleLine, 'net' | 'tax'>[] {
  return sale.lines.map((line) => ({
    tax: line.tax,
    net: line.net - netReturned(line, returned.get(line.lineId) ?? 0),
  }));
}

function netReturned(line: SaleLine, units: number): number {
  return units === 0 ? 0 : refundFor(line, 0, units).net;
}

function pointsLines(sale: SaleCompleted, returned: ReadonlyMap<string, number>): readonly ReturnedLine[] {
  return sale.lines.map((line) => {
    const returnedUnits = returned.get(line.lineId) ?? 0;
    const returnedNet = netReturned(line, returnedUnits);
    return { lineId: line.lineId, units: line.quantity, returnedUnits, net: line.net, returnedNet };
  });
}

/**
 * The refund by tender. What was paid with points comes back as the points of the goods that come back; the rest in the
 * shares in which the other tenders paid: what is due for all that has come back, spread by largest remainder, less what
 * went back before. So however a sale comes back, each tender gets at most what it paid, and all of it at the last piece.
 */
function refundTenders(
  { sale, returns }: StoredSale,
  net: number,
  plan: ReturnPlan,
): ReturnFigures['tenders'] {
  const paid = paidShares(sale);
  const points = paid.flatMap((tender) => {
    const amount = tender.type === 'points' ? worthOf(plan, tender.programmeId) : 0;
    return amount === 0 ? [] : [{ ...tender, amount }];
  });
  const money = paid.filter(({ type }) => type !== 'points');
  const amounts = money.map(({ amount }) => amount);
  const sumOf = (tenders: readonly { readonly amount: number }[]) =>
    tenders.reduce((sum, { amount }) => sum + amount, 0);
  const gaveOf = ({ tenders }: SaleReturned, isPoints: boolean) =>
    sumOf(tenders.filter(({ type }) => (type === 'points') === isPoints));
  const before = returns.reduce(
    (given, each) => givenAfter(given, gaveOf(each, false), amounts),
    noneOf(amounts),
  );
  const goods = returns.reduce((sum, each) => sum + each.lines.reduce((all, line) => all + line.net, 0), net);
  const asPoints = returns.reduce((sum, each) => sum + gaveOf(each, true), sumOf(points));
  const asMoney = before.reduce((sum, each) => sum + each, 0);
  // Pieces of a line share its points and its money in whole steps each: where one runs ahead the other waits.
  const left = amounts.reduce((sum, each) => sum + each, 0) - asMoney;
  const after = givenAfter(before, Math.min(left, Math.max(0, goods - asPoints - asMoney)), amounts);
  const due = money.map((tender, index) => ({
    ...tender,
    amount: (after[index] ?? 0) - (before[index] ?? 0),
  }));
  return [...points, ...due].filter(({ amount }) => amount > 0);
}

/** NT$ that the points which come back of a programme paid. */
function worthOf({ givenBack }: ReturnPlan, programmeId: string | undefined): number {
  return givenBack.reduce(
    (sum, { burn, points }) =>
      burn.programmeId === programmeId ? sum + shareUpTo(burn.value, points, burn.points) : sum,
    0,
  );
}

/**
 * What each tender has got back once `net` more goes back. Largest remainder may take a dollar from one share as the
 * whole grows: what went back stays where it is, and the other shares wait for it.
 */
function givenAfter(given: readonly number[], net: number, paid: readonly number[]): readonly number[] {
  const shares = prorate(
    given.reduce((sum, each) => sum + each, net),
    paid,
  );
  let over = shares.reduce((sum, share, index) => sum + Math.max(0, (given[index] ?? 0) - share), 0);
  return shares.map((share, index) => {
    const had = given[index] ?? 0;
    const cut = Math.min(over, Math.max(0, share - had));
    over -= cut;
    return Math.max(had, share) - cut;
  });
}

function noneOf(amounts: readonly number[]): readonly number[] {
  return amounts.map(() => 0);
}

/** What each tender paid of the sale: cash without its change, vouchers without what they were worth too much. */
function paidShares(
  sale: SaleCompleted,
): { type: SaleReturned['tenders'][number]['type']; amount: number; programmeId?: string }[] {
  let breakage = sale.breakage ?? 0;
  const paid = sale.tenders.toReversed().map(({ type, amount, programmeId }) => {
    const lost = type === 'voucher' ? Math.min(breakage, amount) : 0;
    breakage -= lost;
    const pays = type === 'cash' ? amount - sale.change : amount - lost;
    return { type, amount: pays, ...(programmeId === undefined ? {} : { programmeId }) };
  });
  return paid.toReversed();
}

function pointsEntries(
  { sale }: StoredSale,
  plan: ReturnPlan,
  returnId: string,
  state: TillState,
  ctx: Context,
): NonNullable<SaleReturned['points']>['entries'] {
  const { member } = sale;
  if (member === undefined || state.till === null) return [];
  const { memberId } = member;
  const programmes = ctx.offers.programmes(ctx.nowMs);
  const ledgers = programmes.flatMap(({ id }) => {
    const found = ctx.points.snapshot(memberId, id);
    return found === undefined ? [] : [snapshotLedger(found.snapshot, ctx.points.tillEntries(memberId))];
  });
  const { storeId, tillId } = state.till;
  const entries = returnEntries(plan, {
    occasion: {
      occasionId: returnId,
      saleId: sale.saleId,
      memberId,
      channel: 'store',
      storeId,
      tillId,
      businessDate: state.shift?.businessDate ?? taipeiDate(ctx.nowMs),
      atMs: ctx.nowMs,
    },
    saleOccasionId: sale.saleId,
    programmes,
    ledgers,
  });
  return [...entries];
}
