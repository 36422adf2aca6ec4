// What a frame's weight means on a scale that is set as its profile says: whole grams, or no.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ScaleProfile,
  scaleProfiles,
  scaleSerialSettings,
} from '../../../drivers/scale/scale-profile.ts';
import { gramsOf, readingOf } from '../../../drivers/scale/scale-reading.ts';

const profile = scaleProfiles['cas-type6'];
const stable = { kind: 'weight', isNegative: false, isStable: true, isNet: false, unit: 'kg' } as const;

const gramTable = [
  ['01.250', 'kg', 1_250],
  ['1.25', 'kg', 1_250],
  ['12', 'kg', 12_000],
  ['00.005', 'kg', 5],
  ['0.29', 'kg', 290], // as floating point 0.29 * 1000 is 290 minus a hair
  ['1250', 'g', 1_250],
  ['999999999.999', 'kg', 999_999_999_999],
  ['01.2505', 'kg', undefined],
  ['1250.5', 'g', undefined],
  ['02.756', 'lb', undefined],
  ['2.08', 'taijin', undefined],
  ['', 'kg', undefined],
  ['.250', 'kg', undefined],
  ['1.', 'kg', undefined],
  ['1e3', 'g', undefined],
  ['1,250', 'kg', undefined],
] as const;
describe('grams', () => {
  for (const [digits, unit, grams] of gramTable)
    test(`of "${digits}" ${unit} are ${grams}`, () => expect(gramsOf(digits, unit)).toBe(grams));

  test('come back from what a display makes of them', () => {
    fc.assert(
      fc.property(fc.nat(999_999), (grams) => {
        const digits = `${Math.floor(grams / 1_000)}.${String(grams % 1_000).padStart(3, '0')}`;
        expect(gramsOf(digits, 'kg')).toBe(grams);
        expect(gramsOf(String(grams), 'g')).toBe(grams);
      }),
    );
  });
});

const set = (change: Partial<ScaleProfile>): ScaleProfile => ({ ...profile, ...change });
const readings = [
  { name: 'a weight', digits: '01.250', expected: { kind: 'stable', grams: 1_250, isNet: false } },
  {
    name: 'a net weight',
    digits: '01.250',
    isNet: true,
    expected: { kind: 'stable', grams: 1_250, isNet: true },
  },
  { name: 'nothing', digits: '00.000', expected: { kind: 'zero', isNet: false } },
  { name: 'minus nothing', digits: '00.000', isNegative: true, expected: { kind: 'zero', isNet: false } },
  { name: 'less than nothing', digits: '00.020', isNegative: true, expected: { kind: 'under-zero' } },
  { name: 'in motion', digits: '01.248', isStable: false, expected: { kind: 'unstable', grams: 1_248 } },
  {
    name: 'in motion below zero',
    digits: '00.020',
    isStable: false,
    isNegative: true,
    expected: { kind: 'unstable', grams: -20 },
  },
  { name: 'all it carries', digits: '15.000', expected: { kind: 'stable', grams: 15_000, isNet: false } },
  { name: 'a gram more', digits: '15.001', expected: { kind: 'over-capacity' } },
  {
    name: 'pounds',
    digits: '02.756',
    unit: 'lb',
    expected: { kind: 'unit-mismatch', detail: 'the scale says "lb", the profile kg' },
  },
  {
    name: 'no unit where there is a field for it',
    digits: '01.250',
    unit: '',
    expected: { kind: 'unit-mismatch', detail: 'the scale says "", the profile kg' },
  },
  {
    name: 'another number of decimals',
    digits: '001.25',
    expected: { kind: 'unit-mismatch', detail: '2 decimals, the profile says 3' },
  },
  {
    name: 'more decimals than there are grams',
    digits: '1.2500',
    profile: set({ decimals: 4 }),
    expected: { kind: 'unit-mismatch', detail: 'a weight in kg is not a whole number of grams' },
  },
  {
    name: 'a scale that the profile itself says is set to catties',
    digits: '01.250',
    unit: undefined,
    profile: set({ unit: 'taijin' }),
    expected: { kind: 'unit-mismatch', detail: 'a weight in taijin is not a whole number of grams' },
  },
] as const;
describe('a reading of', () => {
  for (const { name, expected, ...given } of readings)
    test(name, () => {
      const used = 'profile' in given ? given.profile : profile;
      expect(readingOf({ ...stable, ...given }, used)).toEqual(expected);
    });
});

describe('the profiles', () => {
  for (const each of Object.values(scaleProfiles))
    test(`${each.id} keeps flow control off and sells whole grams`, () => {
      expect(scaleProfiles[each.id as keyof typeof scaleProfiles]).toBe(each);
      expect(scaleSerialSettings(each, '/dev/ttyUSB0')).toMatchObject({ baudRate: 9_600, flow: 'none' });
      expect(gramsOf(`1.${'0'.repeat(each.decimals)}`, each.unit)).toBe(1_000);
      expect(each.pollMs).toBeGreaterThanOrEqual(200);
      expect(each.pollMs).toBeLessThanOrEqual(500);
    });
  test('differ in parity as the scales do', () => {
    const { 'mettler-8217': mettler, 'cas-type6': cas } = scaleProfiles;
    expect(scaleSerialSettings(mettler, 'x')).toMatchObject({ dataBits: 7, parity: 'even', stopBits: 1 });
    expect(scaleSerialSettings(cas, 'x')).toMatchObject({ dataBits: 8, parity: 'none', stopBits: 1 });
  });
});
