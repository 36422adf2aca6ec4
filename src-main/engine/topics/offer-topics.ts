import {
  CouponItem,
  couponItemKey,
  PolicyItem,
  ProgrammeItem,
  PromotionItem,
  SegmentItem,
  SnapshotItem,
} from '../../contract/offer-items.ts';
import { DEFAULT_LIMITS, type PublicationLimits } from '../../domain/pricing/publication-limits.ts';
import type { ReferenceStore } from '../../store/reference/reference-store.ts';
import { type DocumentTopic, fieldOf } from './document-sink.ts';

/** Prices and rewards, topic by topic, each checked whole before it is used (src-main/contract/offer-items.ts). */

const ENDS_FIRST = 'ends before it begins';

/** Promotions, checked against the catalog in use, off this thread. */
export function promotionsTopic(
  reference: Pick<ReferenceStore, 'checkPromotions'>,
  limits: PublicationLimits = DEFAULT_LIMITS,
): DocumentTopic<PromotionItem> {
  return {
    topic: 'promotions',
    checkedAgainst: ['catalog'],
    schema: PromotionItem,
    keyOf: promotionKey,
    nameOf: (item) => `promotion ${fieldOf(item, 'id') ?? 'without an id'}`,
    async checkAll(promotions) {
      const [first] = await reference.checkPromotions(promotions, limits);
      return (
        first && `promotion ${first.promotionId}: ${first.field}: ${first.code} ${first.detail}`.trimEnd()
      );
    },
  };
}

/** Points programmes and the rules by which sales earn. */
export const programmesTopic: DocumentTopic<ProgrammeItem> = {
  topic: 'programmes',
  schema: ProgrammeItem,
  keyOf: (item) =>
    item.kind === 'programme'
      ? `programme:${item.programme.id}@${item.programme.version}`
      : `rule:${item.rule.id}`,
  nameOf: (item) =>
    fieldOf(item, 'kind') === 'earn-rule'
      ? `earn rule ${fieldOf(item, 'rule', 'id') ?? 'without an id'}`
      : `programme ${fieldOf(item, 'programme', 'id') ?? 'without an id'}`,
  checkOne(item) {
    if (item.kind === 'programme') {
      const { programme, fromMs, untilMs } = item;
      if (untilMs <= fromMs) return `programme ${programme.id}: untilMs: ${ENDS_FIRST}`;
      const rate = programme.exchangeRates.findIndex((it) => it.untilMs <= it.fromMs);
      return rate < 0 ? undefined : `programme ${programme.id}: exchangeRates.${rate}: ${ENDS_FIRST}`;
    }
    const { id, when } = item.rule;
    const isEmpty = when.fromMs !== undefined && when.untilMs !== undefined && when.untilMs <= when.fromMs;
    return isEmpty ? `earn rule ${id}: when.untilMs: ${ENDS_FIRST}` : undefined;
  },
  checkAll(items) {
    const programmes = new Set(items.flatMap((it) => (it.kind === 'programme' ? it.programme.id : [])));
    const rules = new Map(items.flatMap((it) => (it.kind === 'earn-rule' ? [[it.rule.id, it.rule]] : [])));
    if (rules.size > MAX_RULES) return `${rules.size} earn rules: at most ${MAX_RULES}`;
    for (const { id, programmeId, formula } of rules.values()) {
      if (!programmes.has(programmeId)) return `earn rule ${id}: programmeId: no programme ${programmeId}`;
      if (formula.kind !== 'multiple') continue;
      const of = rules.get(formula.ofRuleId);
      if (of?.formula.kind !== 'rate')
        return `earn rule ${id}: formula.ofRuleId: no rate ${formula.ofRuleId}`;
      if (of.programmeId !== programmeId)
        return `earn rule ${id}: formula.ofRuleId: ${formula.ofRuleId} is of another programme`;
    }
    return undefined;
  },
};
/** As `EarnRules` has it. */
const MAX_RULES = 1_000;

