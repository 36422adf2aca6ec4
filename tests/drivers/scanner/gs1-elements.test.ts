import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGs1Date, yearOfTwoDigits } from '../../../drivers/scanner/gs1-dates.ts';
import { GS, type Gs1Elements, readElementString } from '../../../drivers/scanner/gs1-elements.ts';
import { wholeDollarsOf } from '../../../drivers/scanner/gs1-fields.ts';
import { gtinCheckDigit } from '../../../drivers/scanner/gtin.ts';
import { corpusLines } from './code-corpus.ts';

const options = { currentYear: 2026 };
const read = (data: string) => readElementString(data, options);
const G = '04710018000003';

/** The fields without the list of elements; a problem as its name and place. */
function fieldsOf(data: string): Partial<Gs1Elements> | string {
  const result = read(data);
  if (!result.ok) return `${result.error.kind} at ${result.error.at}`;
  const { elements, ...fields } = result.value;
  expect(elements.length).toBeGreaterThan(0);
  return fields;
}

test('the example of a weighed article is read whole', () => {
  expect(read(`01${G}3103001250172612311${`0LOT7${GS}21S42`}`)).toEqual({
    ok: true,
    value: {
      elements: [
        { ai: '01', value: G },
        { ai: '3103', value: '001250' },
        { ai: '17', value: '261231' },
        { ai: '10', value: 'LOT7' },
        { ai: '21', value: 'S42' },
      ],
      gtin: G,
      netWeightKg: { value: 1250, decimals: 3 },
      weightGrams: 1250,
      expiry: '2026-12-31',
      lot: 'LOT7',
      serial: 'S42',
    },
  });
});

const fields: readonly { readonly data: string; readonly fields: Partial<Gs1Elements> }[] = [
  { data: `02${G}3724`, fields: { contentGtin: G, contentCount: 24 } },
  {
    data: `01${G}11260101132601021526010316260104`,
    fields: {
      gtin: G,
      productionDate: '2026-01-01',
      packedDate: '2026-01-02',
      bestBefore: '2026-01-03',
      sellBy: '2026-01-04',
    },
  },
  { data: `01${G}17280200`, fields: { gtin: G, expiry: '2028-02-29' } },
  { data: `01${G}17260200`, fields: { gtin: G, expiry: '2026-02-28' } },
  { data: `01${G}70032611221830`, fields: { gtin: G, expiryTime: '2026-11-22T18:30' } },
  { data: `01${G}308`, fields: { gtin: G, count: 8 } },
  { data: '3100000003', fields: { netWeightKg: { value: 3, decimals: 0 }, weightGrams: 3000 } },
  { data: '3105012300', fields: { netWeightKg: { value: 12_300, decimals: 5 }, weightGrams: 123 } },
  { data: '3105012345', fields: { netWeightKg: { value: 12_345, decimals: 5 } } }, // 123.45 g
  { data: '3202000275', fields: { netWeightPounds: { value: 275, decimals: 2 } } },
  { data: '39221250', fields: { price: { value: 1250, decimals: 2 } } },
  { data: '39309011250', fields: { price: { value: 1250, decimals: 0, currency: '901' } } },
  { data: '3901125', fields: { payable: { value: 125, decimals: 1 } } },
  { data: '39118401250', fields: { payable: { value: 1250, decimals: 1, currency: '840' } } },
  { data: '39420125', fields: { percentOff: { value: 125, decimals: 2 } } },
  { data: '8005000125', fields: { pricePerUnit: 125 } },
  {
    data: '41547100180000038020REF-7',
    fields: { payeeGln: '4710018000003', paymentReference: 'REF-7' },
  },
  { data: '81101061414', fields: { couponData: '1061414' } },
  { data: '81121061414', fields: { couponData: '1061414' } },
  { data: '2554710018000003123', fields: { couponNumber: '4710018000003123' } },
  { data: '00106141411234567897', fields: { sscc: '106141411234567897' } },
  { data: `01${G}22AB`, fields: { gtin: G, variant: 'AB' } },
];
describe('fields', () => {
  for (const { data, fields: expected } of fields) test(data, () => expect(fieldsOf(data)).toEqual(expected));

  test('an identifier unknown but of fixed length is kept in the list', () => {
    expect(read(`18261122358000012501${G}`)).toEqual({
      ok: true,
      value: {
        elements: [
          { ai: '18', value: '261122' },
          { ai: '3580', value: '000125' },
          { ai: '01', value: G },
        ],
        gtin: G,
      },
    });
  });

  test('the longest amount is exact', () => {
    expect(fieldsOf('3920999999999999999')).toEqual({ price: { value: 999_999_999_999_999, decimals: 0 } });
  });
});

describe('whole dollars of', () => {
  const amounts = [
    { amount: { value: 1250, decimals: 0 }, dollars: 1250 },
    { amount: { value: 1250, decimals: 1 }, dollars: 125 },
    { amount: { value: 1250, decimals: 2 }, dollars: undefined },
    { amount: { value: 125, decimals: 0, currency: '901' }, dollars: 125 },
    { amount: { value: 125, decimals: 0, currency: '840' }, dollars: undefined },
  ];
  for (const { amount, dollars } of amounts)
    test(JSON.stringify(amount), () => expect(wholeDollarsOf(amount)).toBe(dollars));
});

describe('the corpus', () => {
  for (const [line = ''] of corpusLines('element-strings.txt'))
    test(`is read: ${line}`, () => expect(read(line)).toMatchObject({ ok: true }));
  for (const [kind, line = ''] of corpusLines('element-strings-wrong.txt'))
    test(`${kind}: ${line}`, () => expect(read(line)).toMatchObject({ ok: false, error: { kind } }));
});

