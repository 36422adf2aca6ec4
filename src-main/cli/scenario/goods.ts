import { createHash } from 'node:crypto';
import { gtinCheckDigit } from '../../../drivers/scanner/gtin.ts';
import { assert } from '../../base/assert.ts';
import type { LineKind, Product, TaxKind } from '../../domain/product.ts';
import type { CatalogItem, Scenario, ScenarioFile } from './format.ts';

const TAX_KINDS: Readonly<Record<CatalogItem['tax'], TaxKind>> = {
  taxable: 'taxable',
  exempt: 'exempt',
  not_invoiced: 'not-invoiced',
};

/** What lines of the chain’s categories are, where they are no ordinary goods. */
const LINE_KINDS: Readonly<Record<string, LineKind>> = {
  COLLECTION: 'collection',
  GIFT_CARD: 'gift-card',
  DONATION: 'donation',
};

/** Every article of the file as head office publishes it, at the prices of this scenario. */
export function productsOf(file: ScenarioFile, scenario: Scenario): readonly Product[] {
  const prices = new Map(
    (scenario.lines ?? []).flatMap(({ sku, unitPrice }) =>
      unitPrice === undefined ? [] : [[sku, unitPrice] as const],
    ),
  );
  const barcodes = barcodesOf(Object.keys(file.catalog));
  return Object.entries(file.catalog).map(([sku, item]) => {
    const made = barcodes.get(sku);
    assert(made !== undefined, 'every article has a bar code');
    const lineKind = LINE_KINDS[item.category];
    return {
      sku,
      barcodes: item.barcodes ?? [made],
      ...(item.shortCode === undefined ? {} : { shortCode: item.shortCode }),
      name: item.name,
      unitPrice: prices.get(sku) ?? item.price,
      category: item.category,
      tax: TAX_KINDS[item.tax],
      ...(item.soldBy === undefined ? {} : { soldBy: item.soldBy }),
      ...(item.minimumAge === undefined ? {} : { minimumAge: item.minimumAge }),
      ...(lineKind === undefined ? {} : { lineKind }),
    };
  });
}

/**
 * A made-up GTIN-13 for each sku: the same sku gets the same one in every run, whatever stands beside it, unless two
 * would share one; then the later takes the next that is free.
 */
export function barcodesOf(skus: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    skus.map((sku) => {
      let number = createHash('sha256').update(sku).digest().readUIntBE(0, 6) % ARTICLE_NUMBERS;
      while (taken.has(gtinOf(number))) number = (number + 1) % ARTICLE_NUMBERS;
      const gtin = gtinOf(number);
      taken.add(gtin);
      return [sku, gtin];
    }),
  );
}

const ARTICLE_NUMBERS = 1_000_000_000;

/** Under Taiwan's GS1 prefix, 471. */
function gtinOf(number: number): string {
  const body = `471${String(number).padStart(9, '0')}`;
  return `${body}${gtinCheckDigit(body)}`;
}
