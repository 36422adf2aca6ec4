/**
 * What the core and the process that opens ports say to each other, and the checks that each applies to the other.
 * The two are one program, but the other process is where native code may have written over memory, and a till must
 * not follow it there: what does not fit is dropped, and sizes are bounded.
 */
import type { LogLevel } from '../../src-main/base/log.ts';
import type { HidSettings, PluggedPort, PortSettings, PrinterFileSettings } from '../link/ports.ts';
import type { SerialSettings } from '../link/serial-link.ts';
import type { LinkError, LinkFault } from '../link.ts';
import {
  type Check,
  fieldsOf,
  flag,
  listOf,
  oneOf,
  oneOfKinds,
  optional,
  shape,
  someBytes,
  text,
  whole,
} from './checks.ts';

/** The core to the process. Each `connection` is a number that the core gives out once. */
export type ToPortProcess =
  | { readonly kind: 'open'; readonly connection: number; readonly settings: PortSettings }
  /** Answered by `written` when the operating system has taken the bytes. */
  | {
      readonly kind: 'write';
      readonly connection: number;
      readonly write: number;
      readonly bytes: Uint8Array;
    }
  /** Answered by `closed` when the operating system has let go of the port. */
  | { readonly kind: 'close'; readonly connection: number }
  /** So many bytes of this connection's data have arrived since the last time. */
  | { readonly kind: 'heard'; readonly connection: number; readonly byteCount: number }
  /** Answered by `listed`. */
  | { readonly kind: 'list'; readonly request: number }
  /** Answered by `pong` at once: the process is not stuck in native code. */
  | { readonly kind: 'ping'; readonly ping: number }
  /** Close everything and end. */
  | { readonly kind: 'stop' };

/** The process to the core. */
export type FromPortProcess =
  /** The first message: the native parts have been loaded. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened'; readonly connection: number }
  | { readonly kind: 'data'; readonly connection: number; readonly bytes: Uint8Array }
  | { readonly kind: 'lost'; readonly connection: number; readonly error: LinkError }
  | {
      readonly kind: 'written';
      readonly connection: number;
      readonly write: number;
      /** Absent when the bytes were taken. */
      readonly error?: LinkError | undefined;
    }
  | { readonly kind: 'closed'; readonly connection: number }
  | { readonly kind: 'listed'; readonly request: number; readonly ports: readonly PluggedPort[] }
  | { readonly kind: 'pong'; readonly ping: number }
  | {
      readonly kind: 'log';
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: Readonly<Record<string, string | number | boolean>>;
    };

/** Four times what a link lets wait (`defaultLinkPolicy`); a longer write is refused before it crosses. */
export const MAX_WRITE_BYTES = 1024 * 1024;
/** What arrives is cut into messages of at most this. */
export const MAX_DATA_BYTES = 64 * 1024;
/** How often the core says what it has heard. */
export const HEARD_EVERY_BYTES = 64 * 1024;
/** How much may be on its way to a core that says nothing; beyond that the connection is given up. */
export const MAX_UNHEARD_BYTES = 1024 * 1024;
/** A till has under ten ports. */
export const MAX_CONNECTIONS = 64;
export const MAX_LISTED = 256;
/** Texts are cut to this before they cross. */
export const MAX_TEXT = 500;
export const MAX_LOG_FIELDS = 20;

const MAX_PATH = 1_024;
const MAX_BAUD = 10_000_000;
const MAX_USB_ID = 0xffff;

const faults: Readonly<Record<LinkFault, true>> = {
  'not-found': true,
  refused: true,
  'in-use': true,
  'permission-denied': true,
  disconnected: true,
  'timed-out': true,
  overflow: true,
  closed: true,
  failed: true,
};

const id = whole();
const linkError = shape<LinkError>({ fault: oneOf(...Object.keys(faults)), detail: text(MAX_TEXT) });

const serialSettings = shape<{ readonly kind: 'serial' } & SerialSettings>({
  kind: oneOf('serial'),
  path: text(MAX_PATH),
  baudRate: whole(MAX_BAUD),
  dataBits: optional(oneOf(7, 8)),
  parity: optional(oneOf('none', 'even', 'odd')),
  stopBits: optional(oneOf(1, 2)),
  flow: optional(oneOf('none', 'rtscts', 'xon')),
  lines: optional(shape<NonNullable<SerialSettings['lines']>>({ dtr: flag, rts: flag })),
});

