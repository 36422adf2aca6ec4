import { unreachable } from '../base/assert.ts';
import type { Entry } from '../domain/entries.ts';
import type { PointsEntry } from '../domain/points/entry.ts';
import { PointsGrant, PoolShare } from '../domain/points/offline-papers.ts';
import type { ReadableDatabase } from './connection.ts';

/** The views that are about people: what they earned, used, were shown and brought back. */
export const CUSTOMER_TABLES = [
  'points_entries',
  'coupon_uses',
  'returns',
  'papers',
  'members_joined',
  'offer_events',
] as const;

export const CREATE_CUSTOMER_VIEWS = `
  CREATE TABLE IF NOT EXISTS points_entries (
    entry_id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    -- Within its journal entry.
    place INTEGER NOT NULL,
    member_id TEXT NOT NULL,
    programme_id TEXT NOT NULL,
    rule_id TEXT,
    kind TEXT NOT NULL,
    points INTEGER,
    business_date TEXT NOT NULL,
    is_provisional INTEGER NOT NULL CHECK (is_provisional IN (0, 1)),
    -- The EARN_PENDING entry that a REVERSE_EARN takes from.
    lot_id TEXT,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS points_of_member ON points_entries (member_id, seq, place);
  CREATE INDEX IF NOT EXISTS provisional_points ON points_entries (seq, place) WHERE is_provisional = 1;
  CREATE INDEX IF NOT EXISTS points_earned ON points_entries (member_id, rule_id, business_date)
    WHERE kind = 'EARN_PENDING';
  CREATE INDEX IF NOT EXISTS points_reversed ON points_entries (lot_id, points) WHERE kind = 'REVERSE_EARN';
  -- A coupon that paid once stays used, whatever comes back of the sale.
  CREATE TABLE IF NOT EXISTS coupon_uses (
    coupon_id TEXT NOT NULL,
    sale_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (coupon_id, sale_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS returns (
    return_id TEXT PRIMARY KEY,
    sale_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    receipt_number TEXT NOT NULL,
    business_date TEXT NOT NULL,
    returned_at INTEGER NOT NULL,
    refund INTEGER NOT NULL CHECK (refund >= 0)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS returns_of_sale ON returns (sale_id, seq);
  CREATE TABLE IF NOT EXISTS papers (
    paper_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('points-grant', 'pool-share')),
    member_id TEXT,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (paper_id, kind)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS papers_of_member ON papers (kind, member_id, seq);
  CREATE TABLE IF NOT EXISTS members_joined (
    member_id TEXT PRIMARY KEY,
    phone_hash TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    consent TEXT NOT NULL,
    seq INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS joined_by_phone ON members_joined (phone_hash, seq);
  CREATE TABLE IF NOT EXISTS offer_events (
    sale_id TEXT NOT NULL,
    promotion_id TEXT NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('shown', 'held-out', 'refused', 'applied', 'converted')),
    variant TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (sale_id, promotion_id, event)
  ) STRICT, WITHOUT ROWID;
`;

type OfferEvent = 'shown' | 'held-out' | 'refused' | 'applied' | 'converted';
type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { readonly kind: Kind }>;

/** Writes what an entry means for people. Each row is a function of the entries alone. */
export class CustomerViews {
  readonly #run: ReturnType<typeof prepareStatements>;

  constructor(database: Pick<ReadableDatabase, 'prepare'>) {
    this.#run = prepareStatements(database);
  }

