import { type Cart, emptyCart, openSegments } from '../cart/cart.ts';
import { taipeiDate } from '../civil-time.ts';
import type { Context } from '../context.ts';
import { type Decision, refused } from '../decision.ts';
import type { NewEntry, Payload } from '../entries.ts';
import { assignedSegments } from '../offers/assign.ts';
import { CLOCK_TOLERANCE_MS } from '../points/offline.ts';
import type { PointsToken } from '../points/offline-papers.ts';
import { personalPromotions } from '../pricing/offers.ts';
import { promotionTime } from '../pricing/validity.ts';
import type { KnownMember } from '../readers.ts';
import { refuse } from '../refusals.ts';
import type { KnownBy } from '../sale-payloads.ts';
import type { TillState } from '../state.ts';

const SELLING = { layer: 'none', multiplier: 1 } as const;

/** Who was recognised, and how. */
interface Recognised {
  readonly memberId: string;
  readonly known: KnownMember | undefined;
  readonly knownBy: KnownBy;
  readonly sealedPhone?: Payload<'member.identified'>['sealedPhone'];
  readonly token?: PointsToken;
}

/** A member's code was read: the member of the till's copy, or of a code that head office will know. */
export function decideMemberCode(
  state: TillState,
  code: string,
  known: KnownMember | undefined,
  ctx: Context,
): Decision {
  return identify(state, { memberId: known?.memberId ?? code, known, knownBy: 'code' }, ctx);
}

/** A token of the member's app was read: it says who they are and lets so many points go, once. */
export function decideToken(
  state: TillState,
  { token, isSignatureValid }: { readonly token: PointsToken; readonly isSignatureValid: boolean },
  ctx: Context,
): Decision {
  if (!isSignatureValid) return refused(refuse('token-refused', { reason: 'signature' }));
  if (token.storeId !== null && token.storeId !== state.till?.storeId)
    return refused(refuse('token-refused', { reason: 'other-store' }));
  if (ctx.nowMs < token.issuedAtMs - CLOCK_TOLERANCE_MS)
    return refused(refuse('token-refused', { reason: 'not-yet' }));
  if (ctx.nowMs >= token.expiresAtMs) return refused(refuse('token-refused', { reason: 'expired' }));
  const isUsed = ctx.points
    .provisionalBurns()
    .some(({ entry }) => entry.kind === 'BURN' && entry.provisional?.nonce === token.nonce);
  if (isUsed) return refused(refuse('token-refused', { reason: 'used' }));
  const known = ctx.members.find(token.memberId);
  return identify(state, { memberId: token.memberId, known, knownBy: 'app', token }, ctx);
}

/**
 * A phone number was typed: enough to earn, not to burn (payments-points.md 1.1 row 1). A number that nobody here is
 * known by is kept sealed, and head office finds whose it is.
 * @param fetched what head office answered, where it was asked.
 */
export function decidePhone(
  state: TillState,
  { phone, fetched }: { readonly phone: string; readonly fetched?: KnownMember | undefined },
  ctx: Context,
): Decision {
  const phoneHash = ctx.seals.phoneHash(phone);
  if (phoneHash === undefined) return refused(refuse('phone-invalid'));
  const known = ctx.members.findByPhoneHash(phoneHash) ?? fetched;
  if (known !== undefined) return identify(state, { memberId: known.memberId, known, knownBy: 'phone' }, ctx);
  if (state.cart?.member?.memberId === phoneHash) return { entries: [], cue: 'known' };
  const sealedPhone = ctx.seals.seal(phoneHash, phone);
  return identify(state, { memberId: phoneHash, known, knownBy: 'phone', sealedPhone }, ctx);
}

/** Somebody becomes a member here and now, with or without head office. */
export function decideJoin(
  state: TillState,
  ask: {
    readonly phone: string;
    readonly name: string;
    readonly birthday?: string | undefined;
    readonly consent: { readonly terms: boolean; readonly offers: boolean; readonly notes: boolean };
  },
  ctx: Context,
): Decision {
  const phoneHash = ctx.seals.phoneHash(ask.phone);
  if (phoneHash === undefined) return refused(refuse('phone-invalid'));
  if (!ask.consent.terms) return refused(refuse('consent-needed'));
  if (ctx.members.findByPhoneHash(phoneHash) !== undefined) return refused(refuse('member-exists'));
  const birthday = ask.birthday;
  if (birthday !== undefined && birthday > taipeiDate(ctx.nowMs)) return refused(refuse('birthday-invalid'));
  const memberId = ctx.nextId();
  const person = { name: ask.name, phone: ask.phone, ...(birthday === undefined ? {} : { birthday }) };
  const joined: NewEntry = {
    kind: 'member.joined',
    payload: {
      memberId,
      phoneHash,
      sealed: ctx.seals.seal(memberId, JSON.stringify(person)),
      consent: { terms: true, offers: ask.consent.offers, notes: ask.consent.notes },
    },
  };
  const known: KnownMember = {
    memberId,
    status: 'active',
    tiers: [],
    segments: [],
    birthday: birthday ?? null,
    hasBought: false,
    consent: ask.consent,
    asOfMs: ctx.nowMs,
  };
  const identified = identify(state, { memberId, known, knownBy: 'joined' }, ctx);
  if (identified.refusal !== undefined) return identified;
  return { ...identified, entries: [joined, ...identified.entries] };
}

/** The sale is nobody's again. */
export function decideRemoveMember(state: TillState, saleId: string): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== saleId) return refused(refuse('sale-not-open'));
  if (cart.priced !== null) return refused(refuse('cart-frozen'));
  if (cart.member === null) return refused(refuse('member-needed'));
  return { entries: [{ kind: 'member.removed', payload: { saleId } }] };
}

