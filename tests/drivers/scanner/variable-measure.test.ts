import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gtinCheckDigit } from '../../../drivers/scanner/gtin.ts';
import {
  checkLayouts,
  type MeasureLayout,
  priceVerifier,
  readVariableMeasure,
} from '../../../drivers/scanner/variable-measure.ts';

const price: MeasureLayout = {
  prefix: '21',
  itemStart: 2,
  itemLength: 5,
  valueStart: 7,
  valueLength: 5,
  kind: 'price',
  decimals: 0,
};
const weight: MeasureLayout = { ...price, prefix: '28', kind: 'weight', decimals: 3 };
const count: MeasureLayout = { ...price, prefix: '29', kind: 'count' };
const shortVerified: MeasureLayout = {
  ...price,
  prefix: '02',
  verifier: { at: 7, digits: 4 },
  valueStart: 8,
  valueLength: 4,
};
const longVerified: MeasureLayout = { ...price, itemLength: 4, verifier: { at: 6, digits: 5 } };
const cents: MeasureLayout = { ...price, prefix: '22', decimals: 2 };

const withCheck = (body: string) => body + gtinCheckDigit(body);

const labels = [
  { name: 'a price', code: '2112345012506', layout: price, item: '12345', value: 1250 },
  { name: 'a weight in grams', code: '2854321003756', layout: weight, item: '54321', value: 375 },
  {
    name: 'a price of 4 with verifier',
    code: '0212345928752',
    layout: shortVerified,
    item: '12345',
    value: 2875,
  },
  {
    name: 'a price of 5 with verifier',
    code: '2112346146859',
    layout: longVerified,
    item: '1234',
    value: 14_685,
  },
  { name: 'a count', code: withCheck('290000700012'), layout: count, item: '00007', value: 12 },
  { name: 'a price in cents', code: withCheck('220000712500'), layout: cents, item: '00007', value: 125 },
  {
    name: 'a weight in tens of grams',
    code: withCheck('285432100037'),
    layout: { ...weight, decimals: 2 },
    item: '54321',
    value: 370,
  },
];
describe('a label is read:', () => {
  for (const { name, code, layout, item, value } of labels) {
    test(name, () =>
      expect(readVariableMeasure(code, [layout])).toEqual({
        ok: true,
        value: { prefix: layout.prefix, item, kind: layout.kind, value },
      }),
    );
  }
});

const refused = [
  { name: 'another prefix', code: '2112345012506', layout: weight, error: 'no-layout' },
  { name: 'twelve digits', code: '211234501250', layout: price, error: 'no-layout' },
  { name: 'a letter', code: '21123450125X6', layout: price, error: 'no-layout' },
  { name: 'a wrong check digit', code: '2112345012507', layout: price, error: 'check-digit' },
  {
    name: 'a wrong verifier of 4',
    code: withCheck('021234582875'),
    layout: shortVerified,
    error: 'verifier',
  },
  { name: 'a wrong verifier of 5', code: withCheck('211234714685'), layout: longVerified, error: 'verifier' },
  { name: 'a fraction of a dollar', code: withCheck('220000712550'), layout: cents, error: 'fraction' },
];
describe('a label is refused:', () => {
  for (const { name, code, layout, error } of refused)
    test(name, () => expect(readVariableMeasure(code, [layout])).toEqual({ ok: false, error }));
});

