import { unreachable } from '../../src-main/base/assert.ts';
import type { NoWeight, ScaleMessage } from './scale-message.ts';
import type { ScaleProfile, WeightUnit } from './scale-profile.ts';

/** What the scale shows, as far as the till may know it. The words are those of UnifiedPOS (Scale, status update). */
export type ScaleReading =
  /** At rest, more than nothing, within capacity. The only one that can be sold. */
  | { readonly kind: 'stable'; readonly grams: number; readonly isNet: boolean }
  /** At rest and empty. */
  | { readonly kind: 'zero'; readonly isNet: boolean }
  /** In motion; with what the display shows meanwhile where the scale tells. */
  | { readonly kind: 'unstable'; readonly grams: number | undefined }
  /** Below zero, or without a zero to weigh from: the scale must be emptied and zeroed. */
  | { readonly kind: 'under-zero' }
  | { readonly kind: 'over-capacity' }
  /** It answers, but cannot weigh yet, as while it warms up. */
  | { readonly kind: 'not-ready' }
  /** The scale is not set as the profile says, or to a unit that goods are not sold in. */
  | { readonly kind: 'unit-mismatch'; readonly detail: string };

/** A message that tells of the weight; the others belong to the conversation. */
export type WeightMessage = Extract<ScaleMessage, { kind: 'weight' | 'no-weight' }>;

/** What a message means on a scale that is set as `profile` says. */
export function readingOf(message: WeightMessage, profile: ScaleProfile): ScaleReading {
  if (message.kind === 'no-weight') return readingWithoutWeight(message.reason, message.isNet);
  const { digits, unit, isNet } = message;
  if (unit !== undefined && unit !== profile.unit)
    return { kind: 'unit-mismatch', detail: `the scale says "${unit}", the profile ${profile.unit}` };
  const decimals = digits.split('.')[1]?.length ?? 0;
  if (decimals !== profile.decimals)
    return { kind: 'unit-mismatch', detail: `${decimals} decimals, the profile says ${profile.decimals}` };
  const grams = gramsOf(digits, profile.unit);
  if (grams === undefined)
    return { kind: 'unit-mismatch', detail: `a weight in ${profile.unit} is not a whole number of grams` };
  if (!message.isStable) return { kind: 'unstable', grams: message.isNegative ? -grams : grams };
  if (grams === 0) return { kind: 'zero', isNet };
  if (message.isNegative) return { kind: 'under-zero' };
  return grams > profile.capacityGrams ? { kind: 'over-capacity' } : { kind: 'stable', grams, isNet };
}

function readingWithoutWeight(reason: NoWeight, isNet: boolean): ScaleReading {
  switch (reason) {
    case 'in-motion':
      return { kind: 'unstable', grams: undefined };
    case 'empty':
      return { kind: 'zero', isNet };
    case 'over-capacity':
    case 'under-zero':
    case 'not-ready':
      return { kind: reason };
    default:
      return unreachable(reason);
  }
}

const decimalsOfGram: Readonly<Record<WeightUnit, number | undefined>> = {
  kg: 3,
  g: 0,
  lb: undefined,
  taijin: undefined,
};

/**
 * Whole grams, worked out on the digits so that no floating point comes near them: "01.250" kg is 1250.
 * Undefined for anything that is not a plain number, is finer than a gram, or is in a unit that grams do not divide.
 */
export function gramsOf(digits: string, unit: WeightUnit): number | undefined {
  const decimals = decimalsOfGram[unit];
  const parts = /^(\d{1,9})(?:\.(\d+))?$/.exec(digits);
  if (decimals === undefined || parts === null) return undefined;
  const [, whole = '', fraction = ''] = parts;
  if (fraction.length > decimals) return undefined;
  return Number(whole + fraction.padEnd(decimals, '0'));
}
