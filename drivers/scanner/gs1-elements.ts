import { err, ok, type Result } from '../../src-main/base/result.ts';
import { type AiRule, problemOfValue, ruleAt, type ValueProblem } from './gs1-application-identifiers.ts';
import { type Gs1Element, type Gs1Fields, nameFields } from './gs1-fields.ts';

/** GS, ASCII 29: what a scanner sends for the FNC1 that ends an element of variable length. */
export const GS = '\u001d';

/** A whole GS1 message: every element in the order of the code, and by name those that a till uses. */
export interface Gs1Elements extends Gs1Fields {
  readonly elements: readonly Gs1Element[];
}

export interface Gs1Problem {
  readonly kind:
    | ValueProblem['kind']
    | 'empty' // nothing at all, or nothing between two separators
    | 'unknown-ai' // no identifier begins here, or none whose length is known
    | 'contradiction'; // two elements that cannot both be true
  /** Characters from the beginning of the text that was given. */
  readonly at: number;
  readonly ai?: string;
  /** Whether a separator that the scanner dropped would explain it: the setting to look at first. */
  readonly mayBeLostSeparator: boolean;
}

export interface Gs1ReadOptions {
  /** Four digits; decides the century of two-digit years. */
  readonly currentYear: number;
}

/** An element and where its value begins in the text. */
export interface PlacedElement extends Gs1Element {
  readonly at: number;
}

/**
 * Reads a GS1 element string as scanners send it: identifiers and values without brackets, GS after each value of
 * variable length (GS1 General Specifications, sections 3 and 7.8). All of it or a problem; never a part. A GS that is
 * not needed, at the beginning, after a fixed length or at the end, is let pass.
 *
 * A lost GS is noticed where the data cannot be read without it. A lot or serial number may swallow what follows and
 * still fit its length; no reader can tell.
 */
export function readElementString(data: string, options: Gs1ReadOptions): Result<Gs1Elements, Gs1Problem> {
  const placed: PlacedElement[] = [];
  const hasSeparator = data.includes(GS, 1);
  let needsSeparator = false;
  let at = data.startsWith(GS) ? 1 : 0;
  if (at >= data.length) return problem({ kind: 'empty', at: 0 });
  while (at < data.length) {
    if (data[at] === GS) return problem({ kind: 'empty', at });
    const rule = ruleAt(data, at);
    if (rule === undefined) return problem({ kind: 'unknown-ai', at }, needsSeparator && !hasSeparator);
    needsSeparator ||= rule.predefinedLength === undefined;
    const valueAt = at + rule.ai.length;
    const value = data.slice(valueAt, endOfValue(data, valueAt, rule));
    const wrong = problemOfValue(rule, value, options.currentYear) ?? problemOfTail(rule, value, options);
    if (wrong !== undefined)
      return problem(
        { kind: wrong.kind, at: valueAt + wrong.offset, ai: rule.ai },
        needsSeparator && !hasSeparator,
      );
    placed.push({ ai: rule.ai, value, at: valueAt });
    at = valueAt + value.length;
    if (data[at] === GS) at += 1;
  }
  return collectElements(placed, options);
}

/**
 * Puts elements that are each right together: drops a repetition, refuses a contradiction, names what a till uses.
 * For {@link readElementString} and for Digital Links, whose syntax differs and whose meaning is the same.
 */
export function collectElements(
  placed: readonly PlacedElement[],
  { currentYear }: Gs1ReadOptions,
): Result<Gs1Elements, Gs1Problem> {
  const byFamily = new Map<string, PlacedElement>();
  for (const element of placed) {
    const family = familyOf(element.ai);
    const earlier = byFamily.get(family);
    const isRepetition = earlier?.ai === element.ai && earlier.value === element.value;
    const rivals = exclusiveFamilies.find((group) => group.includes(family)) ?? [family];
    if (!isRepetition && rivals.some((rival) => byFamily.has(rival)))
      return problem({ kind: 'contradiction', at: element.at, ai: element.ai });
    byFamily.set(family, element);
  }
  const elements = [...byFamily.values()].map(({ ai, value }) => ({ ai, value }));
  return ok({ elements, ...nameFields(elements, currentYear) });
}

/**
 * Families of which one message may have one. A product is either what is scanned (01) or what a case holds (02);
 * two prices, or an amount and a percentage, leave open what is to be paid.
 */
const exclusiveFamilies: readonly (readonly string[])[] = [
  ['01', '02'],
  ['392', '393'],
  ['390', '391', '394'],
];

/** Identifiers that say the same thing with another number of decimals count as one. */
function familyOf(ai: string): string {
  return /^3[1-69]../.test(ai) ? ai.slice(0, 3) : ai;
}

function endOfValue(data: string, valueAt: number, rule: AiRule): number {
  const separator = data.indexOf(GS, valueAt);
  const end = separator === -1 ? data.length : separator;
  return rule.predefinedLength === undefined ? end : Math.min(end, valueAt + rule.predefinedLength);
}

/**
 * An amount that ends in what reads as a date, a product or a weight has most likely swallowed the element behind a
 * lost separator. To be wrong about it, a price would have to be above a hundred million.
 */
function problemOfTail(rule: AiRule, value: string, options: Gs1ReadOptions): ValueProblem | undefined {
  if (!/^39[0-3]/.test(rule.ai)) return undefined;
  const isCurrencyFirst = /^39[13]/.test(rule.ai);
  for (let offset = isCurrencyFirst ? 4 : 1; offset <= value.length - 8; offset += 1) {
    if (isRunOfFixedElements(value.slice(offset), options)) return { kind: 'runs-on', offset };
  }
  return undefined;
}

function isRunOfFixedElements(text: string, options: Gs1ReadOptions): boolean {
  let at = 0;
  while (at < text.length) {
    const rule = ruleAt(text, at);
    if (rule?.predefinedLength === undefined || !rule.isKnown || rule.ai === '20') return false;
    const value = text.slice(at + rule.ai.length, at + rule.ai.length + rule.predefinedLength);
    if (problemOfValue(rule, value, options.currentYear) !== undefined) return false;
    at += rule.ai.length + value.length;
  }
  return true;
}

function problem(
  found: Omit<Gs1Problem, 'mayBeLostSeparator'>,
  mayBeLostSeparator = false,
): { readonly ok: false; readonly error: Gs1Problem } {
  return err({ ...found, mayBeLostSeparator });
}
