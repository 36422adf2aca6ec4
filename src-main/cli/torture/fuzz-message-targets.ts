import {
  MAX_DATA_BYTES,
  MAX_TEXT,
  MAX_WRITE_BYTES,
  readFromPortProcess,
  readToPortProcess,
} from '../../../drivers/ports/port-messages.ts';
import { readSchedule } from '../../../fixtures/simulators/fault-schedule.ts';
import { VirtualPrinter } from '../../../fixtures/simulators/virtual-printer.ts';
import { Choices, type FuzzTarget, must, mustEqual, utf8 } from './fuzz-target.ts';

/** One message of each kind as it should be. */
const goodMessages: readonly Readonly<Record<string, unknown>>[] = [
  {
    kind: 'open',
    connection: 1,
    settings: {
      kind: 'serial',
      path: '/dev/ttyUSB0',
      baudRate: 9_600,
      flow: 'none',
      lines: { dtr: true, rts: false },
    },
  },
  { kind: 'open', connection: 1, settings: { kind: 'hid', vendorId: 3_118, usagePage: 140 } },
  { kind: 'open', connection: 1, settings: { kind: 'printer-file', path: '/dev/usb/lp0' } },
  { kind: 'write', connection: 1, write: 2, bytes: Uint8Array.of(1, 2) },
  { kind: 'close', connection: 1 },
  { kind: 'heard', connection: 1, byteCount: 4 },
  { kind: 'list', request: 1 },
  { kind: 'ping', ping: 1 },
  { kind: 'stop' },
  { kind: 'ready' },
  { kind: 'opened', connection: 1 },
  { kind: 'data', connection: 1, bytes: Uint8Array.of(1) },
  { kind: 'lost', connection: 1, error: { fault: 'disconnected', detail: 'gone' } },
  { kind: 'written', connection: 1, write: 1, error: { fault: 'closed', detail: '' } },
  { kind: 'closed', connection: 1 },
  { kind: 'listed', request: 1, ports: [{ kind: 'serial', path: '/dev/ttyUSB0', label: 'x' }] },
  { kind: 'pong', ping: 1 },
  { kind: 'log', level: 'info', message: 'm', fields: { a: 'x', b: 1, c: true } },
];

const oddValues: readonly unknown[] = [
  ...[
    undefined,
    null,
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    10n,
    '',
    'serial',
    'x'.repeat(2_000),
  ],
  ...[
    [],
    {},
    [[]],
    new Uint8Array(),
    new Uint8Array(70_000),
    new Uint8Array(2_000_000),
    new Uint16Array(2),
    new ArrayBuffer(4),
    new DataView(new ArrayBuffer(1)),
  ],
  ...[
    new Date(0),
    /x/,
    new Map([['kind', 'stop']]),
    new Set(),
    new Error('x'),
    Object.create(null),
    '__proto__',
    'constructor',
    'toString',
  ],
];
/** In boxes, since one of them is `undefined`. */
const replacements = [...oddValues, ...goodMessages].map((value) => ({ value }));
const oddNames = [
  'kind',
  'connection',
  'settings',
  'path',
  'error',
  'fields',
  'ports',
  '__proto__',
  'constructor',
  'extra',
  '',
];

/** A message with a few things wrong with it, or none. */
function messageFrom(choices: Choices): unknown {
  let message: unknown = structuredClone(choices.pick(goodMessages));
  while (!choices.isOver) message = changed(message, choices, 3);
  return message;
}

function changed(value: unknown, choices: Choices, depth: number): unknown {
  if (
    typeof value !== 'object' ||
    value === null ||
    ArrayBuffer.isView(value) ||
    depth === 0 ||
    choices.below(6) === 0
  )
    return choices.pick(replacements).value;
  const fields = Object.entries(value);
  const [name, inner] = fields[choices.below(Math.max(1, fields.length))] ?? ['kind', undefined];
  switch (choices.below(4)) {
    case 0:
      return remade(
        value,
        fields.filter(([each]) => each !== name),
      );
    case 1:
      return remade(value, [...fields, [choices.pick(oddNames), choices.pick(replacements).value]]);
    default:
      return remade(
        value,
        fields.map(([each, own]) => [each, each === name ? changed(inner, choices, depth - 1) : own]),
      );
  }
}

