import { selectorsOf } from '../../domain/pricing/offers.ts';
import type { Promotion } from '../../domain/pricing/promotion.ts';
import type { PublicationCatalog } from '../../domain/pricing/publication-limits.ts';
import type { ReadableDatabase } from '../connection.ts';

type Way = Parameters<PublicationCatalog['skusIn']>[0];

/**
 * The names of one generation of the catalog, as the check of promotions asks for them. Articles that no promotion
 * names by number and that agree in category, brand and tags are one to every promotion, so one of them stands for
 * all: a category of a million articles is a few rows here, and the check comes to the same.
 */
export class CatalogNames implements PublicationCatalog {
  readonly #database: ReadableDatabase;
  /** JSON list of the articles that some promotion names by number: each stands for itself. */
  readonly #named: string;
  readonly #find;
  /** Generations written before articles had brands and tags have neither column nor table of them. */
  readonly #hasMarks: boolean;
  readonly #found = new Map<string, readonly string[] | undefined>();

  constructor(database: ReadableDatabase, named: Iterable<string>) {
    this.#database = database;
    this.#named = JSON.stringify([...named]);
    this.#find = database.prepare('SELECT 1 FROM products WHERE sku = ?').pluck();
    this.#hasMarks =
      database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'marks'").get() !==
      undefined;
  }

  hasSku(sku: string): boolean {
    return this.#find.get(sku) !== undefined;
  }

  skusIn(way: Way, name: string): readonly string[] | undefined {
    const key = `${way}\n${name}`;
    if (!this.#found.has(key)) this.#found.set(key, this.#read(way, name));
    return this.#found.get(key);
  }

  #read(way: Way, name: string): readonly string[] | undefined {
    if (way !== 'categories' && !this.#hasMarks) return undefined;
    const inCategory = this.#hasMarks ? IN_CATEGORY : IN_PLAIN_CATEGORY;
    const query = way === 'categories' ? inCategory : WITH_MARK;
    const skus = this.#database.prepare(query).pluck().all({ way, name, named: this.#named }) as string[];
    return skus.length === 0 ? undefined : skus;
  }
}

const NAMED = '(SELECT value FROM json_each(@named))';
const IN_CATEGORY = `
  SELECT min(sku) FROM products WHERE category = @name AND sku NOT IN ${NAMED} GROUP BY more
  UNION ALL SELECT sku FROM products WHERE category = @name AND sku IN ${NAMED}`;
/** Where articles have nothing but a category, all of it are one. */
const IN_PLAIN_CATEGORY = `
  SELECT sku FROM (SELECT min(sku) AS sku FROM products WHERE category = @name AND sku NOT IN ${NAMED})
  WHERE sku IS NOT NULL
  UNION ALL SELECT sku FROM products WHERE category = @name AND sku IN ${NAMED}`;
const WITH_MARK = `
  SELECT min(p.sku) FROM marks m CROSS JOIN products p ON p.sku = m.sku
  WHERE m.way = @way AND m.name = @name AND p.sku NOT IN ${NAMED} GROUP BY p.category, p.more
  UNION ALL SELECT sku FROM marks WHERE way = @way AND name = @name AND sku IN ${NAMED}`;

/** Knows nothing: there is no catalog yet. */
export const NO_NAMES: PublicationCatalog = { hasSku: () => false, skusIn: () => undefined };

/** The articles that promotions name by number, wherever they do. */
export function skusNamedBy(promotions: readonly Promotion[]): ReadonlySet<string> {
  const skus = new Set<string>();
  for (const promotion of promotions) {
    for (const { skus: named } of selectorsOf(promotion)) for (const sku of named ?? []) skus.add(sku);
    for (const sku of promotion.exclude?.skus ?? []) skus.add(sku);
    if ('sku' in promotion) skus.add(promotion.sku);
  }
  return skus;
}
