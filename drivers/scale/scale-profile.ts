import type { SerialSettings } from '../link/serial-link.ts';

/** How a scale talks. Which one it is set to is on its own menu, so it is the profile's to say. */
export type ScaleDialectName = 'mettler-8217' | 'cas-type6' | 'cas-continuous';

/**
 * What the scale is set to show. Goods are sold by the gram, so only `kg` and `g` can be weighed with; the others exist
 * so that a profile can be honest about a scale that has to be set anew, and its weights are refused.
 */
export type WeightUnit = 'kg' | 'g' | 'lb' | 'taijin';

/** What a till must know of one scale as it stands on the counter. Data, so that a new model is a new entry and no new code. */
export interface ScaleProfile {
  readonly id: string;
  /** For the technician's list. */
  readonly name: string;
  readonly dialect: ScaleDialectName;
  /** Flow control stays off at both ends: DC1, which asks a type 6 scale for its weight, is XON. */
  readonly serial: Omit<SerialSettings, 'path' | 'flow'> & { readonly flow: 'none' };
  /** The 8217 does not say its unit, so there this field is all that is known; the others are checked against it. */
  readonly unit: WeightUnit;
  /** Digits after the point, 0 to 3. A weight with another number of them comes from a scale that is set otherwise. */
  readonly decimals: number;
  /** Digits of a weight where they are always as many. It is what notices a lost character where there is no check sum. */
  readonly weightDigits?: number;
  /** More than this is refused, whatever the scale says. */
  readonly capacityGrams: number;
  /** One step of the display (e). Readings at most this far apart are the same goods lying there. */
  readonly divisionGrams: number;
  /** Two equal readings at least this far apart make a weight; 0 where the scale's own word is enough. */
  readonly stableMs: number;
  /** Whether the same weight is refused a second time until the scale has been empty or has shown another weight. */
  readonly returnToZero: boolean;
  /** For one answer. */
  readonly answerMs: number;
  /** How often a question is repeated before the scale counts as not answering. */
  readonly retries: number;
  /** From one answer to the next question, 200 to 500. */
  readonly pollMs: number;
  /** How long goods on the scale may take to come to a usable weight. */
  readonly settleMs: number;
  /** Between attempts to find a scale again that did not answer or made no sense. */
  readonly recheckMs: number;
}

const ordinary = {
  unit: 'kg',
  decimals: 3,
  capacityGrams: 15_000,
  divisionGrams: 5,
  returnToZero: true,
  answerMs: 1_000,
  retries: 3,
  pollMs: 300,
  settleMs: 5_000,
  recheckMs: 5_000,
} as const;

const sevenEven = { baudRate: 9_600, dataBits: 7, parity: 'even', stopBits: 1, flow: 'none' } as const;
const eightNone = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const;

/** The profiles that come with the till, by id. */
export const scaleProfiles: Readonly<
  Record<'mettler-8217' | 'cas-type6' | 'cas-type6-7e1' | 'cas-continuous', ScaleProfile>
> = {
  'mettler-8217': {
    ...ordinary,
    id: 'mettler-8217',
    name: 'Mettler-Toledo 8217',
    dialect: 'mettler-8217',
    serial: sevenEven,
    weightDigits: 5,
    stableMs: 0,
  },
  'cas-type6': {
    ...ordinary,
    id: 'cas-type6',
    name: 'CAS PD-II type 6 (8N1)',
    dialect: 'cas-type6',
    serial: eightNone,
    stableMs: 0,
  },
  'cas-type6-7e1': {
    ...ordinary,
    id: 'cas-type6-7e1',
    name: 'CAS PD-II type 6 (7E1)',
    dialect: 'cas-type6',
    serial: sevenEven,
    stableMs: 0,
  },
  'cas-continuous': {
    ...ordinary,
    id: 'cas-continuous',
    name: 'CAS 22 byte continuous',
    dialect: 'cas-continuous',
    serial: eightNone,
    stableMs: 200,
  },
};

/** The serial settings of a scale at `path`, as the ports want them. */
export function scaleSerialSettings(profile: ScaleProfile, path: string): SerialSettings {
  return { ...profile.serial, path };
}
