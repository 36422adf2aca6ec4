import { assert, unreachable } from '../../src-main/base/assert.ts';
import type { Dispose, Timers } from '../../src-main/base/clock.ts';
import type { Link } from '../link.ts';
import { type ScaleDialect, scaleDialects } from './scale-dialects.ts';
import type { ScaleCodec, ScaleDamage, ScaleMessage } from './scale-message.ts';
import type { ScaleProfile } from './scale-profile.ts';
import type { WeightMessage } from './scale-reading.ts';

/** What came of one question. */
export type Answer =
  | { readonly kind: 'message'; readonly message: WeightMessage }
  /** Something came, and was thrown away. */
  | { readonly kind: 'damaged'; readonly damage: ScaleDamage }
  | { readonly kind: 'silent' }
  /** An answer came that may be that to an earlier question, so nobody knows how old it is. */
  | { readonly kind: 'doubtful' };

export interface InquiryListener {
  onDamaged(damage: ScaleDamage, byteCount: number): void;
  /** An answer that nobody waits for any more, dropped. */
  onLate(): void;
}

interface Question {
  isWeightAsked: boolean;
  damage: ScaleDamage | undefined;
  readonly done: (answer: Answer) => void;
}

/**
 * One question at a time, each with a deadline. No dialect numbers its answers: once a deadline has passed, the next
 * answer may be the late one, and show goods that are gone. It is never used; {@link drainMs} later the line is clean.
 */
export class ScaleInquiry {
  readonly #link: Link;
  readonly #dialect: ScaleDialect;
  readonly #codec: ScaleCodec;
  readonly #profile: ScaleProfile;
  readonly #timers: Timers;
  readonly #listener: InquiryListener;
  #question: Question | undefined;
  #hasUnanswered = false;
  #cancelDeadline: Dispose = () => {};

  constructor(link: Link, profile: ScaleProfile, timers: Timers, listener: InquiryListener) {
    this.#link = link;
    this.#dialect = scaleDialects[profile.dialect];
    this.#codec = this.#dialect.codec(profile);
    this.#profile = profile;
    this.#timers = timers;
    this.#listener = listener;
  }

  get isAsking(): boolean {
    return this.#question !== undefined;
  }

  /** Whether the scale sends all the time, so that a question is only a wait. */
  get isStreaming(): boolean {
    return this.#dialect.ask === undefined;
  }

  /** How long to say nothing after a doubtful answer, so that others that are late have come and gone. */
  get drainMs(): number {
    return this.#profile.answerMs;
  }

  /** Asks for the weight. `done` is called once, unless the inquiry is abandoned. Only one question at a time. */
  ask(done: (answer: Answer) => void): void {
    assert(this.#question === undefined, 'one question at a time: answers are not numbered');
    this.#question = { isWeightAsked: this.#dialect.sendWeight === undefined, damage: undefined, done };
    this.#startDeadline();
    if (this.#dialect.ask !== undefined) this.#send(this.#dialect.ask);
  }

  /** The line has been quiet for long enough: whatever was late is gone. */
  drained(): void {
    this.#hasUnanswered = false;
  }

  /** Forgets question and bytes, as when the line is gone. */
  abandon(): void {
    this.#cancelDeadline();
    this.#question = undefined;
    this.#hasUnanswered = false;
    this.#heard(this.#codec.flush());
  }

  receive(bytes: Uint8Array): void {
    this.#heard(this.#codec.push(bytes));
  }

  #heard(messages: readonly ScaleMessage[]): void {
    for (const message of messages) {
      switch (message.kind) {
        case 'damaged':
          this.#damaged(message);
          break;
        case 'ready':
          this.#ready();
          break;
        case 'weight':
        case 'no-weight':
          this.#answered(message);
          break;
        default:
          unreachable(message);
      }
    }
  }

  #damaged({ damage, byteCount }: Extract<ScaleMessage, { kind: 'damaged' }>): void {
    this.#listener.onDamaged(damage, byteCount);
    const question = this.#question;
    if (question === undefined) return;
    question.damage = damage;
    // A whole frame was the answer, and there will be no other. Behind noise the answer may still come.
    if (damage === 'check-sum' || damage === 'layout') this.#end({ kind: 'damaged', damage });
  }

  #ready(): void {
    const question = this.#question;
    const { sendWeight } = this.#dialect;
    if (question === undefined || sendWeight === undefined || question.isWeightAsked) {
      this.#listener.onLate();
      return;
    }
    question.isWeightAsked = true;
    this.#startDeadline();
    this.#send(sendWeight);
  }

  #answered(message: WeightMessage): void {
    const question = this.#question;
    const isRefusal = message.kind === 'no-weight' && message.reason === 'not-ready';
    if (question === undefined || !(question.isWeightAsked || isRefusal)) {
      if (!this.isStreaming) this.#listener.onLate();
      return;
    }
    this.#end(this.#hasUnanswered ? { kind: 'doubtful' } : { kind: 'message', message });
  }

  #startDeadline(): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#timers.after(this.#profile.answerMs, () => {
      this.#heard(this.#codec.flush());
      const damage = this.#question?.damage;
      // Where something came, broken as it was, that was the answer.
      this.#hasUnanswered ||= !this.isStreaming && damage === undefined;
      this.#end(damage === undefined ? { kind: 'silent' } : { kind: 'damaged', damage });
    });
  }

  #end(answer: Answer): void {
    this.#cancelDeadline();
    const question = this.#question;
    this.#question = undefined;
    question?.done(answer);
  }

  /** What cannot be written is not answered; and a line that is gone says so itself. */
  #send(bytes: Uint8Array): void {
    void this.#link.write(bytes);
  }
}