// GS1 General Specifications 7.9; the first of each length is the published example, the others are worked by hand.
const verifiers = [
  { digits: '2875', verifier: '9' }, // 4 + 5 + 1 + 3 = 13, times 3 is 39
  { digits: '0000', verifier: '0' },
  { digits: '9999', verifier: '6' }, // 7 + 7 + 7 + 1 = 22, times 3 is 66
  { digits: '14685', verifier: '6' }, // 5 + 8 + 7 + 4 + 9 = 33, rest 7, which 5- makes of 6
  { digits: '00000', verifier: '0' },
  { digits: '00010', verifier: '1' }, // 5+ makes 5 of 1; what is missing to ten is 5, which 5- makes of 1
];
describe('the verifier of', () => {
  for (const { digits, verifier } of verifiers)
    test(digits, () => expect(priceVerifier(digits)).toBe(verifier));
  for (const digits of ['', '123', '123456', '12a4'])
    test(`"${digits}" does not exist`, () => expect(priceVerifier(digits)).toBeUndefined());

  test('every price notices every single wrong digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 5 }),
        fc.nat(99_999),
        fc.nat(4),
        fc.integer({ min: 1, max: 9 }),
        (length, n, place, by) => {
          const good = String(n % 10 ** length).padStart(length, '0');
          const at = place % length;
          const wrong = good.slice(0, at) + ((Number(good[at]) + by) % 10) + good.slice(at + 1);
          expect(priceVerifier(wrong)).not.toBe(priceVerifier(good));
        },
      ),
    );
  });
});

const faults: readonly {
  readonly name: string;
  readonly layouts: readonly MeasureLayout[];
  readonly faults: readonly string[];
}[] = [
  { name: 'none', layouts: [], faults: [] },
  { name: 'five sound ones', layouts: [price, weight, count, shortVerified, cents], faults: [] },
  { name: 'one prefix twice', layouts: [price, longVerified], faults: ['1 prefix-taken'] },
  {
    name: 'a prefix within another',
    layouts: [price, { ...price, prefix: '210', itemStart: 3, itemLength: 4 }],
    faults: ['1 prefix-taken'],
  },
  { name: 'a prefix that is no store’s', layouts: [{ ...price, prefix: '47' }], faults: ['0 prefix'] },
  { name: 'a prefix of one digit', layouts: [{ ...price, prefix: '2' }], faults: ['0 prefix'] },
  { name: 'a value on the check digit', layouts: [{ ...price, valueLength: 6 }], faults: ['0 place'] },
  { name: 'an item on the prefix', layouts: [{ ...price, itemStart: 1 }], faults: ['0 place'] },
  { name: 'no length', layouts: [{ ...price, itemLength: 0 }], faults: ['0 place'] },
  { name: 'half a digit', layouts: [{ ...price, itemStart: 2.5 }], faults: ['0 place'] },
  { name: 'item and value on one digit', layouts: [{ ...price, itemLength: 6 }], faults: ['0 overlap'] },
  {
    name: 'a verifier in the item',
    layouts: [{ ...price, verifier: { at: 6, digits: 5 } }],
    faults: ['0 overlap'],
  },
  {
    name: 'a verifier of another length',
    layouts: [{ ...longVerified, verifier: { at: 6, digits: 4 } }],
    faults: ['0 verifier'],
  },
  { name: 'a verified weight', layouts: [{ ...longVerified, kind: 'weight' }], faults: ['0 verifier'] },
  { name: 'milligrams', layouts: [{ ...weight, decimals: 4 }], faults: ['0 decimals'] },
  { name: 'half pieces', layouts: [{ ...count, decimals: 1 }], faults: ['0 decimals'] },
];
describe('layouts with', () => {
  for (const { name, layouts, faults: expected } of faults) {
    test(name, () =>
      expect(checkLayouts(layouts).map(({ index, problem }) => `${index} ${problem}`)).toEqual(expected),
    );
  }
});

test('a value that is written is read, and no wrong digit is', () => {
  fc.assert(
    fc.property(
      fc.nat(99_999),
      fc.nat(99_999),
      fc.nat(12),
      fc.integer({ min: 1, max: 9 }),
      (item, value, at, by) => {
        const items = String(item).padStart(5, '0');
        const code = withCheck(`28${items}${String(value).padStart(5, '0')}`);
        expect(readVariableMeasure(code, [weight])).toEqual({
          ok: true,
          value: { prefix: '28', item: items, kind: 'weight', value },
        });
        const wrong = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1);
        expect(readVariableMeasure(wrong, [weight]).ok).toBe(false);
      },
    ),
  );
});

test('any text is read or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(readVariableMeasure(text, [price, weight]).ok).toBe(false);
    }),
  );
});