/** Experiments of micro-segmentation. */
export const segmentsTopic: DocumentTopic<SegmentItem> = {
  topic: 'segments',
  schema: SegmentItem,
  keyOf: ({ id }) => id,
  nameOf: (item) => `segment ${fieldOf(item, 'id') ?? 'without an id'}`,
  checkOne({ id, variants }) {
    const ids = new Set(variants.map((variant) => variant.id));
    return ids.size === variants.length ? undefined : `segment ${id}: variants: one is listed twice`;
  },
};

/** Coupons by code, what was used elsewhere, and which campaigns need a signature. */
export const couponsTopic: DocumentTopic<CouponItem> = {
  topic: 'coupons',
  schema: CouponItem,
  keyOf: couponItemKey,
  nameOf(item) {
    const id = fieldOf(item, 'coupon', 'id') ?? fieldOf(item, 'couponId') ?? fieldOf(item, 'campaignId');
    return `coupon ${id ?? 'without an id'}`;
  },
  checkOne(item) {
    if (item.kind !== 'coupon') return undefined;
    const { id, validity } = item.coupon;
    const isEmpty = Date.parse(validity.until) <= Date.parse(validity.from);
    return isEmpty ? `coupon ${id}: validity: ${ENDS_FIRST}` : undefined;
  },
  checkAll(items) {
    const owners = new Map<string, string>();
    for (const item of items) {
      if (item.kind !== 'coupon') continue;
      for (const code of item.codes) {
        const owner = owners.get(code) ?? item.coupon.id;
        if (owner !== item.coupon.id)
          return `coupon ${item.coupon.id}: codes: one is also of coupon ${owner}`;
        owners.set(code, owner);
      }
    }
    return undefined;
  },
};

/** What may be promoted and earned, and the till's own limits. */
export const policiesTopic: DocumentTopic<PolicyItem> = {
  topic: 'policies',
  schema: PolicyItem,
  keyOf: ({ id, version }) => `${id}@${version}`,
  nameOf: (item) => `policy ${fieldOf(item, 'id') ?? 'without an id'}`,
  checkOne: ({ id, fromMs, untilMs }) =>
    untilMs <= fromMs ? `policy ${id}: untilMs: ${ENDS_FIRST}` : undefined,
};

export interface SnapshotChecks {
  readonly tillId: string;
  /** Whether head office signed this very body. */
  readonly verify: (body: object, signature: string) => boolean;
  /** Lets others have the thread; a page of signatures takes longer than a frame. */
  readonly breathe: () => Promise<void>;
}

/** Signatures that are checked between two breaths: a few milliseconds. */
const SIGNATURES_AT_ONCE = 20;

/** Members' points as head office signed them for this till. */
export function snapshotsTopic({ tillId, verify, breathe }: SnapshotChecks): DocumentTopic<SnapshotItem> {
  let checked = 0;
  return {
    topic: 'snapshots',
    schema: SnapshotItem,
    keyOf: ({ snapshot }) => snapshotKey(snapshot.memberId, snapshot.programmeId),
    nameOf: (item) => `snapshot ${fieldOf(item, 'snapshot', 'snapshotId') ?? 'without an id'}`,
    async checkOne({ snapshot, signature }, raw) {
      const { snapshotId } = snapshot;
      if (snapshot.tillId !== tillId) return `snapshot ${snapshotId}: tillId: made for another till`;
      checked += 1;
      if (checked % SIGNATURES_AT_ONCE === 0) await breathe();
      const isSigned = verify(signedPart(raw), signature);
      return isSigned ? undefined : `snapshot ${snapshotId}: signature: does not hold`;
    },
  };
}

/** Under which a promotion is stored. */
export function promotionKey({ id, version }: Pick<PromotionItem, 'id' | 'version'>): string {
  return `${id}@${version}`;
}

/** Under which a member's snapshot is stored. */
export function snapshotKey(memberId: string, programmeId: string): string {
  return `${memberId}:${programmeId}`;
}

/** The snapshot as it came, before the schema filled anything in: what was signed. */
export function signedPart(raw: unknown): object {
  const part: unknown =
    typeof raw === 'object' && raw !== null
      ? Object.getOwnPropertyDescriptor(raw, 'snapshot')?.value
      : undefined;
  return typeof part === 'object' && part !== null ? part : {};
}
