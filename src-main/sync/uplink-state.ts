import type { TransportError } from './transport.ts';

export interface SeqSpan {
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** Why nothing gets through at the moment. It is tried again by itself. */
export type OfflineReason =
  /** Not tried since the start. */
  | 'starting'
  | Extract<
      TransportError['kind'],
      'unreachable' | 'timed-out' | 'garbage-answer' | 'server-fault' | 'closed'
    >
  /** Everything is handed over on a stick, and nothing heard of it yet. */
  | 'carried'
  /** Head office answers but does not get any further. */
  | 'no-progress';

/** What a person must see to. All but `diverged` are tried again by themselves meanwhile. */
export type ActionReason =
  | Extract<TransportError['kind'], 'certificate' | 'authentication' | 'refused'>
  /** Another life of this till has been seen: it must be enrolled again. */
  | 'diverged'
  /** The journal has a hole or cannot be read. */
  | 'journal-damaged'
  /** One entry alone is larger than head office takes. */
  | 'entry-too-large';

interface Common {
  /** Journal entries that head office has not acknowledged. */
  readonly backlog: number;
  /** Wall clock since when `kind` holds. */
  readonly sinceMs: number;
  /** What is under way, if anything. */
  readonly sending: SeqSpan | undefined;
  /** Head office's clock less this machine's; `undefined` before the first answer that told. */
  readonly clockOffsetMs: number | undefined;
}

export type UplinkState = Common &
  (
    | { readonly kind: 'online' }
    /** In contact again, with a backlog to bring up. */
    | { readonly kind: 'catching-up' }
    | { readonly kind: 'offline'; readonly reason: OfflineReason }
    | { readonly kind: 'needs-action'; readonly reason: ActionReason }
  );

/** How it stands with head office, without the figures. */
export type Condition =
  | { readonly kind: 'online' }
  | { readonly kind: 'catching-up' }
  | { readonly kind: 'offline'; readonly reason: OfflineReason }
  | { readonly kind: 'needs-action'; readonly reason: ActionReason };

/** What a failed attempt means: wait for better times, or a person. `too-large` is dealt with before. */
export function conditionOf(error: Exclude<TransportError, { readonly kind: 'too-large' }>): Condition {
  switch (error.kind) {
    case 'unreachable':
    case 'timed-out':
    case 'garbage-answer':
    case 'server-fault':
    case 'closed':
      return { kind: 'offline', reason: error.kind };
    case 'certificate':
    case 'authentication':
    case 'refused':
      return { kind: 'needs-action', reason: error.kind };
    default:
      return error satisfies never;
  }
}
