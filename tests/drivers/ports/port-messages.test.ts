// Goal: whatever arrives from the other process is either exactly a message or nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bounded,
  type FromPortProcess,
  MAX_DATA_BYTES,
  MAX_LISTED,
  MAX_LOG_FIELDS,
  MAX_TEXT,
  MAX_WRITE_BYTES,
  readFromPortProcess,
  readToPortProcess,
  type ToPortProcess,
} from '../../../drivers/ports/port-messages.ts';

const toProcess: readonly ToPortProcess[] = [
  { kind: 'open', connection: 1, settings: { kind: 'serial', path: 'COM3', baudRate: 9_600 } },
  {
    kind: 'open',
    connection: 2,
    settings: {
      kind: 'serial',
      path: '/dev/ttyS0',
      baudRate: 115_200,
      dataBits: 7,
      parity: 'even',
      stopBits: 2,
      flow: 'rtscts',
      lines: { dtr: true, rts: false },
    },
  },
  { kind: 'open', connection: 3, settings: { kind: 'hid' } },
  {
    kind: 'open',
    connection: 4,
    settings: { kind: 'hid', path: 'a', vendorId: 1, productId: 0xffff, usagePage: 0x8c, usage: 2 },
  },
  { kind: 'open', connection: 5, settings: { kind: 'printer-file', path: '/dev/usb/lp0' } },
  { kind: 'write', connection: 1, write: 9, bytes: new Uint8Array(MAX_WRITE_BYTES) },
  { kind: 'close', connection: 1 },
  { kind: 'heard', connection: 1, byteCount: 65_536 },
  { kind: 'list', request: 3 },
  { kind: 'ping', ping: 4 },
  { kind: 'stop' },
];

const fromProcess: readonly FromPortProcess[] = [
  { kind: 'ready' },
  { kind: 'opened', connection: 1 },
  { kind: 'data', connection: 1, bytes: Buffer.alloc(MAX_DATA_BYTES) },
  { kind: 'lost', connection: 1, error: { fault: 'permission-denied', detail: 'x'.repeat(MAX_TEXT) } },
  { kind: 'written', connection: 1, write: 1 },
  { kind: 'written', connection: 1, write: 1, error: { fault: 'overflow', detail: '' } },
  { kind: 'closed', connection: 1 },
  {
    kind: 'listed',
    request: 1,
    ports: [
      { kind: 'serial', path: 'COM3', label: '' },
      { kind: 'hid', path: 'a', label: 'b', vendorId: 1, productId: 2 },
    ],
  },
  { kind: 'pong', ping: 1 },
  { kind: 'log', level: 'warn', message: 'a', fields: { a: 'b', c: 1.5, d: true } },
];

describe('every message', () => {
  test.each(toProcess)('of the core is read as it was sent: %j', (message) => {
    expect(readToPortProcess(message)).toBe(message);
    expect(readFromPortProcess(message)).toBeUndefined();
  });

  test.each(fromProcess)('of the process is read as it was sent: %j', (message) => {
    expect(readFromPortProcess(message)).toBe(message);
    expect(readToPortProcess(message)).toBeUndefined();
  });

  test('of each kind is among them', () => {
    expect(new Set(toProcess.map(({ kind }) => kind)).size).toBe(7);
    expect(new Set(fromProcess.map(({ kind }) => kind)).size).toBe(9);
  });
});

