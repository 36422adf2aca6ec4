import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { symbologyName } from '../../../drivers/scanner/aim.ts';
import { type CodeReading, readCode } from '../../../drivers/scanner/code-reading.ts';
import { expandUpcE, gtinCheckDigit, isGtin } from '../../../drivers/scanner/gtin.ts';
import type { MeasureLayout } from '../../../drivers/scanner/variable-measure.ts';
import { corpusLines } from './code-corpus.ts';

const base = { itemStart: 2, itemLength: 5, valueStart: 7, valueLength: 5, decimals: 0 };
const layouts: readonly MeasureLayout[] = [
  { ...base, prefix: '21', kind: 'price' },
  { ...base, prefix: '28', kind: 'weight', decimals: 3 },
  { ...base, prefix: '02', kind: 'price', verifier: { at: 7, digits: 4 }, valueStart: 8, valueLength: 4 },
  { ...base, prefix: '22', kind: 'price', decimals: 2 },
];
const read = (text: string) => readCode({ text }, { layouts, currentYear: 2026 });
const G = '04710018000003';
const withCheck = (body: string) => body + gtinCheckDigit(body);

const readings: readonly { readonly input: string; readonly reading: CodeReading }[] = [
  {
    input: ']E04710018000003',
    reading: {
      kind: 'product',
      text: '4710018000003',
      aimId: ']E0',
      symbology: 'ean-13',
      gtin14: G,
      isInStoreNumber: false,
      syntax: 'number',
    },
  },
  {
    input: ']E3977123456700312',
    reading: {
      kind: 'product',
      text: '977123456700312',
      aimId: ']E3',
      symbology: 'ean-13-with-add-on',
      gtin14: '09771234567003',
      isInStoreNumber: false,
      syntax: 'number',
      addOn: '12',
    },
  },
  {
    input: ']Q1https://id.example.tw/01/04710018000003/10/LOT7',
    reading: {
      kind: 'product',
      text: 'https://id.example.tw/01/04710018000003/10/LOT7',
      aimId: ']Q1',
      symbology: 'qr',
      gtin14: G,
      isInStoreNumber: false,
      syntax: 'digital-link',
      elements: {
        elements: [
          { ai: '01', value: G },
          { ai: '10', value: 'LOT7' },
        ],
        gtin: G,
        lot: 'LOT7',
      },
    },
  },
  {
    input: '2112345012506',
    reading: {
      kind: 'in-store',
      text: '2112345012506',
      gtin14: '02112345012506',
      measure: { prefix: '21', item: '12345', kind: 'price', value: 1250 },
    },
  },
  {
    // The same label family in twelve digits, as scanners send UPC-A.
    input: ']E0212345928752',
    reading: {
      kind: 'in-store',
      text: '212345928752',
      aimId: ']E0',
      symbology: 'upc-a',
      gtin14: '00212345928752',
      measure: { prefix: '02', item: '12345', kind: 'price', value: 2875 },
    },
  },
  {
    input: ']A0/ABC+123',
    reading: { kind: 'text', text: '/ABC+123', aimId: ']A0', symbology: 'code-39' },
  },
  {
    input: ']A4!BC+123',
    reading: {
      kind: 'scanner-setting',
      setting: 'code-39-full-ascii',
      text: '!BC+123',
      aimId: ']A4',
      symbology: 'code-39-full-ascii',
    },
  },
  { input: '4710018000004', reading: { kind: 'text', text: '4710018000004', doubt: 'check-digit' } },
  { input: '', reading: { kind: 'damaged', reason: 'empty', text: '' } },
];
describe('a scan reads as', () => {
  for (const { input, reading } of readings) test(input, () => expect(read(input)).toEqual(reading));
});

describe('the corpus of goods', () => {
  for (const [line = '', gtin14] of corpusLines('products.txt'))
    test(line, () => expect(read(line)).toMatchObject({ kind: 'product', gtin14 }));
});

describe('the corpus of everything else', () => {
  for (const [kind, line = ''] of corpusLines('no-products.txt'))
    test(`${kind}: ${line}`, () => expect(read(line).kind).toBe(kind));
});

