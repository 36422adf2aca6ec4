import { openReadable, type ReadableDatabase } from '../connection.ts';
import { type MemberRecord, memberKeys } from './member-seals.ts';

interface MemberRow {
  readonly member_id: string;
  readonly status: MemberRecord['status'];
  readonly has_bought: number;
  readonly tiers: string;
  readonly segments: string;
  readonly balances: string;
  readonly consent: string;
  readonly sealed: Uint8Array;
  readonly as_of: number;
}

/** A member with what only the till's keys open. */
export interface StoredMember extends MemberRecord {
  /** JSON of `MemberSecrets` under the member's id. */
  readonly sealed: Uint8Array;
}

const CACHE_KIB = 32_768;

/** Looks members up in one generation: by a code or a phone two point look-ups by primary key, among a million too. */
export class SqliteMembers {
  readonly generation: number;
  readonly count: number;
  readonly #database: ReadableDatabase;
  readonly #byKey;
  readonly #byId;

  constructor(path: string, generation: number, count: number) {
    this.generation = generation;
    this.count = count;
    this.#database = openReadable(path, CACHE_KIB);
    // A generation's file never changes: one read transaction for its life saves the locks of every look-up.
    this.#database.prepare('BEGIN').run();
    this.#byKey = this.#database.prepare(
      'SELECT m.* FROM member_keys k JOIN members m ON m.member_id = k.member_id WHERE k.key = ?',
    );
    this.#byId = this.#database.prepare('SELECT * FROM members WHERE member_id = ?');
  }

  /** @param hash of `MemberSeals.codeHash`. */
  findByCodeHash(hash: Uint8Array): StoredMember | undefined {
    return toMember(this.#byKey.get(memberKeys.ofCode(hash)) as MemberRow | undefined);
  }

  /** @param hash of `MemberSeals.phoneHash`. */
  findByPhoneHash(hash: string): StoredMember | undefined {
    return toMember(this.#byKey.get(memberKeys.ofPhone(hash)) as MemberRow | undefined);
  }

  find(memberId: string): StoredMember | undefined {
    return toMember(this.#byId.get(memberId) as MemberRow | undefined);
  }

  close(): void {
    this.#database.close();
  }
}

function toMember(row: MemberRow | undefined): StoredMember | undefined {
  if (row === undefined) return undefined;
  return {
    memberId: row.member_id,
    status: row.status,
    hasBought: row.has_bought === 1,
    tiers: JSON.parse(row.tiers) as MemberRecord['tiers'],
    segments: JSON.parse(row.segments) as MemberRecord['segments'],
    balances: JSON.parse(row.balances) as MemberRecord['balances'],
    consent: JSON.parse(row.consent) as MemberRecord['consent'],
    asOfMs: row.as_of,
    sealed: row.sealed,
  };
}
