import { SnapshotItem } from '../../contract/offer-items.ts';
import type { EarnCounters } from '../../domain/points/earn.ts';
import { PointsEntry } from '../../domain/points/entry.ts';
import { PointsGrant, PoolShare, type TillEntry } from '../../domain/points/offline-papers.ts';
import type { PointsReader } from '../../domain/readers.ts';
import type { ReadableDatabase } from '../../store/connection.ts';
import type { ReferenceStore } from '../../store/reference/reference-store.ts';
import { type SnapshotChecks, signedPart, snapshotKey } from '../topics/offer-topics.ts';

export interface PointsMeans {
  readonly reference: Pick<ReferenceStore, 'document' | 'lastGeneration'>;
  /** Of the journal. */
  readonly database: Pick<ReadableDatabase, 'prepare'>;
  readonly verifySnapshot: SnapshotChecks['verify'];
}

interface PointsRow {
  readonly seq: number;
  readonly body: string;
}

/** Members whose entries are kept in memory: those who stood at the counter last. */
const MEMBERS_KEPT = 64;

/** What has been read of a list that only grows: the next look reads what came since. */
interface Grown<Item> {
  readonly items: Item[];
  throughSeq: number;
}

type Snapshot = ReturnType<PointsReader['snapshot']>;

/** Points as this till's journal and head office's papers have them. */
export class StoredPoints implements PointsReader {
  readonly #means: PointsMeans;
  readonly #ofMember;
  readonly #provisional;
  readonly #grants;
  readonly #shares;
  readonly #earned;
  readonly #entries = new Map<string, Grown<TillEntry>>();
  readonly #burns: Grown<TillEntry> = { items: [], throughSeq: 0 };
  readonly #snapshots = new Map<string, { readonly snapshot: Snapshot }>();
  #snapshotsOf = 0;

  constructor(means: PointsMeans) {
    this.#means = means;
    const { database } = means;
    this.#ofMember = database.prepare(
      'SELECT seq, body FROM points_entries WHERE member_id = ? AND seq > ? ORDER BY seq, place',
    );
    this.#provisional = database.prepare(
      'SELECT seq, body FROM points_entries WHERE is_provisional = 1 AND seq > ? ORDER BY seq, place',
    );
    this.#grants = database
      .prepare<[string], string>(
        "SELECT body FROM papers WHERE kind = 'points-grant' AND member_id = ? ORDER BY seq, paper_id",
      )
      .pluck();
    this.#shares = database
      .prepare<[], string>("SELECT body FROM papers WHERE kind = 'pool-share' ORDER BY seq, paper_id")
      .pluck();
    this.#earned = database.prepare(EARNED);
  }

  tillEntries(memberId: string): readonly TillEntry[] {
    const known = this.#entries.get(memberId) ?? { items: [], throughSeq: 0 };
    // The newest use is last, so that the first is the one to let go.
    this.#entries.delete(memberId);
    this.#entries.set(memberId, known);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MEMBERS_KEPT && oldest !== undefined) this.#entries.delete(oldest);
    return grown(known, this.#ofMember.all(memberId, known.throughSeq) as PointsRow[]);
  }

  provisionalBurns(): readonly TillEntry[] {
    return grown(this.#burns, this.#provisional.all(this.#burns.throughSeq) as PointsRow[]);
  }

  snapshot(memberId: string, programmeId: string): Snapshot {
    const generation = this.#means.reference.lastGeneration('snapshots');
    if (generation !== this.#snapshotsOf) {
      this.#snapshots.clear();
      this.#snapshotsOf = generation;
    }
    const key = snapshotKey(memberId, programmeId);
    const known = this.#snapshots.get(key);
    if (known !== undefined) return known.snapshot;
    const snapshot = this.#readSnapshot(key);
    if (this.#snapshots.size >= MEMBERS_KEPT) this.#snapshots.clear();
    this.#snapshots.set(key, { snapshot });
    return snapshot;
  }

  #readSnapshot(key: string): Snapshot {
    const raw = this.#means.reference.document('snapshots', key);
    const { data } = SnapshotItem.safeParse(raw);
    if (data === undefined) return undefined;
    // Seen when it came, and again when it is read: the file it stood in is not signed.
    const isSignatureValid = this.#means.verifySnapshot(signedPart(raw), data.signature);
    return { snapshot: data.snapshot, isSignatureValid };
  }

  grants(memberId: string): readonly PointsGrant[] {
    return this.#grants.all(memberId).map((body) => PointsGrant.parse(JSON.parse(body)));
  }

  poolShares(): readonly PoolShare[] {
    return this.#shares.all().map((body) => PoolShare.parse(JSON.parse(body)));
  }

  /** What a return took counts for the day on which it had been earned, so that no other day's room grows. */
  earnedBy(ruleId: string, memberId: string, businessDate: string): EarnCounters {
    const month = businessDate.slice(0, 7);
    // Every day of the month sorts between these two, whatever its digits.
    const row = this.#earned.get({
      ruleId,
      memberId,
      businessDate,
      first: `${month}-`,
      last: `${month}-~`,
    }) as EarnCounters;
    return { day: Math.max(0, row.day), month: Math.max(0, row.month) };
  }
}

const EARNED = `
  WITH net AS (
    SELECT e.business_date AS date, e.points - coalesce((
      SELECT sum(r.points) FROM points_entries r WHERE r.kind = 'REVERSE_EARN' AND r.lot_id = e.entry_id
    ), 0) AS points
    FROM points_entries e
    WHERE e.kind = 'EARN_PENDING' AND e.member_id = @memberId AND e.rule_id = @ruleId
      AND e.business_date BETWEEN @first AND @last
  )
  SELECT coalesce(sum(points) FILTER (WHERE date = @businessDate), 0) AS day, coalesce(sum(points), 0) AS month
  FROM net`;

/** Takes up what came since the last look: the journal only grows, so what was read stays as it is. */
function grown(known: Grown<TillEntry>, rows: readonly PointsRow[]): readonly TillEntry[] {
  for (const { seq, body } of rows) {
    known.items.push({ seq, entry: PointsEntry.parse(JSON.parse(body)) });
    known.throughSeq = seq;
  }
  return known.items;
}