describe('a problem names', () => {
  const problems = [
    { data: '0104710018000004', error: { kind: 'check-digit', at: 2, ai: '01', mayBeLostSeparator: false } },
    { data: `01${G}10LOT 7`, error: { kind: 'charset', at: 21, ai: '10', mayBeLostSeparator: true } },
    {
      data: `01${G}21A${GS}10LOT 7`,
      error: { kind: 'charset', at: 25, ai: '10', mayBeLostSeparator: false },
    },
    { data: `01${G}17261331`, error: { kind: 'date', at: 18, ai: '17', mayBeLostSeparator: false } },
    { data: `01${G}XX`, error: { kind: 'unknown-ai', at: 16, mayBeLostSeparator: false } },
    {
      data: `01${G}392000012517261231`,
      error: { kind: 'runs-on', at: 26, ai: '3920', mayBeLostSeparator: true },
    },
  ];
  for (const { data, error } of problems) {
    test(`${error.kind} and place: ${data}`, () => expect(read(data)).toEqual({ ok: false, error }));
  }
});

// The year two digits mean, worked by the rule: 51 or more ahead, the last century; 50 or more behind, the next.
const centuries = [
  { twoDigits: 76, currentYear: 2026, year: 2076 }, // 50 ahead
  { twoDigits: 77, currentYear: 2026, year: 1977 }, // 51 ahead
  { twoDigits: 0, currentYear: 2026, year: 2000 },
  { twoDigits: 26, currentYear: 2075, year: 2026 }, // 49 behind
  { twoDigits: 25, currentYear: 2075, year: 2125 }, // 50 behind
  { twoDigits: 1, currentYear: 2099, year: 2101 },
  { twoDigits: 99, currentYear: 2100, year: 2099 },
];
for (const { twoDigits, currentYear, year } of centuries) {
  test(`${twoDigits} seen from ${currentYear} is ${year}`, () =>
    expect(yearOfTwoDigits(twoDigits, currentYear)).toBe(year));
}

test('dates exist', () => {
  expect(readGs1Date('000229', 2026)).toBe('2000-02-29');
  expect(readGs1Date('260229', 2026)).toBeUndefined();
  expect(readGs1Date('261301', 2026)).toBeUndefined();
  expect(readGs1Date('2612', 2026)).toBeUndefined();
});

describe('properties', () => {
  const text = (maxLength: number) =>
    fc
      .array(fc.constantFrom(...'ABCXYZabcxyz0123456789-./_+%&()*,:;<=>?!"\''), { minLength: 1, maxLength })
      .map((characters) => characters.join(''));
  const digits = (minLength: number, maxLength = minLength) =>
    fc.array(fc.constantFrom(...'0123456789'), { minLength, maxLength }).map((all) => all.join(''));
  const withCheck = (length: number) => digits(length).map((body) => body + gtinCheckDigit(body));
  const date = fc
    .record({ yy: fc.nat(99), mm: fc.integer({ min: 1, max: 12 }), dd: fc.nat(28) })
    .map((parts) => [parts.yy, parts.mm, parts.dd].map((n) => String(n).padStart(2, '0')).join(''));
  const element = (ai: string, value: fc.Arbitrary<string>, isFixed = false) =>
    value.map((it) => ({ ai, value: it, isFixed }));
  // One of each, none of which contradicts another.
  const message = fc
    .tuple(
      element('01', withCheck(13), true),
      element('10', text(20)),
      element('21', text(20)),
      element('17', date, true),
      element('3103', digits(6), true),
      element('30', digits(1, 8)),
      element('3922', digits(1, 8)),
      element('8005', digits(6)),
      element('410', withCheck(12), true),
      element(
        '7003',
        date.map((day) => `${day.replace(/00$/, '01')}2359`),
      ),
      element('240', text(30)),
    )
    .chain((all) => fc.shuffledSubarray(all, { minLength: 1 }));
  const written = (elements: readonly { ai: string; value: string; isFixed: boolean }[]) =>
    elements
      .map(({ ai, value, isFixed }, i) => ai + value + (isFixed || i === elements.length - 1 ? '' : GS))
      .join('');

  test('what is written is read back, in order', () => {
    fc.assert(
      fc.property(message, (elements) => {
        const result = read(written(elements));
        expect(result.ok && result.value.elements).toEqual(elements.map(({ ai, value }) => ({ ai, value })));
      }),
    );
  });

  test('a cut message is never read as more than it says', () => {
    fc.assert(
      fc.property(message, fc.nat(), (elements, cut) => {
        const whole = written(elements);
        const result = read(whole.slice(0, cut % whole.length));
        if (!result.ok) return;
        // All but the last are whole; the last may be a variable text cut short, which nothing can tell.
        result.value.elements.forEach(({ ai, value }, i) => {
          const original = elements[i];
          expect(original?.ai).toBe(ai);
          if (i < result.value.elements.length - 1 || original?.isFixed) expect(value).toBe(original?.value);
          else expect(original?.value.startsWith(value)).toBe(true);
        });
      }),
    );
  });

  test('any text is read or refused, and what is read is written the same', () => {
    const soup = fc
      .array(fc.oneof(fc.constantFrom('01', '10', '17', '3103', '3922', '21', G, '261231', GS), fc.string()))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), soup), (data) => {
        const result = read(data);
        if (!result.ok) {
          expect(result.error.at).toBeLessThanOrEqual(data.length);
          return;
        }
        // A repetition is dropped, so what is left is a part of the text in both orders.
        const bare = data.replaceAll(GS, '');
        for (const { ai, value } of result.value.elements) expect(bare).toContain(ai + value);
      }),
    );
  });
});