  write(entry: Entry): void {
    switch (entry.kind) {
      case 'sale.completed':
        this.#writeSale(entry);
        return;
      case 'sale.returned':
        this.#writeReturn(entry);
        return;
      case 'exchange.answered': {
        const { outcome } = entry.payload;
        if (outcome.kind === 'exchanged') this.#writePoints(entry.seq, [outcome.out, outcome.into]);
        return;
      }
      case 'member.joined': {
        const { memberId, phoneHash, consent } = entry.payload;
        const { offers, notes } = consent;
        this.#run.addJoined.run(
          memberId,
          phoneHash,
          entry.atMs,
          JSON.stringify({ offers, notes }),
          entry.seq,
        );
        return;
      }
      case 'offers.shown':
        for (const offer of entry.payload.offers)
          this.#addEvent(entry.seq, entry.payload.saleId, offer, offer.isHeldOut ? 'held-out' : 'shown');
        return;
      case 'offer.refused':
        this.#addEvent(entry.seq, entry.payload.saleId, entry.payload, 'refused');
        return;
      case 'cart.priced':
        this.#writePriced(entry);
        return;
      default:
        // The other kinds are about no customer, or only about a cart that is open.
        return;
    }
  }

  /** @returns false for mail that is no paper: it is for somebody to look at. */
  writePaper(entry: EntryOf<'mail.received'>): boolean {
    const { mailKind, body } = entry.payload;
    if (mailKind !== 'points-grant' && mailKind !== 'pool-share') return false;
    const paper = readPaper(mailKind, body);
    if (paper === undefined) return false;
    this.#run.addPaper.run(paper.paperId, mailKind, paper.memberId, entry.seq, JSON.stringify(paper.body));
    return true;
  }

  #writeSale(entry: EntryOf<'sale.completed'>): void {
    const { saleId, couponsUsed = [], points, offers = [] } = entry.payload;
    this.#writePoints(entry.seq, points?.entries ?? []);
    for (const { couponId } of couponsUsed) this.#run.addCouponUse.run(couponId, saleId, entry.seq);
    for (const offer of offers) if (offer.isApplied) this.#addEvent(entry.seq, saleId, offer, 'converted');
  }

  #writeReturn(entry: EntryOf<'sale.returned'>): void {
    const { returnId, saleId, receiptNumber, refund, points } = entry.payload;
    const { seq, businessDate, atMs } = entry;
    this.#run.addReturn.run(returnId, saleId, seq, receiptNumber, businessDate, atMs, refund);
    this.#writePoints(seq, points?.entries ?? []);
  }

  /** A sale may be priced again when its tenders were taken back: what applies is what the last pricing says. */
  #writePriced(entry: EntryOf<'cart.priced'>): void {
    const { saleId, offers } = entry.payload;
    this.#run.dropApplied.run(saleId);
    for (const offer of offers) if (offer.isApplied) this.#addEvent(entry.seq, saleId, offer, 'applied');
  }

  #addEvent(
    seq: number,
    saleId: string,
    { promotionId, variant }: { readonly promotionId: string; readonly variant: string },
    event: OfferEvent,
  ): void {
    this.#run.addOfferEvent.run(saleId, promotionId, event, variant, seq);
  }

  #writePoints(seq: number, entries: readonly PointsEntry[]): void {
    for (const [place, entry] of entries.entries()) {
      this.#run.addPoints.run(
        entry.id,
        seq,
        place,
        entry.memberId,
        entry.programmeId,
        ruleOf(entry),
        entry.kind,
        'points' in entry ? entry.points : null,
        entry.businessDate,
        entry.kind === 'BURN' && entry.provisional !== null ? 1 : 0,
        entry.kind === 'REVERSE_EARN' ? entry.lotId : null,
        JSON.stringify(entry),
      );
    }
  }
}

/** The earn rule that gave or took: it is the second part of a lot's id (`entryId`). */
function ruleOf(entry: PointsEntry): string | null {
  if (entry.kind === 'EARN_PENDING') return entry.ruleId;
  return entry.kind === 'REVERSE_EARN' ? (entry.lotId.split(':')[1] ?? null) : null;
}

function readPaper(
  kind: 'points-grant' | 'pool-share',
  body: unknown,
): { readonly paperId: string; readonly memberId: string | null; readonly body: unknown } | undefined {
  switch (kind) {
    case 'points-grant': {
      const { data } = PointsGrant.safeParse(body);
      return data && { paperId: data.grantId, memberId: data.memberId, body: data };
    }
    case 'pool-share': {
      const { data } = PoolShare.safeParse(body);
      return data && { paperId: data.shareId, memberId: null, body: data };
    }
    default:
      return unreachable(kind);
  }
}

/** What came twice under one id is one thing: it counts as it came first. */
function prepareStatements(database: Pick<ReadableDatabase, 'prepare'>) {
  return {
    addPoints: database.prepare(
      'INSERT OR IGNORE INTO points_entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    addCouponUse: database.prepare('INSERT OR IGNORE INTO coupon_uses VALUES (?, ?, ?)'),
    addReturn: database.prepare('INSERT INTO returns VALUES (?, ?, ?, ?, ?, ?, ?)'),
    addPaper: database.prepare('INSERT OR IGNORE INTO papers VALUES (?, ?, ?, ?, ?)'),
    addJoined: database.prepare('INSERT OR IGNORE INTO members_joined VALUES (?, ?, ?, ?, ?)'),
    addOfferEvent: database.prepare('INSERT OR IGNORE INTO offer_events VALUES (?, ?, ?, ?, ?)'),
    dropApplied: database.prepare("DELETE FROM offer_events WHERE sale_id = ? AND event = 'applied'"),
  };
}
