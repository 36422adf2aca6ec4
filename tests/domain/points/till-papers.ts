// The papers that head office sends to till T1, and what the till asks with them.
import { burn } from '../../../src-main/domain/points/burn.ts';
import { entryId, PointsEntry } from '../../../src-main/domain/points/entry.ts';
import {
  type OfflineAllowance,
  type OfflineAsk,
  offlineRight,
} from '../../../src-main/domain/points/offline.ts';
import {
  PointsGrant,
  PointsSnapshot,
  PointsToken,
  PoolShare,
  snapshotLedger,
} from '../../../src-main/domain/points/offline-papers.ts';
import { PointsProgramme } from '../../../src-main/domain/points/programme.ts';
import { HOUR, ledgerWith, linesOf, maxBurn, must, NOON, OWN, occasionOf } from './points-shop.ts';

/** 12,000 points, ten hours old, for till T1. */
export const SNAPSHOT = PointsSnapshot.parse({
  snapshotId: 'snap-1',
  tillId: 'T1',
  memberId: 'M1',
  programmeId: 'OWN',
  ruleVersion: 3,
  balance: 12_000,
  lots: ledgerWith(OWN, 12_000).lots.map(({ isPending: _, ...part }) => part),
  issuedAtMs: NOON - 10 * HOUR,
  expiresAtMs: NOON + 14 * HOUR,
  throughSeq: 100,
});
/** What head office held for the grant. */
export const RESERVE_ID = entryId('grant-1', 'OWN', 'RESERVE', 0);
/** Half of the snapshot, reserved for T1. */
export const GRANT = PointsGrant.parse({
  grantId: 'grant-1',
  tillId: 'T1',
  memberId: 'M1',
  programmeId: 'OWN',
  points: 6_000,
  reserveId: RESERVE_ID,
  expiresAtMs: NOON + 14 * HOUR,
});
/** A minute old, good for four more. */
export const TOKEN = PointsToken.parse({
  nonce: 'nonce-1',
  memberId: 'M1',
  programmeId: 'OWN',
  ruleVersion: 3,
  points: 3_100,
  storeId: 'S1',
  issuedAtMs: NOON - 60_000,
  expiresAtMs: NOON + 240_000,
});
/** NT$100 of the shop's pool, for another hour. */
export const SHARE = PoolShare.parse({
  shareId: 'pool-1',
  tillId: 'T1',
  value: 100,
  expiresAtMs: NOON + HOUR,
});
/** The programme with other limits without the network. */
export const limited = (offline: Partial<PointsProgramme['offline']>) =>
  PointsProgramme.parse({ ...OWN, offline: { ...OWN.offline, ...offline } });

/** SC-26, with what is given in place of its parts. */
export const ask = (parts: Partial<OfflineAsk> = {}): OfflineAsk => ({
  programme: OWN,
  memberId: 'M1',
  tillId: 'T1',
  storeId: 'S1',
  nowMs: NOON,
  businessDate: '2026-11-22',
  paper: { kind: 'snapshot', snapshot: SNAPSHOT, isSignatureValid: true },
  grants: [GRANT],
  poolShares: [],
  tillEntries: [],
  capValue: 45,
  ...parts,
});
/** The token, with other content or a bad signature. */
export const token = (parts: Partial<PointsToken> = {}, isSignatureValid = true): OfflineAsk['paper'] => ({
  kind: 'token',
  token: { ...TOKEN, ...parts },
  isSignatureValid,
});
/** The snapshot, with other content or a bad signature. */
export const snapshot = (parts: Partial<PointsSnapshot>, isSignatureValid = true): OfflineAsk['paper'] => ({
  kind: 'snapshot',
  snapshot: { ...SNAPSHOT, ...parts },
  isSignatureValid,
});

/** A provisional burn of the whole allowance, at `seq` of the till's journal. */
export function burned(allowance: OfflineAllowance, saleId: string, seq: number, nets = { A01: 90 }) {
  const right = must(offlineRight(allowance, allowance.points));
  const ledger = snapshotLedger(SNAPSHOT, []);
  const plan = maxBurn(allowance.programme, ledger, linesOf(nets), allowance.value);
  const { entry } = must(burn(ledger, plan, occasionOf(saleId), right));
  return { seq, entry: PointsEntry.parse(entry) };
}
