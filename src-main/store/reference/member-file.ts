import type Database from 'better-sqlite3';
import { err, ok, type Result } from '../../base/result.ts';
import {
  closeGenerationFile,
  type GenerationFile,
  type GenerationProblem,
  openGenerationFile,
  removeGenerationFile,
} from './generation-file.ts';
import { type IncomingMember, type MemberSeals, memberKeys } from './member-seals.ts';

const CREATE = `
  CREATE TABLE IF NOT EXISTS members (
    member_id TEXT PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('active', 'closed')),
    has_bought INTEGER NOT NULL CHECK (has_bought IN (0, 1)),
    tiers TEXT NOT NULL,
    segments TEXT NOT NULL,
    balances TEXT NOT NULL,
    consent TEXT NOT NULL,
    -- Name, phone, birthday and what was talked about, as JSON, sealed before SQLite sees it.
    sealed BLOB NOT NULL,
    as_of INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- Keyed hashes of codes and phones.
  CREATE TABLE IF NOT EXISTS member_keys (
    key BLOB NOT NULL,
    member_id TEXT NOT NULL,
    PRIMARY KEY (key, member_id)
  ) STRICT, WITHOUT ROWID;
`;
/**
 * The keys of a full generation as they come. Hashes come in no order, and put where they belong one by one they cost
 * several times as much as sorted once at the end; the place that this table took is used by the index after it.
 */
const CREATE_INCOMING = 'CREATE TABLE incoming_keys (key BLOB NOT NULL, member_id TEXT NOT NULL) STRICT';
const SORT_INCOMING = `
  INSERT OR IGNORE INTO member_keys SELECT key, member_id FROM incoming_keys ORDER BY key, member_id;
  DROP TABLE incoming_keys;
`;
/** Only deltas look a member's keys up. */
const INDEX_KEYS = 'CREATE INDEX IF NOT EXISTS keys_of_member ON member_keys (member_id)';
const VALUES = 'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';
/** A delta puts its members over those of the generation before; in a full one nobody comes twice. */
const PUT_OVER = `INSERT OR REPLACE INTO members ${VALUES} RETURNING member_id`;
const PUT_NEW = `INSERT INTO members ${VALUES} ON CONFLICT DO NOTHING RETURNING member_id`;

/** Reads an item as it came; a problem names the member and never says what a person is called. */
export type ReadMember = (item: unknown) => Result<IncomingMember, GenerationProblem>;

/** One generation of the members while it is being written. Personal data are sealed before they get here. */
export class MemberFile implements GenerationFile {
  readonly #database: Database.Database;
  readonly #path: string;
  readonly #isFull: boolean;
  readonly #read: ReadMember;
  readonly #seals: Pick<MemberSeals, 'localSeal' | 'phoneHash' | 'codeHash'>;
  readonly #put;
  readonly #putKey;
  readonly #dropKeys;
  readonly #drop;

  constructor(
    path: string,
    basePath: string | undefined,
    {
      read,
      seals,
    }: {
      readonly read: ReadMember;
      readonly seals: Pick<MemberSeals, 'localSeal' | 'phoneHash' | 'codeHash'>;
    },
  ) {
    this.#path = path;
    this.#isFull = basePath === undefined;
    this.#read = read;
    this.#seals = seals;
    this.#database = openGenerationFile(path, basePath);
    // Here a person is forgotten by deleting the row, which must not stay behind in a free page.
    if (!this.#isFull) this.#database.pragma('secure_delete = ON');
    this.#database.exec(CREATE);
    if (this.#isFull) this.#database.exec(CREATE_INCOMING);
    this.#put = this.#database.prepare(this.#isFull ? PUT_NEW : PUT_OVER);
    const keys = this.#isFull ? 'incoming_keys' : 'member_keys';
    this.#putKey = this.#database.prepare(`INSERT OR IGNORE INTO ${keys} VALUES (?, ?)`);
    this.#dropKeys = this.#database.prepare('DELETE FROM member_keys WHERE member_id = ?');
    this.#drop = this.#database.prepare('DELETE FROM members WHERE member_id = ?');
    this.#database.exec('BEGIN');
  }

  put(
    items: readonly unknown[],
    removed: readonly string[],
    isDelta: boolean,
  ): Result<void, GenerationProblem> {
    for (const memberId of removed) {
      this.#dropKeys.run(memberId);
      this.#drop.run(memberId);
    }
    for (const item of items) {
      const member = this.#read(item);
      if (!member.ok) return member;
      const problem = this.#putOne(member.value, isDelta);
      if (problem !== undefined) return err({ problem });
    }
    return ok(undefined);
  }

  #putOne(member: IncomingMember, isDelta: boolean): string | undefined {
    const { memberId, secrets } = member;
    if (isDelta) this.#dropKeys.run(memberId);
    const taken = this.#put.get(
      memberId,
      member.status,
      member.hasBought ? 1 : 0,
      JSON.stringify(member.tiers),
      JSON.stringify(member.segments),
      JSON.stringify(member.balances),
      JSON.stringify(member.consent),
      this.#seals.localSeal(JSON.stringify(secrets), memberId),
      member.asOfMs,
    );
    if (taken === undefined) return `member ${memberId}: listed twice`;
    for (const code of member.codes)
      this.#putKey.run(memberKeys.ofCode(this.#seals.codeHash(code)), memberId);
    const hash = secrets.phone === undefined ? undefined : this.#seals.phoneHash(secrets.phone);
    if (hash !== undefined) this.#putKey.run(memberKeys.ofPhone(hash), memberId);
    return undefined;
  }

  /** Whether a code or phone names one member is looked at here: a delta may move one in any order of its items. */
  finish(): Result<number, GenerationProblem> {
    if (this.#isFull) this.#database.exec(SORT_INCOMING);
    const shared = this.#database
      .prepare(
        `SELECT hex(substr(key, 1, 1)) AS sign, min(member_id) AS one, max(member_id) AS other
         FROM member_keys GROUP BY key HAVING count(*) > 1 LIMIT 1`,
      )
      .get() as { sign: string; one: string; other: string } | undefined;
    if (shared !== undefined) {
      const what = shared.sign === '43' ? 'codes' : 'phone';
      return err({ problem: `member ${shared.other}: ${what}: also of member ${shared.one}` });
    }
    this.#database.exec('COMMIT');
    this.#database.exec(INDEX_KEYS);
    const row = this.#database.prepare('SELECT count(*) AS count FROM members').get() as { count: number };
    closeGenerationFile(this.#database);
    return ok(row.count);
  }

  abandon(): void {
    this.#database.close();
    removeGenerationFile(this.#path);
  }
}