const serial = { kind: 'serial', path: 'COM3', baudRate: 9_600 };
const badToProcess: readonly (readonly [string, unknown])[] = [
  ['a kind that every object inherits', { kind: 'toString' }],
  ['another field', { kind: 'stop', now: true }],
  ['a missing field', { kind: 'close' }],
  ['a connection that is no whole number', { kind: 'close', connection: 1.5 }],
  ['a list in place of an object', [{ kind: 'stop' }]],
  ['no settings', { kind: 'open', connection: 1, settings: null }],
  ['another kind of port', { kind: 'open', connection: 1, settings: { ...serial, kind: 'tcp' } }],
  ['another data width', { kind: 'open', connection: 1, settings: { ...serial, dataBits: 5 } }],
  ['a path without end', { kind: 'open', connection: 1, settings: { ...serial, path: 'x'.repeat(1_025) } }],
  ['half the lines', { kind: 'open', connection: 1, settings: { ...serial, lines: { dtr: true } } }],
  ['a USB id of 17 bits', { kind: 'open', connection: 1, settings: { kind: 'hid', vendorId: 0x10000 } }],
  ['a printer without a path', { kind: 'open', connection: 1, settings: { kind: 'printer-file' } }],
  ['no bytes', { kind: 'write', connection: 1, write: 1, bytes: new Uint8Array() }],
  ['bytes as a list', { kind: 'write', connection: 1, write: 1, bytes: [1] }],
  ['too many bytes', { kind: 'write', connection: 1, write: 1, bytes: new Uint8Array(MAX_WRITE_BYTES + 1) }],
];

const plugged = { kind: 'serial', path: 'COM3', label: '' };
const badFromProcess: readonly (readonly [string, unknown])[] = [
  ['too much data', { kind: 'data', connection: 1, bytes: new Uint8Array(MAX_DATA_BYTES + 1) }],
  ['another fault', { kind: 'lost', connection: 1, error: { fault: 'tired', detail: '' } }],
  [
    'a detail without end',
    { kind: 'lost', connection: 1, error: { fault: 'failed', detail: 'x'.repeat(501) } },
  ],
  ['no error', { kind: 'lost', connection: 1 }],
  ['too many ports', { kind: 'listed', request: 1, ports: Array(MAX_LISTED + 1).fill(plugged) }],
  ['a port of another kind', { kind: 'listed', request: 1, ports: [{ ...plugged, kind: 'tcp' }] }],
  ['another level', { kind: 'log', level: 'fatal', message: '', fields: {} }],
  ['an object in the log', { kind: 'log', level: 'info', message: '', fields: { a: {} } }],
  ['no number in the log', { kind: 'log', level: 'info', message: '', fields: { a: Number.NaN } }],
  [
    'too many fields',
    {
      kind: 'log',
      level: 'info',
      message: '',
      fields: Object.fromEntries(Array.from({ length: MAX_LOG_FIELDS + 1 }, (_, i) => [`f${i}`, 1])),
    },
  ],
];

describe('no message is', () => {
  test.each(badToProcess)('%s', (_name, value) => expect(readToPortProcess(value)).toBeUndefined());
  test.each(badFromProcess)('%s', (_name, value) => expect(readFromPortProcess(value)).toBeUndefined());

  test('anything else, and reading it never throws', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withTypedArray: true, withNullPrototype: true }),
        (value) => {
          expect(readToPortProcess(value)).toBeUndefined();
          expect(readFromPortProcess(value)).toBeUndefined();
        },
      ),
    );
  });

  test('one with a field taken away, but what may be absent', () => {
    const mayBeAbsent = new Set(['error']);
    for (const [messages, read] of [
      [toProcess, readToPortProcess],
      [fromProcess, readFromPortProcess],
    ] as const) {
      for (const message of messages) {
        for (const name of Object.keys(message)) {
          if (message.kind === 'written' && mayBeAbsent.has(name)) continue;
          const { [name as keyof typeof message]: _taken, ...rest } = message;
          expect(read(rest), `${message.kind} without ${name}`).toBeUndefined();
        }
      }
    }
  });
});

test('a text is cut to what may cross', () => {
  expect(bounded('x'.repeat(MAX_TEXT))).toHaveLength(MAX_TEXT);
  expect(bounded('x'.repeat(MAX_TEXT + 1))).toBe(`${'x'.repeat(MAX_TEXT - 1)}…`);
});
