import { assert } from '../../src-main/base/assert.ts';
import {
  encodePoleCommand,
  type PoleBrightness,
  type PoleCommand,
  type PoleLamp,
  type PoleRow,
  throughPrinter,
} from './pole-commands.ts';
import { encodeRow } from './pole-text.ts';
import type { PoleProfile } from './profiles.ts';

/** Whole NT$, and which lamp says what it is. */
export interface PoleFigure {
  readonly amount: number;
  readonly lamp: Exclude<PoleLamp, 'off'>;
}

/** What the customer should see. */
export interface PoleFrame {
  readonly upper: string;
  readonly lower: string;
  /** For price poles, which show one figure and no words; blank without it. */
  readonly figure?: PoleFigure;
}

export const blankFrame: PoleFrame = { upper: '', lower: '' };

export interface RedrawOptions {
  readonly brightness: PoleBrightness;
  /** For a display of which nothing is known: just connected, or silent for long. */
  readonly isFromScratch: boolean;
}

/**
 * Everything that brings a display to this frame, whatever it showed and whatever mode it was in. Each redraw clears
 * first, since a display stuck in string or scroll mode heeds nothing else, and sets the modes again, since one that
 * lost power has forgotten them and cannot say so. From scratch it also ends a string that a lost connection cut
 * short, and initialises.
 */
export function redrawBytes(profile: PoleProfile, frame: PoleFrame, options: RedrawOptions): Uint8Array {
  const commands = [
    ...(options.isFromScratch ? fromScratch(profile) : []),
    ...drawing(profile, frame, options),
  ];
  const bytes = Uint8Array.from(commands.flatMap((command) => [...bytesOf(profile, command)]));
  return profile.sharedPortWith === undefined ? bytes : throughPrinter(bytes);
}

/**
 * Ends whatever half a command may have begun. One that was cut short may have sent the display's bytes on to a printer
 * behind it, and the first selection may be taken for the rest of that very command: so it is made twice.
 */
function fromScratch({ dialect }: PoleProfile): readonly PoleCommand[] {
  const select: PoleCommand = { kind: 'select', peripheral: 'display' };
  const selected = dialect === 'led8' ? [] : [select, select];
  return [{ kind: 'end-string' }, ...selected, { kind: 'clear' }, { kind: 'initialise' }];
}

function drawing(profile: PoleProfile, frame: PoleFrame, options: RedrawOptions): PoleCommand[] {
  if (profile.dialect === 'led8') return priceDrawing(profile, frame);
  const { codeTable, country } = profile;
  return [
    { kind: 'clear' },
    { kind: 'mode', mode: 'overwrite' },
    { kind: 'cursor', isOn: false },
    { kind: 'brightness', level: options.brightness },
    ...(codeTable === undefined ? [] : [{ kind: 'code-table', table: codeTable } as const]),
    ...(country === undefined ? [] : [{ kind: 'country', country } as const]),
    ...rowCommands(profile, 'upper', frame.upper),
    ...rowCommands(profile, 'lower', frame.lower),
  ];
}

/**
 * A row as one string where the dialect has that. Not on a shared line: a CD5220 in string mode would ignore the
 * ESC = that gives the line back to the printer, so there the row is written where the cursor is put.
 */
function rowCommands(profile: PoleProfile, row: PoleRow, shown: string): PoleCommand[] {
  const text = encodeRow(shown, profile);
  if (profile.sharedPortWith === undefined) return [{ kind: 'write-row', row, text }];
  return [
    { kind: 'move', column: 1, row },
    { kind: 'text', text },
  ];
}

function priceDrawing(profile: PoleProfile, frame: PoleFrame): PoleCommand[] {
  const { figure } = frame;
  const digits = figure === undefined ? '' : figureText(figure.amount, profile.columns);
  const text = encodeRow(digits.padStart(profile.columns), profile);
  return [
    { kind: 'clear' },
    { kind: 'write-row', row: 'upper', text },
    { kind: 'lamp', digit: profile.lampDigits[figure?.lamp ?? 'off'] },
  ];
}

/** Dashes where the figure is longer than the display: a cut number is a wrong number. */
function figureText(amount: number, columns: number): string {
  const digits = String(amount);
  return digits.length <= columns ? digits : '-'.repeat(columns);
}

function bytesOf(profile: PoleProfile, command: PoleCommand): Uint8Array {
  const encoded = encodePoleCommand(profile.dialect, command);
  assert(encoded.ok, 'a redraw uses only what its dialect has');
  return encoded.value;
}
