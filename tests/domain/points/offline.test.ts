// Goal: without head office a member spends only what some paper vouches for, and the smallest limit is named.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { burn } from '../../../src-main/domain/points/burn.ts';
import { earn, earnEntries } from '../../../src-main/domain/points/earn.ts';
import { entryId } from '../../../src-main/domain/points/entry.ts';
import { balanceOf, evolve, pendingOf, replay, reservedOf } from '../../../src-main/domain/points/ledger.ts';
import {
  type OfflineAllowance,
  type OfflineAsk,
  offlineAllowance,
  offlineRight,
} from '../../../src-main/domain/points/offline.ts';
import { PointsSnapshot, snapshotLedger } from '../../../src-main/domain/points/offline-papers.ts';
import { PointsProgramme } from '../../../src-main/domain/points/programme.ts';
import { settle, writeOff } from '../../../src-main/domain/points/settlement.ts';
import {
  gift,
  HOUR,
  ledgerWith,
  linesOf,
  maxBurn,
  must,
  NOON,
  OWN,
  occasionOf,
  reduced,
  saleInput,
} from './points-shop.ts';

import { ask, burned, GRANT, limited, RESERVE_ID, SHARE, SNAPSHOT, snapshot, token } from './till-papers.ts';

describe('SC-26 and SC-27', () => {
  const allowance = must(offlineAllowance(ask()));
  const lines = linesOf({ A01: 90 });
  const plan = maxBurn(OWN, snapshotLedger(SNAPSHOT, []), lines, allowance.value);
  const occasion = occasionOf('sale-26');
  const right = must(offlineRight(allowance, plan.points));
  const { entry } = must(burn(snapshotLedger(SNAPSHOT, []), plan, occasion, right));
  const { earned } = earn(saleInput({ lines: reduced(lines, plan), isOnline: false }));
  const offline = [entry, ...earnEntries(occasion, earned)];
  // Head office confirms what waited for it, as it books the sale.
  const online = earnEntries(
    occasion,
    earned.map((each) => ({ ...each, awaits: null })),
  );

  test('of cap 45, snapshot 40 and grant 20 the grant binds', () => {
    expect(allowance).toMatchObject({ value: 20, points: 6_000, boundBy: 'grant' });
    expect(allowance.limits).toEqual([
      { boundBy: 'snapshot', value: 40 },
      { boundBy: 'cap', value: 45 },
      { boundBy: 'grant', value: 20 },
    ]);
    expect(entry).toMatchObject({
      points: 6_000,
      value: 20,
      reserveIds: [RESERVE_ID],
      provisional: {
        paperId: 'snap-1',
        paperAgeMs: 10 * HOUR,
        grants: [{ grantId: 'grant-1', points: 6_000 }],
        nonce: null,
        poolShares: [],
      },
    });
  });
  test('SC-26: accepted, 6,070 points', () => {
    const { ledger, ...rest } = settle(ledgerWith(OWN, 12_000), [...offline, ...online]);
    expect(rest).toEqual({ result: 'accepted', overdraft: 0, exceptions: [] });
    expect(balanceOf(ledger)).toBe(6_070);
  });
  test('SC-27: 3,000 were left, so the sale stands with an overdraft of 2,930', () => {
    const settled = settle(ledgerWith(OWN, 3_000), [...offline, ...online]);
    expect(settled).toMatchObject({
      result: 'accepted_overdraft',
      overdraft: 2_930,
      exceptions: ['POINTS_OVERDRAFT'],
    });
    expect(balanceOf(settled.ledger)).toBe(-2_930);
    expect(settle(settled.ledger, [...offline, ...online])).toMatchObject({
      result: 'accepted',
      overdraft: 0,
    });

    expect(writeOff(settled, OWN, occasionOf('book'), entry.id)).toBeUndefined();
    const forgiving = limited({ writeOffUpTo: 2_930 });
    const forgiven = writeOff(settled, forgiving, occasionOf('book'), entry.id);
    expect(forgiven?.points).toBe(2_930);
    expect(balanceOf(replay(settled.ledger, forgiven ? [forgiven] : []))).toBe(0);
  });
  test('what is earned without head office waits until it books the sale', () => {
    const ledger = replay(ledgerWith(OWN, 12_000), offline);
    expect([balanceOf(ledger), pendingOf(ledger)]).toEqual([6_000, 70]);
  });
  test('the burn uses the reservation up that was made for this till', () => {
    const held = evolve(ledgerWith(OWN, 12_000), {
      ...entry,
      kind: 'RESERVE',
      id: RESERVE_ID,
      points: 6_000,
      untilMs: NOON + HOUR,
    });
    expect([reservedOf(held), reservedOf(replay(held, offline))]).toEqual([6_000, 0]);
  });
});

