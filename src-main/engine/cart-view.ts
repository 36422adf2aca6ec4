import type {
  BalanceView,
  BurnView,
  CouponView,
  EarnView,
  ExchangeView,
  GiftView,
  MeasureView,
  MemberView,
  OfferView,
  PriceNoteView,
} from '../contract/sale-views.ts';
import type { CartView, LineView } from '../contract/views.ts';
import { type BurnSource, burnMaximum, offlineSource } from '../domain/cart/burn-cart.ts';
import { ageNeeded, type Cart, type CartLine, grossOf, openSegments } from '../domain/cart/cart.ts';
import { isFrozen } from '../domain/cart/open-cart.ts';
import { type PricedCart, type PricingScene, priceCart, totalsOfLines } from '../domain/cart/price-cart.ts';
import { mayBurn } from '../domain/members/may-burn.ts';
import { MAX_VALUE } from '../domain/points/arithmetic.ts';
import type { PaidBy } from '../domain/points/earning-part.ts';
import type { PointsProgramme } from '../domain/points/programme.ts';
import { divideDown, shareUpTo } from '../domain/pricing/amounts.ts';
import { personalPromotions } from '../domain/pricing/offers.ts';
import { promotionTime } from '../domain/pricing/validity.ts';
import type { SaleLine } from '../domain/sale-payloads.ts';
import { savedOn } from '../domain/sale-savings.ts';
import { earnedBy } from '../domain/tenders/complete-sale.ts';

/** What people may read of a member, masked. */
export interface MemberProfile {
  readonly maskedName: string;
  readonly maskedPhone: string;
  readonly balances: readonly {
    readonly programmeId: string;
    readonly points: number;
    readonly pending: number;
  }[];
  readonly carrier?: MemberView['carrier'];
  readonly asOfMs: number | null;
  readonly mayNote: boolean;
}

/** What a cart's view is made of besides the cart. */
export interface CartSources {
  readonly scene: PricingScene;
  readonly profileOf: (memberId: string) => MemberProfile | undefined;
  /** A copy of the members older than this is called old, ms. */
  readonly oldAfterMs: number;
}

/** A cart with its figures, so that windows add nothing up. */
export interface ViewedCart {
  readonly view: CartView;
  readonly due: number;
}

/** The cart as windows see it: what it costs and why, who it is for, and what their points could do. */
export function viewCart(cart: Cart, sources: CartSources): ViewedCart {
  const { scene } = sources;
  const open = cart.priced === null ? priceCart(cart, scene) : undefined;
  const lines = cart.priced?.lines ?? open?.lines ?? [];
  const totals = totalsOfLines(lines);
  const age = ageNeeded(cart);
  const { member } = cart;
  const profile = member === null ? undefined : sources.profileOf(member.memberId);
  const balances = member === null ? [] : balancesOf(member.memberId, profile, scene);
  const view: CartView = {
    saleId: cart.saleId,
    lines: cart.lines.map((line, index) => lineView(line, lines[index], index)),
    pieces: totals.pieces,
    subtotal: totals.gross,
    savings: savedOn(lines),
    due: totals.due,
    taxIncluded: totals.tax.tax,
    ...(cart.touchedLineId === null ? {} : { touchedLineId: cart.touchedLineId }),
    isFrozen: isFrozen(cart),
    notes: notesOf(lines),
    gifts: giftsOf(cart, open),
    coupons: couponsOf(cart, open),
    nearMisses: (open?.basket.nearMisses ?? []).map(({ label, short, wouldSave, what }) => ({
      label,
      short,
      wouldSave,
      what,
    })),
    offers: offersOf(cart, open, scene),
    member: member === null ? null : memberView(member, profile, balances, sources),
    earn: earnOf(cart, lines, scene),
    burns: burnsOf(cart, open, balances, scene),
    ageToConfirm: age > cart.ageConfirmed ? age : null,
    isApproximate: cart.priced?.isApproximate ?? open?.basket.isApproximate ?? false,
  };
  return { view, due: totals.due };
}