function remade(like: object, fields: readonly (readonly [string, unknown])[]): unknown {
  if (Array.isArray(like)) return fields.map(([, value]) => value);
  const made: Record<string, unknown> = {};
  for (const [name, value] of fields)
    Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
  return made;
}

const portMessages: FuzzTarget = {
  name: 'port-messages',
  about: 'messages between the till and the process that opens its ports',
  tokens: [],
  maxBytes: 60,
  check(input) {
    const message = messageFrom(new Choices(input));
    for (const read of [readToPortProcess, readFromPortProcess]) {
      const taken = read(message);
      if (taken === undefined) continue;
      must(taken === message, 'what is taken is what came');
      must(
        goodMessages.some(({ kind }) => kind === taken.kind),
        'a message has a kind that there is',
      );
      mustEqual(read(structuredClone(message)) !== undefined, true, 'what can be taken can cross');
      if ('connection' in taken)
        must(Number.isSafeInteger(taken.connection) && taken.connection >= 0, 'a connection is a number');
      if (taken.kind === 'data')
        must(taken.bytes.length >= 1 && taken.bytes.length <= MAX_DATA_BYTES, 'data are bounded');
      if (taken.kind === 'write')
        must(taken.bytes.length >= 1 && taken.bytes.length <= MAX_WRITE_BYTES, 'writes are bounded');
      if (taken.kind === 'lost') must(taken.error.detail.length <= MAX_TEXT, 'texts are bounded');
      if (taken.kind === 'listed')
        must(
          taken.ports.every(({ path, label }) => typeof path === 'string' && typeof label === 'string'),
          'ports have a path and a name',
        );
    }
  },
};

const printer = new VirtualPrinter({ widthDots: 384, glyphs: { draw: () => [] } });
const devices = { printer: printer.schedule };

const schedule: FuzzTarget = {
  name: 'fault-schedule',
  about: 'fault schedules as people write them',
  tokens: [
    ...[
      '{"faults":[',
      ']}',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"device":"printer"',
      '"when":',
      '"event":"print"',
      '"nth":1',
      '"every":2',
      '"byte":400',
    ],
    ...[
      '"afterSeconds":2.5',
      '"do":"paper-out"',
      '"with":{}',
      '"then":[]',
      '"__proto__":',
      '"constructor"',
      '1e999',
      '-0',
      'null',
      '"title":""',
      '\\u0000',
      '\\ud800',
    ],
    ...Object.keys(printer.schedule.acts).map((name) => `"do":"${name}"`),
    ...printer.schedule.events.map((name) => `"event":"${name}"`),
  ].map(utf8),
  maxBytes: 20_000,
  check(input) {
    const text = new TextDecoder().decode(input);
    const read = readSchedule(text, devices);
    if (!read.ok) {
      must(
        read.error.problem !== '' && read.error.problem.length < 1_000 + text.length,
        'what is wrong is told, and no longer than what was given',
        () => read.error.problem.length,
      );
      return;
    }
    for (const fault of read.value.faults) {
      must(
        fault.device === 'printer' && Object.hasOwn(printer.schedule.acts, fault.do),
        'every fault can happen to a device that is there',
      );
      if ('event' in fault.when)
        must(printer.schedule.events.includes(fault.when.event), 'and waits for what can come');
    }
    mustEqual(
      readSchedule(JSON.stringify(read.value), devices).ok,
      true,
      'a schedule that was read can be written and read again',
    );
  },
};

/** What comes from other processes and from files. */
export const messageTargets: readonly FuzzTarget[] = [portMessages, schedule];
