// what-goes-wrong.md row 1: what the screen says is done is on the disk.
// Method: the kernel is asked. A till sells in a process of its own under strace; between two acknowledgements of
// commands that came to entries there must be an fsync or fdatasync of the journal that ended well.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Child } from '../support/child.ts';
import { OpenTill } from '../support/open-till.ts';

const SELL = new URL('../engine/children/sell.ts', import.meta.url);
const SALES = 20;

let till: OpenTill;
beforeEach(async () => {
  till = await OpenTill.make();
});
afterEach(() => till.end());

test(`${SALES} sales: before each line that acknowledges a command the journal was synced`, async () => {
  const hasStrace = spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;
  expect(hasStrace, 'strace is needed to see the syncs: apt-get install strace').toBe(true);
  await till.store.close();
  const trace = join(till.folder, 'trace.txt');
  const strace = [
    'strace',
    '-f',
    '-y',
    '-s',
    '200',
    '-e',
    'trace=fsync,fdatasync,write',
    '-e',
    'signal=none',
    '-o',
    trace,
  ];
  const child = new Child(SELL, [till.folder, String(SALES)], strace);
  const { code, stderr } = await child.ended();
  expect([code, stderr]).toEqual([0, '']);
  expect(child.lines.length).toBeGreaterThanOrEqual(SALES * 6);

  let syncs = 0;
  const acknowledged: { readonly line: string; readonly syncsBefore: number }[] = [];
  for (const call of readFileSync(trace, 'utf8').split('\n')) {
    if (/ (fsync|fdatasync)\(\d+<[^>]*journal\.db(-wal)?>\) += 0$/.test(call)) syncs += 1;
    const said = / write\(1<[^>]*>, "([^"\\]*)\\n"/.exec(call);
    if (said === null) continue;
    acknowledged.push({ line: said[1] ?? '', syncsBefore: syncs });
    syncs = 0;
  }
  expect(acknowledged.map((each) => each.line)).toEqual(child.lines);
  expect(acknowledged.filter((each) => each.syncsBefore === 0)).toEqual([]);
});
