import { parentPort } from 'node:worker_threads';
import { assert } from '../../base/assert.ts';
import type { Promotion } from '../../domain/pricing/promotion.ts';
import { checkPublication } from '../../domain/pricing/publication.ts';
import type { PublicationLimits, PublicationProblem } from '../../domain/pricing/publication-limits.ts';
import { openReadable, type ReadableDatabase } from '../connection.ts';
import { CatalogFile } from './catalog-file.ts';
import { CatalogNames, NO_NAMES, skusNamedBy } from './catalog-names.ts';
import { type BuildRequest, GenerationBuilder, serveRequests } from './generation-builder.ts';

/** What the thread is asked. Building, searching and checking take longer than a frame, so they happen here. */
export type CatalogRequest =
  | BuildRequest<undefined>
  | { readonly kind: 'search'; readonly path: string; readonly text: string; readonly limit: number }
  | {
      readonly kind: 'check';
      /** Of the catalog in use; absent where there is none. */
      readonly path?: string;
      readonly promotions: readonly Promotion[];
      readonly limits: PublicationLimits;
    };

/** A broken topic may break in a million places: more are told of nowhere. */
const MAX_PROBLEMS = 100;

assert(parentPort !== null, 'the catalog worker runs as a worker');
const builder = new GenerationBuilder<undefined>((path, basePath) => new CatalogFile(path, basePath));
let searching: { readonly path: string; readonly database: ReadableDatabase } | undefined;

serveRequests<CatalogRequest>(parentPort, (request) => {
  switch (request.kind) {
    case 'search':
      return search(request);
    case 'check':
      return check(request);
    default:
      return builder.answer(request);
  }
});

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

function check(request: Extract<CatalogRequest, { kind: 'check' }>): readonly PublicationProblem[] {
  const { path, promotions, limits } = request;
  if (path === undefined) return checkPublication(promotions, NO_NAMES, limits).slice(0, MAX_PROBLEMS);
  const database = openReadable(path, 65_536);
  try {
    const names = new CatalogNames(database, skusNamedBy(promotions));
    return checkPublication(promotions, names, limits).slice(0, MAX_PROBLEMS);
  } finally {
    database.close();
  }
}
