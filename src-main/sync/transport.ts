import type { Result } from '../base/result.ts';
import type { EntryBatch, ErrorAnswer, MailPage, TopicPage } from '../contract/head-office.ts';

/** What became of a batch. */
export type BatchAnswer =
  /** Head office holds everything up to `ackedSeq` durably, which may be less or more than was sent. */
  | { readonly kind: 'acked'; readonly ackedSeq: number }
  /** The batch does not follow on what head office holds. */
  | { readonly kind: 'gap'; readonly ackedSeq: number }
  /** Head office holds another entry under this seq: this till was cloned or restored. */
  | { readonly kind: 'diverged'; readonly seq: number }
  /** On its way by other means (a file on a stick), not acknowledged: what follows may be handed over too. */
  | { readonly kind: 'carried'; readonly untilSeq: number };

/** Why there is no answer. `detail` is for the log. */
export type TransportError =
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'timed-out'; readonly detail: string }
  /** Not the certificate that was pinned, or not valid at this machine's time. */
  | { readonly kind: 'certificate'; readonly detail: string }
  /** Head office does not take this till for who it says it is. */
  | { readonly kind: 'authentication'; readonly code: ErrorAnswer['code'] }
  /** Not what the contract says: wrong form, too long, not JSON. */
  | { readonly kind: 'garbage-answer'; readonly detail: string }
  /** The batch is larger than head office takes. */
  | { readonly kind: 'too-large' }
  | { readonly kind: 'refused'; readonly code: ErrorAnswer['code']; readonly detail: string }
  | { readonly kind: 'server-fault'; readonly status: number }
  /** `close` was called. */
  | { readonly kind: 'closed' };

/**
 * A way to head office. Every implementation passes `tests/sync/transport-contract.ts`. Nothing here throws; each
 * call ends within a bounded time; at most one `sendEntries` is under way at once.
 */
export interface Transport {
  sendEntries(batch: EntryBatch): Promise<Result<BatchAnswer, TransportError>>;
  /** The next page after `cursor`; the first page of the newest whole generation without one. */
  fetchTopic(topic: string, cursor: string | undefined): Promise<Result<TopicPage, TransportError>>;
  fetchMail(after: string | undefined): Promise<Result<MailPage, TransportError>>;
  /** Ends what is under way with `closed`. Idempotent. */
  close(): Promise<void>;
}
