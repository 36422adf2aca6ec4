// Goal: the till's rules and the independent oracle agree to the dollar on every one of our own sales.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scenarioPromotion } from '../../fixtures/pricing/scenario-offers.ts';
import { checkPublication } from '../../src-main/domain/pricing/publication.ts';
import { figuresByEngine } from './engine.ts';
import { readShop, Sale } from './sale.ts';
import { SALES_FILES } from './sales-files.ts';

const files = SALES_FILES.map((name) => {
  const file: { scenarios: { id: string; kind: string; title: string; expected: Expected }[] } = JSON.parse(
    readFileSync(new URL(`../../fixtures/scenarios/${name}.json`, import.meta.url), 'utf8'),
  );
  return { name, shop: readShop(file), sales: file.scenarios.filter(({ kind }) => kind === 'sale') };
});

interface Expected {
  readonly lines: unknown;
  readonly gross: number;
  readonly discount: number;
  readonly due: number;
  readonly invoice: unknown;
  readonly gifts?: readonly string[];
  readonly couponsUsed?: readonly string[];
  readonly stamps?: { readonly used: number; readonly earned: number };
  readonly points: {
    readonly earn: number;
    readonly burnValue?: number;
    readonly crossBurn?: number;
    readonly crossPending?: number;
  };
}

test('there are at least 400 of them, and greedy loses in at least 120', () => {
  const all = files.flatMap(({ sales }) => sales);
  const lost = all.filter(
    ({ expected }) => 'greedyDiscount' in expected && Number(expected.greedyDiscount) < expected.discount,
  );
  expect(all.length).toBeGreaterThanOrEqual(400);
  expect(lost.length).toBeGreaterThanOrEqual(120);
});

test.each(files)('head office may publish the offers of every sale of $name', ({ shop, sales }) => {
  const catalog = {
    hasSku: (sku: string) => Object.hasOwn(shop.catalog, sku),
    skusIn(way: string, name: string) {
      if (way !== 'categories') return undefined;
      const skus = Object.entries(shop.catalog).flatMap(([sku, { category }]) =>
        category === name ? [sku] : [],
      );
      return skus.length === 0 ? undefined : skus;
    },
  };
  const refused = sales.filter((sale) => {
    const promotions = Sale.parse(sale).promotions.flatMap((id) => shop.promotions[id] ?? []);
    return checkPublication(promotions.map(scenarioPromotion), catalog).length > 0;
  });
  expect(refused.map(({ id }) => id)).toEqual([]);
});

describe.each(files)('$name', ({ shop, sales }) => {
  test.each(sales)('$id $title', (scenario) => {
    const sale = Sale.parse(scenario);
    const { expected } = scenario;
    const { priced, invoice, burnValue, crossValue, earned } = figuresByEngine(sale, shop);
    expect({
      lines: priced.lines.map(({ sku, quantity, gross, discount, net }) => ({
        sku,
        qty: quantity,
        gross,
        discount,
        net,
      })),
      gross: priced.gross,
      discount: priced.discount,
      due: priced.due,
      invoice,
      gifts: priced.gifts.map(({ sku }) => sku),
      couponsUsed: priced.coupons.flatMap(({ couponId, isUsed }) => (isUsed ? [couponId] : [])),
      stampsUsed: priced.stampsNeeded,
      stampsEarned: sale.member?.stamps === undefined ? 0 : (earned.stamps ?? 0),
      burnValue,
      crossValue,
      earn: sale.member === null ? 0 : (earned.base ?? 0),
      crossPending: earned.card ?? 0,
      isApproximate: priced.isApproximate,
    }).toEqual({
      lines: expected.lines,
      gross: expected.gross,
      discount: expected.discount,
      due: expected.due,
      invoice: expected.invoice,
      gifts: expected.gifts ?? [],
      couponsUsed: expected.couponsUsed ?? [],
      stampsUsed: expected.stamps?.used ?? 0,
      stampsEarned: expected.stamps?.earned ?? 0,
      burnValue: expected.points.burnValue ?? 0,
      crossValue: expected.points.crossBurn ?? 0,
      earn: expected.points.earn,
      crossPending: expected.points.crossPending ?? 0,
      isApproximate: false,
    });
  });
});
