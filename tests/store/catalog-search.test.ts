// Goal: what a cashier types is looked for as it stands, anywhere in a name or barcode, off the core's thread.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Product } from '../../src-main/domain/product.ts';
import { ReferenceStore } from '../../src-main/store/reference/reference-store.ts';
import { COFFEE, EGGS, GIFT_CARD, GREEN_TEA } from '../support/open-till.ts';

const named = (sku: string, name: string, barcode: string): Product => ({
  ...EGGS,
  sku,
  name,
  barcodes: [barcode],
});
const ODD = [
  named('O1', '100% 純果汁', 'J-100%'),
  named('O2', '100 元折價', 'J_100'),
  named('O3', 'a_b', 'JX100'),
  named('O4', 'a\\b', 'J\\1'),
  named('O5', "O'Neil 牛仔褲", 'Q1'),
];

let folder: string;
let reference: ReferenceStore;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-reference-'));
  reference = new ReferenceStore(folder);
  await publish([
    COFFEE,
    GREEN_TEA,
    EGGS,
    GIFT_CARD,
    ...ODD,
    { ...COFFEE, sku: 'A02', barcodes: ['A-2'], detail: '冰 Iced' },
  ]);
});
afterAll(async () => {
  await reference.close();
  rmSync(folder, { recursive: true, force: true });
});

async function publish(products: readonly Product[]): Promise<void> {
  await reference.beginCatalog('full');
  await reference.putCatalog(products, [], false);
  await reference.commitCatalog('1', 1);
}

const skus = async (text: string, limit = 40) => (await reference.search(text, limit)).map((hit) => hit.sku);

for (const [text, expected] of [
  ['綠茶', ['T01']],
  ['茶', ['T01']],
  ['471001800001', ['EG1']],
  ['0000471', []],
  ['%', ['O1']],
  ['_', ['O3', 'O2']],
  ['\\', ['O4']],
  ['100%', ['O1']],
  ["'", ['O5']],
  ["' OR '1'='1", []],
  ['iced', ['A02']],
  ["o'neil", ['O5']],
  ['不存在', []],
] as const) {
  test(`"${text}" finds ${expected.length === 0 ? 'nothing' : expected.join(', ')}`, async () => {
    expect(await skus(text)).toEqual(expected);
  });
}

test('the shortest name first, and no more than asked for', async () => {
  const all = await skus('J');
  expect(all).toEqual(['O4', 'O3', 'O2', 'O1']);
  expect(await skus('J', 2)).toEqual(all.slice(0, 2));
  expect(await skus('J', 0)).toEqual([]);
});

test('a hit shows what a person chooses by', async () => {
  expect(await reference.search('綠茶', 1)).toEqual([
    { sku: 'T01', name: '瓶裝綠茶', detail: null, unitPrice: 25, barcode: '4710018000003' },
  ]);
});

test('many at once are each answered with their own', async () => {
  const texts = ['綠茶', '雞蛋', '咖啡', '禮物', '牛仔'];
  const answers = await Promise.all(texts.map((text) => skus(text)));
  expect(answers).toEqual([['T01'], ['EG1'], ['A01', 'A02'], ['GC500'], ['O5']]);
});

test('after a switch the new generation answers', async () => {
  expect(await skus('綠茶')).toEqual(['T01']);
  await publish([{ ...GREEN_TEA, sku: 'T02' }]);
  expect(await skus('綠茶')).toEqual(['T02']);
});

test('a name of 60 percent signs takes no longer than another', async () => {
  expect(await skus('%'.repeat(60))).toEqual([]);
});