describe('a setting is named', () => {
  const settings = [
    { input: ']A4/ABC+123', setting: 'code-39-full-ascii' },
    { input: '/1b23.5', setting: 'code-39-full-ascii' },
    { input: ',BC+123', setting: 'code-39-full-ascii' },
    { input: ']A0ab12', setting: 'code-39-full-ascii' },
    { input: '/abc+123', setting: 'caps-lock' },
    { input: 'ab12345678901234', setting: 'caps-lock' },
    { input: ']I31471001800000', setting: 'check-digit-dropped' },
    { input: `]C101${G}392000012517261231`, setting: 'gs-lost' },
    { input: 'à&é"\'(-è_çà&à', setting: undefined }, // check digit does not hold
    { input: '$&!))!*)))))#', setting: 'layout-or-ime' },
    { input: 'httpsÖ--a.tw', setting: 'layout-or-ime' },
    { input: '４７１００１８', setting: 'layout-or-ime' },
    { input: 'ab12', setting: undefined },
    { input: 'https://a.tw', setting: undefined },
    { input: 'http-server', setting: undefined },
    { input: '100%棉', setting: undefined },
  ];
  for (const { input, setting } of settings) {
    test(`${setting ?? 'none'}: ${input}`, () => {
      const reading = read(input);
      expect(reading.kind === 'scanner-setting' ? reading.setting : undefined).toBe(setting);
    });
  }
});

describe('in-store numbers', () => {
  const damaged = [
    { code: withCheck('021234582875'), reason: 'price-verifier' },
    { code: withCheck('220000712550'), reason: 'price-fraction' },
  ];
  for (const { code, reason } of damaged)
    test(`${code} is refused: ${reason}`, () =>
      expect(read(code)).toMatchObject({ kind: 'damaged', reason }));

  const numbers = [
    { code: withCheck('290000000001'), isInStoreNumber: true },
    { code: withCheck('040000000001'), isInStoreNumber: true },
    { code: withCheck('2000001'), isInStoreNumber: true },
    { code: withCheck('4710018'), isInStoreNumber: false },
    { code: withCheck('301234567890'), isInStoreNumber: false },
  ];
  for (const { code, isInStoreNumber } of numbers)
    test(`${code} without a layout is a number`, () =>
      expect(read(code)).toMatchObject({ kind: 'product', isInStoreNumber }));
});

test('eight digits that fit EAN-8 and UPC-E give both numbers, the first for EAN-8', () => {
  const body = Array.from({ length: 100_000 }, (_, n) => `0${String(n).padStart(6, '0')}`);
  const both = body.map(withCheck).find((digits) => expandUpcE(digits) !== undefined);
  expect(both).toBeDefined();
  const upcE = expandUpcE(both ?? '') ?? '';
  expect(read(both ?? '')).toMatchObject({
    kind: 'product',
    gtin14: both?.padStart(14, '0'),
    otherGtin14: upcE.padStart(14, '0'),
  });
  expect(read(`]E4${both}`)).not.toHaveProperty('otherGtin14');
  expect(read(`]E0${both}`)).toMatchObject({ gtin14: upcE.padStart(14, '0') });
});

test('an identifier given beside the text counts, and one in front of the text does not then', () => {
  const scanned = { text: '47100183', aimId: ']E4', symbology: 'ean-8' } as const;
  expect(readCode(scanned, { layouts, currentYear: 2026 })).toMatchObject({ gtin14: '00000047100183' });
  const aimAlone = { text: '47100183', aimId: ']E4' };
  expect(readCode(aimAlone, { layouts, currentYear: 2026 })).toMatchObject({
    symbology: 'ean-8',
    gtin14: '00000047100183',
  });
  const inData = { text: ']E04710018000003', aimId: ']Q1', symbology: 'qr' } as const;
  expect(readCode(inData, { layouts, currentYear: 2026 }).kind).toBe('text');
});

test('a symbology has a name to be shown', () => {
  expect(symbologyName('ean-13')).toBe('EAN-13');
  expect(symbologyName('gs1-data-matrix')).toBe('GS1 DataMatrix');
});

