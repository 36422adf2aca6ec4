import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Product } from '../../src-main/domain/product.ts';
import { ReferenceStore } from '../../src-main/store/reference/reference-store.ts';
import { COFFEE } from '../support/open-till.ts';

let folder: string;
let reference: ReferenceStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-reference-'));
  reference = new ReferenceStore(folder);
});
afterEach(async () => {
  await reference.close();
  rmSync(folder, { recursive: true, force: true });
});

async function publish(products: readonly Product[]): Promise<void> {
  await reference.beginCatalog('full');
  await reference.putCatalog(products, [], false);
  await reference.commitCatalog('1', 1);
}

describe('small topics are replaced whole', () => {
  const documents = (...keys: readonly string[]) => keys.map((key) => ({ key, body: { key, 名: '林' } }));

  test('by key, with cursor and generation, and outlive a reopen', async () => {
    reference.replaceDocuments('operators', documents('b', 'a'), 'c1', 11);
    reference.replaceDocuments('policies', documents('p'), 'x', 12);
    reference.replaceDocuments('operators', documents('c', 'b'), 'c2', 13);
    await reference.close();
    reference = new ReferenceStore(folder);
    expect(reference.documents('operators')).toEqual(documents('b', 'c').map((each) => each.body));
    expect(reference.topic('operators')).toEqual({ generation: 2, cursor: 'c2', count: 2, updatedAtMs: 13 });
    expect(reference.topic('policies')).toEqual({ generation: 1, cursor: 'x', count: 1, updatedAtMs: 12 });
    expect([reference.topic('none'), reference.documents('none')]).toEqual([undefined, []]);
  });

  test('or not at all', () => {
    reference.replaceDocuments('operators', documents('a'), 'c1', 11);
    expect(() => reference.replaceDocuments('operators', documents('b', 'b'), 'c2', 12)).toThrow();
    expect(reference.documents('operators')).toEqual([{ key: 'a', 名: '林' }]);
    expect(reference.topic('operators')?.cursor).toBe('c1');
  });
});

test('what was being asked when the store closes is answered with an error, not left hanging', async () => {
  await publish([COFFEE]);
  const asked = reference.search('咖啡', 1).then(
    () => 'answered',
    (error: unknown) => String(error),
  );
  await reference.close();
  expect(await asked).toMatch(/answered|stopped/);
  reference = new ReferenceStore(folder);
});
