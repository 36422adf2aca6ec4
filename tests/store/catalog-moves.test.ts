import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Product } from '../../src-main/domain/product.ts';
import { ReferenceStore } from '../../src-main/store/reference/reference-store.ts';
import { COFFEE, EGGS, GREEN_TEA } from '../support/open-till.ts';

let folder: string;
let reference: ReferenceStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-found-catalog-'));
  reference = new ReferenceStore(folder);
  await publish([[COFFEE, GREEN_TEA, EGGS]], 'full');
});
afterEach(async () => {
  await reference.close();
  rmSync(folder, { recursive: true, force: true });
});

async function publish(
  pages: readonly (readonly Product[])[],
  mode: 'full' | 'delta',
  removed: readonly string[] = [],
): Promise<number> {
  await reference.beginCatalog(mode);
  for (const [index, page] of pages.entries()) {
    await reference.putCatalog(page, index === pages.length - 1 ? removed : [], mode === 'delta');
  }
  return reference.commitCatalog('2', 2);
}

describe('a delta that moves a barcode from one article to another is taken, whatever the order of its items', () => {
  const gives = { ...COFFEE, barcodes: ['4710018000041'] };
  const takes = { ...EGGS, barcodes: ['4710018000010', '47100183'] };
  for (const [name, pages] of [
    ['the giver first', [[gives, takes]]],
    ['the taker first', [[takes, gives]]],
    ['the taker a page before', [[takes], [gives]]],
  ] as const) {
    test(name, async () => {
      expect(await publish(pages, 'delta')).toBe(3);
      expect(reference.catalog.findByBarcode('47100183')?.sku).toBe('EG1');
    });
  }
  test('the giver is removed a page later', async () => {
    expect(await publish([[takes], []], 'delta', ['A01'])).toBe(2);
    expect(reference.catalog.findByBarcode('47100183')?.sku).toBe('EG1');
  });
});

test('a full catalog that lists one article twice with different content is refused whole', async () => {
  const twice = [COFFEE, { ...COFFEE, unitPrice: 1, barcodes: ['4710018000058'] }];
  await expect(publish([twice], 'full')).rejects.toThrow(/A01/);
});

test('a search asked in the moment of a switch is answered', async () => {
  await reference.beginCatalog('full');
  await reference.putCatalog([COFFEE], [], false);
  const [hits] = await Promise.all([reference.search('咖啡', 5), reference.commitCatalog('3', 3)]);
  expect(hits.map((hit) => hit.sku)).toEqual(['A01']);
});

test('a program that waits for nothing but the catalog is not ended by that', () => {
  const script = fileURLToPath(new URL('./children/publish.ts', import.meta.url));
  const child = spawnSync(process.execPath, [script, join(folder, 'other')], { encoding: 'utf8' });
  expect([child.status, child.stdout]).toEqual([0, 'published 1\n']);
});
