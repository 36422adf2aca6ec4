import type { LinkFault } from '../link.ts';
import type { OpenRequest } from './late-answers.ts';
import type { AnswerStatus } from './layout.ts';
import type { TerminalAnswer } from './terminal-answer.ts';
import type { RequestProblem } from './terminal-request.ts';

/** Why it is certain that nothing happened at the terminal. */
export type NotDoneReason =
  /** Another request is under way; a terminal does one thing at a time. */
  | 'busy'
  | 'bad-request'
  /** The port is not open, so that not a byte could leave. */
  | 'not-connected'
  /** By whoever asked, before the first byte. */
  | 'cancelled-before-sending'
  /** `onStep` failed before the first byte: what cannot be noted is not sent. */
  | 'step-failed'
  /** The terminal answered NAK to every try. */
  | 'refused';

/** Why it is not known what the terminal did. The money may have moved. */
export type UnknownCause =
  /** Silence to every try. The terminal is most likely off, but an ACK may have been lost. */
  | 'no-ack'
  /** Taken, or perhaps taken, and then nothing within the profile's `resultMs`. */
  | 'no-result'
  | 'link-lost'
  /** The operating system did not take the bytes in time; some may have left. */
  | 'write-stalled'
  | 'damaged-answer'
  /** An answer about another amount or type, or answers that contradict each other. */
  | 'mismatch'
  /** It fits an earlier request without a result as well as this one, and nothing in it says which. */
  | 'ambiguous'
  | 'too-many-frames'
  /** The terminal has no such transaction to tell about; only for inquiries. */
  | 'no-record'
  | 'internal-error';

/**
 * What became of a request. `approved` also stands for a settlement or an echo that was done. For an inquiry it is the
 * transaction asked about that was approved, declined or cancelled.
 */
export type TerminalOutcome =
  | { readonly status: AnswerStatus; readonly answer: TerminalAnswer }
  | { readonly status: 'unknown'; readonly cause: UnknownCause; readonly answer?: TerminalAnswer }
  | { readonly status: 'not-done'; readonly reason: NotDoneReason; readonly problem?: RequestProblem };

/** States of the link (peripherals 4.5), each told before the next byte leaves. */
export type TerminalStep =
  | { readonly state: 'prepared' }
  /** Before the first byte: from here on the card may be charged. */
  | { readonly state: 'sent' }
  /** The terminal has it; from here on it is never sent again. */
  | { readonly state: 'acked' }
  /** One of several frames; the result is not complete. */
  | { readonly state: 'part'; readonly answer: TerminalAnswer }
  | { readonly state: AnswerStatus; readonly answer: TerminalAnswer }
  | { readonly state: 'unknown'; readonly cause: UnknownCause; readonly answer?: TerminalAnswer };

export interface RequestOptions {
  /** Awaited before the next byte leaves: the place to note each step durably. */
  readonly onStep: (step: TerminalStep) => Promise<void>;
  /** Heeded until the first byte leaves; after that only the terminal's own key can cancel. */
  readonly signal?: AbortSignal;
}

/** An answer that came when nobody waited for it any more. */
export interface LateAnswer {
  readonly answer: TerminalAnswer;
  /** The one request it belongs to; none, or several, when that cannot be told. */
  readonly matches: readonly OpenRequest[];
}

/** Why the state is not `enabled`: a word of the link, or `unheard` (nothing came yet), or `no-answer`. */
export type TerminalReason = 'closed' | 'opening' | LinkFault | 'unheard' | 'no-answer';

export interface TerminalCounters {
  readonly requests: number;
  readonly resends: number;
  readonly approved: number;
  readonly declined: number;
  readonly cancelled: number;
  readonly unknown: number;
  readonly naks: number;
  readonly damagedFrames: number;
  readonly repeatedAnswers: number;
  readonly lateAnswers: number;
  readonly strayAnswers: number;
  readonly noiseBytes: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export interface TerminalFault {
  readonly reason: UnknownCause | NotDoneReason | LinkFault;
  readonly detail: string;
  /** Clock.nowMs. */
  readonly atMs: number;
}
