import type {
  DeviceKind,
  DeviceReason,
  DevicesView,
  DeviceTest,
  DeviceTestResult,
  DeviceView,
  FreePortView,
  ScanTestRow,
} from '../../../src-main/contract/devices.ts';
import { isKnownReason } from '../../i18n/catalogue.ts';
import { isRecord } from './answers.ts';

/** The answers of the technician's screen. A row that is not whole, or of a kind that this window does not know, is left out. */

const KINDS: Readonly<Record<DeviceKind, true>> = {
  scanner: true,
  printer: true,
  drawer: true,
  pole: true,
  scale: true,
  terminal: true,
};
const STATUSES: Readonly<Record<DeviceView['status'], true>> = {
  closed: true,
  claimed: true,
  enabled: true,
  offline: true,
  error: true,
};
const TESTS: Readonly<Record<DeviceTest, true>> = {
  'test-print': true,
  'open-drawer': true,
  'show-text': true,
  weigh: true,
  zero: true,
  ask: true,
  beep: true,
};
const READINGS: Readonly<Record<ScanTestRow['readAs'], true>> = {
  product: true,
  'in-store': true,
  'gs1-data': true,
  coupon: true,
  'add-on': true,
  text: true,
  'scanner-setting': true,
  'scanner-answer': true,
  damaged: true,
  double: true,
};
const PORT_KINDS: Readonly<Record<FreePortView['kind'], true>> = {
  serial: true,
  hid: true,
  'printer-file': true,
};

/** `devices:read` */
export function readDevicesView(value: unknown): DevicesView | undefined {
  if (!isRecord(value) || !Array.isArray(value.devices)) return undefined;
  return {
    devices: rowsOf(value.devices, readDevice),
    freePorts: rowsOf(value.freePorts, readFreePort),
    scans: rowsOf(value.scans, readScan),
    isScanTest: value.isScanTest === true,
  };
}

/** `devices:test` */
export function readDeviceTestResult(value: unknown): DeviceTestResult | undefined {
  if (!isRecord(value)) return undefined;
  const { outcome, reason, text } = value;
  if (outcome !== 'done' && outcome !== 'failed') return undefined;
  return { outcome, reason: reasonOrNull(reason), text: typeof text === 'string' ? text : '' };
}

function rowsOf<Row>(value: unknown, read: (row: unknown) => Row | undefined): readonly Row[] {
  if (!Array.isArray(value)) return [];
  return value.map(read).filter((row) => row !== undefined);
}

function readDevice(row: unknown): DeviceView | undefined {
  if (!isRecord(row)) return undefined;
  const { deviceId, kind, status, reason, connection, profile, lastFault, counters, reading, tests } = row;
  if (typeof deviceId !== 'string' || !isOneOf(KINDS, kind) || !isOneOf(STATUSES, status)) return undefined;
  return {
    deviceId,
    kind,
    status,
    reason: reasonOrNull(reason),
    connection: textOf(connection),
    profile: textOf(profile),
    lastFault: readFault(lastFault),
    counters: rowsOf(counters, readCounter),
    reading: textOf(reading),
    tests: rowsOf(tests, (test) => (isOneOf(TESTS, test) ? test : undefined)),
  };
}

function readFault(value: unknown): DeviceView['lastFault'] {
  if (!isRecord(value) || typeof value.atMs !== 'number') return null;
  const reason = reasonOrNull(value.reason);
  return reason === null ? null : { reason, detail: textOf(value.detail), atMs: value.atMs };
}

function readCounter(row: unknown): DeviceView['counters'][number] | undefined {
  if (!isRecord(row) || typeof row.name !== 'string' || typeof row.count !== 'number') return undefined;
  return { name: row.name, count: row.count };
}

function readFreePort(row: unknown): FreePortView | undefined {
  if (!isRecord(row) || !isOneOf(PORT_KINDS, row.kind) || typeof row.path !== 'string') return undefined;
  return { kind: row.kind, path: row.path, label: textOf(row.label) };
}

function readScan(row: unknown): ScanTestRow | undefined {
  if (!isRecord(row) || !isOneOf(READINGS, row.readAs)) return undefined;
  const { number, atMs, source, shown, hex, length, aimId, symbology, readAs, parts, advice, tookMs } = row;
  if (typeof number !== 'number' || typeof atMs !== 'number' || typeof shown !== 'string') return undefined;
  return {
    number,
    atMs,
    source: textOf(source),
    shown,
    hex: textOf(hex),
    length: typeof length === 'number' ? length : 0,
    aimId: typeof aimId === 'string' ? aimId : null,
    symbology: typeof symbology === 'string' ? symbology : null,
    readAs,
    parts: rowsOf(parts, readPart),
    advice: reasonOrNull(advice),
    tookMs: typeof tookMs === 'number' ? tookMs : 0,
  };
}

function readPart(part: unknown): ScanTestRow['parts'][number] | undefined {
  if (!isRecord(part) || typeof part.name !== 'string' || typeof part.text !== 'string') return undefined;
  return { name: part.name, text: part.text };
}

/** A reason of a newer core is a fault without a sentence of its own. */
function reasonOrNull(value: unknown): DeviceReason | null {
  if (typeof value !== 'string') return null;
  return isKnownReason(value) ? value : 'failed';
}

function isOneOf<Name extends string>(names: Readonly<Record<Name, true>>, value: unknown): value is Name {
  return typeof value === 'string' && Object.hasOwn(names, value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