/** Whether the whole text is this product's number, told by arithmetic alone. */
function isWholeNumber(text: string, gtin14: string): boolean {
  if (isGtin(text) && text.padStart(14, '0') === gtin14) return true;
  if (text === `01${gtin14}` && isGtin(gtin14)) return true;
  if (/^977[0-9]{12}$/.test(text) && isGtin(text.slice(0, 13))) return gtin14 === `0${text.slice(0, 13)}`;
  return text.length === 8 && expandUpcE(text)?.padStart(14, '0') === gtin14;
}

describe('damage', () => {
  const ean13 = fc.nat(999_999_999_999).map((n) => withCheck(String(n).padStart(12, '0')));
  const number = fc.oneof(
    ean13,
    fc.nat(9_999_999).map((n) => withCheck(String(n).padStart(7, '0'))),
    fc.nat(9_999_999_999_999).map((n) => withCheck(String(n).padStart(13, '0'))),
  );
  const spoil = fc.record({
    how: fc.constantFrom('drop', 'insert', 'replace', 'swap', 'cut', 'double', 'join'),
    at: fc.nat(20),
    with: fc.oneof(fc.constantFrom(...'0123456789'), fc.string({ minLength: 1, maxLength: 1 })),
  });
  const spoilt = (code: string, damage: { how: string; at: number; with: string }) => {
    const at = damage.at % code.length;
    const [before, here, after] = [code.slice(0, at), code.charAt(at), code.slice(at + 1)];
    switch (damage.how) {
      case 'drop':
        return before + after;
      case 'insert':
        return before + damage.with + here + after;
      case 'replace':
        return before + damage.with + after;
      case 'swap':
        return before + after.slice(0, 1) + here + after.slice(1);
      case 'cut':
        return before;
      case 'double':
        return before + here + here + after;
      default:
        return code + before;
    }
  };

  test('without identifier never gives a product but the one whose whole number the text is', () => {
    fc.assert(
      fc.property(number, fc.array(spoil, { minLength: 1, maxLength: 3 }), (code, damages) => {
        const text = damages.reduce((all, damage) => (all === '' ? all : spoilt(all, damage)), code);
        const reading = read(text);
        if (reading.kind === 'product') expect(isWholeNumber(text, reading.gtin14)).toBe(true);
        if (reading.kind === 'in-store') expect(isGtin(text)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('of one digit never gives a product', () => {
    fc.assert(
      fc.property(ean13, fc.nat(12), fc.integer({ min: 1, max: 9 }), (code, at, by) => {
        const wrong = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1);
        for (const aim of ['', ']E0', ']C0', ']Q1']) {
          expect(['product', 'in-store', 'coupon']).not.toContain(read(aim + wrong).kind);
        }
      }),
    );
  });

  test('of every carrier by Full ASCII is noticed, and no carrier is complained of', () => {
    const character = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.');
    const carrier = fc
      .array(character, { minLength: 7, maxLength: 7 })
      .map((characters) => `/${characters.join('')}`);
    fc.assert(
      fc.property(carrier, (code) => {
        expect(read(code)).toEqual({ kind: 'text', text: code });
        const fullAscii = code.replace(/^\/[A-OZ]|\+[A-Z]/g, (pair) => {
          if (pair === '/Z') return ':';
          if (pair.startsWith('+')) return pair.charAt(1).toLowerCase();
          return '!"#$%&\'()*+,-./'.charAt(pair.charCodeAt(1) - 65);
        });
        if (fullAscii !== code)
          expect(read(fullAscii)).toMatchObject({ kind: 'scanner-setting', setting: 'code-39-full-ascii' });
      }),
    );
  });

  test('whatever it is, any text has a reading that keeps the text', () => {
    const aim = fc.constantFrom(
      '',
      ']E0',
      ']E1',
      ']E3',
      ']E4',
      ']C1',
      ']d2',
      ']e0',
      ']I1',
      ']I3',
      ']A0',
      ']Q1',
    );
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.constantFrom('01', G, '10', '\u001d', 'https://a/', '/', '977', '%'))
        .map((p) => p.join('')),
    );
    fc.assert(
      fc.property(aim, any, (aimId, text) => {
        const reading = read(aimId + text);
        expect((reading.aimId ?? '') + reading.text).toBe(aimId + text);
      }),
      { numRuns: 1000 },
    );
  });
});
