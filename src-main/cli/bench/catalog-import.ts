import { join } from 'node:path';
import { generatedProducts } from '../../../fixtures/catalog/generated-products.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { ReferenceStore } from '../../store/reference/reference-store.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { NO_AIM, result } from './bench.ts';
import { catalogSize, PAGE_ITEMS } from './catalog.ts';
import { PlainCatalogWriter } from './plain-tables.ts';

/** A whole catalog through the till's own import, against the same rows put into a table in one transaction. */
export const catalogImport: Bench = {
  name: 'catalog-import',
  about: 'a new generation of the catalog: checked, built in the worker and switched to',
  run,
};

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const count = catalogSize(world);
  const reference = new ReferenceStore(join(world.runFolder, 'import'));
  try {
    const plain = new PlainCatalogWriter(join(world.runFolder, 'plain-import.db'));
    let importMs = await elapsed(() => reference.beginCatalog('full'));
    let plainMs = 0;
    let done = 0;
    // Page by page in turn, so that both sides meet the same disturbances.
    for (const page of generatedProducts(count, PAGE_ITEMS)) {
      importMs += await elapsed(() => reference.putCatalog(page, [], false));
      plainMs += await elapsed(() => plain.put(page));
      done += page.length;
      world.tell(`catalog-import: ${done} of ${count} articles`);
    }
    importMs += await elapsed(() => reference.commitCatalog('1', machineClock.nowMs()));
    plainMs += await elapsed(() => plain.finish());
    const perSecond = (ms: number) => (count * 1_000) / ms;
    return [result('catalog-import', perSecond(importMs), 'products/s', perSecond(plainMs), NO_AIM)];
  } finally {
    await reference.close();
  }
}

async function elapsed(work: () => unknown): Promise<number> {
  const startedMs = machineClock.monotonicMs();
  await work();
  return machineClock.monotonicMs() - startedMs;
}
