// Goal: stamps are a currency of the same ledger, worth goods and never money.
import { expect, test } from 'vitest';
import { earn, earnEntries } from '../../../src-main/domain/points/earn.ts';
import { PointsEntry } from '../../../src-main/domain/points/entry.ts';
import { balanceOf, evolve, replay } from '../../../src-main/domain/points/ledger.ts';
import { planReturn, returnEntries } from '../../../src-main/domain/points/returns.ts';
import { redeemStamps } from '../../../src-main/domain/points/stamps.ts';
import { ledgerWith, linesOf, must, OWN, occasionOf, STAMP_RULE, STAMPS, saleInput } from './points-shop.ts';

const sale = occasionOf('sale-29');
const lines = linesOf({ SH2: 146, TP1: 72, PAN: 399 });
const { earned } = earn(saleInput({ lines, rules: [STAMP_RULE] }));

test('SC-29: 20 of 22 stamps go with the pan, 2 come with the rest', () => {
  const before = ledgerWith(STAMPS, 22);
  const { entry } = must(redeemStamps(before, STAMPS, sale, [{ lineId: 'PAN', stamps: 20 }]));
  expect(PointsEntry.parse(entry)).toMatchObject({ kind: 'BURN', points: 20, value: 0 });
  const after = replay(before, [entry, ...earnEntries(sale, earned)]);
  expect(balanceOf(after)).toBe(4);
});

test('stamps earned in a sale are usable from the next one', () => {
  const redemption = [{ lineId: 'PAN', stamps: 20 }];
  const before = ledgerWith(STAMPS, 18);
  expect(redeemStamps(before, STAMPS, sale, redemption)).toMatchObject({
    error: { code: 'points-short', params: { available: 18 } },
  });
  const after = replay(before, earnEntries(sale, earned));
  expect(redeemStamps(after, STAMPS, occasionOf('next'), redemption).ok).toBe(true);
});

test('returning the pan gives its stamps back, one pan of two half of them', () => {
  const before = ledgerWith(STAMPS, 50);
  const { entry, record } = must(redeemStamps(before, STAMPS, sale, [{ lineId: 'PAN', stamps: 40 }]));
  const line = { lineId: 'PAN', units: 2, net: 798 };
  const plan = must(
    planReturn({
      earned: [],
      burns: [record],
      before: [],
      after: [{ ...line, returnedUnits: 1, returnedNet: 399 }],
    }),
  );
  const entries = returnEntries(plan, {
    occasion: occasionOf('return-29'),
    saleOccasionId: 'sale-29',
    programmes: [STAMPS],
    ledgers: [],
  });
  expect(balanceOf(replay(evolve(before, entry), entries))).toBe(30);
});

test.each([
  ['points are no stamps', OWN, 20, 'not-burnable'],
  ['none', STAMPS, 0, 'amount-invalid'],
  ['less than none', STAMPS, -20, 'amount-invalid'],
  ['part of one', STAMPS, 0.5, 'amount-invalid'],
] as const)('%s', (_, programme, stamps, code) => {
  const ledger = ledgerWith(programme, 22);
  expect(redeemStamps(ledger, programme, sale, [{ lineId: 'PAN', stamps }])).toMatchObject({
    error: { code },
  });
});
