import type { Dispose } from '../../src-main/base/clock.ts';

/** One end of a pipe to another process. Messages are cloned (structured clone), keep their order, and never throw here. */
export interface PortProcessEnd {
  /** Sends. Once the other end is gone it does nothing. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Dispose;
}

/** The core's end: a process that opens ports, as a host has started it. */
export interface PortChannel extends PortProcessEnd {
  /**
   * Told once, when the process is gone, however it went, and every message that it sent before has been given out.
   * @param detail words for the log: its exit code or the signal that ended it.
   */
  onExit(listener: (detail: string) => void): Dispose;
  /** Ends the process at once, even when it is stuck in native code. `onExit` follows. */
  kill(): void;
}