const hidSettings = shape<{ readonly kind: 'hid' } & HidSettings>({
  kind: oneOf('hid'),
  path: optional(text(MAX_PATH)),
  vendorId: optional(whole(MAX_USB_ID)),
  productId: optional(whole(MAX_USB_ID)),
  usagePage: optional(whole(MAX_USB_ID)),
  usage: optional(whole(MAX_USB_ID)),
});

const printerFileSettings = shape<{ readonly kind: 'printer-file' } & PrinterFileSettings>({
  kind: oneOf('printer-file'),
  path: text(MAX_PATH),
});

const settingsByKind: Readonly<Record<PortSettings['kind'], Check>> = {
  serial: serialSettings,
  hid: hidSettings,
  'printer-file': printerFileSettings,
};

const pluggedPort = shape<PluggedPort>({
  kind: oneOf(...Object.keys(settingsByKind)),
  path: text(MAX_PATH),
  label: text(MAX_TEXT),
  vendorId: optional(whole(MAX_USB_ID)),
  productId: optional(whole(MAX_USB_ID)),
});

/** The fields of the message of one kind. */
type Of<Message extends { readonly kind: string }, Kind extends Message['kind']> = Extract<
  Message,
  { readonly kind: Kind }
>;
const kindIs: Check = (value) => typeof value === 'string';

const toProcess: { readonly [Kind in ToPortProcess['kind']]: Check } = {
  open: shape<Of<ToPortProcess, 'open'>>({
    kind: kindIs,
    connection: id,
    settings: oneOfKinds(settingsByKind),
  }),
  write: shape<Of<ToPortProcess, 'write'>>({
    kind: kindIs,
    connection: id,
    write: id,
    bytes: someBytes(MAX_WRITE_BYTES),
  }),
  close: shape<Of<ToPortProcess, 'close'>>({ kind: kindIs, connection: id }),
  heard: shape<Of<ToPortProcess, 'heard'>>({ kind: kindIs, connection: id, byteCount: whole() }),
  list: shape<Of<ToPortProcess, 'list'>>({ kind: kindIs, request: id }),
  ping: shape<Of<ToPortProcess, 'ping'>>({ kind: kindIs, ping: id }),
  stop: shape<Of<ToPortProcess, 'stop'>>({ kind: kindIs }),
};

const fromProcess: { readonly [Kind in FromPortProcess['kind']]: Check } = {
  ready: shape<Of<FromPortProcess, 'ready'>>({ kind: kindIs }),
  opened: shape<Of<FromPortProcess, 'opened'>>({ kind: kindIs, connection: id }),
  data: shape<Of<FromPortProcess, 'data'>>({
    kind: kindIs,
    connection: id,
    bytes: someBytes(MAX_DATA_BYTES),
  }),
  lost: shape<Of<FromPortProcess, 'lost'>>({ kind: kindIs, connection: id, error: linkError }),
  written: shape<Of<FromPortProcess, 'written'>>({
    kind: kindIs,
    connection: id,
    write: id,
    error: optional(linkError),
  }),
  closed: shape<Of<FromPortProcess, 'closed'>>({ kind: kindIs, connection: id }),
  listed: shape<Of<FromPortProcess, 'listed'>>({
    kind: kindIs,
    request: id,
    ports: listOf(MAX_LISTED, pluggedPort),
  }),
  pong: shape<Of<FromPortProcess, 'pong'>>({ kind: kindIs, ping: id }),
  log: shape<Of<FromPortProcess, 'log'>>({
    kind: kindIs,
    level: oneOf('debug', 'info', 'warn', 'error'),
    message: text(MAX_TEXT),
    fields: fieldsOf(MAX_LOG_FIELDS, (value) => text(MAX_TEXT)(value) || isPlain(value)),
  }),
};

function isPlain(value: unknown): boolean {
  return typeof value === 'boolean' || Number.isFinite(value);
}

const isToProcess = oneOfKinds(toProcess);
const isFromProcess = oneOfKinds(fromProcess);

/** Reads what the core sent. @returns undefined for anything that is not exactly one of its messages. */
export function readToPortProcess(message: unknown): ToPortProcess | undefined {
  return isToProcess(message) ? (message as ToPortProcess) : undefined;
}

/** Reads what the process sent. @returns undefined for anything that is not exactly one of its messages. */
export function readFromPortProcess(message: unknown): FromPortProcess | undefined {
  return isFromProcess(message) ? (message as FromPortProcess) : undefined;
}

/** Cuts a text to what may cross. */
export function bounded(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}

/** The error with its detail cut to what may cross. */
export function boundedError({ fault, detail }: LinkError): LinkError {
  return { fault, detail: bounded(detail) };
}
