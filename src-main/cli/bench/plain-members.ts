import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generatedMember } from '../../../fixtures/catalog/sample-members.ts';
import { openReadable, openWritable, type ReadableDatabase } from '../../store/connection.ts';
import type { BenchWorld } from './bench.ts';
import { warmFile } from './warm-file.ts';

/** As much as the till's copy of members has. */
const CACHE_KIB = 32_768;

/** Members in one table under their code, in the clear: the floor under finding one. */
export class PlainMembers {
  readonly #database: ReadableDatabase;
  readonly #find;

  constructor(path: string) {
    this.#database = openReadable(path, CACHE_KIB);
    this.#find = this.#database.prepare('SELECT * FROM plain WHERE code = ?');
  }

  find(code: string): unknown {
    return this.#find.get(code);
  }

  close(): void {
    this.#database.close();
  }
}

/** The first `count` generated members as a plain table; built once and kept. */
export function openPlainMembers(count: number, world: BenchWorld): PlainMembers {
  const path = join(world.keptFolder, `plain-members-${count}.db`);
  if (!existsSync(path)) {
    const unfinished = `${path}.unfinished`;
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${unfinished}${suffix}`, { force: true });
    write(unfinished, count, world);
    renameSync(unfinished, path);
  }
  warmFile(path);
  return new PlainMembers(path);
}

function write(path: string, count: number, world: BenchWorld): void {
  const database = openWritable(path);
  database.exec(
    'CREATE TABLE plain (code TEXT PRIMARY KEY, member_id TEXT, name TEXT, phone TEXT, tiers TEXT) WITHOUT ROWID',
  );
  const insert = database.prepare('INSERT INTO plain VALUES (?, ?, ?, ?, ?)');
  database.exec('BEGIN');
  for (let n = 0; n < count; n += 1) {
    const { memberId, codes, name, phone = null, tiers } = generatedMember(n).member;
    insert.run(codes[0], memberId, name, phone, tiers.join(' '));
    if (n % 10_000 === 0) world.tell(`member-lookup: the plain table of the same members, ${n} of ${count}`);
  }
  database.exec('COMMIT');
  database.close();
}
