import { z } from 'zod';
import { prorate } from '../pricing/amounts.ts';
import { LineKind } from '../product.ts';
import { ratioDown, sumOf } from './arithmetic.ts';
import { isEligible, Name, type PointsProgramme, Value } from './programme.ts';

/** What of a sale's money earns, line by line, in whole NT$ (payments-points.md 3.4 and 4.3, 8). */

/** One line of a finished sale, with its stored net: every discount and own-point burn is off it already. */
export const EarnLine = z.strictObject({
  lineId: z.string().min(1).max(64),
  sku: Name,
  category: Name,
  lineKind: LineKind,
  /** From pricing: law and policy keep some goods from any reward. */
  isEarnable: z.boolean(),
  net: Value,
});
export type EarnLine = z.infer<typeof EarnLine>;

/** One tender that counts, with what of it pays: cash less change, a voucher less its breakage. */
export const PaidBy = z.strictObject({
  /** `voucher` and `foreign-points` come off the earning part. */
  counts: z.enum(['money', 'voucher', 'foreign-points']),
  type: Name,
  amount: Value,
  /** First digits of the card, where the terminal gives them. Never more. */
  cardPrefix: z
    .string()
    .regex(/^\d{4,8}$/)
    .optional(),
});
export type PaidBy = z.infer<typeof PaidBy>;

/** NT$ of one line. */
export const LineAmount = z.strictObject({ lineId: z.string().min(1).max(64), amount: Value });
export type LineAmount = z.infer<typeof LineAmount>;

/**
 * What each line earns from: the net of eligible lines, less the foreign points and then the vouchers that paid, which
 * come off the earning part first and are spread by largest remainder. Lines that do not earn have 0.
 * @returns amounts in the order of `lines`.
 */
export function earningParts(
  programme: PointsProgramme,
  lines: readonly EarnLine[],
  paid: readonly PaidBy[],
): readonly number[] {
  let parts: readonly number[] = lines.map((line) => (isEligible(programme, line) ? line.net : 0));
  for (const counts of ['foreign-points', 'voucher'] as const) {
    const deducted = Math.min(
      sumOf(parts),
      paidIn(paid, (tender) => tender.counts === counts),
    );
    const shares = prorate(deducted, parts);
    parts = parts.map((part, index) => part - (shares[index] ?? 0));
  }
  return parts;
}

/** NT$ that the tenders which `isMeant` names pay together. */
export function paidIn(paid: readonly PaidBy[], isMeant: (tender: PaidBy) => boolean): number {
  return sumOf(paid.filter(isMeant).map(({ amount }) => amount));
}

/**
 * What of `parts` was paid by `meant` of all `money`: no goods are held to be paid by one tender rather than another,
 * so the share is that of the money. Floored on the whole, spread by largest remainder.
 */
export function paidShare(parts: readonly number[], meant: number, money: number): readonly number[] {
  if (money === 0) return parts.map(() => 0);
  return prorate(ratioDown(sumOf(parts), Math.min(meant, money), money), parts);
}

/** What is left of `amount` when `kept` of `all` is kept, rounded down, so that keeping all keeps all of it. */
export function keptShare(amount: number, kept: number, all: number): number {
  return all === 0 ? amount : ratioDown(amount, kept, all);
}
