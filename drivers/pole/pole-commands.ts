import { assert, unreachable } from '../../src-main/base/assert.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';

/** Which command set a customer display obeys. `led8` is a price pole of eight digits with lamps beside them. */
export type PoleDialect = 'epson' | 'cd5220' | 'led8';

export type PoleRow = 'upper' | 'lower';

/** What a price pole says its figure is. */
export type PoleLamp = 'off' | 'price' | 'total' | 'received' | 'change';

/** From dim to bright. */
export type PoleBrightness = 1 | 2 | 3 | 4;

/** How a display goes on when a row is full; what a till draws on is `overwrite`. */
export type PoleMode = 'overwrite' | 'vertical-scroll' | 'horizontal-scroll';

/** Who of two devices on one serial line listens: the printer, the display, or both. */
export type PolePeripheral = 'printer' | 'display' | 'both';

/** Everything that may be said to a display; which of it a dialect has is the whitelist below. */
export type PoleCommand =
  /** CR: ends a string that a lost connection cut short; elsewhere it only moves the cursor to the left. */
  | { readonly kind: 'end-string' }
  | { readonly kind: 'initialise' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'clear-row' }
  | { readonly kind: 'home' }
  /** Both count from 1. */
  | { readonly kind: 'move'; readonly column: number; readonly row: PoleRow }
  /** Where the cursor stands; at most one row of it. */
  | { readonly kind: 'text'; readonly text: Uint8Array }
  /** A row from its first column; the bytes are printable ones, as `pole-text.ts` makes them. */
  | { readonly kind: 'write-row'; readonly row: PoleRow; readonly text: Uint8Array }
  | { readonly kind: 'scroll-upper'; readonly text: Uint8Array }
  | { readonly kind: 'mode'; readonly mode: PoleMode }
  | { readonly kind: 'cursor'; readonly isOn: boolean }
  | { readonly kind: 'brightness'; readonly level: PoleBrightness }
  /** Half a period in steps of 50 ms; 0 ends blinking, 255 darkens the display. */
  | { readonly kind: 'blink'; readonly steps: number }
  | { readonly kind: 'code-table'; readonly table: number }
  | { readonly kind: 'country'; readonly country: number }
  | { readonly kind: 'select'; readonly peripheral: PolePeripheral }
  | { readonly kind: 'self-test' }
  /** The digit that lights the lamp differs between makers, so the profile tells it: one of `0` to `9`. */
  | { readonly kind: 'lamp'; readonly digit: number };

export interface PoleCommandProblem {
  readonly problem: 'not-in-dialect';
}

/**
 * The bytes of one command (peripherals.md 3.2: Epson DM-D110 specification, CD5220 manual). A command that the
 * dialect does not list has no bytes at all. That is what keeps ESC s away from a CD5220: there it writes the display's
 * EEPROM, which wears out, while a price pole takes the same two bytes for its lamps.
 */
export function encodePoleCommand(
  dialect: PoleDialect,
  command: PoleCommand,
): Result<Uint8Array, PoleCommandProblem> {
  const bytes = bytesIn(dialect, command);
  return bytes === undefined ? err({ problem: 'not-in-dialect' }) : ok(Uint8Array.from(bytes));
}

/**
 * Bytes for a display that shares the printer's serial line: ESC = hands the line to the display, and back to the
 * printer afterwards. Whoever owns the line must send the result in one piece and never inside a print job, since
 * what the printer misses in between is lost.
 */
export function throughPrinter(bytes: Uint8Array): Uint8Array {
  return Uint8Array.of(...selectBytes('display'), ...bytes, ...selectBytes('printer'));
}

function bytesIn(dialect: PoleDialect, command: PoleCommand): readonly number[] | undefined {
  switch (dialect) {
    case 'epson':
      return epsonBytes(command);
    case 'cd5220':
      return cd5220Bytes(command);
    case 'led8':
      return led8Bytes(command);
    default:
      return unreachable(dialect);
  }
}

/** Most characters that one row holds, by dialect. */
const rowColumns = 20;
const scrollColumns = 40;
export const led8Columns = 8;

function epsonBytes(command: PoleCommand): readonly number[] | undefined {
  switch (command.kind) {
    case 'end-string':
    case 'initialise':
    case 'clear':
    case 'clear-row':
    case 'home':
    case 'code-table':
    case 'select':
    case 'text':
      return sharedBytes(command);
    case 'move':
      return [0x1f, 0x24, columnByte(command.column), rowByte(command.row)];
    case 'write-row': {
      const start = command.row === 'upper' ? [0x0b] : [0x1f, 0x24, 1, 2];
      return [...start, ...printable(command.text, rowColumns)];
    }
    case 'mode':
      return [0x1f, { overwrite: 0x01, 'vertical-scroll': 0x02, 'horizontal-scroll': 0x03 }[command.mode]];
    case 'cursor':
      return [0x1f, 0x43, command.isOn ? 1 : 0];
    case 'brightness':
      return [0x1f, 0x58, brightnessByte(command.level)];
    case 'blink':
      return [0x1f, 0x45, anyByte(command.steps)];
    case 'country':
      return [0x1b, 0x52, anyByte(command.country)];
    case 'self-test':
      return [0x1f, 0x40];
    case 'scroll-upper': // horizontal scroll mode and text do it here
    case 'lamp':
      return undefined;
    default:
      return unreachable(command);
  }
}

