// Makes worked-baskets.json with the second opinion of oracle.ts alone: `node tests/domain/pricing/work-baskets.ts`.
// Half of the baskets are such that greedy loses; the seed is fixed, so that the table stays as it is.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { greedySaving, oracleDeals } from './oracle.ts';
import { someDeals, someLines } from './random-deals.ts';

const WANTED = 100;
const baskets = fc.tuple(someLines(7), someDeals);
const lost: unknown[] = [];
const even: unknown[] = [];
for (const [lines, promotions] of fc.sample(baskets, { seed: 311, numRuns: 20_000 })) {
  if (lost.length >= WANTED && even.length >= WANTED) break;
  const best = oracleDeals(lines, promotions);
  const greedy = greedySaving(lines, promotions);
  const list = greedy < best.saving ? lost : even;
  if (best.saving === 0 || list.length >= WANTED || best.discounts.size > 6) continue;
  const deals = promotions.map(({ version: _, label: __, validity: ___, ...terms }) => terms);
  const goods = lines.map(({ sku, measure }) =>
    measure.kind === 'pieces' ? [sku, measure.unitPrice, measure.quantity] : [],
  );
  const { saving, ids, discounts } = best;
  list.push({
    lines: goods,
    deals,
    greedy,
    saving,
    ids,
    discounts: [...discounts].map((it) => JSON.parse(it)),
  });
}
const rows = [...lost, ...even].map((row) => `  ${JSON.stringify(row)}`);
writeFileSync(fileURLToPath(new URL('worked-baskets.json', import.meta.url)), `[\n${rows.join(',\n')}\n]\n`);
