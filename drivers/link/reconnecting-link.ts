import type { Dispose, Timers } from '../../src-main/base/clock.ts';
import { Emitter } from '../../src-main/base/emitter.ts';
import type { Logger } from '../../src-main/base/log.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { Link, LinkError, LinkState } from '../link.ts';
import { linkErrorOf } from './link-faults.ts';

/** One life of a port or socket, from the attempt to open it until it is gone. */
export interface Connection {
  /** Hands bytes over; `done` is called once, with the fault if they could not be taken. */
  write(bytes: Uint8Array, done: (error: LinkError | undefined) => void): void;
  /** Ends at once, sent or not. Idempotent; resolves when the operating system has let go of it. */
  close(): Promise<void>;
}

/** What a connection tells its link. `onLost` may come more than once, and after `close`; only the first counts. */
export interface ConnectionListener {
  onOpen(): void;
  onData(bytes: Uint8Array): void;
  onLost(error: LinkError): void;
}

/** Starts to open; everything further is told to the listener, never before this returns. */
export type Connect = (listener: ConnectionListener) => Connection;

export interface Backoff {
  /** Wait before the first new attempt; doubles from one failed attempt to the next. */
  readonly firstMs: number;
  readonly maxMs: number;
}

export interface LinkPolicy {
  readonly backoff: Backoff;
  /** How much may wait for the operating system to take it. */
  readonly maxPendingBytes: number;
}

export interface LinkDeps {
  readonly timers: Timers;
  readonly log: Logger;
}

/** 1, 2, 4, 8, 16, 30 s, and a quarter of a megabyte: the longest receipt with pictures is under a tenth of that. */
export const defaultLinkPolicy: LinkPolicy = {
  backoff: { firstMs: 1_000, maxMs: 30_000 },
  maxPendingBytes: 256 * 1024,
};

interface PendingWrite {
  readonly byteCount: number;
  settle(result: Result<void, LinkError>): void;
}

/** A session is one attempt and what became of it; callbacks of a past one are ignored. */
interface Session {
  connection: Connection | undefined;
  isOver: boolean;
}

/** The part that every link shares: opening again with backoff, and bounded writes that always settle. */
export class ReconnectingLink implements Link {
  readonly name: string;
  readonly #connect: Connect;
  readonly #policy: LinkPolicy;
  readonly #deps: LinkDeps;
  readonly #data: Emitter<Uint8Array>;
  readonly #states: Emitter<LinkState>;
  readonly #pending = new Set<PendingWrite>();
  #pendingBytes = 0;
  #state: LinkState = { status: 'closed' };
  #session: Session | undefined;
  #failedAttempts = 0;
  #cancelRetry: Dispose = () => {};
  #isWanted = false;
  #closing: Promise<void> | undefined;
  /** When the newest handle that was let go of is gone. */
  #released: Promise<void> = Promise.resolve();

  constructor(name: string, connect: Connect, deps: LinkDeps, policy: Partial<LinkPolicy> = {}) {
    this.name = name;
    this.#connect = connect;
    this.#deps = deps;
    this.#policy = { ...defaultLinkPolicy, ...policy };
    const onListenerError = (error: unknown) =>
      deps.log.log('error', 'a listener of a link failed', { link: name, error: String(error) });
    this.#data = new Emitter(onListenerError);
    this.#states = new Emitter(onListenerError);
  }

  get state(): LinkState {
    return this.#state;
  }

