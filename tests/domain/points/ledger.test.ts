// Goal: a member's points are the sum of what happened, however late, often or oddly it arrives.
// Method: tables of what each entry does, then random entries against plain sums.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EntryId, entryHead, entryId, PointsEntry } from '../../../src-main/domain/points/entry.ts';
import {
  availableOf,
  balanceOf,
  emptyLedger,
  evolve,
  expireEntries,
  type PointsLedger,
  pendingOf,
  replay,
  reservedOf,
} from '../../../src-main/domain/points/ledger.ts';
import { confirmedPoints } from '../../../src-main/domain/points/lots.ts';
import { DAY, gift, HOUR, ledgerWith, NOON, OWN, occasionOf } from './points-shop.ts';

const head = <Kind extends PointsEntry['kind']>(kind: Kind, occasionId: string, atMs = NOON) =>
  entryHead(occasionOf(occasionId, { atMs }), kind, OWN);

const pending = (id: string, points: number): PointsEntry => ({
  ...head('EARN_PENDING', id),
  ruleId: 'OWN',
  points,
  baseAmount: points,
  expiresAtMs: null,
});
const confirm = (id: string): PointsEntry => ({ ...head('EARN_CONFIRM', id), lotId: lotOf(id) });
const lotOf = (id: string) => entryId(id, 'OWN', 'EARN_PENDING', 0);
const reverseEarn = (id: string, points: number): PointsEntry => ({
  ...head('REVERSE_EARN', `return-${id}`),
  lotId: lotOf(id),
  points,
});
const burnOf = (id: string, points: number): PointsEntry => ({
  ...head('BURN', id),
  points,
  value: 1,
  lots: [],
  reserveIds: [],
  provisional: null,
});
const take = (id: string, points: number): PointsEntry => ({
  ...head('ADJUST', id),
  direction: 'take',
  points,
  expiresAtMs: null,
  reason: 'correction',
  approvedBy: 'manager',
});

const figures = (ledger: PointsLedger, nowMs = NOON) => ({
  balance: balanceOf(ledger),
  pending: pendingOf(ledger),
  available: availableOf(ledger, nowMs),
});

describe('what each entry does', () => {
  const cases: readonly {
    name: string;
    entries: readonly PointsEntry[];
    after: ReturnType<typeof figures>;
  }[] = [
    {
      name: 'an earn that waits is nobody’s to spend',
      entries: [pending('a', 70)],
      after: { balance: 0, pending: 70, available: 0 },
    },
    {
      name: 'confirmed, it is',
      entries: [pending('a', 70), confirm('a')],
      after: { balance: 70, pending: 0, available: 70 },
    },
    {
      name: 'a confirmation of nothing does nothing',
      entries: [confirm('a')],
      after: { balance: 0, pending: 0, available: 0 },
    },
    {
      name: 'a clawback takes what waits first, and only the rest is confirmed',
      entries: [pending('a', 70), reverseEarn('a', 30), confirm('a')],
      after: { balance: 40, pending: 0, available: 40 },
    },
    {
      name: 'a clawback of points that were spent goes below zero',
      entries: [pending('a', 70), confirm('a'), burnOf('b', 60), reverseEarn('a', 70)],
      after: { balance: -60, pending: 0, available: 0 },
    },
    {
      name: 'the next earn fills the hole',
      entries: [
        pending('a', 70),
        confirm('a'),
        burnOf('b', 60),
        reverseEarn('a', 70),
        pending('c', 100),
        confirm('c'),
      ],
      after: { balance: 40, pending: 0, available: 40 },
    },
    {
      name: 'a clawback that comes before its earn meets it',
      entries: [reverseEarn('a', 70), pending('a', 70), confirm('a')],
      after: { balance: 0, pending: 0, available: 0 },
    },
    {
      name: 'a write-off forgives no more than the hole',
      entries: [
        burnOf('b', 60),
        { ...head('OVERDRAFT_WRITEOFF', 'w'), points: 99, burnId: entryId('b', 'OWN', 'BURN', 0) },
      ],
      after: { balance: 0, pending: 0, available: 0 },
    },
    {
      name: 'a correction may take',
      entries: [gift(OWN, occasionOf('g'), 100), take('t', 30)],
      after: { balance: 70, pending: 0, available: 70 },
    },
    {
      name: 'entries of others are not this ledger’s',
      entries: [
        gift(OWN, occasionOf('g', { memberId: 'M2' }), 100),
        { ...gift(OWN, occasionOf('h'), 100), programmeId: 'CROSS' },
      ],
      after: { balance: 0, pending: 0, available: 0 },
    },
  ];
  test.each(cases)('$name', ({ entries, after }) => {
    for (const entry of entries) expect(PointsEntry.parse(entry)).toEqual(entry);
    const ledger = replay(emptyLedger('M1', 'OWN'), entries);
    expect(figures(ledger)).toEqual(after);
    expect(figures(replay(ledger, entries))).toEqual(after);
  });
});

describe('expiry', () => {
  const ledger = [
    gift(OWN, occasionOf('short', { atMs: NOON - DAY }), 100, NOON),
    gift(OWN, occasionOf('long', { atMs: NOON - DAY }), 50, NOON + DAY),
  ].reduce(evolve, ledgerWith(OWN, 0));

  test('points are gone at the first instant named, though the sweep comes later', () => {
    expect([availableOf(ledger, NOON - 1), availableOf(ledger, NOON), balanceOf(ledger)]).toEqual([
      150, 50, 150,
    ]);
    const swept = replay(ledger, expireEntries(ledger, OWN, occasionOf('sweep')));
    expect(figures(swept)).toEqual({ balance: 50, pending: 0, available: 50 });
    expect(expireEntries(swept, OWN, occasionOf('sweep-again'))).toEqual([]);
  });
  test('what is held for somebody is spared until it is released', () => {
    const held = evolve(ledger, { ...head('RESERVE', 'r', NOON - HOUR), points: 70, untilMs: NOON });
    expect(expireEntries(held, OWN, occasionOf('sweep')).map(({ points }) => points)).toEqual([30]);
    const released = evolve(held, { ...head('RELEASE', 'r'), reserveId: entryId('r', 'OWN', 'RESERVE', 0) });
    expect(expireEntries(released, OWN, occasionOf('sweep')).map(({ points }) => points)).toEqual([100]);
  });
});

