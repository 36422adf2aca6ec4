import { z } from 'zod';
import { CommandId } from './commands.ts';

/** What can stand at the counter. The drawer hangs on the printer but has troubles of its own. */
export const DEVICE_KINDS = ['scanner', 'printer', 'drawer', 'pole', 'scale', 'terminal'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/**
 * Why a device does not work, or not as it should: the closed list that windows have sentences for. The first part
 * is of the connection, the rest of what the device says or does.
 */
export const DEVICE_REASONS = [
  // The connection.
  'not-configured',
  'opening',
  'not-found',
  'refused',
  'in-use',
  'permission-denied',
  'disconnected',
  'timed-out',
  'overflow',
  'closed',
  'failed',
  // What the device says, or does not.
  'starting',
  'unheard',
  'no-answer',
  'nonsense',
  'stalled',
  'offline',
  'busy',
  'unsupported',
  'not-ready',
  // Printer and drawer.
  'paper-out',
  'paper-near-end',
  'cover-open',
  'cutter-jam',
  'head-hot',
  'recoverable',
  'unrecoverable',
  'drawer-open',
  'drawer-left-open',
  'drawer-stuck',
  'no-sense',
  // Scanner: what was lost, and which setting alters codes.
  'too-long',
  'no-terminator',
  'not-text',
  'check-digit',
  'glued',
  'report-missing',
  'report-malformed',
  'report-mixed',
  'empty',
  'add-on',
  'price-verifier',
  'price-fraction',
  'gs1-data',
  'code-39-full-ascii',
  'gs-lost',
  'check-digit-dropped',
  'caps-lock',
  'layout-or-ime',
  // Scale.
  'unstable',
  'under-zero',
  'over-capacity',
  'unit-mismatch',
  'not-returned-to-zero',
  'not-taken',
  'noise',
  'half-frame',
  'check-sum',
  'layout',
  'cancelled',
  // Card terminal.
  'result-unknown',
] as const;
export type DeviceReason = (typeof DEVICE_REASONS)[number];

/** What a technician can have a device do. */
export const DEVICE_TESTS = [
  'test-print',
  'open-drawer',
  'show-text',
  'weigh',
  'zero',
  'ask',
  'beep',
] as const;
export type DeviceTest = (typeof DEVICE_TESTS)[number];

/** One device, for the technician's screen. */
export interface DeviceView {
  /** Names it in calls; stays the same until the configuration changes. */
  readonly deviceId: string;
  readonly kind: DeviceKind;
  /** The states UnifiedPOS names. */
  readonly status: 'closed' | 'claimed' | 'enabled' | 'offline' | 'error';
  /** Why it is not simply working; also what a working one should be looked at for. Null where all is well. */
  readonly reason: DeviceReason | null;
  /** How it is plugged in, such as `/dev/ttyUSB0 · 9600 8N1` or `192.168.1.50:9100`. */
  readonly connection: string;
  /** Model profile or dialect. */
  readonly profile: string;
  /** Newest fault since the program started, also one that has passed. */
  readonly lastFault: {
    readonly reason: DeviceReason;
    readonly detail: string;
    readonly atMs: number;
  } | null;
  /** Counts since the program started, in the order in which they are shown; the name is looked up in the windows' words. */
  readonly counters: readonly { readonly name: string; readonly count: number }[];
  /** What it shows now: a weight, the two lines of the pole. Empty where it shows nothing. */
  readonly reading: string;
  readonly tests: readonly DeviceTest[];
}

/** What the till takes a code for. */
export const SCAN_READINGS = [
  'product',
  'in-store',
  'gs1-data',
  'coupon',
  'add-on',
  'text',
  'scanner-setting',
  'scanner-answer',
  'damaged',
  'double',
] as const;

/** One scan of the scanner test: what arrived, how it was read, and what to change on the device. */
export interface ScanTestRow {
  readonly number: number;
  readonly atMs: number;
  /** Which scanner, or `wedge`. */
  readonly source: string;
  /** The code, its control characters as `<GS>` and the like; at most 200 characters. */
  readonly shown: string;
  /** The bytes in hexadecimal, at most 64 of them. */
  readonly hex: string;
  readonly length: number;
  /** AIM symbology identifier, where the scanner sent one. */
  readonly aimId: string | null;
  readonly symbology: string | null;
  /** How the till would take it. */
  readonly readAs: (typeof SCAN_READINGS)[number];
  /** What it was read into: `gtin`, `item`, `price`, `weight`, `count`, `add-on`, or a GS1 application identifier. */
  readonly parts: readonly { readonly name: string; readonly text: string }[];
  /** What is wrong and what to set on the device. Null where it is right. */
  readonly advice: DeviceReason | null;
  /** From its first byte to its last, in milliseconds: how fast the line is. */
  readonly tookMs: number;
}

/** A port of this machine that nothing is configured on. */
export interface FreePortView {
  readonly kind: 'serial' | 'hid' | 'printer-file';
  readonly path: string;
  readonly label: string;
}

/** Everything the technician's screen shows; asked for while it is open. */
export interface DevicesView {
  readonly devices: readonly DeviceView[];
  readonly freePorts: readonly FreePortView[];
  /** Newest first, at most 20. */
  readonly scans: readonly ScanTestRow[];
  /** Whether scans go to the test instead of the sale. */
  readonly isScanTest: boolean;
}

/**
 * Asks how the devices stand. With `scanTest` scans go to the test from now on, for as long as somebody asks at least
 * every few seconds: a screen that is closed or lost gives them back to the sale by itself.
 */
export const ReadDevices = z.strictObject({ scanTest: z.boolean() });
/** Has a device do one of its tests. For a technician, a manager or a supervisor. */
export const TestDevice = z.strictObject({
  commandId: CommandId,
  deviceId: z.string().min(1).max(40),
  test: z.enum(DEVICE_TESTS),
});
/** Closes a device's port and opens it anew. */
export const ReopenDevice = z.strictObject({ commandId: CommandId, deviceId: z.string().min(1).max(40) });

/** What a test came to. `text` is what the device said or showed: a weight, an answer. */
export interface DeviceTestResult {
  readonly outcome: 'done' | 'failed';
  readonly reason: DeviceReason | null;
  readonly text: string;
}
