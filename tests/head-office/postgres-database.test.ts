import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HEAD_OFFICE_DEFAULTS } from '../../fixtures/head-office/head-office.ts';
import { openPostgres } from '../../fixtures/head-office/postgres-database.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { drain, enrolTill } from '../sync/enrolled-till.ts';
import { openOffice } from './office-harness.ts';
import { isPostgresSkipped, PostgresCluster } from './postgres-cluster.ts';

// What only PostgreSQL can show: several instances over one database, and settings that would lose what was answered.

describe.runIf(!isPostgresSkipped)('PostgreSQL', () => {
  let cluster: PostgresCluster;
  beforeAll(async () => {
    cluster = await PostgresCluster.start();
  }, 60_000);
  afterAll(() => cluster?.stop());

  function open(options = '') {
    const connectionString = cluster.connectionString(options);
    return openPostgres({ connectionString, maxConnections: 8, logger: silentLogger });
  }

  test('a database that answers before it has synced is refused', async () => {
    await expect(open('-c synchronous_commit=off')).rejects.toThrow(/synchronous_commit off/);
  });

  test('one that is not there is told', async () => {
    const connectionString = 'postgres://daybook@/postgres?host=/nowhere';
    const options = { connectionString, maxConnections: 1, logger: silentLogger };
    await expect(openPostgres(options)).rejects.toThrow(/ENOENT/);
  });

  test('many instances that start at once over an empty database all get their tables', async () => {
    const databases = await Promise.all(Array.from({ length: 5 }, () => open()));
    await Promise.all(databases.map((database) => database.close()));
  });

  test('two transactions that wait for each other: both are done, one of them again', async () => {
    const database = await open();
    await database.transaction((session) => session.rows("INSERT INTO member_locks VALUES ('a'), ('b')", []));
    const hold = 'UPDATE member_locks SET name = name WHERE name = $1';
    let runs = 0;
    let waiting = 0;
    let release = (): void => {};
    const bothHold = new Promise<void>((resolve) => {
      release = resolve;
    });
    const cross = (first: string, second: string) =>
      database.transaction(async (session) => {
        runs += 1;
        await session.rows(hold, [first]);
        waiting += 1;
        if (waiting === 2) release();
        await bothHold;
        await session.rows(hold, [second]);
        return first;
      });
    expect(await Promise.all([cross('a', 'b'), cross('b', 'a')])).toEqual(['a', 'b']);
    expect(runs).toBe(3);
    await database.close();
  });

  test('three instances over one database: tills of all, each sale once, each exception once', async () => {
    const settings = { ...HEAD_OFFICE_DEFAULTS, interpretChunk: 20 };
    const offices = await Promise.all([1, 2, 3].map(() => openOffice({ settings }, () => open())));
    const tills = await Promise.all(
      offices.map(async ({ office }, index) => {
        await office.listen(0);
        return enrolTill(office, { registerNumber: `3${index}` });
      }),
    );
    for (const till of tills) {
      for (let due = 1; due <= 100; due += 1) till.journal.appendSale(due);
      till.journal.append({ kind: 'of.tomorrow' });
    }
    await Promise.all(tills.map((till) => drain(till.makeUplink())));
    // All of them interpret whatever there is, at once.
    await Promise.all(offices.map(({ office }) => office.interpretAll()));
    for (const till of tills) {
      const { tillId } = till.enrolment.till;
      expect(await offices[0]?.office.entriesOf(tillId, 0, 1_000)).toEqual(till.journal.rows);
      const mail = await till.transport.fetchMail(undefined);
      expect(mail.ok && mail.value.items.map(({ mailId }) => mailId)).toEqual(['1']);
      await till.transport.close();
    }
    expect(await offices[1]?.office.report()).toMatchObject({ sales: 300, total: 15_150, sequenceGaps: 0 });
    for (const { close } of offices) await close();
  });
});
