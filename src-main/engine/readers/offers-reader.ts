import { PolicyItem, ProgrammeItem, PromotionItem, SegmentItem } from '../../contract/offer-items.ts';
import type { Experiment } from '../../domain/offers/experiment.ts';
import type { EarnRule } from '../../domain/points/earn-rule.ts';
import type { PointsProgramme } from '../../domain/points/programme.ts';
import type { PricingPolicy } from '../../domain/pricing/basket.ts';
import { type CompiledOffers, compileOffers } from '../../domain/pricing/offers.ts';
import type { CompiledValidity } from '../../domain/pricing/validity.ts';
import type { OffersReader } from '../../domain/readers.ts';
import type { TillPolicy } from '../../domain/till-policy.ts';
import type { ReferenceStore } from '../../store/reference/reference-store.ts';
import { nextChangeMs, type Scheduled, validitiesOf } from './next-change.ts';

/** The topics that say what things cost and what members get. */
const TOPICS = ['promotions', 'programmes', 'segments', 'policies'] as const;

/**
 * Goods that law or nature keep from reductions and rewards (payments-points.md 3.4: tobacco by the Tobacco Hazards
 * Prevention Act). What holds where head office says nothing: no policy must not mean that all is allowed.
 */
const KEPT_OUT = {
  categories: ['TOBACCO', 'INFANT_FORMULA', 'GIFT_CARD', 'COLLECTION', 'DONATION'],
  skus: [],
};
export const FALLBACK_PRICING_POLICY: PricingPolicy = {
  notPromoted: KEPT_OUT,
  notCounted: KEPT_OUT,
  notEarning: KEPT_OUT,
};

/** One generation, read and compiled. */
interface Compiled {
  readonly generation: number;
  readonly compiled: CompiledOffers;
  readonly earnRules: readonly EarnRule[];
  readonly experiments: readonly Experiment[];
  readonly programmes: readonly (Scheduled & { readonly programme: PointsProgramme })[];
  readonly policies: readonly PolicyItem[];
  readonly validities: readonly CompiledValidity[];
}

/** Reads prices and rewards from the topics in use. Compiled once after each switch, not once a look. */
export class StoredOffers implements OffersReader {
  readonly #reference: ReferenceStore;
  readonly #storeId: string;
  #current: Compiled | undefined;

  constructor(reference: ReferenceStore, storeId: string) {
    this.#reference = reference;
    this.#storeId = storeId;
  }

  /**
   * The number of switches that these topics have seen at this till: one more with each, also over restarts, so that an
   * entry that names it says which prices were in use.
   */
  get generation(): number {
    return this.#read().generation;
  }

  get compiled(): CompiledOffers {
    return this.#read().compiled;
  }

  get earnRules(): readonly EarnRule[] {
    return this.#read().earnRules;
  }

  get experiments(): readonly Experiment[] {
    return this.#read().experiments;
  }

  /** What one policy keeps out stays out, whatever another one says. */
  pricingPolicy(atMs: number): PricingPolicy {
    const policies = this.#policiesAt(atMs).flatMap((it) => (it.kind === 'pricing' ? [it.policy] : []));
    return policies.length === 0 ? FALLBACK_PRICING_POLICY : policies.reduce(both);
  }

  programmes(atMs: number): readonly PointsProgramme[] {
    const held = this.#read().programmes.filter((it) => isHeld(it, atMs));
    return highest(held.map(({ programme }) => programme));
  }

  /** What head office has set of the till's limits; the later id wins where two set one field. */
  tillPolicy(atMs: number): Partial<TillPolicy> {
    const policies = this.#policiesAt(atMs).flatMap((it) => (it.kind === 'till' ? [defined(it.policy)] : []));
    return Object.assign({}, ...policies) as Partial<TillPolicy>;
  }

  /** The next moment at which anything here switches by itself; undefined for never. See `nextChangeMs`. */
  nextChangeMs(nowMs: number): number | undefined {
    const { validities, programmes, policies, experiments, earnRules } = this.#read();
    return nextChangeMs(
      { validities, scheduled: [...programmes, ...policies, ...experiments], earnRules },
      nowMs,
    );
  }

  /** Of each policy the version that counts, in the order of the ids. */
  #policiesAt(atMs: number): readonly PolicyItem[] {
    const held = this.#read().policies.filter((it) => isHeld(it, atMs));
    return [
      ...highest(held.filter((it) => it.kind === 'pricing')),
      ...highest(held.filter((it) => it.kind === 'till')),
    ];
  }

  #read(): Compiled {
    const reference = this.#reference;
    const generation = TOPICS.reduce((sum, topic) => sum + reference.lastGeneration(topic), 0);
    if (this.#current?.generation === generation) return this.#current;
    const promotions = reference.documents('promotions').map((body) => PromotionItem.parse(body));
    const items = reference.documents('programmes').map((body) => ProgrammeItem.parse(body));
    const compiled = compileOffers(promotions, this.#storeId);
    this.#current = {
      generation,
      compiled,
      earnRules: items.flatMap((it) => (it.kind === 'earn-rule' ? [it.rule] : [])),
      experiments: reference.documents('segments').map((body) => SegmentItem.parse(body)),
      programmes: items.flatMap((it) => (it.kind === 'programme' ? [it] : [])),
      policies: reference.documents('policies').map((body) => PolicyItem.parse(body)),
      validities: validitiesOf(compiled),
    };
    return this.#current;
  }
}

function isHeld({ fromMs, untilMs }: Scheduled, atMs: number): boolean {
  return fromMs <= atMs && atMs < untilMs;
}

/** Of each id the highest version, in the order of the ids. */
function highest<Item extends { readonly id: string; readonly version: number }>(
  items: readonly Item[],
): readonly Item[] {
  const best = new Map<string, Item>();
  for (const item of items) if ((best.get(item.id)?.version ?? 0) < item.version) best.set(item.id, item);
  return [...best.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function both(one: PricingPolicy, other: PricingPolicy): PricingPolicy {
  const join = (field: keyof PricingPolicy) => ({
    categories: [...new Set([...one[field].categories, ...other[field].categories])],
    skus: [...new Set([...one[field].skus, ...other[field].skus])],
  });
  return { notPromoted: join('notPromoted'), notCounted: join('notCounted'), notEarning: join('notEarning') };
}

function defined(policy: { readonly [Field in keyof TillPolicy]?: TillPolicy[Field] | undefined }) {
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
}
