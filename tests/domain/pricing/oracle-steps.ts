/** The whole order of steps (scenarios.json, rules.order) for pieces, slow and apart from the engine. See oracle.ts. */
import type { BasketLine } from '../../../src-main/domain/pricing/basket.ts';
import type { Coupon } from '../../../src-main/domain/pricing/coupon.ts';
import type { Promotion } from '../../../src-main/domain/pricing/promotion.ts';
import { oracleDeals, oracleShares } from './oracle.ts';

const byId = (a: Promotion, b: Promotion) => (a.id < b.id ? -1 : 1);
const payable = (amount: number, pct: number) => Number((BigInt(amount) * BigInt(pct) * 2n + 100n) / 200n);
const isNamed = (
  line: BasketLine,
  it:
    | { readonly skus?: readonly string[] | undefined; readonly categories?: readonly string[] | undefined }
    | undefined,
) => it === undefined || (it.skus ?? []).includes(line.sku) || (it.categories ?? []).includes(line.category);

/**
 * The nets of the lines and the gifts, as texts: one for each equally good combination of item deals.
 * Tobacco is never promoted; everybody counts as a member.
 */
export function oracleNets(
  lines: readonly BasketLine[],
  promotions: readonly Promotion[],
  coupons: readonly Coupon[],
): ReadonlySet<string> {
  const pieces = lines.map((line) =>
    line.measure.kind === 'pieces' ? line.measure : { unitPrice: 0, quantity: 0 },
  );
  const isOut = lines.map((line) => line.category === 'TOBACCO');
  const unit = pieces.map((it) => it.unitPrice);
  for (const [index, line] of lines.entries()) {
    for (const it of promotions) {
      if (it.kind === 'member-price' && !isOut[index] && isNamed(line, it.select)) {
        unit[index] = Math.min(unit[index] ?? 0, it.price);
      }
    }
  }
  const isExclusive = lines.map(() => false);
  for (const [index, line] of lines.entries()) {
    const before = unit[index] ?? 0;
    for (const it of promotions) {
      if (it.kind !== 'exclusive-percent' || isOut[index] || !isNamed(line, it.select)) continue;
      const pays = payable(before, it.payPct);
      if (pays < before) {
        isExclusive[index] = true;
        unit[index] = Math.min(unit[index] ?? 0, pays);
      }
    }
  }
  const nets = pieces.map((it, index) => it.quantity * (unit[index] ?? 0));
  const open = lines.map((_, index) => !isOut[index] && !isExclusive[index]);
  const dealLines = lines.flatMap((line, index) =>
    open[index]
      ? [
          {
            ...line,
            measure: {
              kind: 'pieces' as const,
              unitPrice: unit[index] ?? 0,
              quantity: pieces[index]?.quantity ?? 0,
            },
          },
        ]
      : [],
  );
  const { discounts } = oracleDeals(dealLines, promotions);
  const combinations = discounts.size === 0 ? [JSON.stringify(dealLines.map(() => 0))] : [...discounts];
  return new Set(
    combinations.map((combination) => {
      const off: number[] = JSON.parse(combination);
      const left = nets.map((net, index) => (open[index] ? net - (off.shift() ?? 0) : net));
      return afterDeals(lines, left, open, promotions, coupons);
    }),
  );
}

function afterDeals(
  lines: readonly BasketLine[],
  nets: number[],
  open: readonly boolean[],
  promotions: readonly Promotion[],
  coupons: readonly Coupon[],
): string {
  const basesFor = (within: Parameters<typeof isNamed>[1]) =>
    nets.map((net, index) => {
      const line = lines[index];
      return open[index] && line !== undefined && isNamed(line, within) ? net : 0;
    });
  const sum = (bases: readonly number[]) => bases.reduce((a, b) => a + b, 0);
  const takeOff = (amount: number, bases: readonly number[]) => {
    for (const [index, share] of oracleShares(Math.min(amount, sum(bases)), bases).entries()) {
      nets[index] = (nets[index] ?? 0) - share;
    }
  };
  const priorityOf = (it: Promotion) => ('priority' in it ? it.priority : 0);
  for (const it of promotions.toSorted((a, b) => priorityOf(a) - priorityOf(b) || byId(a, b))) {
    if (it.kind === 'every-amount') {
      const bases = basesFor(it.within);
      takeOff(it.off * Math.min(it.max, Math.floor(sum(bases) / it.every)), bases);
    } else if (it.kind === 'threshold-amount') {
      const bases = basesFor(it.within);
      const reached = it.steps
        .filter((step) => step.minimum <= sum(bases))
        .toSorted((a, b) => b.minimum - a.minimum);
      takeOff(reached[0]?.off ?? 0, bases);
    } else if (it.kind === 'order-percent') {
      const bases = basesFor(it.within);
      takeOff(sum(bases) - payable(sum(bases), it.payPct), bases);
    }
  }
  for (const { benefit, minimum, within } of coupons) {
    const bases = basesFor(within);
    if (sum(bases) >= minimum && benefit.kind === 'amount') takeOff(benefit.off, bases);
  }
  const gifts = promotions
    .filter((it) => it.kind === 'gift' && sum(basesFor(it.within)) >= it.minimum)
    .map((it) => it.id);
  return JSON.stringify({ nets, gifts: gifts.toSorted() });
}
