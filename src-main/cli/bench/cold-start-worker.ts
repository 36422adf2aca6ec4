import { join } from 'node:path';
import { assert } from '../../base/assert.ts';
import { openReadable, openWritable } from '../../store/connection.ts';

// A process of its own, started by cold-start.ts: how it begins is what is measured, so each mode loads what it needs
// and nothing else.
const [mode, folder, barcode, plainPath] = process.argv.slice(2);
assert(
  folder !== undefined && barcode !== undefined && plainPath !== undefined,
  'folder, barcode, plain file',
);

switch (mode) {
  case 'bare':
    startBare(folder, plainPath);
    break;
  case 'replay':
    await replayEverything(folder);
    await startTill(folder, barcode);
    break;
  default:
    await startTill(folder, barcode);
}

/** As little as a program can do that opens this journal, reads where it ends and keeps one line. */
function startBare(tillFolder: string, path: string): void {
  const journal = openReadable(join(tillFolder, 'journal.db'));
  journal.prepare('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1').get();
  const plain = openWritable(path);
  plain.exec('CREATE TABLE IF NOT EXISTS plain (bytes TEXT NOT NULL)');
  plain.prepare('INSERT INTO plain VALUES (?)').run(barcode);
  process.stdout.write('accepted\n');
  plain.close();
  journal.close();
}

/** What opening would do if the state were kept nowhere but in the journal. */
async function replayEverything(tillFolder: string): Promise<void> {
  const { JournalRows } = await import('../../store/journal.ts');
  const { walkChain } = await import('../../store/chain.ts');
  const { readEntry } = await import('../../domain/entries.ts');
  const { evolve } = await import('../../domain/evolve.ts');
  const { INITIAL_STATE } = await import('../../domain/state.ts');
  const database = openReadable(join(tillFolder, 'journal.db'));
  let state = INITIAL_STATE;
  const walked = walkChain(new JournalRows(database).iterateAfter(0), undefined, (row) => {
    state = evolve(state, readEntry(row));
  });
  assert(walked.brk === null && state.till !== null, 'the whole journal can be read');
  database.close();
}

async function startTill(tillFolder: string, code: string): Promise<void> {
  const { openBenchService } = await import('./bench-service.ts');
  const { openForSelling } = await import('./open-for-selling.ts');
  const service = await openBenchService(tillFolder);
  const must = openForSelling(service.till);
  must({ kind: 'scan', code, origin: 'scanner' });
  process.stdout.write('accepted\n');
  const { cart } = service.till.state;
  assert(cart !== null, 'the scan opened a cart');
  must({ kind: 'void-cart', saleId: cart.saleId });
  await service.stop();
}