function lineView(line: CartLine, priced: SaleLine | undefined, index: number): LineView {
  const net = priced?.net ?? 0;
  const gross = priced?.gross ?? 0;
  const { lineId, sku, name, detail, quantity, tax, priceOverride } = line;
  const shelfPrice = grossOf({ ...line, quantity: 1, priceOverride: null });
  return {
    lineId,
    number: index + 1,
    sku,
    name,
    ...(detail === null ? {} : { detail }),
    unitPrice: priceOverride ?? line.unitPrice,
    quantity,
    amount: net,
    ...(net === gross ? {} : { originalAmount: gross }),
    tax,
    ...(line.measure === null ? {} : { measure: measureView(line.measure) }),
    ...(priceOverride === null ? {} : { shelfPrice }),
    ...(line.isRedemptionDeclined ? { isRedemptionDeclined: true as const } : {}),
    ...(line.minimumAge === null ? {} : { minimumAge: line.minimumAge }),
  };
}

function measureView(measure: NonNullable<CartLine['measure']>): MeasureView {
  return measure.kind === 'amount'
    ? { kind: 'label' }
    : { kind: 'weight', grams: measure.grams, pricePerKg: measure.pricePerKg };
}

/** Reasons by promotion over all the lines they touch; what a person gave to one line stays that line's own. */
export function notesOf(lines: readonly SaleLine[]): readonly PriceNoteView[] {
  const notes = new Map<string, PriceNoteView>();
  for (const [index, line] of lines.entries()) {
    let left = line.gross;
    for (const part of line.parts ?? []) {
      const { step, promotionId, couponId, label, amount, unitsInvolved } = part;
      const own = step === 'manual-line' ? line.lineId : '';
      const noteId = [step, promotionId ?? '', couponId ?? '', own].join(':');
      const before = shareUpTo(left, Math.min(unitsInvolved, line.quantity), line.quantity);
      const share = { lineId: line.lineId, lineNumber: index + 1, units: unitsInvolved, amount };
      const known = notes.get(noteId);
      const sum = known ?? {
        noteId,
        step,
        label,
        promotionId,
        couponId,
        amount: 0,
        before: 0,
        after: 0,
        shares: [],
      };
      notes.set(noteId, {
        ...sum,
        amount: sum.amount + amount,
        before: sum.before + before,
        after: sum.after + before - amount,
        shares: [...sum.shares, share],
      });
      left -= amount;
    }
  }
  return [...notes.values()].sort((a, b) => STEPS.indexOf(a.step) - STEPS.indexOf(b.step));
}

/** In the order in which prices are made (scenarios.json, rules.order). */
const STEPS: readonly PriceNoteView['step'][] = [
  'member-price',
  'exclusive',
  'item-deal',
  'add-on',
  'redeem',
  'manual-line',
  'transaction',
  'coupon',
  'manual-sale',
  'reduction',
];

function giftsOf(cart: Cart, open: PricedCart | undefined): readonly GiftView[] {
  if (cart.priced !== null) return cart.priced.gifts.map(({ version: _, ...gift }) => gift);
  return (open?.basket.gifts ?? []).map(({ version: _, ...gift }) => ({
    ...gift,
    name: gift.label['zh-TW'],
  }));
}

function couponsOf(cart: Cart, open: PricedCart | undefined): readonly CouponView[] {
  return cart.coupons.map(({ coupon }) => {
    const { id: couponId, label } = coupon;
    const frozen = cart.priced?.coupons.find((each) => each.couponId === couponId);
    if (frozen !== undefined) {
      const reason = frozen.isUsed ? null : (frozen.reason as CouponView['reason']);
      return { couponId, label, isUsed: frozen.isUsed, amount: frozen.amount, reason };
    }
    const outcome = open?.basket.coupons.find((each) => each.couponId === couponId);
    if (outcome === undefined) return { couponId, label, isUsed: false, amount: 0, reason: null };
    return outcome.isUsed
      ? { couponId, label, isUsed: true, amount: outcome.amount, reason: null }
      : { couponId, label, isUsed: false, amount: 0, reason: outcome.reason };
  });
}

function offersOf(cart: Cart, open: PricedCart | undefined, scene: PricingScene): readonly OfferView[] {
  const applied = new Set(
    (cart.priced?.offers ?? open?.basket.personalOffers ?? []).flatMap(({ promotionId, isApplied }) =>
      isApplied ? [promotionId] : [],
    ),
  );
  return personalPromotions(scene.offers.compiled, openSegments(cart), promotionTime(scene.nowMs)).map(
    ({ id, label }) => ({
      promotionId: id,
      label,
      isApplied: applied.has(id),
    }),
  );
}

