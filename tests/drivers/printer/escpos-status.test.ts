import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RealTimeStatus } from '../../../drivers/printer/escpos-commands.ts';
import { type StatusMessage, StatusParser } from '../../../drivers/printer/escpos-status.ts';
import {
  type PrinterStatus,
  readAutoStatus,
  readRealTimeStatus,
  stateOfStatus,
} from '../../../drivers/printer/printer-status.ts';

const wellStatus: PrinterStatus = {
  isOnline: true,
  isCoverOpen: false,
  paper: 'ok',
  hasCutterError: false,
  hasRecoverableError: false,
  hasUnrecoverableError: false,
  isHeadHot: false,
  isDrawerPinHigh: false,
};

// Epson's command reference, DLE EOT.
const realTime: readonly {
  readonly what: RealTimeStatus;
  readonly byte: number;
  readonly says: Partial<PrinterStatus>;
}[] = [
  { what: 'printer', byte: 0x12, says: { isOnline: true, isDrawerPinHigh: false } },
  { what: 'printer', byte: 0x16, says: { isOnline: true, isDrawerPinHigh: true } },
  { what: 'printer', byte: 0x1a, says: { isOnline: false, isDrawerPinHigh: false } },
  { what: 'offline-cause', byte: 0x12, says: { isCoverOpen: false } },
  { what: 'offline-cause', byte: 0x16, says: { isCoverOpen: true } },
  {
    what: 'error-cause',
    byte: 0x16,
    says: {
      hasRecoverableError: true,
      hasCutterError: false,
      hasUnrecoverableError: false,
      isHeadHot: false,
    },
  },
  {
    what: 'error-cause',
    byte: 0x1a,
    says: {
      hasRecoverableError: false,
      hasCutterError: true,
      hasUnrecoverableError: false,
      isHeadHot: false,
    },
  },
  {
    what: 'error-cause',
    byte: 0x32,
    says: {
      hasRecoverableError: false,
      hasCutterError: false,
      hasUnrecoverableError: true,
      isHeadHot: false,
    },
  },
  {
    what: 'error-cause',
    byte: 0x52,
    says: {
      hasRecoverableError: false,
      hasCutterError: false,
      hasUnrecoverableError: false,
      isHeadHot: true,
    },
  },
  { what: 'paper', byte: 0x12, says: { paper: 'ok' } },
  { what: 'paper', byte: 0x1e, says: { paper: 'near-end' } },
  { what: 'paper', byte: 0x72, says: { paper: 'out' } },
  { what: 'paper', byte: 0x7e, says: { paper: 'out' } },
];
describe('an answer to DLE EOT', () => {
  for (const { what, byte, says } of realTime) {
    test(`${byte.toString(16)} to ${what}`, () => {
      expect(new StatusParser().push(Uint8Array.of(byte))).toEqual([{ kind: 'real-time', byte }]);
      expect(readRealTimeStatus(what, byte)).toEqual(says);
    });
  }
});

// Epson's command reference, GS a.
const reports: readonly {
  readonly bytes: [number, number, number, number];
  readonly says: Partial<PrinterStatus>;
}[] = [
  { bytes: [0x10, 0x00, 0x00, 0x0f], says: {} },
  { bytes: [0x38, 0x00, 0x00, 0x0f], says: { isOnline: false, isCoverOpen: true } },
  { bytes: [0x18, 0x00, 0x0c, 0x0f], says: { isOnline: false, paper: 'out' } },
  { bytes: [0x14, 0x00, 0x03, 0x0f], says: { isDrawerPinHigh: true, paper: 'near-end' } },
  { bytes: [0x18, 0x08, 0x00, 0x0f], says: { isOnline: false, hasCutterError: true } },
  { bytes: [0x18, 0x04, 0x00, 0x0f], says: { isOnline: false, hasRecoverableError: true } },
  { bytes: [0x18, 0x40, 0x00, 0x00], says: { isOnline: false, isHeadHot: true } },
];
describe('a report', () => {
  for (const { bytes, says } of reports) {
    test(bytes.map((byte) => byte.toString(16)).join(' '), () => {
      expect(new StatusParser().push(Uint8Array.from(bytes))).toEqual([{ kind: 'auto-status', bytes }]);
      expect(readAutoStatus(bytes)).toEqual({ ...wellStatus, ...says });
    });
  }
});

