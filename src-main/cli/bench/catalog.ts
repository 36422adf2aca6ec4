import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generatedProduct, generatedProducts } from '../../../fixtures/catalog/generated-products.ts';
import { SAMPLE_OPERATORS, SAMPLE_PIN } from '../../../fixtures/catalog/sample-store.ts';
import { assert } from '../../base/assert.ts';
import { hashPin } from '../../engine/pin.ts';
import { machineClock, machineRandom } from '../../hosts/machine-world.ts';
import { ReferenceStore } from '../../store/reference/reference-store.ts';
import type { BenchWorld } from './bench.ts';
import { warmFile } from './warm-file.ts';

/** As many articles as a page of head office's catalog holds. */
export const PAGE_ITEMS = 2_000;

/** How many articles the benched tills know. */
export function catalogSize(world: Pick<BenchWorld, 'isQuick'>): number {
  return world.isQuick ? 50_000 : 1_000_000;
}

/** The barcode of article `item` of the generated catalog. */
export function barcodeOf(item: number): string {
  const [barcode] = generatedProduct(item).barcodes;
  assert(barcode !== undefined, 'every generated article has a barcode');
  return barcode;
}

/**
 * Gives a till's folder the generated catalog and the sample shop's people. The catalog is built once, as a till
 * builds it, kept, and copied from then on.
 */
export async function stockFolder(tillFolder: string, world: BenchWorld): Promise<void> {
  const count = catalogSize(world);
  const kept = join(world.keptFolder, `catalog-${count}`);
  if (!(await isStocked(kept, count))) {
    rmSync(kept, { recursive: true, force: true });
    await build(kept, count, world);
  }
  mkdirSync(tillFolder, { recursive: true, mode: 0o700 });
  cpSync(kept, join(tillFolder, 'reference'), { recursive: true });
}

/** Brings the catalog of a till's folder into the operating system's cache. */
export function warmCatalog(tillFolder: string): void {
  const folder = join(tillFolder, 'reference');
  for (const name of readdirSync(folder)) if (name.endsWith('.db')) warmFile(join(folder, name));
}

async function isStocked(folder: string, count: number): Promise<boolean> {
  if (!existsSync(folder)) return false;
  const reference = new ReferenceStore(folder);
  const isWhole = reference.topic('catalog')?.count === count && reference.documents('operators').length > 0;
  await reference.close();
  return isWhole;
}

async function build(folder: string, count: number, world: BenchWorld): Promise<void> {
  const reference = new ReferenceStore(folder);
  try {
    await reference.beginCatalog('full');
    let done = 0;
    for (const page of generatedProducts(count, PAGE_ITEMS)) {
      await reference.putCatalog(page, [], false);
      done += page.length;
      world.tell(`catalog: ${done} of ${count} articles`);
    }
    const pinHash = await hashPin(SAMPLE_PIN, machineRandom);
    const documents = SAMPLE_OPERATORS.map((operator) => ({
      key: operator.operatorId,
      body: { ...operator, pinHash },
    }));
    reference.replaceDocuments('operators', documents, '1', machineClock.nowMs());
    await reference.commitCatalog('1', machineClock.nowMs());
  } finally {
    await reference.close();
  }
}
