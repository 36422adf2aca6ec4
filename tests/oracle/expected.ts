import type { Sale, Shop } from './sale.ts';
import { earningBase, invoiceOf, type Settled, type SettledLine, settle } from './settle.ts';

/** `expected` of scenarios, from what the oracle worked out: plain numbers in the words of docs/scenarios.md. */

type Figures = Readonly<Record<string, unknown>>;

/** What must come of a sale. `withGreedy` tells too what the greedy choice of deals would have saved. */
export function expectedOf(
  sale: Sale,
  shop: Shop,
  { withGreedy }: { readonly withGreedy: boolean },
): Figures {
  const it = settle(sale, shop);
  const { member } = sale;
  return numbers({
    lines: it.lines.map(({ sku, qty, gross, discount, net }) => ({ sku, qty, gross, discount, net })),
    ...(it.priced.gifts.length === 0 ? {} : { gifts: it.priced.gifts }),
    gross: it.gross,
    discount: it.discount,
    due: it.due,
    invoice: it.invoice,
    tenders: it.tenders.map(({ type, amount }) => ({ type, amount, state: 'captured' })),
    change: it.change,
    ...(it.breakage === 0n ? {} : { breakage: it.breakage }),
    points: pointsOf(sale, it),
    ...(member?.stamps === undefined ? {} : { stamps: stampsOf(BigInt(member.stamps), it) }),
    ...(it.priced.couponsUsed.length === 0 ? {} : { couponsUsed: it.priced.couponsUsed }),
    ...(withGreedy ? { greedyDiscount: it.priced.greedyDiscount } : {}),
    ...(isOverdrawn(sale, it) ? { exceptions: ['POINTS_OVERDRAFT'] } : {}),
  });
}

/** The balance where it counts: at head office, when the sale arrives there. Offline it may have moved meanwhile. */
function balanceAfter(sale: Sale, it: Settled): bigint {
  const synced = sale.steps?.find((step) => step.do === 'sync');
  const before = synced?.hqBalanceBefore ?? sale.member?.ownBalance ?? 0;
  return BigInt(before) - it.burnValue * 300n + it.earn;
}

function isOverdrawn(sale: Sale, it: Settled): boolean {
  return sale.steps?.some((step) => step.do === 'sync') === true && balanceAfter(sale, it) < 0n;
}

function pointsOf(sale: Sale, it: Settled): Figures {
  const { member } = sale;
  if (member === null) return { earn: 0n, burn: 0n };
  const burn = it.burnValue * 300n;
  return {
    ...(member.burn === undefined ? {} : { burn, burnValue: it.burnValue }),
    ...(it.crossValue === 0n ? {} : { crossBurn: it.crossValue }),
    earn: it.earn,
    ...(member.burn === undefined ? { burn } : {}),
    balance: balanceAfter(sale, it),
    ...(sale.steps?.some((step) => step.do === 'sync') === true
      ? { overdraft: isOverdrawn(sale, it) ? -balanceAfter(sale, it) : 0n }
      : {}),
    ...(member.crossBalance === undefined || member.burn === undefined
      ? {}
      : { crossBalance: BigInt(member.crossBalance) - it.crossValue }),
    ...(it.crossPending === undefined ? {} : { crossPending: it.crossPending }),
  };
}

function stampsOf(before: bigint, { priced, stampsEarned }: Settled): Figures {
  const used = BigInt(priced.stampsUsed);
  return { used, earned: stampsEarned, balance: before - used + stampsEarned };
}

/** Pieces that come back, in the order of the steps: so many of the line with this article. */
export interface Returned {
  readonly sku: string;
  readonly qty: number;
}

/**
 * What must come of returning goods of a sale that one tender paid, in one or several steps: stored nets back,
 * clawback against what is kept, burned points by the stored share (rules.returns, returnTax). Where pieces of one
 * line differ, only whole lines can be told.
 */
export function expectedOfReturn(
  original: Sale,
  shop: Shop,
  {
    steps,
    ownBalance,
    tenderType,
  }: {
    readonly steps: readonly (readonly Returned[] | 'all')[];
    readonly ownBalance: number;
    readonly tenderType: string;
  },
): Figures {
  const it = settle(original, shop);
  let kept: readonly SettledLine[] = it.lines;
  for (const step of steps)
    kept = without(kept, step === 'all' ? kept.map(({ sku, qty }) => ({ sku, qty })) : step);
  const [before, after] = [invoiceOf(it.lines), invoiceOf(kept)];
  const refund = sumNet(it.lines) - sumNet(kept);
  const burnReturned = (sumBurn(it.lines) - sumBurn(kept)) * 300n;
  const clawback = original.member === null ? 0n : it.earn - earningBase(kept, it.crossValue);
  return numbers({
    refund,
    refundTenders: [{ type: tenderType, amount: refund, state: 'refunded' }],
    allowance: {
      total: before.invoiceTotal - after.invoiceTotal,
      net: before.taxableNet - after.taxableNet,
      tax: before.tax - after.tax,
    },
    remaining: { total: after.invoiceTotal, net: after.taxableNet, tax: after.tax },
    ...(original.member === null
      ? {}
      : { points: { clawback, burnReturned, balance: BigInt(ownBalance) - clawback + burnReturned } }),
  });
}

const sumNet = (lines: readonly SettledLine[]) => lines.reduce((sum, { net }) => sum + net, 0n);
const sumBurn = (lines: readonly SettledLine[]) => lines.reduce((sum, { burnShare }) => sum + burnShare, 0n);

function without(lines: readonly SettledLine[], returned: readonly Returned[]): readonly SettledLine[] {
  return lines.map((line) => {
    const back = returned.filter(({ sku }) => sku === line.sku).reduce((sum, { qty }) => sum + qty, 0);
    if (back > line.qty) throw new Error(`${back} of ${line.qty} ${line.sku}`);
    const left = BigInt(line.qty - back);
    const share = (amount: bigint) => {
      if (left > 0n && back > 0 && amount % BigInt(line.qty) !== 0n)
        throw new Error(`pieces of ${line.sku} differ`);
      return (amount / BigInt(line.qty)) * left;
    };
    if (back === 0) return line;
    if (left === 0n) return { ...line, qty: 0, gross: 0n, discount: 0n, net: 0n, burnShare: 0n };
    return {
      ...line,
      qty: Number(left),
      gross: share(line.gross),
      discount: share(line.discount),
      net: share(line.net),
      burnShare: share(line.burnShare),
    };
  });
}

/** Own points into the other programme: whole units of the worse side, the remainder stays (payments-points.md 3.5). */
export function expectedOfExchange(
  member: { readonly ownBalance: number; readonly crossBalance: number },
  rate: { readonly own: number; readonly cross: number },
): Figures {
  const times = member.ownBalance > 0 ? Math.floor(member.ownBalance / rate.own) : 0;
  const [ownDebited, crossCredited] = [times * rate.own, times * rate.cross];
  return {
    points: {
      ownDebited,
      crossCredited,
      balance: member.ownBalance - ownDebited,
      crossBalance: member.crossBalance + crossCredited,
    },
  };
}

/** BigInt in any depth as a plain number; every amount is far below where that would lose anything. */
function numbers(value: Figures): Figures {
  const plain: Figures = JSON.parse(
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each)),
  );
  return plain;
}
