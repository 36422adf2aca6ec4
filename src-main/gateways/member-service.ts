import type { z } from 'zod';
import type { Timers } from '../base/clock.ts';
import { err, ok, type Result } from '../base/result.ts';
import {
  ExchangeAnswer,
  type ExchangeRequest,
  MemberAnswer,
  memberServicePaths,
  ReservationAnswer,
  type ReservationRequest,
} from '../contract/member-service.ts';

/**
 * The signed way to head office, as far as this room needs it. Sync has one; each call ends by itself, and an answer that
 * is not of the schema's form counts as none.
 */
export interface SignedCalls {
  call<Value>(
    call: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: Buffer },
    schema: z.ZodType<Value>,
  ): Promise<Result<Value, unknown>>;
}

export interface MemberServiceOptions {
  readonly calls: SignedCalls;
  readonly tillId: string;
  readonly timers: Timers;
  /** A customer waits: how long until the till goes on without head office. */
  readonly deadlineMs?: number;
}

/** What the till waits for an answer while a customer stands there. */
export const MEMBER_SERVICE_DEADLINE_MS = 2_500;

type Answered<Answer> = Promise<Result<Answer, 'no-answer'>>;

/**
 * Head office's member service (payments-points.md 3.6, 8). Nothing here throws or waits beyond the deadline. No answer
 * says nothing of what head office did: the same request may be asked again, and gets what was answered first.
 */
export class MemberService {
  readonly #calls: SignedCalls;
  readonly #tillId: string;
  readonly #timers: Timers;
  readonly #deadlineMs: number;

  constructor(options: MemberServiceOptions) {
    this.#calls = options.calls;
    this.#tillId = options.tillId;
    this.#timers = options.timers;
    this.#deadlineMs = options.deadlineMs ?? MEMBER_SERVICE_DEADLINE_MS;
  }

  /** Asks for points to be held for one sale. Without an answer head office lets go of them by itself. */
  reserve(request: ReservationRequest): Answered<ReservationAnswer> {
    return this.#post(memberServicePaths.reservations(this.#tillId), request, ReservationAnswer);
  }

  /** Asks for points of one programme to be turned into another's. Without an answer, ask again under the same number. */
  exchange(request: ExchangeRequest): Answered<ExchangeAnswer> {
    return this.#post(memberServicePaths.exchanges(this.#tillId), request, ExchangeAnswer);
  }

  /** Looks a member up by what was scanned, or by the keyed hash of a phone. */
  findMember(by: { readonly code: string } | { readonly phoneHash: string }): Answered<MemberAnswer> {
    const path = memberServicePaths.member(this.#tillId, by);
    return this.#inTime(() => this.#calls.call({ method: 'GET', path }, MemberAnswer));
  }

  #post<Answer>(path: string, request: object, schema: z.ZodType<Answer>): Answered<Answer> {
    const body = Buffer.from(JSON.stringify(request), 'utf8');
    return this.#inTime(() => this.#calls.call({ method: 'POST', path, body }, schema));
  }

  #inTime<Answer>(ask: () => Promise<Result<Answer, unknown>>): Answered<Answer> {
    return new Promise((resolve) => {
      const cancel = this.#timers.after(this.#deadlineMs, () => resolve(err('no-answer')));
      const settle = (answer: Result<Answer, 'no-answer'>): void => {
        cancel();
        resolve(answer);
      };
      Promise.resolve()
        .then(ask)
        .then(
          (answer) => settle(answer.ok ? ok(answer.value) : err('no-answer')),
          // Whatever went wrong in there, the customer is served by what the till knows itself.
          () => settle(err('no-answer')),
        );
    });
  }
}