describe('limits', () => {
  const first = burned(must(offlineAllowance(ask({ capValue: 5 }))), 'first', 101, { A01: 10 });
  const cases: readonly [string, Partial<OfflineAsk>, number, OfflineAllowance['boundBy']][] = [
    ['the grant', {}, 20, 'grant'],
    ['the cap', { capValue: 7 }, 7, 'cap'],
    ['no cap asked for', { capValue: null }, 20, 'grant'],
    ['a cap of nothing', { capValue: 0 }, 0, 'cap'],
    ['the snapshot', { grants: [{ ...GRANT, points: 60_000 }], capValue: 99 }, 40, 'snapshot'],
    ['two grants', { grants: [GRANT, { ...GRANT, grantId: 'grant-2', points: 600 }] }, 22, 'grant'],
    ['a grant that has ended', { grants: [{ ...GRANT, expiresAtMs: NOON }] }, 0, 'grant'],
    ['half of a dollar is none', { grants: [{ ...GRANT, points: 299 }] }, 0, 'grant'],
    ['the member’s day', { programme: limited({ memberDayValue: 12 }) }, 12, 'member-day'],
    [
      'what is left of the member’s day',
      { programme: limited({ memberDayValue: 12 }), tillEntries: [first] },
      7,
      'member-day',
    ],
    [
      'another day is another day',
      {
        programme: limited({ memberDayValue: 12 }),
        businessDate: '2026-11-23',
        tillEntries: [first],
      },
      12,
      'member-day',
    ],
    ['what is left of the grant', { tillEntries: [first] }, 15, 'grant'],
    ['the same entry twice counts once', { tillEntries: [first, { ...first, seq: 102 }] }, 15, 'grant'],
    [
      'what this till burned after the snapshot comes off it',
      { grants: [{ ...GRANT, points: 60_000 }], capValue: 99, tillEntries: [first] },
      35,
      'snapshot',
    ],
    [
      'what the snapshot counts already comes off once',
      { grants: [{ ...GRANT, points: 60_000 }], capValue: 99, tillEntries: [{ ...first, seq: 100 }] },
      40,
      'snapshot',
    ],
    [
      'points held for others',
      { grants: [{ ...GRANT, points: 60_000 }], paper: snapshot({ reservedElsewhere: 11_000 }) },
      3,
      'snapshot',
    ],
    ['this till’s share of the pool', { poolShares: [{ ...SHARE, value: 3 }] }, 3, 'pool-share'],
    ['another till’s share is not ours', { poolShares: [{ ...SHARE, tillId: 'T2', value: 3 }] }, 20, 'grant'],
    ['a share that has ended', { poolShares: [{ ...SHARE, expiresAtMs: NOON }] }, 0, 'pool-share'],
    ['a pool without a grant', { grants: [], poolShares: [SHARE] }, 40, 'snapshot'],
    [
      'a grant that ended before the snapshot was made',
      { grants: [{ ...GRANT, expiresAtMs: SNAPSHOT.issuedAtMs }], poolShares: [SHARE] },
      40,
      'snapshot',
    ],
    [
      'limits that were not sent',
      { grants: [], programme: limited({ requires: 'nothing' }) },
      40,
      'snapshot',
    ],
    ['a token', { paper: token(), grants: [] }, 10, 'token'],
    [
      'a token beside a grant is not bound by it',
      { paper: token(), grants: [{ ...GRANT, points: 1 }] },
      10,
      'token',
    ],
    ['a token within the pool', { paper: token(), poolShares: [{ ...SHARE, value: 4 }] }, 4, 'pool-share'],
    ['a balance below zero', { paper: snapshot({ balance: -300, lots: [] }) }, 0, 'snapshot'],
    [
      'a clock two minutes behind head office’s',
      { paper: snapshot({ issuedAtMs: NOON + 120_000 }), nowMs: NOON },
      20,
      'grant',
    ],
  ];
  test.each(cases)('%s', (_, parts, value, boundBy) => {
    expect(must(offlineAllowance(ask(parts)))).toMatchObject({ value, points: value * 300, boundBy });
  });
});

