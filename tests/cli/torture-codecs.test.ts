// Everything that reads bytes from outside: the kept corpus, a small share of bred inputs, and the fuzzer itself.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import { corpusFolder, keepInput, readCorpus } from '../../src-main/cli/torture/fuzz-corpus.ts';
import { problemOf } from '../../src-main/cli/torture/fuzz-guard.ts';
import { bredInput } from '../../src-main/cli/torture/fuzz-mutations.ts';
import { fuzz } from '../../src-main/cli/torture/fuzz-run.ts';
import { type FuzzTarget, hex, must, piecesOf, utf8 } from '../../src-main/cli/torture/fuzz-target.ts';
import { fuzzTargets } from '../../src-main/cli/torture/fuzz-targets.ts';

const SEED = 20261122;
const DAYBOOK = resolve(import.meta.dirname, '../../src-main/cli/daybook.ts');

describe.each(fuzzTargets.map((target) => ({ name: target.name, target })))('$name', ({ name, target }) => {
  const corpus = readCorpus(name);

  test('has real messages in its corpus, and every kept input holds its promises', () => {
    expect(corpus.length).toBeGreaterThan(0);
    const broken = corpus.map(({ place, bytes }) => ({ place, problem: problemOf(target, bytes) }));
    expect(broken.filter(({ problem }) => problem !== undefined)).toEqual([]);
  });

  test('holds its promises for inputs bred from it', () => {
    const { inputs, failures } = fuzz(target, { seed: SEED, inputs: 40, seconds: 20 });
    expect(
      failures.map(({ problem, input }) => ({ problem, hex: Buffer.from(input).toString('hex') })),
    ).toEqual([]);
    expect(inputs).toBeGreaterThan(corpus.length);
  });
});

test('every folder of the corpus belongs to a target', () => {
  const folders = readdirSync(corpusFolder, { withFileTypes: true }).filter((each) => each.isDirectory());
  const known = new Set(['codes', ...fuzzTargets.map(({ name }) => name)]);
  expect(folders.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
});

/** A target with a planted fault, to see that the fuzzer finds what it is for. */
function planted(check: (input: Uint8Array) => void): FuzzTarget {
  return { name: 'planted', about: '', tokens: [utf8('boom')], maxBytes: 1_000, check };
}

describe('the fuzzer', () => {
  const budget = { seed: SEED, inputs: 500, seconds: 20 };

  test('finds a throw that one word of the protocol sets off, and tells the least input', () => {
    const target = planted((input) => {
      if (Buffer.from(input).includes('boom')) throw new TypeError('bang');
    });
    const { failures } = fuzz(target, budget);
    expect(failures.map(({ problem, input }) => [problem, Buffer.from(input).toString()])).toEqual([
      ['TypeError: bang', 'boom'],
    ]);
  });

  test('finds an endless loop and goes on', () => {
    const target = planted((input) => {
      if (input.length === 13) for (;;);
    });
    const { failures, inputs } = fuzz(target, { ...budget, maxInputMs: 100 });
    expect(failures.map(({ problem }) => problem)).toEqual(['Slow: it takes longer than an input may']);
    expect(inputs).toBe(500);
  });

  test('one kind of failure is told once, however often it comes', () => {
    const target = planted((input) => must(input.length === 0, 'nothing may come', () => input.length));
    const { failures } = fuzz(target, { ...budget, inputs: 200 });
    expect(failures.map(({ problem }) => problem)).toEqual(['Broken: nothing may come: 1']);
  });

  test('the same seed breeds the same inputs, another seed others', () => {
    const breeding = { corpus: [utf8('hello'), hex('0203')], tokens: [utf8('boom')], maxBytes: 100 };
    const bred = (seed: number) => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 50 }, () => Buffer.from(bredInput(random, breeding)).toString('hex'));
    };
    expect(bred(1)).toEqual(bred(1));
    expect(bred(1)).not.toEqual(bred(2));
    expect(Math.max(...bred(3).map((each) => each.length / 2))).toBeLessThanOrEqual(100);
  });

  test('pieces are the input, whole and in order', () => {
    const random = new SeededRandom(5);
    for (let length = 0; length < 300; length += 1) {
      const input = random.bytes(length);
      const pieces = piecesOf(input, random);
      expect(Buffer.concat(pieces).equals(Buffer.from(input))).toBe(true);
      expect(pieces.every((piece) => piece.length > 0)).toBe(true);
    }
  });

  test('an input that failed is kept with its seed, and read again as it was', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-corpus-'));
    try {
      const path = keepInput(folder, 'planted', { input: hex('00ff1b'), problem: 'Broken:\nthis', seed: 7 });
      expect(readFileSync(path, 'utf8')).toBe('# seed 7: Broken: this\n00ff1b\n');
      expect(readCorpus('planted', folder).map(({ bytes }) => bytes)).toEqual([hex('00ff1b')]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('the command prints the agreed form and how many inputs each target took', async () => {
  const argv = [
    'torture',
    'codecs',
    '--only',
    'aim,printer-status',
    '--inputs',
    '50',
    '--seed',
    '1',
    '--json',
  ];
  const child = spawn(process.execPath, [DAYBOOK, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise((done) => child.once('close', done));
  expect({ code, err }).toEqual({ code: 0, err: 'seed 1\n' });
  const printed: unknown = JSON.parse(out);
  expect(printed).toEqual({
    results: ['aim', 'printer-status'].map((target) => ({
      target,
      inputs: 50 + readCorpus(target).length,
      seconds: expect.any(Number),
      failures: [],
    })),
  });
});
