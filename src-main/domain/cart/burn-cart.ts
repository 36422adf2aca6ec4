import { assert } from '../../base/assert.ts';
import type { Result } from '../../base/result.ts';
import { MAX_VALUE } from '../points/arithmetic.ts';
import {
  type BurnAsk,
  type BurnLine,
  type BurnPlan,
  type BurnRight,
  burn as burnPoints,
  planBurns,
} from '../points/burn.ts';
import type { Occasion, Provisional } from '../points/entry.ts';
import { availableOf, emptyLedger, type PointsLedger } from '../points/ledger.ts';
import {
  CLOCK_TOLERANCE_MS,
  type OfflineAllowance,
  type OfflinePaper,
  offlineAllowance,
  offlineRight,
} from '../points/offline.ts';
import { offlineUseOf, type PoolShare, snapshotLedger } from '../points/offline-papers.ts';
import { isEligible, type PointsProgramme } from '../points/programme.ts';
import { type PointsRefusal, refused } from '../points/refusal.ts';
import { redeemStamps } from '../points/stamps.ts';
import { divideDown } from '../pricing/amounts.ts';
import type { PricedBasket } from '../pricing/priced-basket.ts';
import { applyReduction } from '../pricing/reduction.ts';
import type { ChosenBurn, FrozenBurn } from '../sale-payloads.ts';
import type { Cart } from './cart.ts';
import type { PricingScene } from './price-cart.ts';

/** Points for a cart: how much of what was chosen can be had as the cart stands, and the ledger's entries of it. */

/** One chosen burn, as far as it goes. */
export interface BurnPlanned {
  readonly chosen: ChosenBurn;
  readonly plan: BurnPlan;
  readonly source: BurnSource;
}

/** Where points of one programme come from: what is seen of them, and what may go. */
export interface BurnSource {
  readonly programme: PointsProgramme;
  readonly ledger: PointsLedger | null;
  /** NT$; null: whatever the ledger holds. */
  readonly limitValue: number | null;
  readonly allowance: OfflineAllowance | null;
}

/**
 * Plans every chosen burn on the basket as it is priced before points. A burn that the cart no longer has room for is
 * cut to what there is room for; one whose papers no longer hold is left out.
 * @returns the burns that burn something, and the basket with own points taken off its prices.
 */
export function planCartBurns(
  cart: Cart,
  basket: PricedBasket,
  scene: PricingScene,
): { readonly burns: readonly BurnPlanned[]; readonly reduced: PricedBasket } {
  if (cart.burns.length === 0) return { burns: [], reduced: basket };
  const lines = burnLines(cart, basket);
  const asked: { chosen: ChosenBurn; source: BurnSource; ask: BurnAsk }[] = [];
  const drawings: BurnDrawing[] = [];
  for (const chosen of ownFirst(cart.burns, scene)) {
    const found = sourceOf(cart, chosen, scene, drawings);
    if (!found.ok) continue;
    const source = found.value;
    const before = asked.map(({ ask }) => ask);
    const maximum = maximumOf(source, before, lines, scene.nowMs)?.maximum ?? 0;
    const step = source.programme.burn?.value ?? 1;
    const wanted = chosen.wanted === 'max' ? maximum : Math.min(chosen.wanted, maximum);
    const value = divideDown(wanted, step) * step;
    if (value === 0 || value < (source.programme.burn?.minimumValue ?? 0)) continue;
    asked.push({ chosen, source, ask: askOf(source, value) });
    drawings.push({ source, value });
  }
  const plans = planBurns(
    asked.map(({ ask }) => ask),
    lines,
    scene.nowMs,
  );
  assert(plans.ok, 'what was cut to its maximum can be had');
  const burns = asked.flatMap(({ chosen, source }) => {
    const plan = plans.value.find(({ programme }) => programme.id === source.programme.id);
    return plan === undefined || plan.value === 0 ? [] : [{ chosen, source, plan }];
  });
  let reduced = basket;
  for (const { plan } of burns) {
    const { programme, value } = plan;
    if (programme.treatment !== 'price-reduction') continue;
    const eligible = lines.flatMap((line) => (isEligible(programme, line) ? [line.lineId] : []));
    reduced = applyReduction(reduced, value, eligible, {
      promotionId: programme.id,
      version: programme.version,
      label: programme.name,
    });
  }
  return { burns, reduced };
}