test('ids of entries follow from what they are about and cannot run into one another', () => {
  expect(entryId('sale-1', 'base', 'EARN_PENDING', 0)).toBe('sale-1:base:EARN_PENDING:0');
  expect(EntryId.safeParse(entryId('a:b', 'c', 'BURN', 0)).success).toBe(false);
});

// Any entries in any order over a few occasions: early, late, twice, about lots and reservations that never were.
const names = fc.constantFrom('a', 'b', 'c', 'd');
const amount = fc.integer({ min: 1, max: 1_000 });
const wild: fc.Arbitrary<PointsEntry> = fc.oneof(
  fc.tuple(names, amount).map(([id, points]) => pending(id, points)),
  names.map(confirm),
  fc.tuple(names, amount).map(([id, points]) => burnOf(id, points)),
  fc.tuple(names, amount).map(([id, points]) => reverseEarn(id, points)),
  fc.tuple(names, amount).map(([id, points]) => take(id, points)),
  fc
    .tuple(names, amount, fc.option(fc.integer({ min: -50, max: 50 })))
    .map(([id, points, days]) =>
      gift(OWN, occasionOf(`gift-${id}`), points, days === null ? null : NOON + days * DAY),
    ),
  fc
    .tuple(names, amount)
    .map(([id, points]): PointsEntry => ({ ...head('RESERVE', id), points, untilMs: NOON + HOUR })),
  names.map((id): PointsEntry => ({ ...head('RELEASE', id), reserveId: entryId(id, 'OWN', 'RESERVE', 0) })),
  fc.tuple(names, amount).map(
    ([id, points]): PointsEntry => ({
      ...head('BURN', `held-${id}`),
      points,
      value: 1,
      lots: [{ lotId: lotOf(id), points, earnedAtMs: NOON, expiresAtMs: null }],
      reserveIds: [entryId(id, 'OWN', 'RESERVE', 0)],
      provisional: null,
    }),
  ),
  fc.tuple(names, amount).map(
    ([id, points]): PointsEntry => ({
      ...head('REVERSE_BURN', `back-${id}`),
      burnId: entryId(id, 'OWN', 'BURN', 0),
      points,
      lots: [{ lotId: lotOf(id), points, earnedAtMs: NOON, expiresAtMs: null }],
    }),
  ),
);

function signOf(entry: PointsEntry): -1 | 0 | 1 {
  switch (entry.kind) {
    case 'EARN_PENDING':
    case 'REVERSE_BURN':
    case 'EXCHANGE_IN':
    case 'OVERDRAFT_WRITEOFF':
      return 1;
    case 'BURN':
    case 'EXPIRE':
    case 'REVERSE_EARN':
    case 'EXCHANGE_OUT':
      return -1;
    case 'ADJUST':
      return entry.direction === 'give' ? 1 : -1;
    case 'EARN_CONFIRM':
    case 'RESERVE':
    case 'RELEASE':
      return 0;
  }
}

test('balance and pending are the sum of the entries, each counted once, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(wild, { maxLength: 60 }), (entries) => {
      const ledger = replay(emptyLedger('M1', 'OWN'), entries);
      const once = new Map(entries.toReversed().map((entry) => [entry.id, entry]));
      const sum = [...once.values()].reduce(
        (total, entry) => ('points' in entry ? total + signOf(entry) * entry.points : total),
        0,
      );
      expect(balanceOf(ledger) + pendingOf(ledger)).toBe(sum);
    }),
  );
});

test('lots and debt never stand beside each other, and nothing in a ledger is negative', () => {
  fc.assert(
    fc.property(fc.array(wild, { maxLength: 60 }), (entries) => {
      const ledger = replay(emptyLedger('M1', 'OWN'), entries);
      expect(ledger.debt === 0 || confirmedPoints(ledger.lots) === 0).toBe(true);
      expect(ledger.lots.every(({ points }) => points > 0)).toBe(true);
      expect(ledger.reserves.every(({ points }) => points > 0)).toBe(true);
      const available = availableOf(ledger, NOON);
      expect(available).toBeGreaterThanOrEqual(0);
      expect(available).toBeLessThanOrEqual(Math.max(0, balanceOf(ledger) - reservedOf(ledger)));
      const swept = replay(ledger, expireEntries(ledger, OWN, occasionOf('sweep')));
      expect(availableOf(swept, NOON)).toBe(available);
    }),
  );
});

test('a retry storm changes nothing: every entry again, in any order, leaves the same ledger', () => {
  fc.assert(
    fc.property(
      fc.array(wild, { maxLength: 40 }).chain((entries) =>
        fc.record({
          entries: fc.constant(entries),
          again: fc.array(fc.constantFrom(...(entries.length > 0 ? entries : [confirm('a')])), {
            maxLength: 80,
          }),
        }),
      ),
      ({ entries, again }) => {
        const ledger = replay(emptyLedger('M1', 'OWN'), entries);
        if (entries.length > 0) expect(replay(ledger, again)).toBe(ledger);
        expect(entries.reduce(evolve, emptyLedger('M1', 'OWN'))).toEqual(ledger);
      },
    ),
  );
});