/** A note about the member of the sale, where they agreed to notes (payments-points.md 1.1 row 26). */
export function decideNote(
  state: TillState,
  ask: {
    readonly saleId: string;
    readonly reason: Payload<'member.noted'>['reason'];
    readonly text: string;
  },
  ctx: Context,
): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== ask.saleId) return refused(refuse('sale-not-open'));
  const { member } = cart;
  if (member === null) return refused(refuse('member-needed'));
  if (ctx.members.find(member.memberId)?.consent.notes !== true) return refused(refuse('consent-needed'));
  const { memberId } = member;
  const sealed = ctx.seals.seal(memberId, ask.text);
  return {
    entries: [
      {
        kind: 'member.noted',
        payload: { noteId: ctx.nextId(), memberId, channel: 'store', reason: ask.reason, sealed },
      },
    ],
    cue: 'known',
  };
}

/** The customer does not want a personal offer. */
export function decideRefuseOffer(
  state: TillState,
  ask: { readonly saleId: string; readonly promotionId: string },
  ctx: Context,
): Decision {
  const { cart } = state;
  if (cart === null || cart.saleId !== ask.saleId) return refused(refuse('sale-not-open'));
  if (cart.priced !== null) return refused(refuse('cart-frozen'));
  const offer = offersOf(cart, ctx).find(({ promotionId }) => promotionId === ask.promotionId);
  if (offer === undefined || cart.member === null) return refused(refuse('offer-not-found'));
  const { isHeldOut: _, ...what } = offer;
  const payload = { saleId: ask.saleId, memberId: cart.member.memberId, ...what };
  return { entries: [{ kind: 'offer.refused', payload }] };
}

/** Personal offers that hold now for the member of a cart and were not refused. */
export function offersOf(
  cart: Cart,
  { offers, nowMs }: Pick<Context, 'offers' | 'nowMs'>,
): Payload<'offers.shown'>['offers'] {
  return personalPromotions(offers.compiled, openSegments(cart), promotionTime(nowMs)).flatMap(
    (promotion) => {
      const { id: promotionId, version, audience } = promotion;
      if (audience?.segment === undefined) return [];
      const { id: segment, variant } = audience.segment;
      return [{ promotionId, version, segment, variant, isHeldOut: false }];
    },
  );
}

function identify(state: TillState, who: Recognised, ctx: Context): Decision {
  const { cart } = state;
  if (cart !== null && cart.priced !== null) return refused(refuse('cart-frozen'));
  if (who.known?.status === 'closed') return refused(refuse('member-closed'));
  const { memberId, known, knownBy, sealedPhone, token } = who;
  const isSame = cart?.member?.memberId === memberId && token === undefined;
  if (isSame && isNoBetter(knownBy, cart?.member?.knownBy)) return { entries: [], cue: 'known' };
  const today = taipeiDate(ctx.nowMs);
  const segments =
    known === undefined ? [] : assignedSegments(known.segments, memberId, ctx.offers.experiments, ctx.nowMs);
  const payload: Payload<'member.identified'> = {
    saleId: cart?.saleId ?? ctx.nextId(),
    memberId,
    knownBy,
    isInCopy: known !== undefined,
    ...(known?.carrier === undefined ? {} : { carrier: known.carrier }),
    tiers: [...(known?.tiers ?? [])],
    segments: [...segments],
    birthday: birthdayOn(known?.birthday ?? null, today),
    isFirstPurchase: known !== undefined && !known.hasBought && ctx.points.tillEntries(memberId).length === 0,
    asOfMs: known?.asOfMs ?? null,
    ...(sealedPhone === undefined ? {} : { sealedPhone }),
    ...(token === undefined ? {} : { token }),
  };
  const entries: NewEntry[] = [{ kind: 'member.identified', payload }];
  if (known?.consent.offers === true) entries.push(...shownOffers(payload, ctx));
  return { entries, cue: 'known', ui: { ...SELLING, phase: cart === null ? 'sell' : ctx.ui.phase } };
}

/** What a phone said adds nothing to a code that was scanned. */
function isNoBetter(knownBy: KnownBy, before: KnownBy | undefined): boolean {
  const isStrong = (by: KnownBy | undefined) => by === 'code' || by === 'app';
  return !isStrong(knownBy) || isStrong(before);
}

/** Offers that stand before the customer from now on, and those kept from hold-outs, for head office to compare. */
function shownOffers(member: Payload<'member.identified'>, ctx: Context): readonly NewEntry[] {
  const cart = { ...emptyCart(member.saleId), member };
  const heldOut = member.segments.flatMap(({ id, variant, isHoldOut }) =>
    isHoldOut ? [{ promotionId: '-', version: 0, segment: id, variant, isHeldOut: true }] : [],
  );
  const offers = [...offersOf(cart, ctx), ...heldOut];
  if (offers.length === 0) return [];
  const { saleId, memberId, asOfMs } = member;
  const dataAgeMs = asOfMs === null ? null : Math.max(0, ctx.nowMs - asOfMs);
  return [{ kind: 'offers.shown', payload: { saleId, memberId, offers, dataAgeMs } }];
}

/** What a day is to somebody born on `birthday`; who was born on 29 February has it on the 28th of other years. */
export function birthdayOn(birthday: string | null, today: string): 'day' | 'month' | null {
  if (birthday === null || birthday.slice(5, 7) !== today.slice(5, 7)) return null;
  const year = Number(today.slice(0, 4));
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const day = birthday.slice(5) === '02-29' && !isLeap ? '02-28' : birthday.slice(5);
  return day === today.slice(5) ? 'day' : 'month';
}