function memberView(
  member: NonNullable<Cart['member']>,
  profile: MemberProfile | undefined,
  balances: readonly BalanceView[],
  { scene, oldAfterMs }: CartSources,
): MemberView {
  const asOfMs = profile?.asOfMs ?? member.asOfMs;
  return {
    memberId: member.memberId,
    maskedName: profile?.maskedName ?? '',
    maskedPhone: profile?.maskedPhone ?? '',
    knownBy: member.knownBy,
    isInCopy: member.isInCopy,
    tiers: member.tiers,
    birthday: member.birthday,
    ...(profile?.carrier === undefined ? {} : { carrier: profile.carrier }),
    balances,
    asOfMs,
    exchanges: mayBurn(member) ? exchangesOf(balances, scene) : [],
    isOld: asOfMs !== null && scene.nowMs - asOfMs > oldAfterMs,
    mayNote: profile?.mayNote ?? false,
  };
}

/** In the order in which people read them: own points first, a partner's next, stamps last. */
function programmesShown({ offers, nowMs }: Pick<PricingScene, 'offers' | 'nowMs'>) {
  const rank = ({ unit, treatment }: PointsProgramme) =>
    unit === 'stamps' ? 2 : Number(treatment === 'tender');
  return [...offers.programmes(nowMs)].sort((one, other) => rank(one) - rank(other));
}

/** Head office's balances, with what this till itself has done since they were written down. */
export function balancesOf(
  memberId: string,
  profile: MemberProfile | undefined,
  scene: Pick<PricingScene, 'offers' | 'points' | 'nowMs'>,
): readonly BalanceView[] {
  const since = profile?.asOfMs ?? 0;
  const mine = scene.points.tillEntries(memberId).filter(({ entry }) => entry.atMs > since);
  return programmesShown(scene).flatMap((programme) => {
    const known = profile?.balances.find(({ programmeId }) => programmeId === programme.id);
    let points = known?.points ?? 0;
    let pending = known?.pending ?? 0;
    for (const { entry } of mine) {
      if (entry.programmeId !== programme.id) continue;
      if (entry.kind === 'EARN_PENDING') pending += entry.points;
      else if (entry.kind === 'BURN') points -= entry.points;
      else if (entry.kind === 'REVERSE_BURN') points += entry.points;
      else if (entry.kind === 'REVERSE_EARN') pending -= entry.points;
      else if (entry.kind === 'EXCHANGE_OUT') points -= entry.points;
      else if (entry.kind === 'EXCHANGE_IN') points += entry.points;
    }
    // What was earned before the copy was written is in its points by now: a return takes it from there.
    const taken = Math.min(0, pending);
    if (known === undefined && points === 0 && pending === 0) return [];
    return [{ ...namesOf(programme), points: points + taken, pending: Math.max(0, pending) }];
  });
}

/** Rates in force between programmes, with how often the balance would go into each. */
function exchangesOf(balances: readonly BalanceView[], scene: PricingScene): readonly ExchangeView[] {
  const programmes = scene.offers.programmes(scene.nowMs);
  return programmes.flatMap((from) =>
    from.exchangeRates.flatMap(({ toProgrammeId, give, get, fee, fromMs, untilMs }) => {
      const to = programmes.find(({ id }) => id === toProgrammeId);
      if (to === undefined || scene.nowMs < fromMs || scene.nowMs >= untilMs) return [];
      const has = balances.find(({ programmeId }) => programmeId === from.id)?.points ?? 0;
      const steps = divideDown(Math.max(0, has - fee), give);
      const names = { fromName: from.name, toName: to.name };
      return [{ fromProgrammeId: from.id, toProgrammeId, ...names, give, get, steps }];
    }),
  );
}

function namesOf({ id, name, unit, decimals }: PointsProgramme): Omit<BalanceView, 'points' | 'pending'> {
  return { programmeId: id, name, unit, decimals };
}

function earnOf(cart: Cart, lines: readonly SaleLine[], scene: PricingScene): readonly EarnView[] {
  if (cart.member === null || lines.length === 0) return [];
  const due = lines.reduce((sum, line) => sum + line.net, 0);
  const earned = earnedBy(cart, lines, expectedPayment(cart, due), scene);
  return programmesShown(scene).flatMap((programme) => {
    const points = earned.reduce(
      (sum, each) => (each.programmeId === programme.id ? sum + each.points : sum),
      0,
    );
    return points === 0 ? [] : [{ ...namesOf(programme), points }];
  });
}

