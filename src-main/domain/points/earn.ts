import { z } from 'zod';
import { unreachable } from '../../base/assert.ts';
import { divideDown } from '../pricing/amounts.ts';
import { MAX_POINTS, ratioDown, ratioHalfUp, sumOf } from './arithmetic.ts';
import { EarnedFormula, type EarnRule, resolvedFormula } from './earn-rule.ts';
import { type EarnLine, earningParts, LineAmount, type PaidBy, paidIn, paidShare } from './earning-part.ts';
import { entryHead, type Occasion, type PointsEntry } from './entry.ts';
import {
  expiryOf,
  Points,
  PointsId,
  type PointsProgramme,
  SomePoints,
  TotalValue,
  Version,
} from './programme.ts';

/**
 * What a sale earns (payments-points.md 3.4; scenarios.json, rules.ownPoints). Each rule rounds once for the sale.
 * The result carries all that a return needs to work it out again without the rules of the day.
 */

export const CapReason = z.enum(['per-sale', 'per-day', 'per-month']);
export type CapReason = z.infer<typeof CapReason>;

/** What points wait for before they may be spent; `head-office` where the sale was made without it. */
export const Awaits = z.enum(['head-office', 'return-window', 'card-settlement']);

/** What one rule gives for one sale. Points in the programme's smallest unit, amounts in whole NT$. */
export const Earned = z.strictObject({
  programmeId: PointsId,
  programmeVersion: Version,
  ruleId: PointsId,
  ruleVersion: Version,
  formula: EarnedFormula,
  /** What each line counted for. */
  bases: z.array(LineAmount).max(500),
  baseAmount: TotalValue,
  /** Most that the caps left room for at the sale; null: no cap. */
  ceiling: Points.nullable(),
  /** The cap that cut it. */
  cutBy: CapReason.nullable(),
  points: SomePoints,
  /** Null: confirmed with the sale. */
  awaits: Awaits.nullable(),
  expiresAtMs: z.number().int().nullable(),
});
export type Earned = z.infer<typeof Earned>;

/** Why a rule gave nothing. */
export type NotEarnedReason =
  | 'programme-unknown'
  | 'rate-unknown'
  | 'not-now'
  | 'not-for-member'
  | 'not-here'
  | 'money'
  | 'no-goods'
  | 'too-little'
  | 'cap-used-up';

/** Points of a rule that earlier sales of the day and month gave, the business date's. */
export interface EarnCounters {
  readonly day: number;
  readonly month: number;
}

export interface EarnInput {
  readonly programmes: readonly PointsProgramme[];
  /** Parsed by `EarnRules`. */
  readonly rules: readonly EarnRule[];
  readonly lines: readonly EarnLine[];
  readonly paid: readonly PaidBy[];
  readonly member: {
    readonly tiers: readonly string[];
    /** What today is to the member; the date itself stays where it is kept. */
    readonly birthday: 'day' | 'month' | null;
    readonly isFirstPurchase: boolean;
  };
  readonly storeId: string;
  readonly channel: string;
  readonly atMs: number;
  /** ISO day. */
  readonly businessDate: string;
  /** Whether head office takes part in this sale: without it all that is earned waits. */
  readonly isOnline: boolean;
  readonly counters: Readonly<Record<string, EarnCounters>>;
}

export interface EarnOutcome {
  readonly earned: readonly Earned[];
  readonly skipped: readonly { readonly ruleId: string; readonly reason: NotEarnedReason }[];
}

/** Applies every rule to the sale. Lines and tenders have passed their schemas. */
export function earn(input: EarnInput): EarnOutcome {
  const earned: Earned[] = [];
  const skipped: { ruleId: string; reason: NotEarnedReason }[] = [];
  for (const rule of input.rules) {
    const outcome = earnBy(rule, input);
    if (typeof outcome === 'string') skipped.push({ ruleId: rule.id, reason: outcome });
    else earned.push(outcome);
  }
  return { earned, skipped };
}

