import type { Clock } from '../../src-main/base/clock.ts';
import type { DeviceState } from '../device.ts';
import type { LinkFault } from '../link.ts';
import type { InterruptCause } from './job-watch.ts';
import type { PrinterTrouble } from './printer-status.ts';

/** Why a printer does not work: every word that `PrinterDevice.state.reason` can be. */
export const printerReasons = [
  'closed',
  'opening',
  'not-found',
  'refused',
  'in-use',
  'permission-denied',
  'disconnected',
  'timed-out',
  'overflow',
  'failed',
  'cover-open',
  'paper-out',
  'cutter-jam',
  'recoverable',
  'unrecoverable',
  'head-hot',
  'offline',
  /** The line stands and nobody answers: switched off, another connection is being served, or no wire back. */
  'no-answer',
  /** What comes back is no printer's answer: another speed at the other end, or another device. */
  'nonsense',
  /** It takes no bytes although it reports nothing: busy line stuck, XOFF without XON, or a buffer that does not empty. */
  'stalled',
] as const satisfies readonly (
  | LinkFault
  | PrinterTrouble
  | 'opening'
  | 'no-answer'
  | 'nonsense'
  | 'stalled'
)[];
export type PrinterReason = (typeof printerReasons)[number];

/** The {@link DeviceState} of a printer, its reason from the closed list. */
export interface PrinterDeviceState extends DeviceState {
  readonly reason?: PrinterReason;
}

/** The same state in the words of the closed list; one that is not on it is `failed`. */
export function printerStateOf({ status, reason }: DeviceState): PrinterDeviceState {
  if (reason === undefined) return { status };
  return { status, reason: printerReasons.find((known) => known === reason) ?? 'failed' };
}

/** For the technician's screen: since the device was made. */
export interface PrinterCounters {
  /** Jobs of which a byte was sent. */
  jobs: number;
  /** Jobs that the printer confirmed. */
  printed: number;
  interrupted: number;
  /** Bytes that the operating system took. */
  bytesOut: number;
  statusReplies: number;
  nonsenseBytes: number;
  drawerKicks: number;
}

export interface PrinterFault {
  readonly reason: PrinterReason | InterruptCause;
  readonly detail: string;
  /** Clock.nowMs. */
  readonly atMs: number;
}

/** What a printer did and what last went wrong. */
export class PrinterRecord {
  readonly counters: PrinterCounters = {
    jobs: 0,
    printed: 0,
    interrupted: 0,
    bytesOut: 0,
    statusReplies: 0,
    nonsenseBytes: 0,
    drawerKicks: 0,
  };
  readonly #clock: Clock;
  #lastFault: PrinterFault | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get lastFault(): PrinterFault | undefined {
    return this.#lastFault;
  }

  /** Notes a fault that has just come up. */
  fault(reason: PrinterFault['reason'], detail: string): void {
    this.#lastFault = { reason, detail, atMs: this.#clock.nowMs() };
  }
}