/**
 * The most that points of one programme could do for the cart, beside what is chosen of the others.
 * @returns the plan of the most, or why there is none.
 */
export function burnMaximum(
  cart: Cart,
  {
    basket,
    others,
    source,
  }: {
    /** Priced without any points. */
    readonly basket: PricedBasket;
    /** Burns of the other programmes. */
    readonly others: readonly BurnPlanned[];
    readonly source: BurnSource;
  },
  nowMs: number,
): Result<BurnPlan, PointsRefusal> {
  const lines = burnLines(cart, basket);
  const before = others
    .filter(({ source: other }) => other.programme.id !== source.programme.id)
    .map(({ source: other, plan }) => askOf(other, plan.value));
  const plans = planBurns([...before, askOf(source, 'max')], lines, nowMs);
  if (!plans.ok) return plans;
  const plan = plans.value.find(({ programme }) => programme.id === source.programme.id);
  assert(plan !== undefined, 'what was asked is planned');
  return { ok: true, value: plan };
}

/** Points of the member that nobody bounds but the sale itself: what is asked of head office before it is known. */
export function unboundedSource(programme: PointsProgramme): BurnSource {
  return { programme, ledger: null, limitValue: MAX_VALUE, allowance: null };
}

/** A burn of the same sale, not in the journal yet, that may draw on papers which others draw on too. */
export interface BurnDrawing {
  readonly source: BurnSource;
  /** NT$, in whole steps. */
  readonly value: number;
}

/**
 * What the papers at this till allow for the cart's member, and why nothing where they do not.
 * @param drawings burns of other programmes in this sale: one share of the pool bounds them together.
 */
export function offlineSource(
  cart: Cart,
  programme: PointsProgramme,
  scene: PricingScene,
  drawings: readonly BurnDrawing[] = [],
): Result<BurnSource, PointsRefusal> {
  const { member } = cart;
  if (member === null) return refused('not-for-this');
  const { points, nowMs, tillId, storeId, businessDate } = scene;
  const { memberId } = member;
  const tillEntries = points.tillEntries(memberId);
  const paper = paperOf(cart, programme, scene);
  if (paper === undefined) return refused('no-grant', { memberId });
  const others = points.provisionalBurns().filter(({ entry }) => entry.memberId !== memberId);
  const allowance = offlineAllowance({
    programme,
    memberId,
    tillId,
    storeId,
    nowMs,
    businessDate,
    paper,
    grants: points.grants(memberId),
    poolShares: sharesWithout(points.poolShares(), drawings),
    tillEntries: [...others, ...tillEntries],
    capValue: null,
  });
  if (!allowance.ok) return allowance;
  const ledger = paper.kind === 'snapshot' ? snapshotLedger(paper.snapshot, tillEntries) : null;
  const { value } = allowance.value;
  return { ok: true, value: { programme, ledger, limitValue: value, allowance: allowance.value } };
}

/** Stamps of the member that may be spent here and now; 0 where nothing vouches for them. */
export function stampsFree(memberId: string, scene: PricingScene): number {
  const found = stampsLedger(memberId, scene);
  if (found === undefined) return 0;
  return Math.min(999_999, found.most, availableOf(found.ledger, scene.nowMs));
}

/**
 * The burns of a cart that is frozen now, with the stamps that its redemptions take: what the ledger will say once the
 * sale is finished.
 */
export function frozenBurns(
  cart: Cart,
  priced: { readonly burns: readonly BurnPlanned[]; readonly basket: PricedBasket },
  occasion: Occasion,
  scene: PricingScene,
): readonly FrozenBurn[] {
  const frozen = priced.burns.map(({ chosen, plan, source }): FrozenBurn => {
    const burnt = burnPoints(ledgerToBurn(chosen, source), plan, occasion, rightOf(chosen, source, plan));
    assert(burnt.ok, 'points that were planned at this moment can be burned at it');
    const { programme, value, points } = plan;
    const { treatment, id: programmeId } = programme;
    return { programmeId, treatment, value, points, entry: burnt.value.entry, record: burnt.value.record };
  });
  const stamps =
    cart.member === null ? undefined : frozenStamps(cart.member.memberId, priced.basket, occasion, scene);
  return stamps === undefined ? frozen : [...frozen, stamps];
}

