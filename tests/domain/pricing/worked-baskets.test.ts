// Goal: baskets that were worked out beforehand by exhaustive search (work-baskets.ts); in half of them greedy loses.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { basketOf, pieces, price, promotion } from './helpers.ts';
import { greedySaving, oracleDeals } from './oracle.ts';
import rows from './worked-baskets.json' with { type: 'json' };

const Row = z.strictObject({
  lines: z.array(z.tuple([z.string(), z.number(), z.number()])),
  deals: z.array(z.looseObject({ id: z.string() })),
  greedy: z.number(),
  saving: z.number(),
  ids: z.array(z.string()),
  discounts: z.array(z.array(z.number())),
});
const table = z.array(Row).parse(rows);
const read = (row: z.infer<typeof Row>) => ({
  lines: row.lines.map(([sku, unitPrice, quantity], index) =>
    pieces(sku, unitPrice, quantity, { lineId: `L${index}` }),
  ),
  promotions: row.deals.map(({ id, ...terms }) => promotion(id, terms)),
});

test('the table is large, and greedy loses in half of it', () => {
  expect(table.length).toBeGreaterThanOrEqual(200);
  expect(table.filter((row) => row.greedy < row.saving).length).toBeGreaterThanOrEqual(100);
});

for (const [index, row] of table.entries()) {
  test(`basket ${index + 1}: ${row.saving} by ${row.ids.join(' ')}, greedy ${row.greedy}`, () => {
    const { lines, promotions } = read(row);
    const priced = price(basketOf(lines), promotions);
    expect(priced.discount).toBe(row.saving);
    expect([...new Set(priced.notes.map((note) => note.promotionId))].sort()).toEqual([...new Set(row.ids)]);
    expect(row.discounts).toContainEqual(priced.lines.map((line) => line.discount));
  });
}

test('the table says what the second opinion says', () => {
  for (const row of table.filter((_, index) => index % 20 === 0)) {
    const { lines, promotions } = read(row);
    const { saving, ids } = oracleDeals(lines, promotions);
    expect({ saving, ids, greedy: greedySaving(lines, promotions) }).toEqual({
      saving: row.saving,
      ids: row.ids,
      greedy: row.greedy,
    });
  }
});
