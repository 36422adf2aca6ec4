import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, CannotMeasure, result } from '../../src-main/cli/bench/bench.ts';
import { BENCHES } from '../../src-main/cli/bench/benches.ts';
import { runBenches } from '../../src-main/cli/bench/run-benches.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-benches-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function bench(name: string, run: Bench['run']): Bench {
  return { name, about: '', run };
}

test('one that cannot be measured and one that breaks leave the others’ figures standing, and nothing on disk', async () => {
  const fault = new Error('a bug');
  const figure = result('first', 2, 'ms', 1, 'none');
  const report = await runBenches(
    [
      bench('first', async (world) => {
        writeFileSync(join(world.runFolder, 'scrap'), '');
        writeFileSync(join(world.keptFolder, 'kept'), '');
        return [figure];
      }),
      bench('no-browser', async () => {
        throw new CannotMeasure('no Chromium is installed');
      }),
      bench('broken', async (world) => {
        writeFileSync(join(world.runFolder, 'scrap'), '');
        throw fault;
      }),
      bench('last', async (world) => {
        expect(existsSync(join(world.runFolder, 'scrap'))).toBe(false);
        return [{ ...figure, name: 'last' }];
      }),
    ],
    { folder: join(folder, 'made'), isQuick: true, tell: () => {} },
  );
  expect(report).toEqual({
    results: [figure, { ...figure, name: 'last' }],
    leftOut: [{ name: 'no-browser', why: 'no Chromium is installed' }],
    broken: [{ name: 'broken', error: fault }],
  });
  expect(readdirSync(join(folder, 'made'))).toEqual(['kept']);
});

test('every bench has a name of its own that --only can take', () => {
  const names = BENCHES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
});
