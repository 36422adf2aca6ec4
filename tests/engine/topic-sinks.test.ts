import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestWorld } from '../../fixtures/world/test-world.ts';
import { catalogSink, operatorsOf, operatorsSink } from '../../src-main/engine/topic-sinks.ts';
import { ReferenceStore } from '../../src-main/store/reference/reference-store.ts';
import type { TopicSink } from '../../src-main/sync/ports.ts';
import { COFFEE, EGGS, NOON_MS } from '../support/open-till.ts';

let folder: string;
let reference: ReferenceStore;
let switched: number;
const world = new TestWorld(NOON_MS);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-sinks-'));
  reference = new ReferenceStore(folder);
});
afterAll(async () => {
  await reference.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  switched = 0;
});

const operator = (operatorId: string, name = operatorId) => ({
  operatorId,
  name,
  role: 'cashier',
  pinHash: {
    algorithm: 'scrypt',
    saltBase64: Buffer.alloc(16).toString('base64'),
    hashBase64: Buffer.alloc(32).toString('base64'),
    N: 16_384,
    r: 8,
    p: 1,
  },
});
const names = () => operatorsOf(reference).map((each) => `${each.operatorId} ${each.name}`);

/** One generation, page by page. */
async function apply(
  sink: TopicSink,
  mode: 'full' | 'delta',
  pages: readonly { readonly items?: readonly unknown[]; readonly removed?: readonly string[] }[],
  cursor: string,
) {
  await sink.begin(mode);
  for (const { items = [], removed = [] } of pages) {
    const put = await sink.put(items, removed);
    if (put.ok) continue;
    await sink.abandon();
    return put;
  }
  return sink.commit(cursor);
}

describe('operators', () => {
  const sink = () => operatorsSink(reference, world, () => (switched += 1));

  test('come whole, change by delta, and are switched once at the end', async () => {
    expect(
      await apply(
        sink(),
        'full',
        [{ items: [operator('b'), operator('a')] }, { items: [operator('c')] }],
        '1',
      ),
    ).toEqual({
      ok: true,
      value: { count: 3 },
    });
    expect([names(), switched, sink().cursor()]).toEqual([['a a', 'b b', 'c c'], 1, '1']);
    await apply(sink(), 'delta', [{ items: [operator('b', '陳')], removed: ['a', 'nobody'] }], '2');
    expect([names(), switched, sink().cursor()]).toEqual([['b 陳', 'c c'], 2, '2']);
    await apply(sink(), 'full', [{ items: [operator('z')] }], '3');
    expect(names()).toEqual(['z z']);
  });

  test('one that is not in order refuses the lot, and those in use stay', async () => {
    const before = names();
    const refused = await apply(
      sink(),
      'full',
      [{ items: [operator('q')] }, { items: [{ ...operator('r'), pin: '123456' }] }],
      '9',
    );
    expect(refused.ok).toBe(false);
    expect([names(), switched, sink().cursor()]).toEqual([before, 0, '3']);
  });

  test('an abandoned page is not in the next generation', async () => {
    const kept = sink();
    await kept.begin('full');
    await kept.put([operator('ghost')], []);
    await kept.abandon();
    await apply(kept, 'full', [{ items: [operator('y')] }], '4');
    expect(names()).toEqual(['y y']);
  });
});

describe('the catalog', () => {
  const sink = () => catalogSink(reference, world, () => (switched += 1));

  test('comes whole, changes by delta, and is switched once at the end', async () => {
    expect(await apply(sink(), 'full', [{ items: [COFFEE] }, { items: [EGGS] }], '1')).toEqual({
      ok: true,
      value: { count: 2 },
    });
    expect([reference.topic('catalog')?.updatedAtMs, switched, sink().cursor()]).toEqual([NOON_MS, 1, '1']);
    await apply(sink(), 'delta', [{ items: [{ ...COFFEE, unitPrice: 50 }], removed: ['EG1'] }], '2');
    expect([
      reference.catalog.findBySku('A01')?.unitPrice,
      reference.catalog.findBySku('EG1'),
      switched,
    ]).toEqual([50, undefined, 2]);
  });

  test('with an article that is not in order is refused with its name, and the one in use stays', async () => {
    const refused = await apply(sink(), 'full', [{ items: [EGGS, { ...COFFEE, unitPrice: 1.5 }] }], '3');
    expect(!refused.ok && refused.error.problem).toMatch(/^product A01: /);
    const shared = await apply(sink(), 'full', [{ items: [EGGS, { ...EGGS, sku: 'X' }] }], '3');
    expect(!shared.ok && shared.error.problem).toMatch(/belongs to another product/);
    expect([sink().cursor(), switched, reference.catalog.findBySku('A01')?.unitPrice]).toEqual(['2', 0, 50]);
  });
});
