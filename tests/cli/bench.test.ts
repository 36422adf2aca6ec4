import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const DAYBOOK = resolve(import.meta.dirname, '../../src-main/cli/daybook.ts');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a person would. */
function daybook(...argv: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [DAYBOOK, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) => done({ code, out, err }));
  });
}

describe('daybook bench', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('--only finish-sale --quick --json prints the agreed form, with figures in it', async () => {
    const { code, out, err } = await daybook(
      ...['bench', '--only', 'finish-sale', '--quick', '--json', '--dir', folder],
    );
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    const printed: unknown = JSON.parse(out);
    const figure = expect.any(Number);
    expect(printed).toEqual({
      results: ['finish-sale p50', 'finish-sale p99'].map((name) => ({
        name,
        value: figure,
        unit: 'ms',
        floor: figure,
        ratio: figure,
        aim: 1.5,
      })),
    });
    for (const { value, floor, ratio } of (printed as Printed).results) {
      expect([value, floor, ratio].every((each) => Number.isFinite(each) && each > 0)).toBe(true);
      expect(ratio).toBeCloseTo(value / floor, 1);
    }
    // Only what is kept for the next run stays.
    expect(readdirSync(folder)).toEqual(['catalog-50000']);
  }, 120_000);

  test('a bench that is not there is a mistake of the command line, and the real ones are named', async () => {
    const { code, out, err } = await daybook('bench', '--only', 'finish-sale,nonsense', '--dir', folder);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('nonsense');
    expect(err).toContain('sync-drain');
  });

  test('--help names every bench', async () => {
    const { code, out } = await daybook('bench', '--help');
    expect(code).toBe(0);
    for (const name of [
      'catalog-import',
      'scan-to-line',
      'finish-sale',
      'finish-sale-with-member',
      'reprice',
      'hard-basket',
      'add-line',
      'member-lookup',
      'after-history',
      'cold-start',
      'port-hop',
      'serial-to-paint',
      'memory-after-10000-sales',
      'sync-drain',
    ]) {
      expect(out).toContain(`  ${name} `);
    }
  });
});

interface Printed {
  readonly results: readonly { readonly value: number; readonly floor: number; readonly ratio: number }[];
}
