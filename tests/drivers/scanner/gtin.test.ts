import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandUpcE, gtinCheckDigit, isGtin, toGtin14 } from '../../../drivers/scanner/gtin.ts';

// GS1 General Specifications 7.9; worked by hand.
const checkDigits = [
  { body: '471001800000', check: '3', name: 'EAN-13, Taiwan' },
  { body: '4710018', check: '3', name: 'EAN-8' },
  { body: '03600029145', check: '2', name: 'UPC-A' },
  { body: '1471001800000', check: '0', name: 'ITF-14' },
  { body: '0', check: '0', name: 'a single zero' },
  { body: '', check: undefined, name: 'nothing' },
  { body: '47100A', check: undefined, name: 'a letter' },
  { body: '４７１', check: undefined, name: 'full-width digits' },
];
for (const { body, check, name } of checkDigits) {
  test(`check digit of ${name}`, () => expect(gtinCheckDigit(body)).toBe(check));
}

describe('a GTIN', () => {
  for (const digits of ['4710018000003', '47100183', '036000291452', '14710018000000']) {
    test(`${digits} is one`, () => expect(isGtin(digits)).toBe(true));
  }
  for (const digits of ['4710018000004', '47100180000', '', '471001800000 ', '00000000000000000000']) {
    test(`"${digits}" is none`, () => expect(isGtin(digits)).toBe(false));
  }

  test('any wrong digit and most swapped neighbours are noticed', () => {
    const body = fc.integer({ min: 0, max: 999_999_999_999 }).map((n) => String(n).padStart(12, '0'));
    fc.assert(
      fc.property(body, fc.nat(12), fc.integer({ min: 1, max: 9 }), (twelve, at, by) => {
        const good = twelve + (gtinCheckDigit(twelve) ?? '');
        const wrong = (Number(good[at]) + by) % 10;
        expect(isGtin(good)).toBe(true);
        expect(isGtin(good.slice(0, at) + wrong + good.slice(at + 1))).toBe(false);
      }),
    );
  });
});

describe('UPC-E', () => {
  // Number system 0; the last of the six digits tells where the zeros go.
  const cases = [
    { short: '04252614', long: '042100005264' },
    { short: '0425261', long: '042100005264' },
    { short: '425261', long: '042100005264' },
    { short: '01234505', long: '012000003455' },
    { short: '01234531', long: '012300000451' },
    { short: '01234543', long: '012340000053' },
    { short: '01234565', long: '012345000065' },
  ];
  for (const { short, long } of cases) {
    test(`${short} is ${long}`, () => expect(expandUpcE(short)).toBe(long));
  }
  for (const short of ['04252615', '24252614', '42526', '042526144', 'x4252614', '']) {
    test(`"${short}" is none`, () => expect(expandUpcE(short)).toBeUndefined());
  }
});

test('products are compared in fourteen digits', () => {
  expect(toGtin14('036000291452')).toBe('00036000291452');
  expect(toGtin14('0036000291452')).toBe('00036000291452');
  expect(toGtin14('14710018000000')).toBe('14710018000000');
  expect(toGtin14('1234567890123')).toBeUndefined();
});