function earnBy(rule: EarnRule, input: EarnInput): Earned | NotEarnedReason {
  const programme = input.programmes.find(({ id }) => id === rule.programmeId);
  if (programme === undefined) return 'programme-unknown';
  const formula = resolvedFormula(rule, input.rules);
  if (formula === undefined) return 'rate-unknown';
  const unmet = unmetCondition(rule, input);
  if (unmet !== undefined) return unmet;
  const bases = basesOf(rule, input, programme);
  if (bases === undefined) return 'money';
  const baseAmount = sumOf(bases.map(({ amount }) => amount));
  if (baseAmount === 0) return 'no-goods';
  const uncut = pointsFor(formula, baseAmount);
  if (uncut === 0) return 'too-little';
  const room = roomOf(rule, input.counters[rule.id] ?? { day: 0, month: 0 });
  if (room?.points === 0) return 'cap-used-up';
  const isCut = room !== undefined && room.points < uncut;
  return {
    programmeId: programme.id,
    programmeVersion: programme.version,
    ruleId: rule.id,
    ruleVersion: rule.version,
    formula,
    bases,
    baseAmount,
    ceiling: room?.points ?? null,
    cutBy: isCut ? room.reason : null,
    points: isCut ? room.points : uncut,
    awaits: awaitsOf(rule, input.isOnline),
    expiresAtMs: expiryOf(programme.expiry, input.atMs),
  };
}

function awaitsOf(rule: EarnRule, isOnline: boolean): Earned['awaits'] {
  if (rule.confirms !== 'at-once') return rule.confirms;
  return isOnline ? null : 'head-office';
}

function unmetCondition({ when }: EarnRule, input: EarnInput): NotEarnedReason | undefined {
  const { member, businessDate, atMs } = input;
  // A date without a time is read as UTC, so its weekday is that of the date itself.
  const weekday = new Date(`${businessDate}T00:00:00Z`).getUTCDay() || 7;
  const isNow =
    atMs >= (when.fromMs ?? 0) &&
    atMs < (when.untilMs ?? Number.POSITIVE_INFINITY) &&
    (when.weekdays?.includes(weekday) ?? true) &&
    (when.monthDays?.includes(Number(businessDate.slice(8, 10))) ?? true);
  if (!isNow) return 'not-now';
  if (!(when.stores?.includes(input.storeId) ?? true)) return 'not-here';
  if (!(when.channels?.includes(input.channel) ?? true)) return 'not-here';
  const isBirthday =
    when.birthday === undefined || member.birthday === 'day' || member.birthday === when.birthday;
  const isTier = when.tiers?.some((tier) => member.tiers.includes(tier)) ?? true;
  const isMeant = isBirthday && isTier && (when.isFirstPurchase === undefined || member.isFirstPurchase);
  return isMeant ? undefined : 'not-for-member';
}

/** What each line counts for; undefined where the money is not the rule's. */
function basesOf(
  rule: EarnRule,
  { lines, paid }: EarnInput,
  programme: PointsProgramme,
): LineAmount[] | undefined {
  const { goods, money } = rule;
  const all = earningParts(programme, lines, paid);
  const parts = all.map((part, index) => {
    const line = lines[index];
    return line !== undefined && isAmongst(goods, line) ? part : 0;
  });
  const counted = countedParts(money, parts, paid);
  if (counted === undefined) return undefined;
  return counted.flatMap((amount, index) => {
    const lineId = lines[index]?.lineId;
    return amount === 0 || lineId === undefined ? [] : [{ lineId, amount }];
  });
}

function countedParts(
  money: EarnRule['money'],
  parts: readonly number[],
  paid: readonly PaidBy[],
): readonly number[] | undefined {
  const isMoney = ({ counts }: PaidBy) => counts === 'money';
  switch (money.kind) {
    case 'any':
      return parts;
    case 'wholly':
      return paid.every((tender) => tender.amount === 0 || money.types.includes(tender.type))
        ? parts
        : undefined;
    case 'share': {
      const meant = paidIn(paid, (tender) => isMoney(tender) && money.types.includes(tender.type));
      return meant === 0 ? undefined : paidShare(parts, meant, paidIn(paid, isMoney));
    }
    case 'card-prefix': {
      const isCard = ({ cardPrefix }: PaidBy) =>
        cardPrefix !== undefined && money.prefixes.some((prefix) => cardPrefix.startsWith(prefix));
      const meant = paidIn(paid, (tender) => isMoney(tender) && isCard(tender));
      return meant === 0 ? undefined : paidShare(parts, meant, paidIn(paid, isMoney));
    }
    default:
      return unreachable(money);
  }
}

