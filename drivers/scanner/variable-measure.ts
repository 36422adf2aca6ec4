import { err, ok, type Result } from '../../src-main/base/result.ts';
import { isGtin } from './gtin.ts';

/**
 * How a store writes a price, a weight or a count into its own 13-digit labels. GS1 leaves this to the retailer, so it
 * is data. Places count from 0 at the first of the 13 digits; the last, 12, is the check digit.
 */
export interface MeasureLayout {
  /** The first digits, 02 or 20 to 29 and as many more as the store tells its layouts apart by. */
  readonly prefix: string;
  readonly itemStart: number;
  readonly itemLength: number;
  /** The digit that checks the price alone, and of how many digits the price is. */
  readonly verifier?: { readonly at: number; readonly digits: 4 | 5 };
  readonly valueStart: number;
  readonly valueLength: number;
  readonly kind: 'price' | 'weight' | 'count';
  /** How many of the value's last digits are decimals: of dollars, of kilograms; 0 for a count. */
  readonly decimals: number;
}

export type LayoutProblem =
  | 'prefix' // not 02 or 20 to 29 with at most four digits more
  | 'prefix-taken' // another layout begins with the same digits
  | 'place' // a part outside the digits between prefix and check digit, or without length
  | 'overlap' // two parts own one digit
  | 'verifier' // a verifier on something that is no price, or for another number of digits
  | 'decimals'; // more decimals than the kind allows: price 0 to 2, weight 0 to 3, count 0

/** What is wrong with the layout at `index` of the list. */
export interface LayoutFault {
  readonly index: number;
  readonly problem: LayoutProblem;
}

/** Everything that is wrong with a store's layouts; an empty list means that they may be used. */
export function checkLayouts(layouts: readonly MeasureLayout[]): readonly LayoutFault[] {
  return layouts.flatMap((layout, index) => {
    const earlier = layouts.slice(0, index);
    const isTaken = earlier.some(
      ({ prefix }) => prefix.startsWith(layout.prefix) || layout.prefix.startsWith(prefix),
    );
    const problems = [...problemsOf(layout), ...(isTaken ? (['prefix-taken'] as const) : [])];
    return problems.map((problem) => ({ index, problem }));
  });
}

const maxDecimals: Readonly<Record<MeasureLayout['kind'], number>> = { price: 2, weight: 3, count: 0 };

function problemsOf(layout: MeasureLayout): LayoutProblem[] {
  const problems: LayoutProblem[] = [];
  const { prefix, verifier, valueLength, decimals, kind } = layout;
  if (!/^(?:02|2[0-9])[0-9]{0,4}$/.test(prefix)) problems.push('prefix');
  const spans = [
    { start: layout.itemStart, length: layout.itemLength },
    { start: layout.valueStart, length: valueLength },
    ...(verifier === undefined ? [] : [{ start: verifier.at, length: 1 }]),
  ];
  const isPlaced = spans.every(
    ({ start, length }) =>
      Number.isInteger(start) &&
      Number.isInteger(length) &&
      length >= 1 &&
      start >= prefix.length &&
      start + length <= 12,
  );
  if (!isPlaced) problems.push('place');
  const places = spans.flatMap(({ start, length }) =>
    isPlaced ? Array.from({ length }, (_, i) => start + i) : [],
  );
  if (new Set(places).size < places.length) problems.push('overlap');
  if (verifier !== undefined && (kind !== 'price' || verifier.digits !== valueLength))
    problems.push('verifier');
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > maxDecimals[kind]) problems.push('decimals');
  return problems;
}

/** What a variable-measure label says. */
export interface Measure {
  /** The prefix of its layout: the same item number under another prefix is another item. */
  readonly prefix: string;
  /** The digits of the item number, with leading zeros. */
  readonly item: string;
  readonly kind: MeasureLayout['kind'];
  /** Whole NT dollars, grams or pieces. */
  readonly value: number;
}

export type MeasureProblem =
  | 'no-layout' // not 13 digits, or none of the layouts owns its prefix
  | 'check-digit'
  | 'verifier' // the price's own check digit does not hold
  | 'fraction'; // a price that is no whole number of dollars; it is not rounded

/**
 * Reads an in-store label by the layout that owns its prefix.
 * @param code13 13 digits; a UPC-A of number system 2 with a zero in front.
 * @param layouts must have passed {@link checkLayouts}.
 */
export function readVariableMeasure(
  code13: string,
  layouts: readonly MeasureLayout[],
): Result<Measure, MeasureProblem> {
  const layout = layouts.find(({ prefix }) => code13.startsWith(prefix));
  if (layout === undefined || !/^[0-9]{13}$/.test(code13)) return err('no-layout');
  if (!isGtin(code13)) return err('check-digit');
  const digits = digitsAt(code13, layout.valueStart, layout.valueLength);
  if (layout.verifier !== undefined && priceVerifier(digits) !== code13[layout.verifier.at])
    return err('verifier');
  const value = wholeValue(Number(digits), layout);
  if (value === undefined) return err('fraction');
  const { prefix, kind } = layout;
  return ok({ prefix, item: digitsAt(code13, layout.itemStart, layout.itemLength), kind, value });
}

function digitsAt(code13: string, start: number, length: number): string {
  return code13.slice(start, start + length);
}

/** Kilograms with decimals become grams exactly; dollars only if nothing is left over. */
function wholeValue(value: number, { kind, decimals }: MeasureLayout): number | undefined {
  if (kind === 'weight') return value * 10 ** (3 - decimals);
  const divisor = 10 ** decimals;
  return value % divisor === 0 ? value / divisor : undefined;
}

/** GS1 General Specifications, 7.9: the weighted product of each digit, by the name of the weighting. */
const weightings: Readonly<Record<Weighting, readonly number[]>> = {
  '2-': [0, 2, 4, 6, 8, 9, 1, 3, 5, 7],
  '3': [0, 3, 6, 9, 2, 5, 8, 1, 4, 7],
  '5+': [0, 5, 1, 6, 2, 7, 3, 8, 4, 9],
  '5-': [0, 5, 9, 4, 8, 3, 7, 2, 6, 1],
};

type Weighting = '2-' | '3' | '5+' | '5-';

const fourDigits = ['2-', '2-', '3', '5-'] as const;
const fiveDigits = ['5+', '2-', '5-', '5+', '2-'] as const;

/**
 * The check digit of a price of four or five digits (GS1 General Specifications, 7.9).
 * @returns undefined for anything else.
 */
export function priceVerifier(price: string): string | undefined {
  if (/^[0-9]{4}$/.test(price)) return String((3 * weightedSum(price, fourDigits)) % 10);
  if (!/^[0-9]{5}$/.test(price)) return undefined;
  const remainder = (10 - (weightedSum(price, fiveDigits) % 10)) % 10;
  return String(weightings['5-'].indexOf(remainder));
}

function weightedSum(price: string, names: readonly Weighting[]): number {
  return names.reduce((sum, name, i) => sum + (weightings[name][Number(price[i])] ?? 0), 0);
}
