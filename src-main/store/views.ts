import { createHash } from 'node:crypto';
import type { Entry, Payload } from '../domain/entries.ts';
import type { WritableDatabase } from './connection.ts';
import { CREATE_CUSTOMER_VIEWS, CUSTOMER_TABLES, CustomerViews } from './customer-views.ts';

/**
 * Tables that say in rows what the journal says in entries. They can be dropped and written again from it at any
 * time, byte for byte the same: each row is a function of the entries alone.
 */
export const VIEW_TABLES = [
  'sales',
  'shifts',
  'print_jobs',
  'drawer_openings',
  'exceptions',
  ...CUSTOMER_TABLES,
  'snapshot',
] as const;

/**
 * Lines and tenders of finished sales stand in the sales' own entries; these say them in rows, and cost nothing to keep.
 */
const CREATE_QUERIES = `
  CREATE VIEW IF NOT EXISTS sale_lines AS
    SELECT s.sale_id, line.key + 1 AS number, line.value ->> '$.sku' AS sku, line.value ->> '$.name' AS name,
      line.value ->> '$.unitPrice' AS unit_price, line.value ->> '$.quantity' AS quantity,
      line.value ->> '$.net' AS net, line.value ->> '$.tax' AS tax_kind
    FROM sales s JOIN journal j ON j.seq = s.seq, json_each(j.payload, '$.lines') AS line;
  CREATE VIEW IF NOT EXISTS tenders AS
    SELECT tender.value ->> '$.tenderId' AS tender_id, s.sale_id, tender.value ->> '$.type' AS type,
      tender.value ->> '$.amount' AS amount, tender.value ->> '$.state' AS state
    FROM sales s JOIN journal j ON j.seq = s.seq, json_each(j.payload, '$.tenders') AS tender;
`;

const CREATE_VIEWS = `
  CREATE TABLE IF NOT EXISTS sales (
    sale_id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    receipt_number TEXT NOT NULL,
    business_date TEXT NOT NULL,
    completed_at INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    due INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    change_due INTEGER NOT NULL CHECK (change_due >= 0),
    member_id TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sales_by_receipt ON sales (receipt_number);
  CREATE INDEX IF NOT EXISTS sales_of_member ON sales (member_id) WHERE member_id IS NOT NULL;
  CREATE TABLE IF NOT EXISTS shifts (
    shift_id TEXT PRIMARY KEY,
    operator_id TEXT NOT NULL,
    business_date TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    float_amount INTEGER NOT NULL,
    expected INTEGER,
    counted INTEGER,
    variance INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS print_jobs (
    job_id TEXT PRIMARY KEY,
    sale_id TEXT NOT NULL,
    copy TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('waiting', 'started', 'question', 'printed', 'skipped', 'reprinted'))
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS drawer_openings (
    request_id TEXT PRIMARY KEY,
    sale_id TEXT,
    reason TEXT NOT NULL,
    approved_by TEXT,
    status TEXT NOT NULL CHECK (status IN ('asked', 'opened', 'failed'))
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS exceptions (
    mail_id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS snapshot (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    state TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64)
  ) STRICT;
`;

/** Raised whenever a view's columns or meaning change: opening then writes them all again. */
export const VIEWS_VERSION = 3;

/** Makes the view tables where they are missing; tells whether they are those of this program. */
export function createViews(database: WritableDatabase): { readonly areCurrent: boolean } {
  database.exec('CREATE TABLE IF NOT EXISTS views_version (version INTEGER NOT NULL) STRICT');
  const row = database.prepare('SELECT version FROM views_version').get() as { version: number } | undefined;
  if (row === undefined) {
    database.exec(CREATE_VIEWS + CREATE_CUSTOMER_VIEWS + CREATE_QUERIES);
    database.prepare('INSERT INTO views_version VALUES (?)').run(VIEWS_VERSION);
    return { areCurrent: true };
  }
  return { areCurrent: row.version === VIEWS_VERSION };
}

/** Drops every view table and makes it anew, empty. */
export function recreateViews(database: WritableDatabase): void {
  for (const query of ['sale_lines', 'tenders']) database.exec(`DROP VIEW IF EXISTS ${query}`);
  for (const table of VIEW_TABLES) database.exec(`DROP TABLE IF EXISTS ${table}`);
  database.exec(CREATE_VIEWS + CREATE_CUSTOMER_VIEWS + CREATE_QUERIES);
  database.exec(`DELETE FROM views_version; INSERT INTO views_version VALUES (${VIEWS_VERSION})`);
}

/** Writes what an entry means into the view tables. Runs inside the transaction that appends the entry. */
export class ViewWriter {
  readonly #run: ReturnType<typeof prepareStatements>;
  readonly #customers: CustomerViews;

