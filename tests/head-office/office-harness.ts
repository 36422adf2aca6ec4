import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqlDatabase } from '../../fixtures/head-office/database.ts';
import { HeadOffice, type HeadOfficeOptions } from '../../fixtures/head-office/head-office.ts';
import { openSqlite } from '../../fixtures/head-office/sqlite-database.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { systemClock, systemIds, systemRandom, systemTimers } from './system-means.ts';

export const STORE = {
  storeId: 'S001',
  storeName: '示範門市',
  sellerTaxId: '12345675',
  address: '臺北市信義區',
};

export interface OpenOffice {
  readonly office: HeadOffice;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** A head office in a temporary folder, on SQLite unless a database is given, not yet listening. */
export async function openOffice(
  options: Partial<HeadOfficeOptions> = {},
  openDatabase: (folder: string) => Promise<SqlDatabase> | SqlDatabase = (folder) =>
    openSqlite(join(folder, 'head-office.db')),
): Promise<OpenOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-head-office-'));
  const office = await HeadOffice.open({
    database: await openDatabase(folder),
    folder,
    clock: systemClock,
    timers: systemTimers,
    random: systemRandom,
    ids: systemIds,
    logger: silentLogger,
    ...options,
  });
  const close = async (): Promise<void> => {
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { office, folder, close };
}

/** A code for register `registerNumber` of the demo's store. */
export function issueCode(office: HeadOffice, registerNumber = '01'): Promise<string> {
  return office.issueCode({ store: STORE, registerNumber, lifeMs: 3_600_000 });
}
