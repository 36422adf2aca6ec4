import type { PrinterProfile } from '../../drivers/printer/profiles.ts';
import type { Dispose } from '../base/clock.ts';
import type { Result } from '../base/result.ts';
import type { Badges, PrinterBadge } from '../contract/views.ts';

/** What the engine needs of a scanner, whatever it is plugged into. */
export interface ScannerPort {
  readonly badge: Badges['scanner'];
  onScan(listener: (scan: ScanNews) => void): Dispose;
  onBadge(listener: () => void): Dispose;
}

export type ScanNews =
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'damaged'; readonly length: number }
  | { readonly kind: 'double' };

export type PrintFailure =
  /** No byte left: the job goes on waiting. */
  | { readonly kind: 'not-ready'; readonly reason: string }
  /** Some of it may be on paper. */
  | { readonly kind: 'interrupted'; readonly reason: string };

/** What the engine needs of a receipt printer with a drawer behind it. */
export interface PrinterPort {
  readonly badge: PrinterBadge['state'];
  readonly drawer: Badges['drawer'];
  /**
   * Prints one job. `onFirstByte` is awaited before the first byte leaves; resolves when the printer's status
   * confirmed the paper, or with why not.
   */
  print(bytes: Uint8Array, onFirstByte: () => Promise<void>): Promise<Result<void, PrintFailure>>;
  openDrawer(): Promise<Result<void, { readonly reason: string }>>;
  /** A person has mended what only a person can mend: the printer goes on where it stopped. */
  recover(): Promise<void>;
  /** Badge or drawer changed; the spool tries what waits. */
  onBadge(listener: () => void): Dispose;
}

/** Everything at the counter that the engine drives. */
export interface Devices {
  readonly scanner: ScannerPort;
  readonly printer: PrinterPort;
  /** How receipts are set: that of the printer, or the usual one where there is none. */
  readonly profile: PrinterProfile;
  /** Starts to connect; devices come and go by themselves from here on. */
  open(): void;
  close(): Promise<void>;
}
