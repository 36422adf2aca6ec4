import { compareIds } from './amounts.ts';
import { selectorsOf } from './offers.ts';
import type { Promotion, Selector } from './promotion.ts';
import {
  DEFAULT_LIMITS,
  type PublicationCatalog,
  type PublicationLimits,
  type PublicationProblem,
  type PublicationProblemCode,
  skusOf,
} from './publication-limits.ts';
import { checkOverlap } from './publication-overlap.ts';

/**
 * Checks promotions, each of which has passed its schema, before they are published together: conflicts are found at
 * head office and shops never see them (payments-points.md 4.2 and 4.3, 4). An empty answer means: publish.
 * @returns problems by promotion id, then field.
 */
export function checkPublication(
  promotions: readonly Promotion[],
  catalog: PublicationCatalog,
  limits: PublicationLimits = DEFAULT_LIMITS,
): readonly PublicationProblem[] {
  const problems = [
    ...versionsThatContradict(promotions),
    ...promotions.flatMap((it) => [...checkOne(it, limits), ...checkNames(it, catalog)]),
    ...addOnLoops(promotions, catalog),
    ...checkOverlap(promotions, catalog, limits),
  ];
  return problems.sort((a, b) => compareIds(a.promotionId, b.promotionId) || compareIds(a.field, b.field));
}

/** Versions of one id may follow each other; which of two under the same number counts, nobody could say. */
function versionsThatContradict(promotions: readonly Promotion[]): readonly PublicationProblem[] {
  const groups = Map.groupBy(promotions, (it) => `${it.id}@${it.version}`);
  return [...groups.values()].flatMap(([first, second]) =>
    first === undefined || second === undefined
      ? []
      : [{ promotionId: first.id, field: 'id', code: 'id-twice' as const, detail: `${first.version}` }],
  );
}

function checkOne(promotion: Promotion, limits: PublicationLimits): readonly PublicationProblem[] {
  const problems: PublicationProblem[] = [];
  const tell = (field: string, code: PublicationProblemCode, detail: number | string) =>
    problems.push({ promotionId: promotion.id, field, code, detail: `${detail}` });
  const { from, until } = promotion.validity;
  if (Date.parse(until) <= Date.parse(from)) tell('validity', 'ends-before-it-begins', until);
  const priceIn = (field: string, price: number) => {
    if (price > limits.highestPrice) tell(field, 'price-too-high', price);
  };
  switch (promotion.kind) {
    case 'any-n':
      if (promotion.n > limits.anyN) tell('n', 'n-too-large', promotion.n);
      if (promotion.pay.kind === 'price') priceIn('pay.price', promotion.pay.price);
      break;
    case 'bundle':
      if (promotion.slots.length > limits.bundleSlots)
        tell('slots', 'too-many-slots', promotion.slots.length);
      priceIn('price', promotion.price);
      break;
    case 'member-price':
    case 'add-on':
    case 'redeem':
      priceIn('price', promotion.price);
      break;
    case 'every-amount':
      if (promotion.off > promotion.every) tell('off', 'takes-more-than-there-is', promotion.off);
      break;
    case 'threshold-amount':
      checkRising(promotion.steps, (step) => step.off, tell);
      for (const [index, { minimum, off }] of promotion.steps.entries()) {
        if (off > minimum) tell(`steps.${index}.off`, 'takes-more-than-there-is', off);
      }
      break;
    case 'threshold-percent':
      checkRising(promotion.steps, (step) => 100 - step.payPct, tell);
      break;
    case 'exclusive-percent':
    case 'segment-percent':
    case 'second-percent':
    case 'bogo':
    case 'order-percent':
    case 'gift':
      break;
  }
  return problems;
}

/** Steps must rise, and none may give less than the one below it: buying more would cost more. */
function checkRising<Step extends { readonly minimum: number }>(
  steps: readonly Step[],
  worth: (step: Step) => number,
  tell: (field: string, code: PublicationProblemCode, detail: number) => void,
): void {
  for (const [index, step] of steps.entries()) {
    const below = steps[index - 1];
    if (below === undefined) continue;
    if (step.minimum <= below.minimum || worth(step) < worth(below))
      tell(`steps.${index}`, 'steps-fall', step.minimum);
  }
}

function checkNames(promotion: Promotion, catalog: PublicationCatalog): readonly PublicationProblem[] {
  const problems: PublicationProblem[] = [];
  const tell = (field: string, code: PublicationProblemCode, detail: string) =>
    problems.push({ promotionId: promotion.id, field, code, detail });
  const fieldOf = (index: number) => (promotion.kind === 'bundle' ? `slots.${index}` : 'select');
  const check = (selector: Selector, field: string) => {
    for (const sku of selector.skus ?? [])
      if (!catalog.hasSku(sku)) tell(`${field}.skus`, 'unknown-sku', sku);
    for (const way of ['categories', 'brands', 'tags'] as const) {
      for (const name of selector[way] ?? []) {
        if (catalog.skusIn(way, name) === undefined) tell(`${field}.${way}`, 'unknown-name', name);
      }
    }
  };
  const excluded = promotion.exclude === undefined ? new Set<string>() : skusOf(promotion.exclude, catalog);
  if (promotion.exclude !== undefined) check(promotion.exclude, 'exclude');
  for (const [index, selector] of selectorsOf(promotion).entries()) {
    check(selector, fieldOf(index));
    // Tags may be on lines alone (a sticker), so a selector with tags can mean articles that no catalog names.
    const left = [...skusOf(selector, catalog)].filter((sku) => !excluded.has(sku));
    if (left.length === 0 && selector.tags === undefined) tell(fieldOf(index), 'selects-nothing', '');
  }
  if ('sku' in promotion && !catalog.hasSku(promotion.sku)) tell('sku', 'unknown-sku', promotion.sku);
  return problems;
}

/** Add-ons whose minimum counts, by name, an article that another add-on sells, and so on back to their own. */
function addOnLoops(
  promotions: readonly Promotion[],
  catalog: PublicationCatalog,
): readonly PublicationProblem[] {
  const sold = promotions.flatMap((it) => {
    if ((it.kind !== 'add-on' && it.kind !== 'redeem') || it.within === undefined) return [];
    return [{ id: it.id, sku: it.sku, counts: skusOf(it.within, catalog) }];
  });
  const bySku = Map.groupBy(sold, (it) => it.sku);
  const problems: PublicationProblem[] = [];
  for (const it of sold) {
    const field = 'within';
    if (it.counts.size === 1 && it.counts.has(it.sku)) {
      problems.push({ promotionId: it.id, field, code: 'counts-itself', detail: it.sku });
      continue;
    }
    const seen = new Set<string>();
    const next = [...it.counts].filter((sku) => sku !== it.sku && bySku.has(sku));
    for (let sku = next.pop(); sku !== undefined; sku = next.pop()) {
      if (seen.has(sku)) continue;
      seen.add(sku);
      for (const other of bySku.get(sku) ?? []) {
        for (const counted of other.counts) if (counted !== sku && bySku.has(counted)) next.push(counted);
      }
    }
    if (seen.has(it.sku)) problems.push({ promotionId: it.id, field, code: 'add-on-loop', detail: it.sku });
  }
  return problems;
}
