import type { Dispose } from '../src-main/base/clock.ts';
import type { Result } from '../src-main/base/result.ts';

/** Why a link is not open, in words that the technician's screen can translate. */
export type LinkFault =
  | 'not-found' // no such port, name or address
  | 'refused' // the other end said no
  | 'in-use' // another program holds it
  | 'permission-denied'
  | 'disconnected' // was open, is gone
  | 'timed-out'
  | 'overflow' // more waiting to be written than the bound allows
  | 'closed' // by us
  | 'failed'; // anything else; the message says more

export type LinkState =
  | { readonly status: 'closed' }
  | { readonly status: 'opening'; readonly attempt: number }
  | { readonly status: 'open' }
  | {
      readonly status: 'waiting';
      readonly fault: LinkFault;
      readonly detail: string;
      readonly retryInMs: number;
    };

export interface LinkError {
  readonly fault: LinkFault;
  readonly detail: string;
}

/**
 * A byte pipe to a device that comes back by itself: serial port, TCP socket (HID and USB printer files later).
 * Nothing here throws; nothing here knows what the bytes mean.
 */
export interface Link {
  readonly name: string;
  readonly state: LinkState;
  /** Starts opening, and from then on reopens after every loss, with backoff. Idempotent. */
  open(): void;
  /** Stops for good. Idempotent; pending writes fail with `closed`. */
  close(): Promise<void>;
  /**
   * Hands bytes to the operating system, in order. Resolves when it has taken them, which says nothing
   * of what the device did with them. At most `maxPendingBytes` may wait; beyond that `overflow`.
   */
  write(bytes: Uint8Array): Promise<Result<void, LinkError>>;
  onData(listener: (bytes: Uint8Array) => void): Dispose;
  onState(listener: (state: LinkState) => void): Dispose;
}
