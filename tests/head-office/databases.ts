import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqlDatabase } from '../../fixtures/head-office/database.ts';
import { openPostgres } from '../../fixtures/head-office/postgres-database.ts';
import { openSqlite } from '../../fixtures/head-office/sqlite-database.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { isPostgresSkipped, PostgresCluster } from './postgres-cluster.ts';

/** A kind of database that head office runs on, for tests that must hold on each. */
export interface DatabaseKind {
  readonly name: string;
  readonly start: () => Promise<StartedDatabases>;
}

export interface StartedDatabases {
  /** A fresh one with the tables and nothing in them. */
  readonly open: () => Promise<SqlDatabase>;
  readonly stop: () => Promise<void>;
}

const sqlite: DatabaseKind = {
  name: 'SQLite',
  start: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-sqlite-'));
    let count = 0;
    return {
      open: async () => {
        count += 1;
        return openSqlite(join(folder, `${count}.db`));
      },
      stop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

const postgres: DatabaseKind = {
  name: 'PostgreSQL',
  start: async () => {
    const cluster = await PostgresCluster.start();
    const admin = await openPostgres(means(cluster.connectionString()));
    let count = 0;
    return {
      open: async () => {
        count += 1;
        const schema = `t${count}`;
        await admin.transaction((session) => session.rows(`CREATE SCHEMA ${schema}`, []));
        return openPostgres(means(cluster.connectionString(`-c search_path=${schema}`)));
      },
      stop: async () => {
        await admin.close();
        await cluster.stop();
      },
    };
  },
};

function means(connectionString: string) {
  return { connectionString, maxConnections: 8, logger: silentLogger };
}

/** SQLite always; PostgreSQL unless it is left out on purpose. */
export const databaseKinds: readonly DatabaseKind[] = isPostgresSkipped ? [sqlite] : [sqlite, postgres];