function cd5220Bytes(command: PoleCommand): readonly number[] | undefined {
  switch (command.kind) {
    case 'end-string':
    case 'initialise':
    case 'clear':
    case 'clear-row':
    case 'home':
    case 'code-table':
    case 'select':
    case 'text':
      return sharedBytes(command);
    case 'move':
      return [0x1b, 0x6c, columnByte(command.column), rowByte(command.row)];
    case 'write-row':
      return stringBytes(command.row === 'upper' ? 0x41 : 0x42, command.text, rowColumns);
    case 'scroll-upper':
      return stringBytes(0x44, command.text, scrollColumns);
    case 'mode':
      return [0x1b, { overwrite: 0x11, 'vertical-scroll': 0x12, 'horizontal-scroll': 0x13 }[command.mode]];
    case 'cursor':
      return [0x1b, 0x5f, command.isOn ? 1 : 0];
    case 'brightness':
      return [0x1b, 0x2a, brightnessByte(command.level)];
    case 'country':
      return [0x1b, 0x66, anyByte(command.country)];
    case 'blink':
    case 'self-test':
    case 'lamp': // ESC s writes the EEPROM here
      return undefined;
    default:
      return unreachable(command);
  }
}

function led8Bytes(command: PoleCommand): readonly number[] | undefined {
  switch (command.kind) {
    case 'end-string':
    case 'initialise':
    case 'clear':
      return sharedBytes(command);
    case 'write-row':
      return command.row === 'upper' ? stringBytes(0x41, command.text, led8Columns) : undefined;
    case 'lamp':
      assert(command.digit >= 0x30 && command.digit <= 0x39, 'a lamp is named by a digit, never by 01h');
      return [0x1b, 0x73, command.digit];
    case 'clear-row':
    case 'home':
    case 'move':
    case 'text':
    case 'scroll-upper':
    case 'mode':
    case 'cursor':
    case 'brightness':
    case 'blink':
    case 'code-table':
    case 'country':
    case 'select':
    case 'self-test':
      return undefined;
    default:
      return unreachable(command);
  }
}

type SharedCommand = Extract<
  PoleCommand,
  { kind: 'end-string' | 'initialise' | 'clear' | 'clear-row' | 'home' | 'code-table' | 'select' | 'text' }
>;

/** What all dialects write alike. */
function sharedBytes(command: SharedCommand): readonly number[] {
  switch (command.kind) {
    case 'end-string':
      return [0x0d];
    case 'initialise':
      return [0x1b, 0x40];
    case 'clear':
      return [0x0c];
    case 'clear-row':
      return [0x18];
    case 'home':
      return [0x0b];
    case 'code-table':
      return [0x1b, 0x74, anyByte(command.table)];
    case 'select':
      return selectBytes(command.peripheral);
    case 'text':
      return [...printable(command.text, rowColumns)];
    default:
      return unreachable(command);
  }
}

/** ESC Q: a whole row, ended by CR. From then on a CD5220 heeds little else until it is cleared. */
function stringBytes(which: number, text: Uint8Array, maxColumns: number): readonly number[] {
  return [0x1b, 0x51, which, ...printable(text, maxColumns), 0x0d];
}

function selectBytes(peripheral: PolePeripheral): readonly number[] {
  return [0x1b, 0x3d, { printer: 1, display: 2, both: 3 }[peripheral]];
}

/** Text can never be a command: every byte of it is one that a display shows. */
function printable(text: Uint8Array, maxColumns: number): Uint8Array {
  assert(text.length <= maxColumns, 'a row takes no more bytes than it has columns');
  assert(
    text.every((byte) => byte >= 0x20 && byte !== 0x7f),
    'text for a display holds no control characters',
  );
  return text;
}

function columnByte(column: number): number {
  assert(Number.isInteger(column) && column >= 1 && column <= rowColumns, 'columns are 1 to 20');
  return column;
}

function rowByte(row: PoleRow): number {
  return row === 'upper' ? 1 : 2;
}

function brightnessByte(level: number): number {
  assert(Number.isInteger(level) && level >= 1 && level <= 4, 'brightness is 1 to 4');
  return level;
}

function anyByte(value: number): number {
  assert(Number.isInteger(value) && value >= 0 && value <= 255, 'a parameter is one byte');
  return value;
}
