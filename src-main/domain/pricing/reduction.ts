import { assert } from '../../base/assert.ts';
import { prorate } from './amounts.ts';
import type { PricedBasket, PricedLine, PricePart } from './priced-basket.ts';

/**
 * Lowers the prices of a priced basket by `amount`: own points are burned so, which lowers the invoice too
 * (rules.ownPoints.treatment, payments-points.md 3.5). Prorated by largest remainder over the nets of the lines named.
 *
 * @param amount whole NT$, from 0 to the nets of those lines: the caller has applied cap, balance and allowance.
 * @param lineIds which lines carry it; `earnLineIds` for own points.
 * @param source what the parts say it came from, e.g. the points program's id.
 */
export function applyReduction(
  priced: PricedBasket,
  amount: number,
  lineIds: readonly string[],
  source: Pick<PricePart, 'promotionId' | 'version' | 'label'> = {
    promotionId: null,
    version: null,
    label: null,
  },
): PricedBasket {
  const eligible = new Set(lineIds);
  const bases = priced.lines.map((line) => (eligible.has(line.lineId) ? line.net : 0));
  const shares = prorate(amount, bases);
  const lines = priced.lines.map((line, index) => reduced(line, shares[index] ?? 0, source));
  const earnBase = lines.reduce((sum, line) => (line.mayEarn ? sum + line.net : sum), 0);
  const due = lines.reduce((sum, line) => sum + line.net, 0);
  assert(due === priced.due - amount, 'the shares make up the reduction');
  if (amount === 0) return priced;
  const touched = priced.lines.flatMap(({ lineId, quantity }, index) => {
    const share = shares[index] ?? 0;
    return share === 0 ? [] : [{ lineId, units: quantity, amount: share }];
  });
  const { promotionId, label } = source;
  const note = { step: 'reduction' as const, promotionId, couponId: null, label, amount, shares: touched };
  const notes = [...priced.notes, note];
  return { ...priced, lines, notes, due, discount: priced.discount + amount, earnBase };
}

function reduced(
  line: PricedLine,
  amount: number,
  source: Pick<PricePart, 'promotionId' | 'version' | 'label'>,
): PricedLine {
  if (amount === 0) return line;
  const part: PricePart = {
    step: 'reduction',
    ...source,
    couponId: null,
    fundingBrand: null,
    amount,
    unitsInvolved: line.quantity,
  };
  return { ...line, discount: line.discount + amount, net: line.net - amount, parts: [...line.parts, part] };
}
