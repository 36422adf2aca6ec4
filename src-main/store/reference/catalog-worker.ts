import { parentPort } from 'node:worker_threads';
import { assert } from '../../base/assert.ts';
import { openReadable, type ReadableDatabase } from '../connection.ts';
import { CatalogFile } from './catalog-file.ts';

/** What the thread is asked. Building and searching take longer than a frame, so they happen here. */
export type CatalogRequest =
  | { readonly kind: 'begin'; readonly path: string; readonly basePath?: string }
  | {
      readonly kind: 'put';
      readonly items: readonly unknown[];
      readonly removed: readonly string[];
      readonly isDelta: boolean;
    }
  | { readonly kind: 'finish' }
  | { readonly kind: 'abandon' }
  | { readonly kind: 'search'; readonly path: string; readonly text: string; readonly limit: number };

assert(parentPort !== null, 'the catalog worker runs as a worker');
const port = parentPort;
let building: CatalogFile | undefined;
let searching: { readonly path: string; readonly database: ReadableDatabase } | undefined;

port.on('message', (message: { readonly id: number; readonly request: CatalogRequest }) => {
  try {
    port.postMessage({ id: message.id, ok: true, value: answer(message.request) });
  } catch (error) {
    building?.abandon();
    building = undefined;
    port.postMessage({
      id: message.id,
      ok: false,
      problem: error instanceof Error ? error.message : String(error),
    });
  }
});

function answer(request: CatalogRequest): unknown {
  switch (request.kind) {
    case 'begin':
      building?.abandon();
      building = new CatalogFile(request.path, request.basePath);
      return undefined;
    case 'put': {
      assert(building !== undefined, 'a generation was begun');
      const put = building.put(request.items, request.removed, request.isDelta);
      if (!put.ok) throw new Error(put.error.problem);
      return undefined;
    }
    case 'finish': {
      assert(building !== undefined, 'a generation was begun');
      const finished = building.finish();
      if (!finished.ok) throw new Error(finished.error.problem);
      building = undefined;
      return finished.value;
    }
    case 'abandon':
      building?.abandon();
      building = undefined;
      return undefined;
    case 'search':
      return search(request);
  }
}

/** Articles whose name or barcode holds the text anywhere, shortest names first. */
function search(request: Extract<CatalogRequest, { kind: 'search' }>): readonly unknown[] {
  if (searching?.path !== request.path) {
    searching?.database.close();
    searching = { path: request.path, database: openReadable(request.path) };
  }
  const pattern = `%${request.text.replace(/[\\%_]/g, '\\$&')}%`;
  return searching.database
    .prepare(
      `SELECT sku, name, detail, unit_price AS unitPrice, first_barcode AS barcode FROM products
       WHERE name LIKE @pattern ESCAPE '\\' OR detail LIKE @pattern ESCAPE '\\' OR first_barcode LIKE @pattern ESCAPE '\\'
       ORDER BY length(name), name, sku LIMIT @limit`,
    )
    .all({ pattern, limit: request.limit });
}