interface Stream {
  readonly name: string;
  readonly bytes: readonly number[];
  readonly awaited?: number;
  readonly messages: readonly StatusMessage[];
}
const streams: readonly Stream[] = [
  {
    name: 'an answer to GS r that is awaited',
    bytes: [0x03],
    awaited: 1,
    messages: [{ kind: 'in-order', byte: 3 }],
  },
  { name: 'one that is not', bytes: [0x03], messages: [{ kind: 'garbage', byteCount: 1 }] },
  {
    name: 'a report is whole even while GS r is awaited',
    bytes: [0x10, 0x00, 0x00, 0x0f, 0x00],
    awaited: 1,
    messages: [
      { kind: 'auto-status', bytes: [0x10, 0, 0, 0x0f] },
      { kind: 'in-order', byte: 0 },
    ],
  },
  {
    name: 'XOFF and XON inside a report',
    bytes: [0x10, 0x13, 0x00, 0x11, 0x00, 0x0f],
    messages: [
      { kind: 'flow', canSend: false },
      { kind: 'flow', canSend: true },
      { kind: 'auto-status', bytes: [0x10, 0, 0, 0x0f] },
    ],
  },
  {
    name: 'a report cut short by another',
    bytes: [0x18, 0x00, 0x10, 0x00, 0x00, 0x0f],
    messages: [
      { kind: 'garbage', byteCount: 2 },
      { kind: 'auto-status', bytes: [0x10, 0, 0, 0x0f] },
    ],
  },
  {
    name: 'a process id',
    bytes: [0x37, 0x22, 0x30, 0x30, 0x34, 0x32, 0x00],
    messages: [{ kind: 'process-id', id: Uint8Array.of(0x30, 0x30, 0x34, 0x32) }],
  },
  {
    name: 'a model name',
    bytes: [0x5f, 0x54, 0x4d, 0x00, 0x12],
    messages: [
      { kind: 'block', header: 0x5f, data: Uint8Array.of(0x54, 0x4d) },
      { kind: 'real-time', byte: 0x12 },
    ],
  },
  {
    name: 'a block that breaks off',
    bytes: [0x37, 0x22, 0x30, 0x12],
    messages: [
      { kind: 'garbage', byteCount: 3 },
      { kind: 'real-time', byte: 0x12 },
    ],
  },
  { name: 'noise', bytes: [0xff, 0x80, 0xc3], messages: [{ kind: 'garbage', byteCount: 3 }] },
];
describe('the parser reads', () => {
  for (const { name, bytes, awaited = 0, messages } of streams) {
    test(name, () => {
      const parser = new StatusParser();
      for (let i = 0; i < awaited; i += 1) parser.expectInOrder();
      expect(parser.push(Uint8Array.from(bytes))).toEqual(messages);
    });
  }

  test('any bytes in any split alike, without throwing, and is ready again after a well-formed report', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 12 }),
        fc.nat(3),
        (split, awaited) => {
          const whole = new StatusParser();
          const parts = new StatusParser();
          for (let i = 0; i < awaited; i += 1) {
            whole.expectInOrder();
            parts.expectInOrder();
          }
          const withoutGarbage = (messages: readonly StatusMessage[]) =>
            messages.filter((message) => message.kind !== 'garbage');
          const expected = withoutGarbage(whole.push(Uint8Array.from(split.flatMap((chunk) => [...chunk]))));
          expect(withoutGarbage(split.flatMap((chunk) => parts.push(chunk)))).toEqual(expected);
          parts.forgetInOrder();
          // A half-read block ends at a NUL, a half-read group at anything that does not belong to it.
          parts.push(Uint8Array.of(0x00, 0x12));
          expect(parts.push(Uint8Array.of(0x10, 0x00, 0x00, 0x0f))).toEqual([
            { kind: 'auto-status', bytes: [0x10, 0, 0, 0x0f] },
          ]);
        },
      ),
    );
  });
});

describe('the state of a printer that reports', () => {
  const states = [
    { part: {}, state: { status: 'enabled' } },
    { part: { paper: 'near-end' }, state: { status: 'enabled' } },
    { part: { paper: 'out', isOnline: false }, state: { status: 'offline', reason: 'paper-out' } },
    // An open cover hides the paper from its sensor: the cover comes first.
    {
      part: { paper: 'out', isCoverOpen: true, isOnline: false },
      state: { status: 'offline', reason: 'cover-open' },
    },
    { part: { isHeadHot: true, isOnline: false }, state: { status: 'offline', reason: 'head-hot' } },
    { part: { isOnline: false }, state: { status: 'offline', reason: 'offline' } },
    { part: { hasCutterError: true, isOnline: false }, state: { status: 'error', reason: 'cutter-jam' } },
    {
      part: { hasRecoverableError: true, isOnline: false },
      state: { status: 'error', reason: 'recoverable' },
    },
    { part: { hasUnrecoverableError: true }, state: { status: 'error', reason: 'unrecoverable' } },
  ] as const;
  for (const { part, state } of states) {
    test(JSON.stringify(part), () => expect(stateOfStatus({ ...wellStatus, ...part })).toEqual(state));
  }
});
