import { err, ok, type Result } from '../../src-main/base/result.ts';
import {
  type DrawerProfile,
  type PrinterProfile,
  type PrinterProfileId,
  type PrinterTimeouts,
  printerProfiles,
} from './profiles.ts';

/** What a field of a configured profile may hold. Plain data, so that any schema library can be fed with it. */
export type FieldRule =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'one-of'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'text'; readonly mostCharacters: number }
  /** Hexadecimal digits of a whole command; blanks between bytes are fine. */
  | { readonly kind: 'command'; readonly pattern: RegExp };

/** GS V in its four forms, ESC i, ESC m, or nothing. Any other bytes could print, or open the drawer. */
const cutForms = /^(1D56(0[01]|3[01])|1D564[12][0-9A-F]{2}|1B6[9D]|)$/;

/** The fields that a configuration may set, by their path. What is left out is as in the profile it starts from. */
export const printerProfileFields = {
  name: { kind: 'text', mostCharacters: 60 },
  dots: { kind: 'whole', least: 192, most: 1_216 },
  dpi: { kind: 'whole', least: 90, most: 600 },
  chineseEncoding: { kind: 'one-of', values: ['big5', 'gb18030', 'raster'] },
  hasEtenExtension: { kind: 'boolean' },
  lineSpacingDots: { kind: 'whole', least: 24, most: 96 },
  linesBeforeCut: { kind: 'whole', least: 0, most: 10 },
  'cut.partial': { kind: 'command', pattern: cutForms },
  'cut.full': { kind: 'command', pattern: cutForms },
  isModule1Ok: { kind: 'boolean' },
  flow: { kind: 'one-of', values: ['none', 'rtscts', 'xon'] },
  bandRows: { kind: 'whole', least: 1, most: 256 },
  isRealtimeDisableSupported: { kind: 'boolean' },
  isProcessIdSupported: { kind: 'boolean' },
  isAutoStatusSupported: { kind: 'boolean' },
  'drawer.kickPin': { kind: 'one-of', values: [2, 5] },
  'drawer.onMs': { kind: 'whole', least: 50, most: 200 },
  'drawer.offMs': { kind: 'whole', least: 50, most: 510 },
  'drawer.isSenseWired': { kind: 'boolean' },
  'drawer.openLevel': { kind: 'one-of', values: ['high', 'low'] },
  'timeouts.answerMs': { kind: 'whole', least: 100, most: 10_000 },
  'timeouts.pollMs': { kind: 'whole', least: 50, most: 60_000 },
  'timeouts.jobMs': { kind: 'whole', least: 5_000, most: 300_000 },
  'timeouts.recoveryMs': { kind: 'whole', least: 10_000, most: 3_600_000 },
  'timeouts.bytesPerSecond': { kind: 'whole', least: 100, most: 1_000_000 },
  'timeouts.kickMs': { kind: 'whole', least: 500, most: 10_000 },
  'timeouts.stallMs': { kind: 'whole', least: 1_000, most: 30_000 },
} as const satisfies Readonly<Record<string, FieldRule>>;

/** Parts of a profile, as a configuration file writes them; the cut commands in hexadecimal. */
export type PrinterProfileOverrides = Partial<Omit<PrinterProfile, 'id' | 'cut' | 'drawer' | 'timeouts'>> & {
  readonly cut?: { readonly partial?: string; readonly full?: string };
  readonly drawer?: Partial<DrawerProfile>;
  readonly timeouts?: Partial<PrinterTimeouts>;
};

/**
 * One of the till's profiles with some fields as the configuration says: a model that behaves a little differently
 * needs no new release. Nothing is believed unseen; the problem names the field and what it may hold.
 * @param base the id of a profile that comes with the till.
 * @param overrides whatever the configuration holds.
 */
export function printerProfileFrom(
  base: string,
  overrides: unknown = {},
): Result<PrinterProfile, { readonly problem: string }> {
  const start = printerProfiles[base as PrinterProfileId];
  if (!Object.hasOwn(printerProfiles, base) || start === undefined) {
    return err({ problem: `${base}: not one of ${Object.keys(printerProfiles).join(', ')}` });
  }
  const fields = flattened(overrides);
  if (fields === undefined) return err({ problem: 'a profile is an object of fields' });
  for (const [path, value] of fields) {
    const problem = problemOf(path, value);
    if (problem !== undefined) return err({ problem: `${path}: ${problem}` });
  }
  // Every field has been held against its rule, so what is here has the types of the overrides.
  return ok(merged(start, overrides as PrinterProfileOverrides));
}

const groups: ReadonlySet<string> = new Set(['cut', 'drawer', 'timeouts']);

/** Fields by path; undefined when there is something else than an object. */
function flattened(value: unknown, prefix = ''): readonly (readonly [string, unknown])[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields: (readonly [string, unknown])[] = [];
  for (const [name, part] of Object.entries(value)) {
    const path = `${prefix}${name}`;
    const inner = groups.has(path) ? flattened(part, `${path}.`) : [[path, part] as const];
    if (inner === undefined) return undefined;
    fields.push(...inner);
  }
  return fields;
}

function problemOf(path: string, value: unknown): string | undefined {
  if (!Object.hasOwn(printerProfileFields, path)) return 'no such field';
  const rule: FieldRule = printerProfileFields[path as keyof typeof printerProfileFields];
  switch (rule.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'whole': {
      const isFine = Number.isInteger(value) && Number(value) >= rule.least && Number(value) <= rule.most;
      return isFine ? undefined : `a whole number from ${rule.least} to ${rule.most}`;
    }
    case 'one-of':
      return rule.values.some((one) => one === value) ? undefined : `one of ${rule.values.join(', ')}`;
    case 'text': {
      const isFine = typeof value === 'string' && value !== '' && value.length <= rule.mostCharacters;
      return isFine ? undefined : `a text of 1 to ${rule.mostCharacters} characters`;
    }
    case 'command':
      return typeof value === 'string' && rule.pattern.test(digitsOf(value))
        ? undefined
        : 'a cut command in hexadecimal, such as 1D 56 01, or nothing';
  }
}

function merged(start: PrinterProfile, overrides: PrinterProfileOverrides): PrinterProfile {
  const { cut = {}, drawer = {}, timeouts = {}, ...rest } = overrides;
  const bytesOf = (hex: string | undefined, otherwise: Uint8Array) =>
    hex === undefined ? otherwise : Uint8Array.from(Buffer.from(digitsOf(hex), 'hex'));
  return {
    ...start,
    ...rest,
    cut: { partial: bytesOf(cut.partial, start.cut.partial), full: bytesOf(cut.full, start.cut.full) },
    drawer: { ...start.drawer, ...drawer },
    timeouts: { ...start.timeouts, ...timeouts },
  };
}

function digitsOf(hex: string): string {
  return hex.replaceAll(' ', '').toUpperCase();
}
