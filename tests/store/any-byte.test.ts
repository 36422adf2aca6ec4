// Goal: whichever bit of the journal's file flips, opening gives an answer and never a wrong state.
// Method: seeded positions all over the file; opening must refuse it, or come to the very state and entries there were,
// or the check of the whole chain must find it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import { JournalRows } from '../../src-main/store/journal.ts';
import { journalPath, openStore } from '../../src-main/store/store.ts';
import { OpenTill } from '../support/open-till.ts';

/** Bytes of the header that SQLite reads before it looks at anything else: schema format, then the version of the schema. */
const HEADER = [
  [47, 1],
  [60, 128],
  [63, 2],
  [63, 8],
] as const;

const FLIPS = Number(process.env.FLIPS ?? 40);

test(`${FLIPS} flipped bits, one at a time: refused, found by the whole check, or harmless; never an exception`, async () => {
  const till = await OpenTill.make();
  till.openShift();
  while (till.store.journal.head().seq < 130) {
    till.scan('47100183');
    till.payCash(50);
  }
  const { state } = till;
  const rows = [...new JournalRows(till.store.database).iterateAfter(0)];
  const snapshot = till.store.database.prepare('SELECT state FROM snapshot').pluck().get();
  await till.store.close();
  const bytes = readFileSync(journalPath(till.folder));
  const snapshotAt = bytes.indexOf(String(snapshot).slice(0, 200));
  expect(snapshotAt).toBeGreaterThan(0);
  const scratch = mkdtempSync(join(tmpdir(), 'daybook-flip-'));
  const random = new SeededRandom(Number(process.env.SEED ?? 7));
  const wrong: string[] = [];
  try {
    for (let flip = 0; flip < FLIPS; flip += 1) {
      // The header says what SQLite believes of the file, the snapshot what the till believes of itself; both are
      // small parts of many bytes and get their share.
      const [from, length] = [
        [0, 100],
        [snapshotAt, 200],
        [0, bytes.length],
        [0, bytes.length],
      ][flip % 4] ?? [0, 1];
      const [at, bit] = HEADER[flip] ?? [Number(from) + random.below(Number(length)), 1 << random.below(8)];
      const folder = join(scratch, String(flip));
      mkdirSync(folder);
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ bit;
      writeFileSync(journalPath(folder), changed);
      const outcome = await outcomeOf(folder, { state, rows });
      if (outcome !== 'noticed' && outcome !== 'harmless') wrong.push(`byte ${at} ^ ${bit}: ${outcome}`);
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await till.end();
  }
  expect(wrong).toEqual([]);
});

async function outcomeOf(
  folder: string,
  sound: { readonly state: unknown; readonly rows: readonly unknown[] },
): Promise<string> {
  let opened: ReturnType<typeof openStore>;
  try {
    opened = openStore(folder);
  } catch (error) {
    return `opening threw ${String(error)}`;
  }
  if (!opened.ok) return 'noticed';
  const { database, state } = opened.value;
  try {
    const reading = new JournalRows(database);
    if (reading.verify().brk !== null) return 'noticed';
    if (!isDeepStrictEqual([...reading.iterateAfter(0)], sound.rows))
      return 'other entries, and nobody noticed';
    return isDeepStrictEqual(state, sound.state) ? 'harmless' : 'another state, and nobody noticed';
  } catch (error) {
    // A page that SQLite itself cannot read is noticed by whoever reads it.
    return error instanceof Database.SqliteError ? 'noticed' : `reading threw ${String(error)}`;
  } finally {
    await opened.value.close();
  }
}