/** What has been taken so far, and money for the rest: nobody knows yet how it will be paid. */
function expectedPayment(cart: Cart, due: number): readonly PaidBy[] {
  const taken = cart.tenders.map(({ type, amount, cardPrefix }): PaidBy => {
    const prefix = cardPrefix === null ? {} : { cardPrefix };
    if (type === 'voucher') return { counts: 'voucher', type, amount };
    if (type === 'points') return { counts: 'foreign-points', type, amount };
    return { counts: 'money', type, amount, ...prefix };
  });
  const rest = due - taken.reduce((sum, { amount }) => sum + amount, 0);
  return rest > 0 ? [...taken, { counts: 'money', type: 'cash', amount: rest }] : taken;
}

function burnsOf(
  cart: Cart,
  open: PricedCart | undefined,
  balances: readonly BalanceView[],
  scene: PricingScene,
): readonly BurnView[] {
  const { member } = cart;
  if (member === null) return [];
  return scene.offers.programmes(scene.nowMs).flatMap((programme): BurnView[] => {
    const { id: programmeId, name, decimals, treatment, burn, unit } = programme;
    if (burn === null || unit === 'stamps') return [];
    const frozen = cart.priced?.burns.find((each) => each.programmeId === programmeId);
    const planned = open?.burns.find(({ plan }) => plan.programme.id === programmeId)?.plan;
    const chosen = frozen ?? planned;
    const common = { programmeId, name, decimals, treatment };
    const state = burnState(cart, programmeId, chosen !== undefined);
    const now = { ...common, state, value: chosen?.value ?? 0, points: chosen?.points ?? 0 };
    if (open === undefined || cart.lines.length === 0)
      return [{ ...now, maximum: now.value, maximumPoints: now.points, boundBy: null, refusedBy: null }];
    const none = { ...now, maximum: 0, maximumPoints: 0, boundBy: null };
    if (!mayBurn(member)) return [{ ...none, refusedBy: 'phone-only' }];
    const others = open.burns.filter(({ plan }) => plan.programme.id !== programmeId);
    const source = sourceFor(cart, programme, { balances, others, scene });
    if (!source.ok) return [{ ...none, refusedBy: source.error.code }];
    const basket = cart.burns.length === 0 ? open.basket : priceCart({ ...cart, burns: [] }, scene).basket;
    const most = burnMaximum(cart, { basket, others: open.burns, source: source.value }, scene.nowMs);
    if (!most.ok) return [{ ...none, refusedBy: most.error.code }];
    const { maximum, boundBy } = most.value;
    // What head office holds for the sale was worked out before it was asked: the hold explains nothing.
    const held = state === 'chosen' ? null : 'balance';
    const bound = boundBy === 'offline' ? (source.value.allowance?.boundBy ?? held) : boundBy;
    const maximumPoints = divideDown(maximum, burn.value) * burn.points;
    return [{ ...now, maximum, maximumPoints, boundBy: bound, refusedBy: null }];
  });
}

function burnState(cart: Cart, programmeId: string, isChosen: boolean): BurnView['state'] {
  if (cart.asking?.programmeId === programmeId) return 'asking';
  return isChosen ? 'chosen' : 'none';
}

/** While head office answers, what it last said the member has is a fair guess of what it will hold. */
function sourceFor(
  cart: Cart,
  programme: PointsProgramme,
  {
    balances,
    others,
    scene,
  }: {
    readonly balances: readonly BalanceView[];
    /** Burns of other programmes in this cart: one share of the pool bounds them together. */
    readonly others: PricedCart['burns'];
    readonly scene: PricingScene;
  },
): ReturnType<typeof offlineSource> {
  const held = cart.burns.find(({ programmeId }) => programmeId === programme.id)?.right;
  if (held?.kind === 'reserved' && programme.burn !== null) {
    const { points, value } = programme.burn;
    const limitValue = divideDown(held.points, points) * value;
    return { ok: true, value: { programme, ledger: null, limitValue, allowance: null } };
  }
  if (!scene.isOnline) {
    const drawings = others.map(({ source, plan }) => ({ source, value: plan.value }));
    return offlineSource(cart, programme, scene, drawings);
  }
  const { burn } = programme;
  const listed = balances.find(({ programmeId }) => programmeId === programme.id)?.points;
  // Of who is in the copy, a programme that is not listed holds nothing.
  const known = listed ?? (cart.member?.isInCopy === true ? 0 : undefined);
  const limitValue =
    known === undefined || burn === null
      ? MAX_VALUE
      : Math.min(MAX_VALUE, divideDown(Math.max(0, known), burn.points) * burn.value);
  const source: BurnSource = { programme, ledger: null, limitValue, allowance: null };
  return { ok: true, value: source };
}
