import type { TerminalAnswer } from './terminal-answer.ts';
import type { MoneyVerb } from './terminal-request.ts';

/** A request whose result is not known: an answer may still come. */
export interface OpenRequest {
  readonly verb: MoneyVerb;
  readonly type: string;
  readonly amount: number;
  readonly reference: string | undefined;
  /** Clock.nowMs of its first byte. */
  readonly sentAtMs: number;
}

const maxOpen = 16;
const maxDigests = 8;

/** What is still owed an answer, and which answers were taken lately. Bounded. */
export class LateAnswers {
  readonly #lateWindowMs: number;
  readonly #isReferenceEchoed: boolean;
  #open: OpenRequest[] = [];
  #taken: { readonly digest: string; readonly isApproved: boolean }[] = [];

  constructor(options: { readonly lateWindowMs: number; readonly isReferenceEchoed: boolean }) {
    this.#lateWindowMs = options.lateWindowMs;
    this.#isReferenceEchoed = options.isReferenceEchoed;
  }

  get open(): readonly OpenRequest[] {
    return this.#open;
  }

  /** The oldest is forgotten when there are too many, which only means that nobody can be named for its answer. */
  expect(request: OpenRequest): void {
    this.#open = [...this.#open, request].slice(-maxOpen);
  }

  /** Somebody found out: no answer is waited for any more. Without a reference, the oldest of that verb and amount. */
  resolve(request: Pick<OpenRequest, 'reference'> & Partial<Pick<OpenRequest, 'verb' | 'amount'>>): void {
    const { reference, verb, amount } = request;
    const found = this.#open.find((open) =>
      reference === undefined ? open.verb === verb && open.amount === amount : open.reference === reference,
    );
    this.#open = this.#open.filter((open) => open !== found);
  }

  /**
   * The requests that an answer may belong to: same type and amount, same reference where it is echoed, sent not longer
   * ago than the window. When exactly one fits it counts as answered.
   */
  match(answer: TerminalAnswer, nowMs: number): readonly OpenRequest[] {
    const fitting = this.#open.filter((request) => this.#fits(request, answer, nowMs));
    if (fitting.length === 1) this.#open = this.#open.filter((request) => request !== fitting[0]);
    return fitting;
  }

  /** Whether {@link match} would name any, changing nothing. */
  hasMatch(answer: TerminalAnswer, nowMs: number): boolean {
    return this.#open.some((request) => this.#fits(request, answer, nowMs));
  }

  /** Remembers that an answer was taken, to know it again. */
  take(answer: TerminalAnswer): void {
    this.#taken = [...this.#taken, { digest: answer.digest, isApproved: answer.status === 'approved' }].slice(
      -maxDigests,
    );
  }

  /**
   * Whether this very frame was taken before: our ACK was lost and the terminal said it again. No two approvals are
   * alike, since each has its receipt number and time; two refusals may be.
   */
  isRepeat(answer: TerminalAnswer, which: 'any' | 'approved'): boolean {
    return this.#taken.some(
      ({ digest, isApproved }) => digest === answer.digest && (which === 'any' || isApproved),
    );
  }

  #fits(request: OpenRequest, answer: TerminalAnswer, nowMs: number): boolean {
    // A wall clock may have been set back, which must not make an answer impossible to place.
    if (nowMs - request.sentAtMs > this.#lateWindowMs) return false;
    if (this.#isReferenceEchoed && request.reference !== undefined && answer.reference !== request.reference)
      return false;
    const isSameAmount =
      answer.amount === request.amount || (answer.amount === undefined && answer.status !== 'approved');
    return answer.status !== undefined && answer.type === request.type && isSameAmount;
  }
}