function frozenStamps(
  memberId: string,
  basket: PricedBasket,
  occasion: Occasion,
  scene: PricingScene,
): FrozenBurn | undefined {
  // Each line takes the stamps of its own pieces, so that a return of one gives back no other's.
  const redemptions = basket.fixedPrices.flatMap(({ promotionId, stamps, units }) =>
    basket.lines.flatMap(({ lineId, parts }) => {
      const part = parts.find((each) => each.step === 'redeem' && each.promotionId === promotionId);
      return stamps === 0 || part === undefined
        ? []
        : [{ lineId, stamps: divideDown(stamps, units) * part.unitsInvolved }];
    }),
  );
  const found = stampsLedger(memberId, scene);
  if (redemptions.length === 0 || found === undefined) return undefined;
  const { ledger, programme } = found;
  const right = stampsRight(
    found,
    redemptions.reduce((sum, { stamps }) => sum + stamps, 0),
  );
  const taken = redeemStamps(ledger, programme, occasion, redemptions, right);
  assert(taken.ok, 'stamps that pricing counted are there');
  const { entry, record } = taken.value;
  return { programmeId: programme.id, treatment: 'stamps', value: 0, points: record.points, entry, record };
}

/** Stamps that a till may take, and on which papers. */
interface StampsSource {
  readonly ledger: PointsLedger;
  readonly programme: PointsProgramme;
  readonly paper: Pick<Provisional, 'paperId' | 'paperAgeMs'>;
  /** What the grants leave; no bound where none is needed. */
  readonly most: number;
  readonly grants: readonly { readonly grantId: string; readonly reserveId: string; readonly left: number }[];
}

function stampsRight({ paper, grants }: StampsSource, stamps: number): BurnRight {
  let open = stamps;
  const drawn = grants.flatMap(({ grantId, reserveId, left }) => {
    const points = Math.min(left, open);
    open -= points;
    return points === 0 ? [] : [{ grantId, reserveId, points }];
  });
  return {
    kind: 'offline',
    provisional: {
      ...paper,
      grants: drawn.map(({ grantId, points }) => ({ grantId, points })),
      nonce: null,
      poolShares: [],
    },
    reserveIds: drawn.map(({ reserveId }) => reserveId),
  };
}

/**
 * Stamps are worth no money, so no share of the pool bounds them: a programme that lets nothing go without a paper lets
 * stamps go offline on grants alone.
 */
function stampsLedger(memberId: string, scene: PricingScene): StampsSource | undefined {
  const { offers, points, nowMs, tillId, isOnline } = scene;
  const programme = offers.programmes(nowMs).find(({ unit }) => unit === 'stamps');
  if (programme === undefined || !(isOnline || programme.offline.isBurnAllowed)) return undefined;
  const found = points.snapshot(memberId, programme.id);
  if (found === undefined || !found.isSignatureValid) return undefined;
  const { snapshotId, issuedAtMs, expiresAtMs, tillId: madeFor } = found.snapshot;
  const isGood = madeFor === tillId && nowMs >= issuedAtMs - CLOCK_TOLERANCE_MS && nowMs < expiresAtMs;
  if (!isGood) return undefined;
  const tillEntries = points.tillEntries(memberId);
  const used = offlineUseOf(tillEntries).grants;
  const grants = isOnline
    ? []
    : points
        .grants(memberId)
        .filter(
          (each) => each.programmeId === programme.id && each.tillId === tillId && nowMs < each.expiresAtMs,
        )
        .map(({ grantId, reserveId, points: given }) => ({
          grantId,
          reserveId,
          left: Math.max(0, given - (used.get(grantId) ?? 0)),
        }));
  const needsGrant = !isOnline && programme.offline.requires !== 'nothing';
  const granted = grants.reduce((sum, { left }) => sum + left, 0);
  return {
    ledger: snapshotLedger(found.snapshot, tillEntries),
    programme,
    paper: { paperId: snapshotId, paperAgeMs: Math.max(0, nowMs - issuedAtMs) },
    most: needsGrant || grants.length > 0 ? granted : Number.MAX_SAFE_INTEGER,
    grants,
  };
}

