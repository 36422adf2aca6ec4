import type { PoleView } from '../../drivers/pole/pole-lines.ts';
import type { GlyphSource } from '../../drivers/printer/glyph-source.ts';
import type { PrinterProfile } from '../../drivers/printer/profiles.ts';
import type { Symbology } from '../../drivers/scanner/aim.ts';
import type { Dispose } from '../base/clock.ts';
import type { Result } from '../base/result.ts';
import type { DeviceKind, DeviceTest, DeviceTestResult, DeviceView } from '../contract/devices.ts';
import type { Badges, DeviceBadge, PrinterBadge } from '../contract/views.ts';

/** What the engine needs of scanners, however many there are and whatever they are plugged into. */
export interface ScannerPort {
  /** That of the worst of them. */
  readonly badge: DeviceBadge;
  onScan(listener: (scan: ScanNews) => void): Dispose;
  onBadge(listener: () => void): Dispose;
}

export type ScanNews =
  | {
      readonly kind: 'scan';
      readonly text: string;
      /** The bytes as they came. */
      readonly raw: Uint8Array;
      readonly aimId?: string;
      readonly symbology?: Symbology;
      readonly source: string;
      /** From its first byte to its last. */
      readonly tookMs: number;
    }
  | {
      readonly kind: 'damaged';
      readonly reason: string;
      readonly length: number;
      readonly raw?: Uint8Array;
      readonly source: string;
    }
  | { readonly kind: 'double'; readonly text: string; readonly source: string };

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
  /** The drawer stands open and the till had not asked. */
  onDrawerByHand(listener: () => void): Dispose;
}

/** The customer's two lines. It mirrors what the second screen shows; nothing waits for it. */
export interface PolePort {
  readonly badge: DeviceBadge;
  show(view: PoleView): void;
  onBadge(listener: () => void): Dispose;
}

/** A device whose state windows show and that selling does not wait for yet. */
export interface BadgedDevice {
  readonly badge: DeviceBadge;
  onBadge(listener: () => void): Dispose;
}

/** One device as the technician's screen sees it. */
export interface WatchedDevice {
  readonly deviceId: string;
  readonly kind: DeviceKind;
  view(): DeviceView;
  /** Something is in hand that should not be broken off. */
  readonly isBusy: boolean;
  test(test: DeviceTest): Promise<DeviceTestResult>;
  /** Lets the port go and opens it anew at once. */
  reopen(): void;
}

/** The scale, as a sale uses it. */
export interface Scale extends BadgedDevice {
  /** Grams of what lies on the pan, once it has come to rest; undefined where that does not happen in time. */
  weigh(): Promise<number | undefined>;
}

/** Everything at the counter that the engine drives. */
export interface Devices {
  readonly scanner: ScannerPort;
  readonly printer: PrinterPort;
  readonly pole: PolePort;
  readonly scale: Scale;
  readonly terminal: BadgedDevice;
  /** The same devices one by one. */
  readonly watched: readonly WatchedDevice[];
  /** How receipts are set: that of the printer, or the usual one where there is none. */
  readonly profile: PrinterProfile;
  /** The font of what goes to the printer as pictures; read once, since it is large. */
  readonly glyphs: GlyphSource;
  /** What is plugged into this machine and not configured. */
  freePorts(): Promise<readonly FreePort[]>;
  /** Starts to connect; devices come and go by themselves from here on. */
  open(): void;
  close(): Promise<void>;
}

export interface FreePort {
  readonly kind: 'serial' | 'hid' | 'printer-file';
  readonly path: string;
  readonly label: string;
}
