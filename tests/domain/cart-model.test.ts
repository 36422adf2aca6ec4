// Goal: whatever a person does in whatever order, the till and a naive shop agree on every cart, coin and answer.
// Method: random histories; after each the journal alone must lead to the same state.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assert } from '../../src-main/base/assert.ts';
import { takenOf } from '../../src-main/domain/cart/cart.ts';
import { readEntry } from '../../src-main/domain/entries.ts';
import { evolve } from '../../src-main/domain/evolve.ts';
import { INITIAL_STATE } from '../../src-main/domain/state.ts';
import { anyDeed, type Counter, type Deed, NaiveShop } from '../simulation/naive-shop.ts';
import { COFFEE, EGGS, GIFT_CARD, GREEN_TEA } from '../support/open-till.ts';
import { PureTill, pricedLines, totalsOf } from './pure-till.ts';

const PRODUCTS = [GREEN_TEA, COFFEE, EGGS, GIFT_CARD];

/** Sells in memory. */
class PureCounter implements Counter {
  readonly till = PureTill.selling(PRODUCTS);
  readonly #products = new Map(PRODUCTS.map((product) => [product.sku, product]));

  get state() {
    return this.till.state;
  }

  ask(command: Parameters<PureTill['do']>[0]) {
    return this.till.do(command).refusal;
  }

  reprice(sku: string, unitPrice: number) {
    const product = this.#products.get(sku);
    assert(product !== undefined, 'the article is sold here');
    this.#products.set(sku, { ...product, unitPrice });
    this.till.catalog.publish([...this.#products.values()]);
  }
}

/** Does all of it, looking at the sums after each. */
async function play(deeds: readonly Deed[]): Promise<PureTill> {
  const counter = new PureCounter();
  const shop = new NaiveShop(
    PRODUCTS.map(({ sku, unitPrice, barcodes }) => ({ sku, unitPrice, barcode: barcodes[0] ?? '' })),
    3_000,
  );
  for (const deed of deeds) {
    await shop.act(counter, deed);
    const { cart } = counter.state;
    if (cart === null) continue;
    const totals = totalsOf(cart);
    expect(totals.due).toBe(shop.due);
    expect(totals.due).toBe(pricedLines(cart).reduce((sum, line) => sum + line.net, 0));
    expect(totals.tax.taxableNet + totals.tax.tax + totals.tax.exempt + totals.tax.notInvoiced).toBe(
      totals.due,
    );
    expect(takenOf(cart)).toBe(0);
    expect(cart.lines.some((line) => line.lineId === cart.touchedLineId)).toBe(true);
  }
  return counter.till;
}

test('the till and the naive shop agree after every deed, and the entries alone give the same state', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyDeed, { maxLength: 60, size: 'max' }), async (deeds) => {
      const till = await play(deeds);
      const replayed = till.entries
        .map((entry) => readEntry({ ...entry, version: 1, payload: JSON.stringify(entry.payload) }))
        .reduce(evolve, INITIAL_STATE);
      expect(replayed).toStrictEqual(till.state);
      expect(JSON.stringify(replayed)).toBe(JSON.stringify(till.state));
    }),
    { numRuns: 150 },
  );
});

test('every finished sale states sums that hold: gross = Σ lines, due = gross − discount = tenders − change', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyDeed, { maxLength: 60, size: 'max' }), async (deeds) => {
      const till = await play(deeds);
      for (const { kind, payload } of till.entries) {
        if (kind !== 'sale.completed') continue;
        const sum = (amounts: readonly number[]) => amounts.reduce((total, each) => total + each, 0);
        expect(sum(payload.lines.map((line) => line.gross))).toBe(payload.gross);
        expect(sum(payload.lines.map((line) => line.net))).toBe(payload.due);
        expect(payload.gross - payload.discount).toBe(payload.due);
        expect(sum(payload.tenders.map((tender) => tender.amount)) - payload.change).toBe(payload.due);
        expect(sum(payload.lines.map((line) => line.quantity))).toBe(payload.pieces);
      }
      const numbers = till.entries.flatMap((entry) =>
        entry.kind === 'sale.completed' ? [entry.payload.receiptNumber] : [],
      );
      expect(new Set(numbers).size).toBe(numbers.length);
    }),
    { numRuns: 80 },
  );
});