test('whatever was sent, the allowance is within each limit, in whole steps, and can be drawn in full', () => {
  const amounts = fc.array(fc.nat(50_000), { maxLength: 3 });
  fc.assert(
    fc.property(
      amounts,
      amounts,
      fc.nat(100_000),
      fc.option(fc.nat(200)),
      fc.option(fc.nat(99)),
      fc.integer({ min: NOON - 12 * HOUR, max: NOON + 24 * HOUR }),
      fc.integer({ min: 1, max: 9 }),
      (grantPoints, shareValues, balance, capValue, memberDayValue, nowMs, stepValue) => {
        const lots = ledgerWith(OWN, balance).lots.map(({ isPending: _, ...part }) => part);
        const programme = PointsProgramme.parse({
          ...limited({ memberDayValue }),
          burn: { ...OWN.burn, value: stepValue },
        });
        const result = offlineAllowance(
          ask({
            programme,
            nowMs,
            capValue,
            paper: snapshot({ balance, lots }),
            grants: grantPoints.map((points, n) => ({ ...GRANT, grantId: `g${n}`, points })),
            poolShares: shareValues.map((value, n) => ({ ...SHARE, shareId: `p${n}`, value: value % 300 })),
          }),
        );
        if (!result.ok) {
          expect(['snapshot-too-old', 'snapshot-not-yet-valid', 'no-grant']).toContain(result.error.code);
          return;
        }
        const { value, points, limits } = result.value;
        for (const limit of limits) expect(value).toBeLessThanOrEqual(limit.value);
        expect([value % stepValue, points]).toEqual([0, (value / stepValue) * 300]);
        if (points === 0) return;
        const right = must(offlineRight(result.value, points));
        if (right.kind !== 'offline') throw new Error('the right is an offline one');
        const { grants, poolShares } = right.provisional;
        const drawn = grants.reduce((sum, each) => sum + each.points, 0);
        const risked = poolShares.reduce((sum, each) => sum + each.value, 0);
        expect([0, points]).toContain(drawn);
        expect(risked).toBe(shareValues.length === 0 ? 0 : value);
      },
    ),
  );
});

test('what the till booked since fills the hole that a snapshot shows', () => {
  const hole = PointsSnapshot.parse({ ...SNAPSHOT, balance: -3_000, lots: [] });
  const entry = gift(OWN, occasionOf('gift'), 9_000);
  const paper = { kind: 'snapshot', snapshot: hole, isSignatureValid: true } as const;
  const tillEntries = [{ seq: 101, entry }];
  expect(must(offlineAllowance(ask({ paper, tillEntries, poolShares: [SHARE], grants: [] })))).toMatchObject({
    value: 20,
    boundBy: 'snapshot',
  });
});

test('grants are drawn in the order of their end, pool shares beside them', () => {
  const later = { ...GRANT, grantId: 'grant-2', reserveId: entryId('grant-2', 'OWN', 'RESERVE', 0) };
  const sooner = { ...GRANT, points: 900, expiresAtMs: NOON + HOUR };
  const allowance = must(offlineAllowance(ask({ grants: [later, sooner], poolShares: [SHARE] })));
  expect(must(offlineRight(allowance, 1_500))).toMatchObject({
    reserveIds: [RESERVE_ID, later.reserveId],
    provisional: {
      grants: [
        { grantId: 'grant-1', points: 900 },
        { grantId: 'grant-2', points: 600 },
      ],
      poolShares: [{ shareId: 'pool-1', value: 5 }],
    },
  });
});

test('a token shown at two tills is taken at both and told at head office', () => {
  const at = (tillId: string) => {
    const allowance = must(offlineAllowance(ask({ paper: token(), tillId, grants: [] })));
    const right = must(offlineRight(allowance, allowance.points));
    const plan = maxBurn(OWN, ledgerWith(OWN, 3_000), linesOf({ A01: 90 }));
    return must(burn(null, plan, occasionOf(`sale-${tillId}`, { tillId }), right)).entry;
  };
  const first = settle(ledgerWith(OWN, 3_100), [at('T1')]);
  expect(first).toMatchObject({ result: 'accepted', exceptions: [] });
  const second = settle(first.ledger, [at('T2')]);
  expect(second).toMatchObject({ overdraft: 2_900, exceptions: ['POINTS_OVERDRAFT', 'TOKEN_USED_TWICE'] });
  expect(settle(second.ledger, [at('T2')])).toMatchObject({ result: 'accepted', exceptions: [] });
});