  open(): void {
    if (this.#isWanted || this.#closing !== undefined) return;
    this.#isWanted = true;
    this.#attempt();
  }

  /**
   * Lets go of what it has, if anything, and opens anew at once: a person says that it may work now. While an old
   * handle is still being let go of nothing more happens, since a port is locked until then.
   */
  reopen(): void {
    const session = this.#session;
    if (!this.#isWanted || session === undefined) return;
    this.#cancelRetry();
    this.#failedAttempts = 0;
    if (!session.isOver) {
      session.isOver = true;
      this.#setState({ status: 'opening', attempt: 1 });
      this.#failPending({ fault: 'closed', detail: 'it is being opened anew' });
      this.#letGo(session);
    }
    void this.#released.then(() => {
      if (this.#isWanted && this.#session === session) this.#attempt();
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeForGood();
    return this.#closing;
  }

  write(bytes: Uint8Array): Promise<Result<void, LinkError>> {
    const connection = this.#state.status === 'open' ? this.#session?.connection : undefined;
    if (connection === undefined) return Promise.resolve(err(this.#whyNotOpen()));
    if (bytes.length === 0) return Promise.resolve(ok(undefined));
    if (this.#pendingBytes + bytes.length > this.#policy.maxPendingBytes) {
      const detail = `${this.#pendingBytes} bytes are waiting already`;
      return Promise.resolve(err({ fault: 'overflow', detail }));
    }
    return new Promise((resolve) => {
      const pending: PendingWrite = {
        byteCount: bytes.length,
        settle: (result) => {
          if (!this.#pending.delete(pending)) return;
          this.#pendingBytes -= pending.byteCount;
          resolve(result);
        },
      };
      this.#pending.add(pending);
      this.#pendingBytes += pending.byteCount;
      connection.write(bytes, (error) => pending.settle(error === undefined ? ok(undefined) : err(error)));
    });
  }

  onData(listener: (bytes: Uint8Array) => void): Dispose {
    return this.#data.on(listener);
  }

  onState(listener: (state: LinkState) => void): Dispose {
    return this.#states.on(listener);
  }

  #attempt(): void {
    this.#cancelRetry();
    const session: Session = { connection: undefined, isOver: false };
    this.#session = session;
    this.#setState({ status: 'opening', attempt: this.#failedAttempts + 1 });
    if (session.isOver) return; // a listener closed the link
    try {
      session.connection = this.#connect({
        onOpen: () => this.#opened(session),
        onData: (bytes) => {
          if (!session.isOver) this.#data.emit(bytes);
        },
        onLost: (error) => this.#lost(session, error),
      });
    } catch (error) {
      // Settings that the operating system or the binding does not accept, such as an impossible baud rate.
      this.#lost(session, linkErrorOf(error));
    }
  }

  #opened(session: Session): void {
    if (session.isOver || this.#state.status === 'open') return;
    this.#failedAttempts = 0;
    this.#setState({ status: 'open' });
  }

  #lost(session: Session, error: LinkError): void {
    if (session.isOver) return;
    session.isOver = true;
    this.#failedAttempts += 1;
    const retryInMs = this.#retryDelayMs();
    this.#setState({ status: 'waiting', ...error, retryInMs });
    this.#failPending(error);
    this.#deps.log.log('info', 'link lost', { link: this.name, fault: error.fault, retryInMs });
    // The old handle must be gone before a new one is asked for: a serial port is locked until then.
    this.#letGo(session);
    void this.#released.then(() => {
      if (!this.#isWanted || this.#session !== session) return;
      this.#cancelRetry = this.#deps.timers.after(retryInMs, () => this.#attempt());
    });
  }

  #letGo(session: Session): void {
    this.#released = session.connection?.close() ?? Promise.resolve();
  }

  async #closeForGood(): Promise<void> {
    this.#isWanted = false;
    this.#cancelRetry();
    const session = this.#session;
    if (session !== undefined) session.isOver = true;
    this.#setState({ status: 'closed' });
    this.#failPending({ fault: 'closed', detail: 'the link was closed' });
    await Promise.all([session?.connection?.close(), this.#released]);
  }

  #failPending(error: LinkError): void {
    for (const pending of [...this.#pending]) pending.settle(err(error));
  }

  #retryDelayMs(): number {
    const { firstMs, maxMs } = this.#policy.backoff;
    const doublings = Math.min(this.#failedAttempts - 1, 20);
    return Math.min(maxMs, firstMs * 2 ** doublings);
  }

  #whyNotOpen(): LinkError {
    switch (this.#state.status) {
      case 'closed':
        return { fault: 'closed', detail: 'the link is not open' };
      case 'waiting':
        return { fault: this.#state.fault, detail: this.#state.detail };
      default:
        return { fault: 'disconnected', detail: 'the link is still opening' };
    }
  }

  #setState(state: LinkState): void {
    const isSame = state.status === 'closed' && this.#state.status === 'closed';
    this.#state = state;
    if (!isSame) this.#states.emit(state);
  }
}
