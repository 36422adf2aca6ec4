import { createHash } from 'node:crypto';
import { unreachable } from '../../src-main/base/assert.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import { maskCard } from './card-mask.ts';
import type { FieldKind, FieldSpec, PayloadView, TerminalLayout } from './layout.ts';

/** Fields by name: amounts as whole NT$, everything else as text without its filling. Blank fields are absent. */
export type FieldValues = Readonly<Record<string, string | number>>;

export type FieldProblemKind =
  /** The layout has no such field, or not in this kind of message. */
  | 'unknown-field'
  | 'too-long'
  | 'not-digits'
  /** Something else than printable ASCII. */
  | 'not-text'
  /** Not a whole number of NT$ from 0, or with cents when read. */
  | 'not-an-amount'
  /** The till does not write it. */
  | 'withheld';

export interface FieldProblem {
  readonly field: string;
  readonly problem: FieldProblemKind;
}

/** Fields that could be read, and those that held something else than they should; a problem never carries bytes. */
export interface PayloadReading {
  readonly values: FieldValues;
  readonly problems: readonly FieldProblem[];
}

const space = 0x20;
const zero = 0x30;
/** Two implied decimals: NT$1,250 is `000000125000`. */
const centsPerDollar = 100;

/** Whether these bytes are of a settlement, where some mean something else. */
export function viewOf(layout: TerminalLayout, type: string): PayloadView {
  return type === layout.transactionTypes.settle ? 'settlement' : 'payment';
}

/**
 * Writes fields into a payload of spaces, or says which value does not fit; nothing is ever cut off.
 * @param values must include `type`, which decides on the view.
 */
export function encodePayload(layout: TerminalLayout, values: FieldValues): Result<Uint8Array, FieldProblem> {
  const payload = new Uint8Array(layout.payloadBytes).fill(space);
  const view = viewOf(layout, String(values.type));
  for (const [field, value] of Object.entries(values)) {
    const spec = Object.hasOwn(layout.fields, field) ? layout.fields[field] : undefined;
    if (spec === undefined || (spec.view ?? view) !== view) return err({ field, problem: 'unknown-field' });
    const written = write(spec, value);
    if (!written.ok) return err({ field, problem: written.error });
    payload.set(written.value, spec.at - 1);
  }
  return ok(payload);
}

/**
 * Completes a request: constants, zero filling, local time, hash. What is given wins over a constant, so that a profile
 * may name another host.
 * @param localTime YYYYMMDDhhmmss in the store's time zone.
 */
export function encodeRequest(
  layout: TerminalLayout,
  values: FieldValues,
  localTime: string,
): Result<Uint8Array, FieldProblem> {
  const { requestConstants, stamps, zeroFilled, requestHash } = layout.rules;
  const stamped = Object.fromEntries(
    stamps.map((name) => [name, stampOf(layout.fields[name]?.kind, localTime)]),
  );
  const encoded = encodePayload(layout, { ...requestConstants, ...stamped, ...values });
  if (!encoded.ok) return encoded;
  const payload = encoded.value;
  for (const name of zeroFilled) {
    const spec = layout.fields[name];
    if (spec !== undefined && values[name] === undefined)
      payload.fill(zero, spec.at - 1, spec.at - 1 + spec.length);
  }
  const hashSpec = requestHash === undefined ? undefined : layout.fields[requestHash.field];
  if (requestHash !== undefined && hashSpec !== undefined) {
    const hash = createHash('sha1').update(payload.subarray(0, requestHash.hashedBytes)).digest('hex');
    payload.set(bytesOf(hash.toUpperCase()), hashSpec.at - 1);
  }
  return ok(payload);
}

/** Reads every field of a payload, card numbers masked and withheld fields left out. Any bytes will do. */
export function decodePayload(layout: TerminalLayout, payload: Uint8Array): PayloadReading {
  const values: Record<string, string | number> = {};
  const problems: FieldProblem[] = [];
  const typeSpec = layout.fields.type;
  const view = viewOf(layout, typeSpec === undefined ? '' : textAt(payload, typeSpec));
  for (const [field, spec] of Object.entries(layout.fields)) {
    if ((spec.view ?? view) !== view || spec.kind === 'withheld') continue;
    const read = readField(payload, spec);
    if (!read.ok) problems.push({ field, problem: read.error });
    else if (read.value !== undefined) values[field] = read.value;
  }
  return { values, problems };
}

function write({ kind, length }: FieldSpec, value: string | number): Result<Uint8Array, FieldProblemKind> {
  switch (kind) {
    case 'amount': {
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return err('not-an-amount');
      // As text, since the cents of a large amount are no safe integer.
      return padded(value === 0 ? '0' : `${value}00`, length, 'right');
    }
    case 'numeric':
      return /^[0-9]+$/.test(String(value)) ? padded(String(value), length, 'right') : err('not-digits');
    case 'date':
    case 'time':
    case 'date-time':
      if (!/^[0-9]+$/.test(String(value))) return err('not-digits');
      return String(value).length === length ? ok(bytesOf(String(value))) : err('too-long');
    case 'text':
      return isPrintable(String(value)) ? padded(String(value), length, 'left') : err('not-text');
    case 'masked-card':
      return padded(maskCard(String(value)), length, 'left');
    case 'withheld':
      return err('withheld');
    default:
      return unreachable(kind);
  }
}

function padded(text: string, length: number, align: 'left' | 'right'): Result<Uint8Array, FieldProblemKind> {
  if (text.length > length) return err('too-long');
  return ok(bytesOf(align === 'left' ? text.padEnd(length, ' ') : text.padStart(length, '0')));
}

function readField(
  payload: Uint8Array,
  spec: FieldSpec,
): Result<string | number | undefined, FieldProblemKind> {
  const text = textAt(payload, spec);
  if (text.trim() === '') return ok(undefined);
  switch (spec.kind) {
    case 'amount': {
      if (!/^[0-9]+$/.test(text)) return err('not-an-amount');
      const cents = BigInt(text);
      const dollars = Number(cents / BigInt(centsPerDollar));
      const isWhole = cents % BigInt(centsPerDollar) === 0n && Number.isSafeInteger(dollars);
      return isWhole ? ok(dollars) : err('not-an-amount');
    }
    case 'numeric':
    case 'date':
    case 'time':
    case 'date-time':
      return /^[0-9]+$/.test(text) ? ok(text) : err('not-digits');
    case 'text':
      return isPrintable(text) ? ok(text.trimEnd()) : err('not-text');
    case 'masked-card': {
      const masked = maskCard(text);
      return ok(masked === '' ? undefined : masked);
    }
    case 'withheld':
      return ok(undefined);
    default:
      return unreachable(spec.kind);
  }
}

function textAt(payload: Uint8Array, { at, length }: FieldSpec): string {
  return String.fromCharCode(...payload.subarray(at - 1, at - 1 + length));
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function stampOf(kind: FieldKind | undefined, localTime: string): string {
  switch (kind) {
    case 'date':
      return localTime.slice(2, 8);
    case 'time':
      return localTime.slice(8);
    default:
      return localTime;
  }
}

/** YYYYMMDDhhmmss at an offset from UTC; Taiwan is 480 minutes ahead, with no summer time. */
export function localTimeOf(epochMs: number, utcOffsetMinutes: number): string {
  return new Date(epochMs + utcOffsetMinutes * 60_000)
    .toISOString()
    .replaceAll(/[^0-9]/g, '')
    .slice(0, 14);
}