/** The shares with what burns of this very sale draw from them taken off. */
function sharesWithout(shares: readonly PoolShare[], drawings: readonly BurnDrawing[]): readonly PoolShare[] {
  const drawn = new Map<string, number>();
  for (const { source, value } of drawings) {
    const { allowance, programme } = source;
    if (allowance === null || programme.burn === null) continue;
    const right = offlineRight(allowance, divideDown(value, programme.burn.value) * programme.burn.points);
    assert(right.ok && right.value.kind === 'offline', 'what was planned is within the allowance');
    for (const { shareId, value: taken } of right.value.provisional.poolShares)
      drawn.set(shareId, (drawn.get(shareId) ?? 0) + taken);
  }
  return shares.map((share) => ({ ...share, value: share.value - (drawn.get(share.shareId) ?? 0) }));
}

function sourceOf(
  cart: Cart,
  chosen: ChosenBurn,
  scene: PricingScene,
  drawings: readonly BurnDrawing[],
): Result<BurnSource, PointsRefusal> {
  const programme = scene.offers.programmes(scene.nowMs).find(({ id }) => id === chosen.programmeId);
  if (programme === undefined || programme.burn === null)
    return refused('not-burnable', { programmeId: chosen.programmeId });
  if (chosen.right.kind === 'offline') return offlineSource(cart, programme, scene, drawings);
  const { points, lots } = chosen.right;
  const held = lots.map((lot) => ({ ...lot, isPending: false }));
  return {
    ok: true,
    value: {
      programme,
      ledger: { ...emptyLedger(cart.member?.memberId ?? '', programme.id), lots: held },
      limitValue: divideDown(points, programme.burn.points) * programme.burn.value,
      allowance: null,
    },
  };
}

/** A token that the customer showed goes before a snapshot: their app made it for this. */
function paperOf(cart: Cart, programme: PointsProgramme, { points }: PricingScene): OfflinePaper | undefined {
  const { member } = cart;
  if (member === null) return undefined;
  if (member.token?.programmeId === programme.id)
    return { kind: 'token', token: member.token, isSignatureValid: true };
  const found = points.snapshot(member.memberId, programme.id);
  return found === undefined ? undefined : { kind: 'snapshot', ...found };
}

function ledgerToBurn(chosen: ChosenBurn, source: BurnSource): PointsLedger | null {
  if (chosen.right.kind === 'offline' || source.ledger === null) return source.ledger;
  const { reserveId, points } = chosen.right;
  return { ...source.ledger, reserves: [{ reserveId, points, untilMs: 0 }] };
}

function rightOf(chosen: ChosenBurn, { allowance }: BurnSource, plan: BurnPlan): BurnRight {
  if (chosen.right.kind === 'reserved') return { kind: 'reserved', reserveId: chosen.right.reserveId };
  assert(allowance !== null, 'what goes without head office has an allowance');
  const right = offlineRight(allowance, plan.points);
  assert(right.ok, 'what was planned is within the allowance');
  return right.value;
}

function askOf({ programme, ledger, limitValue }: BurnSource, wanted: number | 'max'): BurnAsk {
  return { programme, ledger, wanted, offlineValue: limitValue };
}

function maximumOf(
  source: BurnSource,
  before: readonly BurnAsk[],
  lines: readonly BurnLine[],
  nowMs: number,
): BurnPlan | undefined {
  const plans = planBurns([...before, askOf(source, 'max')], lines, nowMs);
  return plans.ok ? plans.value.find(({ programme }) => programme.id === source.programme.id) : undefined;
}

/** Own points first: they lower what the others may pay (payments-points.md 4.3, 8). */
function ownFirst(burns: readonly ChosenBurn[], { offers, nowMs }: PricingScene): readonly ChosenBurn[] {
  const programmes = offers.programmes(nowMs);
  const isOwn = ({ programmeId }: ChosenBurn) =>
    programmes.find(({ id }) => id === programmeId)?.treatment === 'price-reduction';
  return [...burns.filter(isOwn), ...burns.filter((burn) => !isOwn(burn))];
}

function burnLines(cart: Cart, basket: PricedBasket): readonly BurnLine[] {
  return cart.lines.map(({ lineId, sku, category, lineKind }, index) => {
    const priced = basket.lines[index];
    return { lineId, sku, category, lineKind, isEarnable: priced?.mayEarn ?? false, net: priced?.net ?? 0 };
  });
}
