import { assert, unreachable } from '../../src-main/base/assert.ts';
import { readGs1Date, readGs1Time } from './gs1-dates.ts';
import { gtinCheckDigit } from './gtin.ts';

/**
 * GS1 application identifiers: what each one holds (GS1 General Specifications, section 3; compared with the GS1
 * Barcode Syntax Dictionary, release of 2023-12). Formats are written as GS1 writes them: N digits, X the 82
 * characters of most texts, Y the 39 of part numbers, Z the 64 of signatures; `..` up to so many, `?` may be absent,
 * and after a colon what the part must be.
 */
const formats: Readonly<Record<string, string>> = {
  '00': 'N18:mod10',
  '01': 'N14:mod10',
  '02': 'N14:mod10',
  '10': 'X..20',
  '11': 'N6:date',
  '12': 'N6:date',
  '13': 'N6:date',
  '15': 'N6:date',
  '16': 'N6:date',
  '17': 'N6:date',
  '20': 'N2',
  '21': 'X..20',
  '22': 'X..20',
  '30': 'N..8',
  '37': 'N..8',
  '90': 'X..30',
  '235': 'X..28',
  '240': 'X..30',
  '241': 'X..30',
  '242': 'N..6',
  '243': 'X..20',
  '250': 'X..30',
  '251': 'X..30',
  '253': 'N13:mod10 X..17?',
  '254': 'X..20',
  '255': 'N13:mod10 N..12?',
  '400': 'X..30',
  '401': 'X..30',
  '402': 'N17:mod10',
  '403': 'X..30',
  '420': 'X..20',
  '421': 'N3 X..9',
  '422': 'N3',
  '423': 'N..15',
  '424': 'N3',
  '425': 'N..15',
  '426': 'N3',
  '427': 'X..3',
  '7001': 'N13',
  '7002': 'X..30',
  '7003': 'N6:day N4:time',
  '7004': 'N..4',
  '7005': 'X..12',
  '7006': 'N6:day',
  '7007': 'N6:day N6:day?',
  '7008': 'X..3',
  '7009': 'X..10',
  '7010': 'X..2',
  '7011': 'N6:day N4:time?',
  '7020': 'X..20',
  '7021': 'X..20',
  '7022': 'X..20',
  '7023': 'X..30',
  '7040': 'N1 X3',
  '7240': 'X..20',
  '7241': 'N2',
  '7242': 'X..25',
  '8001': 'N14',
  '8002': 'X..20',
  '8003': 'N1 N13:mod10 X..16?',
  '8004': 'X..30',
  '8005': 'N6',
  '8006': 'N14:mod10 N4',
  '8007': 'X..34',
  '8008': 'N6:day N2 N..4?',
  '8009': 'X..50',
  '8010': 'Y..30',
  '8011': 'N..12',
  '8012': 'X..20',
  '8013': 'X..25',
  '8017': 'N18:mod10',
  '8018': 'N18:mod10',
  '8019': 'N..10',
  '8020': 'X..25',
  '8026': 'N14:mod10 N4',
  '8030': 'Z..90',
  '8110': 'X..70',
  '8111': 'N4',
  '8112': 'X..70',
  '8200': 'X..70',
  '4307': 'X2',
  '4308': 'X..30',
  '4309': 'N20',
  '4317': 'X2',
  '4318': 'X..20',
  '4319': 'X..30',
  '4324': 'N6:date N4',
  '4325': 'N6:date N4',
  '4326': 'N6:day',
  ...forEach(['4300', '4301', '4310', '4311', '4320'], 'X..35'),
  ...forEach(numbered('430', 2, 6), 'X..70'),
  ...forEach(numbered('431', 2, 6), 'X..70'),
  ...forEach(numbered('432', 1, 3), 'N1'),
  ...forEach(numbered('433', 0, 3), 'N6 X1?'),
  ...forEach(numbered('703', 0, 9), 'N3 X..27'),
  ...forEach(numbered('723', 0, 9), 'X2 X..28'),
  ...forEach(numbered('71', 0, 6), 'X..20'),
  ...forEach(numbered('41', 0, 7), 'N13:mod10'),
  ...forEach(numbered('9', 1, 9), 'X..90'),
  ...measures(31, 0, 6),
  ...measures(32, 0, 9),
  ...measures(33, 0, 7),
  ...measures(34, 0, 9),
  ...measures(35, 0, 7),
  ...measures(36, 0, 9),
  ...forEach(numbered('390', 0, 9), 'N..15'),
  ...forEach(numbered('391', 0, 9), 'N3:currency N..15'),
  ...forEach(numbered('392', 0, 9), 'N..15'),
  ...forEach(numbered('393', 0, 9), 'N3:currency N..15'),
  ...forEach(numbered('394', 0, 3), 'N4'),
  ...forEach(numbered('395', 0, 5), 'N6'),
};

/** Identifiers that differ in their last digit alone. */
function numbered(stem: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => `${stem}${from + i}`);
}

function forEach(ais: readonly string[], format: string): Record<string, string> {
  return Object.fromEntries(ais.map((ai) => [ai, format]));
}

/** Weights and sizes: six digits, of which the identifier's last digit says how many are decimals, 0 to 5. */
function measures(stem: number, from: number, to: number): Record<string, string> {
  return forEach(
    numbered(String(stem), from, to).flatMap((measure) => numbered(measure, 0, 5)),
    'N6',
  );
}

type Charset = 'N' | 'X' | 'Y' | 'Z';
type PartCheck = 'mod10' | 'date' | 'day' | 'time' | 'currency';

interface Part {
  readonly charset: Charset;
  readonly minLength: number;
  readonly maxLength: number;
  readonly isOptional: boolean;
  readonly check: PartCheck | undefined;
}

