// Goal: what is refused about returns, in which words, and how the money goes back; a refusal leaves no trace.
import { describe, expect, test } from 'vitest';
import { APPROVAL, lastReturn, lastSale, returnOf, ring, showMember, tillIn } from './counter-deeds.ts';
import { expectRefused, type RefusedCase, titled } from './expect-refused.ts';
import { OffersWorld } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

/** A till with such goods. */
const having =
  (pieces: Readonly<Record<string, number>>, operatorId = 'op-1') =>
  () => {
    const till = tillIn(new OffersWorld(), operatorId);
    ring(till, pieces);
    return till;
  };
const take = (type: 'card' | 'voucher' | 'cash', amount: number) => (till: PureTill) =>
  ({ kind: `take-${type}`, saleId: till.saleId, amount }) as const;
const NOBODY = '00000000-0000-7000-8000-00000000ffff';

const CASES: readonly RefusedCase[] = [
  {
    name: 'a sale of another till',
    code: 'sale-not-found',
    at: tillIn,
    ask: () => ({ kind: 'return-goods', saleId: NOBODY, lines: [], reason: 'other' }),
  },
  {
    name: 'its receipt number in place of its id',
    code: 'sale-not-found',
    at: sold,
    ask: (till) => ({ ...returnOf(lastSale(till)), saleId: lastSale(till).receiptNumber }),
  },
  {
    name: 'while the next customer is served',
    code: 'cart-open',
    at: () => {
      const till = sold();
      ring(till, { A01: 1 });
      return till;
    },
    ask: (till) => returnOf(lastSale(till)),
  },
  {
    name: 'four of three',
    code: 'return-too-much',
    params: { name: 'B01', left: 3 },
    at: sold,
    ask: (till) => returnOf(lastSale(till), { B01: 4 }),
  },
  {
    name: 'all of them, twice',
    code: 'return-too-much',
    params: { name: 'B01', left: 0 },
    at: () => {
      const till = sold();
      till.must(returnOf(lastSale(till)));
      return till;
    },
    ask: (till) => returnOf(lastSale(till)),
  },
  {
    name: 'two after two of three',
    code: 'return-too-much',
    params: { name: 'B01', left: 1 },
    at: () => {
      const till = sold();
      till.must(returnOf(lastSale(till), { B01: 2 }));
      return till;
    },
    ask: (till) => returnOf(lastSale(till), { B01: 2 }),
  },
  ...[-1, 0.5, Number.NaN].map(
    (units): RefusedCase => ({
      name: `${units} pieces back`,
      code: 'quantity-invalid',
      params: { max: 3 },
      at: sold,
      ask: (till) => returnOf(lastSale(till), { B01: units }),
    }),
  ),
  {
    name: 'a line twice in one return',
    code: 'line-not-found',
    at: sold,
    ask: (till) => {
      const { saleId, lines } = lastSale(till);
      const line = { lineId: lines[0]?.lineId ?? '', units: 2 };
      return { kind: 'return-goods', saleId, lines: [line, line], reason: 'other', approval: APPROVAL };
    },
  },
  {
    name: 'goods back without a supervisor',
    code: 'approval-needed',
    params: { act: 'return' },
    at: sold,
    ask: (till) => returnOf(lastSale(till), undefined, null),
  },
];

/** Three boxed meals and a coffee, paid. */
function sold(): PureTill {
  const till = having({ B01: 3, A01: 1 })();
  till.payCash(312);
  return till;
}

test.each(titled(CASES))('%s', (_, { at, ask, code, params }) => {
  const till = at();
  expectRefused(till, ask(till), code, params);
});

test('AUTH-501 pin-wrong at a return counts, as everywhere, and gives nothing back', () => {
  const till = sold();
  const ask = returnOf(lastSale(till), undefined, { ...APPROVAL, isPinRight: false });
  const before = till.entries.length;
  expect(till.code(ask)).toBe('pin-wrong');
  expect(till.kindsSince(before)).toEqual(['operator.sign-in-failed']);
});

describe('returns give money back the way it was paid', () => {
  test('a voucher that was worth too much gives back what it paid', () => {
    const till = having({ B01: 1 })();
    till.must(take('voucher', 100)(till));
    till.must(returnOf(lastSale(till)));
    expect(lastReturn(till)).toMatchObject({ refund: 89, tenders: [{ type: 'voucher', amount: 89 }] });
  });

  test('a supervisor needs nobody; after the days for returning a cashier needs one whatever the policy says', () => {
    const alone = having({ B01: 1 }, 'op-4')();
    alone.payCash(89);
    alone.must(returnOf(lastSale(alone), undefined, null));
    const till = sold();
    till.policy = { ...till.policy, returnNeedsApproval: false };
    const ask = returnOf(lastSale(till), { A01: 1 }, null);
    till.nowMs += 31 * 86_400_000;
    expect(till.code(ask)).toBe('approval-needed');
    till.nowMs -= 86_400_000;
    expect(till.code(ask)).toBeUndefined();
  });

  test('points that a member paid with come back as points, and money as money', () => {
    const world = new OffersWorld();
    world.sendSnapshot(40, { programmeId: 'CROSS' });
    world.sendGrant(40, { programmeId: 'CROSS' });
    const till = tillIn(world);
    ring(till, { B01: 1, L01: 1 });
    showMember(till);
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'CROSS', wanted: 40 });
    till.payCash(104);
    till.must(returnOf(lastSale(till)));
    const { refund, tenders } = lastReturn(till);
    expect([refund, tenders.map(({ type, amount, programmeId }) => [type, amount, programmeId])]).toEqual([
      104,
      [
        ['points', 40, 'CROSS'],
        ['cash', 104, undefined],
      ],
    ]);
  });
});
