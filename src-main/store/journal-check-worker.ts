import { parentPort } from 'node:worker_threads';
import { assert } from '../base/assert.ts';
import { isCorrupt, openReadable } from './connection.ts';
import { JournalRows } from './journal.ts';

/** What the thread is asked: the journal's file, walked from its first entry to its last. */
export interface CheckRequest {
  readonly path: string;
}

/** What it found. */
export interface CheckReport {
  readonly checked: number;
  /** Null when every entry is what it was when it was written, and the file holds together. */
  readonly damage: string | null;
}

assert(parentPort !== null, 'the journal check runs as a worker');
const port = parentPort;

port.on('message', ({ id, request }: { readonly id: number; readonly request: CheckRequest }) => {
  try {
    port.postMessage({ id, ok: true, value: check(request) });
  } catch (error) {
    port.postMessage({ id, ok: false, problem: error instanceof Error ? error.message : String(error) });
  }
});

function check({ path }: CheckRequest): CheckReport {
  const database = openReadable(path);
  let checked = 0;
  try {
    const walked = new JournalRows(database).verify();
    checked = walked.checked;
    if (walked.brk !== null) {
      return { checked: walked.checked, damage: `entry ${walked.brk.seq} ${walked.brk.problem}` };
    }
    // The full check, since an index that has lost an entry would let a command be done twice.
    const answer = database.pragma('integrity_check', { simple: true });
    return { checked: walked.checked, damage: answer === 'ok' ? null : `the file: ${String(answer)}` };
  } catch (error) {
    if (!isCorrupt(error)) throw error;
    return { checked, damage: error instanceof Error ? error.message : String(error) };
  } finally {
    database.close();
  }
}
