// Goal: a paper that is old, forged, spent or meant for somebody else lets nothing go.
import { describe, expect, test } from 'vitest';
import { type OfflineAsk, offlineAllowance, offlineRight } from '../../../src-main/domain/points/offline.ts';
import { MAX_PAPER_MS, PointsSnapshot } from '../../../src-main/domain/points/offline-papers.ts';
import { must, OWN } from './points-shop.ts';

import { ask, burned, GRANT, limited, SNAPSHOT, snapshot, TOKEN, token } from './till-papers.ts';

describe('refusals', () => {
  const once = must(offlineAllowance(ask({ paper: token(), grants: [], capValue: 5 })));
  const used = burned(once, 'token-sale', 7, { A01: 10 });
  const cases: readonly [string, Partial<OfflineAsk>, string][] = [
    ['a wrong signature', { paper: snapshot({}, false) }, 'signature-wrong'],
    ['a token’s wrong signature', { paper: token({}, false) }, 'signature-wrong'],
    ['a snapshot too old', { nowMs: SNAPSHOT.expiresAtMs }, 'snapshot-too-old'],
    ['a snapshot of the future', { nowMs: SNAPSHOT.issuedAtMs - 120_001 }, 'snapshot-not-yet-valid'],
    ['a snapshot for another till', { paper: snapshot({ tillId: 'T2' }) }, 'not-for-this'],
    ['a snapshot of another member', { paper: snapshot({ memberId: 'M2' }) }, 'not-for-this'],
    ['a snapshot of another programme', { paper: snapshot({ programmeId: 'CROSS' }) }, 'not-for-this'],
    ['a token for another store', { paper: token({ storeId: 'S2' }) }, 'not-for-this'],
    ['a token that has ended', { paper: token(), nowMs: TOKEN.expiresAtMs }, 'token-expired'],
    ['a token of the future', { paper: token(), nowMs: TOKEN.issuedAtMs - 120_001 }, 'token-not-yet-valid'],
    ['a token again, though it was not all used', { paper: token(), tillEntries: [used] }, 'token-used'],
    ['nothing that bounds the loss', { grants: [] }, 'no-grant'],
    ['no share, where one is required', { programme: limited({ requires: 'pool' }) }, 'no-grant'],
    [
      'a token without the share that is required',
      { paper: token(), programme: limited({ requires: 'pool' }) },
      'no-grant',
    ],
    ['a grant of another till', { grants: [{ ...GRANT, tillId: 'T2' }] }, 'no-grant'],
    [
      'a programme that keeps its points at home',
      { programme: limited({ isBurnAllowed: false }) },
      'offline-off',
    ],
    ['points that are no money', { programme: { ...OWN, burn: null } }, 'not-burnable'],
    ['a cap below nothing', { capValue: -1 }, 'amount-invalid'],
    ['a cap that is no number', { capValue: Number.NaN }, 'amount-invalid'],
    ['a huge cap', { capValue: 1e300 }, 'amount-invalid'],
  ];
  test.each(cases)('%s', (_, parts, code) => {
    expect(offlineAllowance(ask(parts))).toMatchObject({ ok: false, error: { code } });
  });

  test.each([
    [6_300, 'above-limit'],
    [150, 'amount-invalid'],
    [0, 'amount-invalid'],
    [-300, 'amount-invalid'],
  ])('a right to burn %i of 6,000 points', (points, code) => {
    expect(offlineRight(must(offlineAllowance(ask())), points)).toMatchObject({ error: { code } });
  });

  test.each([
    ['lots that do not sum to the balance', { ...SNAPSHOT, balance: 11_999 }],
    ['longer than a day', { ...SNAPSHOT, expiresAtMs: SNAPSHOT.issuedAtMs + MAX_PAPER_MS + 1 }],
    ['ended before it began', { ...SNAPSHOT, expiresAtMs: SNAPSHOT.issuedAtMs }],
    ['a huge balance', { ...SNAPSHOT, balance: 1e300 }],
    ['an unknown field', { ...SNAPSHOT, extra: 1 }],
  ])('a snapshot is malformed: %s', (_, text) => {
    expect(PointsSnapshot.safeParse(text).success).toBe(false);
  });
});
