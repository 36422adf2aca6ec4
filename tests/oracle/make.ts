import { expectedOf } from './expected.ts';
import { type ByHand, Sale, type SaleLine } from './sale.ts';
import type { Seeded } from './seeded.ts';
import { type Settled, settle } from './settle.ts';
import { MEMBER, SHOP } from './shop.ts';

/** A sale before anybody has paid: what a family of cases thinks up. */
export interface Draft {
  readonly area: readonly string[];
  readonly lines: readonly DraftLine[];
  readonly promotions?: readonly string[];
  readonly coupons?: readonly string[];
  readonly member?: Partial<NonNullable<Sale['member']>>;
  readonly segments?: readonly string[];
  readonly at?: string;
  readonly discount?: ByHand;
  readonly binRule?: { readonly prefix: string; readonly ratePct: number; readonly capPerSale: number };
  readonly pay?: (due: number, chance: Seeded) => Sale['tenders'];
  readonly offline?: { readonly hqBalanceBefore: number };
  readonly withGreedy?: true;
  /** Whether it shows what it is meant to show. */
  readonly isWanted?: (it: Settled) => boolean;
  readonly title: (it: Settled) => string;
  readonly notes?: string;
}

/** `[sku, pieces]`, with what a person did to the line. */
export type DraftLine = readonly [sku: string, qty: number, more?: Partial<SaleLine>];

/** A scenario of the public format, with what must come of it. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly [field: string]: unknown;
}

const DAY = '2026-11-03';

/**
 * The draft as a whole scenario: paid, and with everything that must come of it. Undefined where the rules leave a
 * figure open, where nothing is due, or where the sale does not show what it is meant to.
 */
export function scenarioFrom(draft: Draft, id: string, chance: Seeded): Scenario | undefined {
  const unpaid = saleOf(draft, id, []);
  const first = settle(unpaid, SHOP);
  if (first.priced.open !== undefined || draft.isWanted?.(first) === false) return undefined;
  if (draft.withGreedy === true && first.priced.isGreedyOpen) return undefined;
  const due = Number(first.due - first.crossValue);
  if (due <= 0) return undefined;
  const sale = saleOf(draft, id, (draft.pay ?? cashOrCard)(due, chance));
  const head = { id, title: draft.title(settle(sale, SHOP)), kind: sale.kind, area: sale.area };
  return {
    ...head,
    ...sale,
    expected: expectedOf(sale, SHOP, { withGreedy: draft.withGreedy === true }),
    ...(draft.notes === undefined ? {} : { notes: draft.notes }),
  };
}

function saleOf(draft: Draft, id: string, tenders: Sale['tenders']): Sale {
  const given = {
    ...(draft.at === undefined ? {} : { firstTenderAt: `${DAY}T${draft.at}+08:00` }),
    ...(draft.binRule === undefined
      ? {}
      : { binRule: { ...draft.binRule, programme: 'CROSS', pendingUntil: 'card_settlement' } }),
  };
  return Sale.parse({
    id,
    kind: 'sale',
    area: draft.area,
    online: draft.offline === undefined,
    ...(Object.keys(given).length === 0 ? {} : { given }),
    lines: draft.lines.map(([sku, qty, more = {}]) => ({
      sku,
      qty,
      unitPrice: SHOP.catalog[sku]?.price,
      ...more,
    })),
    promotions: draft.promotions ?? [],
    coupons: draft.coupons ?? [],
    ...(draft.discount === undefined ? {} : { discount: draft.discount }),
    member: draft.member === undefined ? null : { id: MEMBER, joined: true, ownBalance: 0, ...draft.member },
    ...(draft.segments === undefined ? {} : { segments: draft.segments }),
    tenders,
    ...(draft.offline === undefined
      ? {}
      : { steps: [{ do: 'sync', hqBalanceBefore: draft.offline.hqBalanceBefore }] }),
  });
}

/** What people hand over: the exact amount, or up to the next notes. */
export function cash(due: number, chance: Seeded): number {
  const note = chance.pick([1, 10, 50, 100, 500, 1_000]);
  return Math.ceil(due / note) * note;
}

export function cashOrCard(due: number, chance: Seeded): Sale['tenders'] {
  return chance.below(4) === 0
    ? [{ type: 'edc_card', amount: due }]
    : [{ type: 'cash', amount: cash(due, chance) }];
}

/** Drafts until so many of them are scenarios; gives up loudly where a family hardly ever hits what it looks for. */
export function collect(
  prefix: string,
  family: (chance: Seeded) => Draft,
  {
    count,
    chance,
    atMostAlike = 2,
  }: { readonly count: number; readonly chance: Seeded; readonly atMostAlike?: number },
): readonly Scenario[] {
  const found: Scenario[] = [];
  const seen = new Map<string, number>();
  for (let tries = 0; found.length < count; tries += 1) {
    if (tries > TRIES) throw new Error(`${prefix}: ${found.length} of ${count} after ${tries} drafts`);
    const draft = family(chance);
    const offers = [...(draft.promotions ?? []), ...(draft.coupons ?? [])].join();
    const key = `${offers}|${JSON.stringify(draft.lines)}|${draft.at ?? ''}|${JSON.stringify(draft.member ?? null)}|${JSON.stringify(draft.discount ?? null)}`;
    if ((seen.get(key) ?? 0) > 0 || (offers !== '' && (seen.get(offers) ?? 0) >= atMostAlike)) continue;
    const scenario = scenarioFrom(draft, `${prefix}-${String(found.length + 1).padStart(3, '0')}`, chance);
    if (scenario === undefined) continue;
    seen.set(key, 1);
    seen.set(offers, (seen.get(offers) ?? 0) + 1);
    found.push(scenario);
  }
  return found;
}

const TRIES = 60_000;