/** What one identifier holds. */
export interface AiRule {
  readonly ai: string;
  /** Whether the table names it; an unnamed one is digits of a length that its first two digits fix. */
  readonly isKnown: boolean;
  /** Length of the value where the standard's short list fixes it, so that no separator follows; else undefined. */
  readonly predefinedLength: number | undefined;
  readonly maxLength: number;
  readonly parts: readonly Part[];
}

/** What is wrong with one value, and how many characters into it. */
export interface ValueProblem {
  readonly kind: 'too-short' | 'runs-on' | 'charset' | 'check-digit' | 'date' | 'time' | 'currency';
  readonly offset: number;
}

/** Lengths, identifier included, that hold for every identifier with these first two digits, known or not (section 7.8). */
const predefinedLengths: ReadonlyMap<string, number> = new Map([
  ['00', 20],
  ...['01', '02', '03'].map((two): [string, number] => [two, 16]),
  ['04', 18],
  ...numbered('1', 1, 9).map((two): [string, number] => [two, 8]),
  ['20', 4],
  ...numbered('3', 1, 6).map((two): [string, number] => [two, 10]),
  ['41', 16],
]);

/** How many digits an identifier has, by its first two. */
function identifierLength(two: string): 2 | 3 | 4 | undefined {
  if (/^(?:0[0-4]|1[0-9]|2[0-2]|30|37|9[0-9])$/.test(two)) return 2;
  if (/^(?:2[345]|4[012]|71)$/.test(two)) return 3;
  if (/^(?:3[1-6]|39|43|7[02]|8[012])$/.test(two)) return 4;
  return undefined;
}

const rules: ReadonlyMap<string, AiRule> = new Map(
  Object.entries(formats).map(([ai, format]) => [ai, ruleOf(ai, format, true)]),
);

/** The rule of the identifier that stands at `at`; undefined when none does. */
export function ruleAt(data: string, at: number): AiRule | undefined {
  const two = data.slice(at, at + 2);
  const length = identifierLength(two);
  if (length === undefined) return undefined;
  const ai = data.slice(at, at + length);
  const known = rules.get(ai);
  if (known !== undefined) return known;
  const total = predefinedLengths.get(two);
  const isWhole = ai.length === length && /^[0-9]+$/.test(ai);
  return total === undefined || !isWhole ? undefined : ruleOf(ai, `N${total - length}`, false);
}

/** The rule of a whole identifier that the table names; undefined for any other text. */
export function ruleOfKnownAi(ai: string): AiRule | undefined {
  return rules.get(ai);
}

/** What is wrong with `value` as the content of `rule`; undefined when nothing is. */
export function problemOfValue(rule: AiRule, value: string, currentYear: number): ValueProblem | undefined {
  let offset = 0;
  for (const part of rule.parts) {
    const text = value.slice(offset, offset + part.maxLength);
    if (text === '' && part.isOptional) break;
    const strange = [...text].findIndex((character) => !charsets[part.charset].test(character));
    if (strange >= 0) return { kind: 'charset', offset: offset + strange };
    if (text.length < part.minLength) return { kind: 'too-short', offset: value.length };
    const kind = part.check === undefined ? undefined : problemOfPart(part.check, text, currentYear);
    if (kind !== undefined) return { kind, offset };
    offset += text.length;
  }
  return offset < value.length ? { kind: 'runs-on', offset } : undefined;
}

const charsets: Readonly<Record<Charset, RegExp>> = {
  N: /^[0-9]$/,
  X: /^[!"%-?A-Z_a-z]$/,
  Y: /^[#\-/0-9A-Z]$/,
  Z: /^[-0-9=A-Z_a-z]$/,
};

function problemOfPart(
  check: PartCheck,
  text: string,
  currentYear: number,
): ValueProblem['kind'] | undefined {
  switch (check) {
    case 'mod10':
      return gtinCheckDigit(text.slice(0, -1)) === text.at(-1) ? undefined : 'check-digit';
    case 'date':
      return readGs1Date(text, currentYear) === undefined ? 'date' : undefined;
    case 'day':
      return text.endsWith('00') || readGs1Date(text, currentYear) === undefined ? 'date' : undefined;
    case 'time':
      return readGs1Time(text) === undefined ? 'time' : undefined;
    case 'currency':
      // ISO 4217 gives numbers from 008 on; the list changes, so only what can never be one is refused.
      return text === '000' ? 'currency' : undefined;
    default:
      return unreachable(check);
  }
}

function ruleOf(ai: string, format: string, isKnown: boolean): AiRule {
  const parts = format.split(' ').map(partOf);
  const total = predefinedLengths.get(ai.slice(0, 2));
  const maxLength = parts.reduce((sum, part) => sum + part.maxLength, 0);
  const predefinedLength = total === undefined ? undefined : total - ai.length;
  assert(
    predefinedLength === undefined || predefinedLength === maxLength,
    `the length of ${ai} is what its first two digits fix`,
  );
  assert(identifierLength(ai.slice(0, 2)) === ai.length, `${ai} is as long as its first two digits say`);
  return { ai, isKnown, predefinedLength, maxLength, parts };
}

function partOf(format: string): Part {
  const match = /^([NXYZ])(\.\.)?([0-9]+)(?::(mod10|date|day|time|currency))?(\?)?$/.exec(format);
  assert(match !== null, `${format} is a format`);
  const maxLength = Number(match[3]);
  return {
    charset: match[1] as Charset,
    minLength: match[2] === undefined ? maxLength : 1,
    maxLength,
    isOptional: match[5] !== undefined,
    check: match[4] as PartCheck | undefined,
  };
}
