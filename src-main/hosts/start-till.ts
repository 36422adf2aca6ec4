import type { Logger } from '../base/log.ts';
import type { Host } from './host.ts';

/** A till that runs in a host. */
export interface RunningTill {
  /** Finishes what is being written and lets go of devices and files. Idempotent. */
  stop(): Promise<void>;
}

export interface StartTillOptions {
  /** The till's configuration file; without it the one in the data folder. */
  readonly configPath?: string;
  readonly log: Logger;
}

/** What both hosts start: the engine with its store and devices, put together, and its windows opened. */
export type StartTill = (host: Host, options: StartTillOptions) => Promise<RunningTill>;