function isAmongst({ categories, skus, exclude }: EarnRule['goods'], line: EarnLine): boolean {
  const isAll = categories === undefined && skus === undefined;
  const isIn = isAll || categories?.includes(line.category) === true || skus?.includes(line.sku) === true;
  const isOut =
    exclude?.categories?.includes(line.category) === true || exclude?.skus?.includes(line.sku) === true;
  return isIn && !isOut;
}

function roomOf(
  { caps }: EarnRule,
  { day, month }: EarnCounters,
): { readonly points: number; readonly reason: CapReason } | undefined {
  const rooms: { points: number; reason: CapReason }[] = [];
  if (caps.perSale !== null) rooms.push({ points: caps.perSale, reason: 'per-sale' });
  if (caps.perDay !== null) rooms.push({ points: Math.max(0, caps.perDay - day), reason: 'per-day' });
  if (caps.perMonth !== null) rooms.push({ points: Math.max(0, caps.perMonth - month), reason: 'per-month' });
  return rooms.sort((a, b) => a.points - b.points)[0];
}

/** Points for `amount` NT$, rounded once. Never falls when the amount rises. */
export function pointsFor(formula: EarnedFormula, amount: number): number {
  switch (formula.kind) {
    case 'rate': {
      const round = formula.rounding === 'down' ? ratioDown : ratioHalfUp;
      return round(amount, formula.points, formula.perAmount);
    }
    case 'steps':
      return Math.min(MAX_POINTS, divideDown(amount, formula.every) * formula.points);
    case 'threshold':
      return amount >= formula.minimum ? formula.points : 0;
    default:
      return unreachable(formula);
  }
}

/**
 * Why the member gets so many points, for a window to put in words: the code names the sentence, the numbers fill it.
 * `base` in NT$; `earned` and `uncut` (before the cap that `cutBy` names) in the programme's smallest unit.
 */
export function explain({ formula, baseAmount: base, points: earned, cutBy, awaits }: Earned): {
  readonly code: EarnedFormula['kind'];
  readonly params: Readonly<Record<string, string | number>>;
} {
  const cut = cutBy === null ? {} : { cutBy, uncut: pointsFor(formula, base) };
  const params = { base, earned, ...cut, ...(awaits === null ? {} : { awaits }) };
  const { kind, points } = formula;
  switch (kind) {
    case 'rate':
      return { code: kind, params: { ...params, points, perAmount: formula.perAmount } };
    case 'steps':
      return { code: kind, params: { ...params, points, every: formula.every } };
    case 'threshold':
      return { code: kind, params: { ...params, points, minimum: formula.minimum } };
    default:
      return unreachable(kind);
  }
}

/** The ledger's entries of what was earned: a lot each, confirmed at once where nothing is waited for. */
export function earnEntries(occasion: Occasion, earned: readonly Earned[]): readonly PointsEntry[] {
  return earned.flatMap((each): readonly PointsEntry[] => {
    const programme = { id: each.programmeId, version: each.programmeVersion };
    const { ruleId, ruleVersion, points, baseAmount, expiresAtMs } = each;
    const pending = {
      ...entryHead(occasion, 'EARN_PENDING', programme, { ruleId, ruleVersion }),
      ruleId,
      points,
      baseAmount,
      expiresAtMs,
    };
    if (each.awaits !== null) return [pending];
    return [pending, confirmEntry(occasion, each, pending.id)];
  });
}

/** The entry that makes a lot spendable. @param lotId id of its EARN_PENDING. */
export function confirmEntry(
  occasion: Occasion,
  { programmeId, programmeVersion, ruleId, ruleVersion }: Earned,
  lotId: string,
): PointsEntry {
  const programme = { id: programmeId, version: programmeVersion };
  return { ...entryHead(occasion, 'EARN_CONFIRM', programme, { ruleId, ruleVersion }), lotId };
}
