import type { DraftLine } from './make.ts';
import type { Seeded } from './seeded.ts';
import type { Settled } from './settle.ts';
import { SHOP } from './shop.ts';

/** What families of sales choose from. */

export const OVERLAPPING = [
  'Q1',
  'Q2',
  'Q3',
  'Q4',
  'Q5',
  'Q6',
  'Q7',
  'Q8',
  'Q9',
  'Q10',
  'Q11',
  'Q12',
  'Q13',
  'Q14',
  'Q15',
  'Q16',
  'Q32',
  'Q33',
];
export const GOODS = {
  BOTTLED: ['GTEA', 'OOLO', 'MTEA', 'WATR', 'SODA'],
  DRINK: ['COFM', 'COFL', 'LATM', 'LATL'],
  FOOD: ['RICE', 'RICB', 'SAND', 'BENT', 'NOOD', 'SALA'],
  SNACK: ['CHIP', 'COOK', 'CHOC', 'NUTS', 'GUMM'],
  HBA: ['SHAM', 'COND', 'PAST', 'BRUS', 'SOAP', 'LOTN'],
};
export const PLAIN = Object.values(GOODS).flat();
const AFTERNOON = '15:30:00';
const MORNING = '08:15:00';

export function isDealOf(id: string): (sku: string) => boolean {
  const offer = SHOP.promotions[id];
  return (sku) => {
    if (offer === undefined) return false;
    const named = [
      ...('slots' in offer ? offer.slots.flat() : []),
      ...(('skus' in offer && offer.skus) || []),
    ];
    const categories = 'categories' in offer ? (offer.categories ?? []) : [];
    return named.includes(sku) || categories.includes(SHOP.catalog[sku]?.category ?? '');
  };
}

/** Lines of articles that these offers speak of. */
export function linesFor(
  chance: Seeded,
  promotions: readonly string[],
  sizes: { readonly lines: readonly [number, number]; readonly pieces: number },
): readonly DraftLine[] {
  const skus = PLAIN.filter((sku) => promotions.some((id) => isDealOf(id)(sku)));
  const chosen = chance.some(skus, chance.between(...sizes.lines));
  return chosen.map((sku) => [sku, chance.between(1, sizes.pieces)] as const);
}

export const pieces = (lines: readonly DraftLine[]) => lines.reduce((sum, [, qty]) => sum + qty, 0);
export const labels = (it: Settled) => it.priced.dealIds.join('+');
export const needsMember = (ids: readonly string[]) =>
  ids.some((id) => SHOP.promotions[id]?.segment !== undefined || ['Q19', 'Q20', 'Q23'].includes(id));
export const segmentsFor = (ids: readonly string[]) => {
  const named = ids.flatMap((id) => SHOP.promotions[id]?.segment ?? []);
  return named.length === 0 ? {} : { segments: named };
};
export const timeFor = (ids: readonly string[]) => {
  if (ids.includes('Q5')) return { at: AFTERNOON };
  return ids.includes('Q32') || ids.includes('Q34') ? { at: MORNING } : {};
};
export const frame = (ids: readonly string[]) => ({
  promotions: ids,
  ...(needsMember(ids) ? { member: {} } : {}),
  ...segmentsFor(ids),
  ...timeFor(ids),
});
