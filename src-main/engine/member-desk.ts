import type { Dispose, Timers } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { IdSource } from '../base/random.ts';
import type { Result } from '../base/result.ts';
import type { MemberItem } from '../contract/member-items.ts';
import type {
  ExchangeAnswer,
  ExchangeRequest,
  MemberAnswer,
  ReservationAnswer,
  ReservationRequest,
} from '../contract/member-service.ts';
import type { Answer } from '../contract/views.ts';
import type { Entry, Payload } from '../domain/entries.ts';
import type { KnownMember } from '../domain/readers.ts';
import { refuse } from '../domain/refusals.ts';
import type { Till } from './till.ts';

/** What head office answers about members, while it answers. None of it throws; no answer is a value. */
export interface MemberService {
  reserve(request: ReservationRequest): Promise<Result<ReservationAnswer, 'no-answer'>>;
  exchange(request: ExchangeRequest): Promise<Result<ExchangeAnswer, 'no-answer'>>;
  findMember(
    by: { readonly code: string } | { readonly phoneHash: string },
  ): Promise<Result<MemberAnswer, 'no-answer'>>;
}

export interface MemberDeskMeans {
  readonly till: Pick<Till, 'execute' | 'state' | 'appended' | 'readers' | 'isOnline'>;
  readonly ids: IdSource;
  readonly timers: Timers;
  readonly log: Logger;
  /** Undefined until the till is enrolled. */
  readonly service: () => MemberService | undefined;
}

/** How long after an exchange went unanswered it is asked again. */
const EXCHANGE_AGAIN_MS = 5_000;

/**
 * Asks head office about members and points, as entries call for it, and brings the answers back as commands: an effect
 * starts once its entry is durable (design.md, The loop). A request to hold points is asked once; an exchange again and
 * again under its own number until it is answered, also after a restart.
 */
export class MemberDesk {
  readonly #means: MemberDeskMeans;
  readonly #asking = new Set<string>();
  readonly #disposers: Dispose[] = [];
  #cancelAgain: Dispose = () => {};
  #isClosed = false;

  constructor(means: MemberDeskMeans) {
    this.#means = means;
  }

  /** Begins with what was left open by the run before. */
  open(): void {
    this.#disposers.push(this.#means.till.appended.on((entries) => this.#hear(entries)));
    this.#askExchanges();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelAgain();
    for (const dispose of this.#disposers.splice(0)) dispose();
  }

  /** Somebody's phone was typed: looked for here, then at head office where it answers, then kept for it. */
  async byPhone(ask: { readonly commandId: string; readonly phone: string }): Promise<Answer> {
    const { till, service } = this.#means;
    const { commandId, phone } = ask;
    const phoneHash = till.state.till === null ? undefined : till.readers.seals.phoneHash(phone);
    const isHere = phoneHash !== undefined && till.readers.members.findByPhoneHash(phoneHash) !== undefined;
    const { cart, lastSale } = till.state;
    let fetched: KnownMember | undefined;
    if (phoneHash !== undefined && !isHere && till.isOnline) {
      const answer = await service()?.findMember({ phoneHash });
      if (answer?.ok === true && answer.value.member !== null) fetched = knownOf(answer.value.member);
    }
    // Who waited may be gone: the next customer's sale is not theirs.
    const now = till.state;
    const isSameCustomer =
      cart === null ? now.lastSale?.saleId === lastSale?.saleId : now.cart?.saleId === cart.saleId;
    if (!isSameCustomer) return { ok: false, error: refuse('sale-not-open') };
    return till.execute(commandId, { kind: 'identify-phone', phone, fetched });
  }

  #hear(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.kind === 'burn.requested') void this.#reserve(entry.payload);
      if (entry.kind === 'exchange.requested') this.#askExchanges();
    }
  }

  async #reserve({
    requestId,
    saleId,
    memberId,
    programmeId,
    points,
  }: Payload<'burn.requested'>): Promise<void> {
    const { till, ids, service } = this.#means;
    const answer = await service()?.reserve({ requestId, saleId, memberId, programmeId, points });
    if (this.#isClosed) return;
    till.execute(ids.next(), { kind: 'burn-answered', requestId, outcome: burnOutcome(answer) }, false);
  }

  #askExchanges(): void {
    this.#cancelAgain();
    for (const request of this.#means.till.state.exchanges) void this.#exchange(request);
  }

  async #exchange(request: Payload<'exchange.requested'>): Promise<void> {
    const { till, ids, service, timers } = this.#means;
    const { requestId } = request;
    if (this.#asking.has(requestId) || this.#isClosed) return;
    this.#asking.add(requestId);
    const answer = await service()?.exchange(request);
    this.#asking.delete(requestId);
    if (this.#isClosed) return;
    if (answer === undefined || !answer.ok) {
      this.#cancelAgain();
      this.#cancelAgain = timers.after(EXCHANGE_AGAIN_MS, () => this.#askExchanges());
      return;
    }
    till.execute(
      ids.next(),
      { kind: 'exchange-answered', requestId, outcome: exchangeOutcome(answer.value) },
      false,
    );
  }
}

function burnOutcome(
  answer: Result<ReservationAnswer, 'no-answer'> | undefined,
): Payload<'burn.answered'>['outcome'] {
  if (answer === undefined || !answer.ok) return { kind: 'no-answer' };
  const { value } = answer;
  if (value.kind === 'refused') return { kind: 'refused', reason: value.reason, available: value.available };
  return { kind: 'held', reserveId: value.reserveId, points: value.points, lots: [...value.lots] };
}

function exchangeOutcome(answer: ExchangeAnswer): Payload<'exchange.answered'>['outcome'] {
  if (answer.kind === 'refused') return { kind: 'refused', reason: answer.reason };
  const { out, into, remainder } = answer;
  return { kind: 'exchanged', out, into, remainder };
}

/** Of a member that head office told of, what a sale uses; the rest is neither kept nor shown. */
function knownOf(member: MemberItem): KnownMember {
  const { memberId, status, tiers, segments, hasBought, consent, asOfMs } = member;
  const birthday = member.birthday ?? null;
  const carrier = member.carrier === undefined ? {} : { carrier: member.carrier.kind };
  return { ...carrier, memberId, status, tiers, segments, birthday, hasBought, consent, asOfMs };
}
