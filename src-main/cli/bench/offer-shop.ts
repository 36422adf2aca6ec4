import { createSecretKey } from 'node:crypto';
import { join } from 'node:path';
import { sampleCouponItems } from '../../../fixtures/catalog/sample-coupons.ts';
import { generatedMember } from '../../../fixtures/catalog/sample-members.ts';
import { samplePolicy } from '../../../fixtures/catalog/sample-policy.ts';
import { OWN, STAMP, sampleProgrammeItems } from '../../../fixtures/catalog/sample-programmes.ts';
import { keepSigningKey, type SigningKey } from '../../../fixtures/head-office/signing-key.ts';
import { BENCH_AT_MS, benchPromotions } from '../../../fixtures/pricing/bench-baskets.ts';
import { assert } from '../../base/assert.ts';
import type { Clock } from '../../base/clock.ts';
import { PointsSnapshot } from '../../domain/points/offline-papers.ts';
import { openReaders, type Readers } from '../../engine/readers/open-readers.ts';
import { type MemberKeys, memberSeals } from '../../engine/topics/member-keys.ts';
import { membersSink } from '../../engine/topics/members-sink.ts';
import {
  couponsTopic,
  policiesTopic,
  programmesTopic,
  promotionKey,
  snapshotKey,
} from '../../engine/topics/offer-topics.ts';
import { machineClock, machineRandom } from '../../hosts/machine-world.ts';
import { ReferenceStore } from '../../store/reference/reference-store.ts';
import type { Store } from '../../store/store.ts';
import { ENROLMENT } from './bench-people.ts';

/** Promotions that hold at once in the shop of the benches. */
export const PROMOTIONS = 1_000;
/** Members of its neighbourhood. */
const PEOPLE = 4_000;
/** The first ones come in the morning, one after the other and then again; the others have not come yet. */
export const MORNING_PEOPLE = 2_000;
/** Somebody who comes again and again, or a card that a clerk scans for whoever has none: each so many sales. */
export const REGULAR = PEOPLE - 1;
export const REGULAR_EVERY = 25;
/** NT$20 off from NT$200, for whoever shows it. */
export const COUPON_CODE = 'SAVE20';

/** What the copies of members are sealed and searched with. Its people are made up, so that there is nothing to keep. */
const BENCH_KEYS: MemberKeys = {
  localKey: createSecretKey(Buffer.alloc(32, 1)),
  hashKey: Buffer.alloc(32, 2),
};

const startedMs = machineClock.monotonicMs();

/** Noon of a day on which the promotions and programmes of the benches hold, and as time goes by from then on. */
export const shopClock: Clock = {
  nowMs: () => BENCH_AT_MS + Math.floor(machineClock.monotonicMs() - startedMs),
  monotonicMs: () => machineClock.monotonicMs(),
};

/** When the shop opened on that day. */
export const OPENED_AT_MS = BENCH_AT_MS - 5 * 3_600_000;
const SNAPSHOT_MS = 24 * 3_600_000;

/** What a scanner reads of member `n`, from 0; after the last comes the first. */
export function memberCodeOf(n: number): string {
  const [code] = generatedMember(n % PEOPLE).member.codes;
  assert(code !== undefined, 'every generated member has a code');
  return code;
}

/**
 * Gives a till's folder, stocked before, everything that head office publishes about prices and rewards: promotions,
 * coupons, programmes with all kinds of earn rules, members, and for each of them signed papers about their points.
 * @returns how the look-ups over it are opened.
 */
export async function publishOffers(tillFolder: string): Promise<(store: Store) => Readers> {
  const signing = keepSigningKey(tillFolder);
  const reference = new ReferenceStore(join(tillFolder, 'reference'));
  const put = <Item>(topic: string, items: readonly Item[], keyOf: (item: Item) => string) => {
    const documents = items.map((body) => ({ key: keyOf(body), body }));
    reference.replaceDocuments(topic, documents, '1', machineClock.nowMs());
  };
  try {
    const always = { fromMs: 0, untilMs: BENCH_AT_MS * 2 };
    put('promotions', benchPromotions(1, PROMOTIONS), promotionKey);
    put('coupons', sampleCouponItems(), couponsTopic.keyOf);
    put('programmes', sampleProgrammeItems(), programmesTopic.keyOf);
    put(
      'policies',
      [{ kind: 'pricing' as const, id: 'pricing', version: 1, policy: samplePolicy, ...always }],
      policiesTopic.keyOf,
    );
    put('snapshots', snapshotsOf(signing), ({ snapshot }) =>
      snapshotKey(snapshot.memberId, snapshot.programmeId),
    );
    await putMembers(reference, PEOPLE, () => {});
  } finally {
    await reference.close();
  }
  return (store) => openBenchReaders(store, signing.publicKey);
}

/** The first `count` generated members, through the till's own import. */
export async function putMembers(
  reference: ReferenceStore,
  count: number,
  onPage: (done: number) => void,
): Promise<void> {
  const sink = membersSink(
    { reference, clock: machineClock, onSwitched: () => {} },
    { keys: BENCH_KEYS, random: machineRandom },
  );
  await sink.begin('full');
  for (let done = 0; done < count; ) {
    const length = Math.min(PAGE_MEMBERS, count - done);
    const first = done;
    const put = await sink.put(
      Array.from({ length }, (_, index) => generatedMember(first + index).member),
      [],
    );
    assert(put.ok, 'generated members are in order');
    done += length;
    onPage(done);
  }
  const committed = await sink.commit('1');
  assert(committed.ok && committed.value.count === count, 'all of them are there');
}

const PAGE_MEMBERS = 2_000;

/** A till's own look-ups over an open store. */
export function openBenchReaders(store: Pick<Store, 'database' | 'reference'>, publicKey: string): Readers {
  const seals = memberSeals(BENCH_KEYS, machineRandom);
  return openReaders({
    store,
    vault: {
      sealFor: () => {
        assert(false, 'everybody who comes is known here');
      },
      phoneHash: (phone) => seals.phoneHash(phone),
    },
    memberSeals: seals,
    storeId: ENROLMENT.storeId,
    headOfficePublicKey: publicKey,
  });
}

/** Own points and stamps of everybody, as a till has them of the members of its neighbourhood. */
function snapshotsOf(signing: SigningKey) {
  return Array.from({ length: PEOPLE }, (_, n) => generatedMember(n)).flatMap(({ member, lots }) =>
    [OWN, STAMP].map((programmeId) => {
      const held = lots.filter((lot) => lot.programmeId === programmeId);
      const snapshot = PointsSnapshot.parse({
        snapshotId: `SNAP-${member.memberId}-${programmeId}`,
        tillId: ENROLMENT.tillId,
        memberId: member.memberId,
        programmeId,
        ruleVersion: 1,
        balance: held.reduce((sum, { points }) => sum + points, 0),
        reservedElsewhere: 0,
        lots: held.map(({ points, earnedAtMs, expiresAtMs }, place) => ({
          lotId: `HQ:${member.memberId}:ADJUST:${place}`,
          points,
          earnedAtMs,
          expiresAtMs,
        })),
        issuedAtMs: OPENED_AT_MS,
        expiresAtMs: OPENED_AT_MS + SNAPSHOT_MS,
        throughSeq: 0,
      });
      return { snapshot, signature: signing.sign('points-snapshot', snapshot) };
    }),
  );
}
