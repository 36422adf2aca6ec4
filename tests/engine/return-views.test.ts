// Goal: the return screen shows what a return would come to, to the dollar and the point, and makes nothing happen.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src-main/base/log.ts';
import type { ReturnPreview } from '../../src-main/contract/sale-views.ts';
import type { StoredSale } from '../../src-main/domain/readers.ts';
import { findReturnable, previewReturn } from '../../src-main/engine/return-views.ts';
import { Till } from '../../src-main/engine/till.ts';
import { lastReturn, lastSale, returnOf, ring, showMember, tillIn } from '../domain/counter-deeds.ts';
import { findSale, OffersWorld } from '../domain/offers-world.ts';
import type { PureTill } from '../domain/pure-till.ts';
import { NOON_MS, OPERATORS, OpenTill } from '../support/open-till.ts';

const DAY_MS = 86_400_000;
let open: OpenTill;
let sold: PureTill;
/** The engine's till, which looks sales up where the rules wrote them. */
let till: Till;

beforeEach(async () => {
  open = await OpenTill.make();
  const world = new OffersWorld();
  for (const [programmeId, points] of [
    ['OWN', 9_000],
    ['CROSS', 40],
  ] as const) {
    world.sendSnapshot(points, { programmeId });
    world.sendGrant(points, { programmeId });
  }
  sold = tillIn(world);
  ring(sold, { B01: 1, L01: 2 });
  showMember(sold);
  const { saleId } = sold;
  sold.must({ kind: 'burn-points', saleId, programmeId: 'OWN', wanted: 'max' });
  sold.must({ kind: 'burn-points', saleId, programmeId: 'CROSS', wanted: 'max' });
  sold.payCash(200);
  till = new Till({
    store: open.store,
    operators: { find: (operatorId) => OPERATORS.find((each) => each.operatorId === operatorId) },
    clock: open.world,
    ids: open.world.ids,
    log: silentLogger,
    policy: open.policy,
    readers: () => sold.readers,
  });
});
afterEach(() => open.end());

const stored = (): StoredSale => findSale(sold, lastSale(sold).saleId) ?? never();
const units = (each: number) => ({
  saleId: lastSale(sold).saleId,
  lines: lastSale(sold).lines.map(({ lineId }) => ({ lineId, units: each })),
});
function never(): never {
  throw new Error('the sale is there');
}

describe('a sale is found', () => {
  test('by its id and by the number on its receipt, with what is left of it', () => {
    const { saleId, receiptNumber } = lastSale(sold);
    sold.must(returnOf(lastSale(sold), { L01: 1 }));
    const found = findReturnable(till, receiptNumber, NOON_MS);
    expect(found).toEqual(findReturnable(till, saleId, NOON_MS));
    expect(found).toMatchObject({
      ok: true,
      value: {
        saleId,
        receiptNumber,
        due: 169,
        isPastReturnDays: false,
        gifts: [],
        lines: [
          { number: 1, name: 'B01', quantity: 1, returned: 0 },
          { number: 2, name: 'L01', quantity: 2, returned: 1 },
        ],
      },
    });
  });

  test.each([
    [30, false],
    [31, true],
  ])('%d days later: past the days for returning is %s', (days, isPast) => {
    const found = findReturnable(till, stored().sale.saleId, NOON_MS + days * DAY_MS);
    expect(found).toMatchObject({ value: { isPastReturnDays: isPast } });
  });

  test.each(['', '2-20261121-0009', 'DROP TABLE sales'])('or not: "%s"', (text) => {
    expect(findReturnable(till, text, NOON_MS)).toMatchObject({
      ok: false,
      error: { code: 'sale-not-found' },
    });
  });
});

describe('a preview', () => {
  test('says what the return then gives and takes, and nothing has happened', () => {
    const { entries } = sold;
    const before = entries.length;
    const answer = previewReturn(till, units(1), NOON_MS);
    const preview = (answer.ok ? answer.value : never()) as ReturnPreview;
    expect([entries.length, open.state]).toEqual([before, till.state]);
    sold.must({ ...returnOf(lastSale(sold)), ...units(1) });
    const made = lastReturn(sold);
    const moved = (kind: string, programmeId: string) =>
      (made.points?.entries ?? []).reduce(
        (sum, each) =>
          each.kind === kind && each.programmeId === programmeId && 'points' in each
            ? sum + each.points
            : sum,
        0,
      );
    expect(preview.refund).toBe(made.refund);
    expect(preview.tenders.map(({ type, amount }) => [type, amount])).toEqual(
      made.tenders.map(({ type, amount }) => [type, amount]),
    );
    expect(preview.tenders.find(({ type }) => type === 'points')?.programmeName).toBe('聯盟點數');
    for (const { programmeId, points } of preview.clawback)
      expect(moved('REVERSE_EARN', programmeId)).toBe(points);
    for (const { programmeId, points } of preview.givenBack)
      expect(moved('REVERSE_BURN', programmeId)).toBe(points);
    expect(preview.givenBack.map(({ programmeId }) => programmeId)).toEqual(['OWN', 'CROSS']);
    expect(preview.clawback.map(({ programmeId }) => programmeId)).toContain('OWN');
  });

  test('refuses what a return would refuse', () => {
    expect(previewReturn(till, units(2), NOON_MS)).toMatchObject({
      ok: false,
      error: { code: 'return-too-much', params: { name: 'B01', left: 1 } },
    });
    expect(previewReturn(till, { ...units(1), saleId: 'nobody' }, NOON_MS)).toMatchObject({
      ok: false,
      error: { code: 'sale-not-found' },
    });
  });
});
