import type { PortChannel } from '../../drivers/ports/port-channel.ts';
import type { Dispose } from '../base/clock.ts';
import type { Answer, Topic } from '../contract/bridge.ts';
import type { WindowKind } from '../contract/windows.ts';

/** Where a host keeps and finds things. All absolute. */
export interface HostPaths {
  /** The till's own folder: journal, reference data, keys, logs. Only the till's account can enter it. */
  readonly data: string;
  /** The built windows (index.html and assets). */
  readonly renderer: string;
}

/** The one secret that wraps all others. It lives outside the database and its backups. */
export interface SecretStore {
  /** The 32-byte master key, made on first use. Throws when the machine offers no protected place for it. */
  masterKey(): Promise<Uint8Array>;
}

/**
 * What a host hands to the core for every call that a window makes; the kind is known from the transport, never from
 * the message, and the input has passed the channel's schema. A refusal is an answer; what is thrown is a bug, which
 * the host logs and answers with `till-not-answering`.
 */
export type WindowRequestHandler = (from: WindowKind, channel: string, input: unknown) => Promise<Answer>;

/**
 * A host knows windows and transport, nothing of tills (design.md, Hosts).
 * Two implementations: `electron.ts` and `chromium.ts`.
 */
export interface Host {
  readonly name: 'electron' | 'chromium';
  readonly paths: HostPaths;
  readonly secrets: SecretStore;
  /** Shows a window of this kind, or on a machine without a display makes its address ready. Resolves to the address a person could open, where there is one. */
  openWindow(kind: WindowKind): Promise<string | undefined>;
  /** Sets the one handler for calls from windows. */
  onCommand(handler: WindowRequestHandler): void;
  /** Sends `message`, which must survive JSON, to every open window of that kind. A window that opens later is sent the newest message of each kept topic (`contract/bridge.ts`). */
  publish(kind: WindowKind, topic: Topic, message: unknown): void;
  /** Keeps the display from sleeping until the returned function is called: for the length of a shift. Where the host has no say over the display it does nothing. */
  keepDisplayAwake(): Dispose;
  /** Starts a process beside this one that opens ports for it, as the host can. It never outlives the host. */
  startPortProcess(): PortChannel;
  /** Runs before the process ends of its own accord (not on SIGKILL). Works run at the same time, newest first, and are waited for 10 seconds at most. */
  onQuit(work: () => Promise<void>): Dispose;
  /** Closes all windows and ends. */
  quit(): Promise<void>;
}