  constructor(database: WritableDatabase) {
    this.#run = prepareStatements(database);
    this.#customers = new CustomerViews(database);
  }

  write(entry: Entry): void {
    const run = this.#run;
    this.#customers.write(entry);
    switch (entry.kind) {
      case 'sale.completed':
        this.#writeSale(entry);
        return;
      case 'shift.opened': {
        const { shiftId, operatorId, float } = entry.payload;
        run.openShift.run(shiftId, operatorId, entry.businessDate, entry.atMs, float);
        return;
      }
      case 'shift.closed': {
        const { shiftId, expected, counted, variance } = entry.payload;
        run.closeShift.run(entry.atMs, expected, counted, variance, shiftId);
        return;
      }
      case 'print.requested':
        run.addPrintJob.run(entry.payload.jobId, entry.payload.saleId, entry.payload.copy);
        return;
      case 'print.started':
        run.setPrintJob.run('started', entry.payload.jobId);
        return;
      case 'print.finished':
        run.setPrintJob.run('printed', entry.payload.jobId);
        return;
      case 'print.interrupted':
        run.setPrintJob.run('question', entry.payload.jobId);
        return;
      case 'print.resolved':
        run.setPrintJob.run(entry.payload.choice === 'skip' ? 'skipped' : 'reprinted', entry.payload.jobId);
        return;
      case 'drawer.requested':
        this.#writeDrawer(entry.payload);
        return;
      case 'drawer.opened-by-hand':
        // Nobody asked for it, so its place in the journal is its name.
        run.addDrawer.run(`seq-${entry.seq}`, null, 'by-hand', null, 'opened');
        return;
      case 'drawer.opened':
      case 'drawer.failed':
        run.setDrawer.run(entry.kind === 'drawer.opened' ? 'opened' : 'failed', entry.payload.requestId);
        return;
      case 'mail.received':
        if (this.#customers.writePaper(entry)) return;
        run.addException.run(
          entry.payload.mailId,
          entry.seq,
          entry.payload.mailKind,
          JSON.stringify(entry.payload.body),
        );
        return;
      default:
        // The other kinds are about what is open, and live in the snapshot alone.
        return;
    }
  }

  /** Keeps the state after an entry, so that opening reads it and the tail after it. */
  writeSnapshot(at: { readonly seq: number; readonly hash: string }, state: unknown): void {
    const text = JSON.stringify(state);
    this.#run.snapshot.run(at.seq, text, snapshotDigest(at, text));
  }

  #writeDrawer({ requestId, saleId, reason, approvedBy }: Payload<'drawer.requested'>): void {
    this.#run.addDrawer.run(requestId, saleId, reason, approvedBy?.operatorId ?? null, 'asked');
  }

  #writeSale(entry: Extract<Entry, { kind: 'sale.completed' }>): void {
    const run = this.#run;
    const sale = entry.payload;
    const { saleId, receiptNumber, pieces, gross, discount, due, change } = sale;
    run.addSale.run(
      saleId,
      entry.seq,
      receiptNumber,
      entry.businessDate,
      entry.atMs,
      pieces,
      gross,
      discount,
      due,
      sale.tax.tax,
      change,
      sale.member?.memberId ?? null,
    );
  }
}

/** Ties a snapshot to the entry it was taken after, so that a damaged one is not believed. */
export function snapshotDigest(at: { readonly seq: number; readonly hash: string }, state: string): string {
  return createHash('sha256').update(`${at.seq}\n${at.hash}\n${state}`).digest('hex');
}

function prepareStatements(database: WritableDatabase) {
  return {
    addSale: database.prepare('INSERT INTO sales VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    openShift: database.prepare(
      'INSERT INTO shifts (shift_id, operator_id, business_date, opened_at, float_amount) VALUES (?, ?, ?, ?, ?)',
    ),
    closeShift: database.prepare(
      'UPDATE shifts SET closed_at = ?, expected = ?, counted = ?, variance = ? WHERE shift_id = ?',
    ),
    addPrintJob: database.prepare("INSERT INTO print_jobs VALUES (?, ?, ?, 'waiting')"),
    setPrintJob: database.prepare('UPDATE print_jobs SET status = ? WHERE job_id = ?'),
    addDrawer: database.prepare('INSERT INTO drawer_openings VALUES (?, ?, ?, ?, ?)'),
    setDrawer: database.prepare('UPDATE drawer_openings SET status = ? WHERE request_id = ?'),
    addException: database.prepare('INSERT INTO exceptions VALUES (?, ?, ?, ?)'),
    snapshot: database.prepare('INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?, ?)'),
  };
}
