// Goal: each kind of rule, condition, money and cap that head office may publish gives what it says.
import { describe, expect, test } from 'vitest';
import { type EarnInput, earn, explain } from '../../../src-main/domain/points/earn.ts';
import { EarnRules } from '../../../src-main/domain/points/earn-rule.ts';
import type { PaidBy } from '../../../src-main/domain/points/earning-part.ts';
import { BASE, CARD_RULE, earnedBy, linesOf, NOON, rule, saleInput } from './points-shop.ts';

const cash = (amount: number): PaidBy => ({ counts: 'money', type: 'cash', amount });
const voucher = (amount: number): PaidBy => ({ counts: 'voucher', type: 'voucher', amount });
const card = (amount: number, cardPrefix: string): PaidBy => ({
  counts: 'money',
  type: 'edc_card',
  amount,
  cardPrefix,
});

describe('rule kinds', () => {
  const lines = linesOf({ A01: 45, B01: 178, SH1: 100 });
  const flat = (points: number, minimum: number) => ({ kind: 'threshold', points, minimum }) as const;
  const rate = (points: number, perAmount: number) =>
    ({ kind: 'rate', points, perAmount, rounding: 'down' }) as const;
  const cases: readonly {
    readonly name: string;
    readonly parts: Parameters<typeof rule>[0];
    readonly input?: Partial<EarnInput>;
    readonly points: number | undefined;
  }[] = [
    {
      name: 'points with two decimals, half up: 0.33 % of 323 is 1.0659',
      parts: { id: 'x', formula: { kind: 'rate', points: 33, perAmount: 100, rounding: 'half-up' } },
      points: 107,
    },
    {
      name: '3 points for each full 100 of 323',
      parts: { id: 'x', formula: { kind: 'steps', points: 3, every: 100 } },
      points: 9,
    },
    {
      name: 'twice the base is once more',
      parts: { id: 'x', formula: { kind: 'multiple', ofRuleId: 'base', numerator: 1, denominator: 1 } },
      points: 323,
    },
    {
      name: 'one and a half times the base is half of it more, rounded once',
      parts: { id: 'x', formula: { kind: 'multiple', ofRuleId: 'base', numerator: 1, denominator: 2 } },
      points: 161,
    },
    {
      name: 'a category',
      parts: { id: 'x', formula: rate(1, 10), goods: { categories: ['DRINK'] } },
      points: 4,
    },
    {
      name: 'articles beside a category',
      parts: { id: 'x', formula: rate(1, 1), goods: { categories: ['DRINK'], skus: ['SH1'] } },
      points: 145,
    },
    {
      name: 'all but an article',
      parts: { id: 'x', formula: rate(1, 1), goods: { exclude: { skus: ['B01'] } } },
      points: 145,
    },
    { name: 'a threshold just reached', parts: { id: 'x', formula: flat(500, 323) }, points: 500 },
    { name: 'a threshold just missed', parts: { id: 'x', formula: flat(500, 324) }, points: undefined },
    {
      name: 'a tier the member has',
      parts: { id: 'x', formula: rate(1, 1), when: { tiers: ['gold', 'black'] } },
      input: { member: { tiers: ['gold'], birthday: null, isFirstPurchase: false } },
      points: 323,
    },
    {
      name: 'a tier the member has not',
      parts: { id: 'x', formula: rate(1, 1), when: { tiers: ['gold'] } },
      points: undefined,
    },
    {
      name: 'Sundays, on a Sunday',
      parts: { id: 'x', formula: rate(1, 1), when: { weekdays: [7] } },
      points: 323,
    },
    {
      name: 'Mondays, on a Sunday',
      parts: { id: 'x', formula: rate(1, 1), when: { weekdays: [1] } },
      points: undefined,
    },
    {
      name: 'the 22nd of the month',
      parts: { id: 'x', formula: rate(1, 1), when: { monthDays: [22] } },
      points: 323,
    },
    {
      name: 'the birthday counts for its month',
      parts: { id: 'x', formula: rate(1, 1), when: { birthday: 'month' } },
      input: { member: { tiers: [], birthday: 'day', isFirstPurchase: false } },
      points: 323,
    },
    {
      name: 'the month does not count for the birthday',
      parts: { id: 'x', formula: rate(1, 1), when: { birthday: 'day' } },
      input: { member: { tiers: [], birthday: 'month', isFirstPurchase: false } },
      points: undefined,
    },
    {
      name: 'the first purchase',
      parts: { id: 'x', formula: flat(200, 1), when: { isFirstPurchase: true } },
      input: { member: { tiers: [], birthday: null, isFirstPurchase: true } },
      points: 200,
    },
    {
      name: 'the last moment of a campaign is outside',
      parts: { id: 'x', formula: rate(1, 1), when: { untilMs: NOON } },
      points: undefined,
    },
    {
      name: 'the first moment of a campaign is inside',
      parts: { id: 'x', formula: rate(1, 1), when: { fromMs: NOON } },
      points: 323,
    },
    {
      name: 'another store',
      parts: { id: 'x', formula: rate(1, 1), when: { stores: ['S2'] } },
      points: undefined,
    },
    {
      name: 'wholly paid by a wallet',
      parts: { id: 'x', formula: rate(17, 100), money: { kind: 'wholly', types: ['icash_pay'] } },
      input: { paid: [{ counts: 'money', type: 'icash_pay', amount: 323 }] },
      points: 54,
    },
    {
      name: 'not wholly: one dollar was cash',
      parts: { id: 'x', formula: rate(17, 100), money: { kind: 'wholly', types: ['icash_pay'] } },
      input: { paid: [{ counts: 'money', type: 'icash_pay', amount: 322 }, cash(1)] },
      points: undefined,
    },
    {
      name: 'the share that a wallet paid',
      parts: { id: 'x', formula: rate(1, 1), money: { kind: 'share', types: ['icash_pay'] } },
      input: { paid: [{ counts: 'money', type: 'icash_pay', amount: 200 }, cash(123)] },
      points: 200,
    },
    {
      name: 'the share of what a voucher left',
      parts: { id: 'x', formula: rate(1, 1), money: { kind: 'share', types: ['icash_pay'] } },
      input: { paid: [voucher(123), { counts: 'money', type: 'icash_pay', amount: 100 }, cash(100)] },
      points: 100,
    },
    {
      name: 'a card of another prefix',
      parts: { id: 'x', formula: rate(1, 1), money: { kind: 'card-prefix', prefixes: ['400000'] } },
      input: { paid: [card(323, '41000012')] },
      points: undefined,
    },
    {
      name: 'a cap for the sale',
      parts: { id: 'x', formula: rate(1, 1), caps: { perSale: 100, perDay: 150, perMonth: null } },
      points: 100,
    },
    {
      name: 'what the day has left',
      parts: { id: 'x', formula: rate(1, 1), caps: { perSale: 100, perDay: 150, perMonth: null } },
      input: { counters: { x: { day: 90, month: 90 } } },
      points: 60,
    },
    {
      name: 'a month that is used up',
      parts: { id: 'x', formula: rate(1, 1), caps: { perSale: null, perDay: null, perMonth: 300 } },
      input: { counters: { x: { day: 0, month: 301 } } },
      points: undefined,
    },
  ];
  test.each(cases)('$name', ({ parts, input, points }) => {
    const rules = EarnRules.parse([BASE, rule(parts)]);
    const found = earnedBy(saleInput({ lines, paid: [cash(323)], rules, ...input }));
    expect(found[parts.id]).toBe(points);
  });

  test('every rule answers, with points or with the reason for none', () => {
    const rules = [
      BASE,
      rule({ id: 'far', formula: rate(1, 1), when: { stores: ['S9'] } }),
      rule({ id: 'none', formula: rate(1, 1), goods: { skus: ['ZZ'] } }),
      rule({ id: 'small', formula: rate(1, 1_000) }),
      rule({ id: 'alien', programmeId: 'GONE', formula: rate(1, 1) }),
      rule({ id: 'orphan', formula: { kind: 'multiple', ofRuleId: 'gone', numerator: 1, denominator: 1 } }),
      rule({ id: 'paid', formula: rate(1, 1), money: { kind: 'share', types: ['moon'] } }),
    ];
    const { earned, skipped } = earn(saleInput({ lines, paid: [cash(323)], rules }));
    expect(earned.map(({ ruleId }) => ruleId)).toEqual(['base']);
    expect(skipped).toEqual([
      { ruleId: 'far', reason: 'not-here' },
      { ruleId: 'none', reason: 'no-goods' },
      { ruleId: 'small', reason: 'too-little' },
      { ruleId: 'alien', reason: 'programme-unknown' },
      { ruleId: 'orphan', reason: 'rate-unknown' },
      { ruleId: 'paid', reason: 'money' },
    ]);
    expect(EarnRules.safeParse(rules).success).toBe(false);
  });

  test('the explanation has the numbers of the sentence', () => {
    const rules = [rule({ ...CARD_RULE, caps: { perSale: 5, perDay: null, perMonth: null } })];
    const input = saleInput({ lines, paid: [card(323, '40000012')], rules });
    const numbers = { base: 323, earned: 5, cutBy: 'per-sale', uncut: 9 };
    expect(earn(input).earned.map(explain)).toEqual([
      { code: 'rate', params: { ...numbers, awaits: 'card-settlement', points: 3, perAmount: 100 } },
    ]);
  });
});
