import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { type FrameReading, readFrame } from '../../../drivers/scanner/read-frame.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (text: string, hasTerminator = true) =>
  readFrame({ bytes: utf8(text), hasTerminator }, hasTerminator ? 'required' : 'optional');

const codes: readonly { readonly name: string; readonly input: string; readonly reading: FrameReading }[] = [
  { name: 'no identifier', input: '4710018000003', reading: { kind: 'code', text: '4710018000003' } },
  {
    name: 'EAN-13',
    input: ']E04710018000003',
    reading: {
      kind: 'code',
      text: '4710018000003',
      aimId: ']E0',
      symbology: 'ean-13',
      gtin14: '04710018000003',
    },
  },
  {
    name: 'UPC-A in twelve digits under the same identifier',
    input: ']E0036000291452',
    reading: {
      kind: 'code',
      text: '036000291452',
      aimId: ']E0',
      symbology: 'upc-a',
      gtin14: '00036000291452',
    },
  },
  {
    name: 'UPC-E in eight',
    input: ']E004252614',
    reading: { kind: 'code', text: '04252614', aimId: ']E0', symbology: 'upc-e', gtin14: '00042100005264' },
  },
  {
    name: 'EAN-8, which is not UPC-E',
    input: ']E447100183',
    reading: { kind: 'code', text: '47100183', aimId: ']E4', symbology: 'ean-8', gtin14: '00000047100183' },
  },
  {
    name: 'a magazine with its add-on',
    input: ']E3977123456700312',
    reading: {
      kind: 'code',
      text: '977123456700312',
      aimId: ']E3',
      symbology: 'ean-13-with-add-on',
      gtin14: '09771234567003',
    },
  },
  {
    name: 'a UPC-A with its add-on',
    input: ']E303600029145212',
    reading: {
      kind: 'code',
      text: '03600029145212',
      aimId: ']E3',
      symbology: 'ean-13-with-add-on',
      gtin14: '00036000291452',
    },
  },
  {
    name: 'a case',
    input: ']I114710018000000',
    reading: {
      kind: 'code',
      text: '14710018000000',
      aimId: ']I1',
      symbology: 'itf',
      gtin14: '14710018000000',
    },
  },
  {
    name: 'an ITF number that is no product',
    input: ']I01234567890',
    reading: { kind: 'code', text: '1234567890', aimId: ']I0', symbology: 'itf' },
  },
  {
    name: 'a mobile barcode carrier',
    input: ']A0/ABC+123',
    reading: { kind: 'code', text: '/ABC+123', aimId: ']A0', symbology: 'code-39' },
  },
  {
    name: 'the Code 39 setting that damages carriers',
    input: ']A4!BC+123',
    reading: { kind: 'code', text: '!BC+123', aimId: ']A4', symbology: 'code-39-full-ascii' },
  },
  {
    name: 'GS1-128 with its separator',
    input: ']C1010471001800000310LOT7\u001d21S42',
    reading: { kind: 'code', text: '010471001800000310LOT7\u001d21S42', aimId: ']C1', symbology: 'gs1-128' },
  },
  {
    name: 'a QR code with Chinese',
    input: ']Q1https://a.tw/咖啡',
    reading: { kind: 'code', text: 'https://a.tw/咖啡', aimId: ']Q1', symbology: 'qr' },
  },
  {
    name: 'an unknown identifier',
    input: ']o1X',
    reading: { kind: 'code', text: 'X', aimId: ']o1', symbology: 'other' },
  },
  { name: 'a bracket that is no identifier', input: '](1', reading: { kind: 'code', text: '](1' } },
  {
    name: 'control bytes of the line are dropped',
    input: '\u000012\u00083',
    reading: { kind: 'code', text: '123' },
  },
  { name: 'a menu answer', input: ']X0Product Name', reading: { kind: 'vendor-answer' } },
  { name: 'a command echo', input: ']Z6\u0006', reading: { kind: 'vendor-answer' } },
  {
    name: 'a wrong check digit',
    input: ']E04710018000004',
    reading: { kind: 'damaged', reason: 'check-digit' },
  },
  { name: 'a shortened EAN', input: ']E0471001800000', reading: { kind: 'damaged', reason: 'check-digit' } },
  {
    name: 'letters in an EAN',
    input: ']E047100180000X3',
    reading: { kind: 'damaged', reason: 'check-digit' },
  },
  {
    name: 'an add-on of three digits',
    input: ']E39771234567003123',
    reading: { kind: 'damaged', reason: 'check-digit' },
  },
  { name: 'a wrong UPC-E', input: ']E004252615', reading: { kind: 'damaged', reason: 'check-digit' } },
  {
    name: 'two EAN glued together',
    input: '47100180000034710018000003',
    reading: { kind: 'damaged', reason: 'glued' },
  },
  {
    name: 'two identified codes glued together',
    input: ']E04710018000003]E04710018000003',
    reading: { kind: 'damaged', reason: 'glued' },
  },
  { name: 'an identifier and nothing', input: ']E0', reading: { kind: 'damaged', reason: 'not-text' } },
  { name: 'only control bytes', input: '\u0001\u0005', reading: { kind: 'damaged', reason: 'not-text' } },
];
describe('a frame reads as', () => {
  for (const { name, input, reading } of codes) test(name, () => expect(read(input)).toEqual(reading));
});

describe('a frame without its end', () => {
  test('is damaged where ends are sent', () => {
    expect(readFrame({ bytes: utf8('4710018000003'), hasTerminator: false }, 'required')).toEqual({
      kind: 'damaged',
      reason: 'no-terminator',
    });
  });
  const cases: readonly { readonly input: string; readonly kind: FrameReading['kind'] }[] = [
    { input: '4710018000003', kind: 'code' },
    { input: '471001800', kind: 'damaged' }, // half of it
    { input: '/ABC+123', kind: 'code' },
  ];
  for (const { input, kind } of cases) {
    test(`${input} where none are sent: ${kind}`, () => expect(read(input, false).kind).toBe(kind));
  }
});

test('invoice QR codes in Big5 are read as such', () => {
  const bytes = iconv.encode('**咖啡:1:45', 'cp950');
  expect(readFrame({ bytes, hasTerminator: true }, 'required')).toEqual({
    kind: 'code',
    text: '**咖啡:1:45',
  });
});

test('bytes of a wrong baud rate are no text', () => {
  const bytes = Uint8Array.of(0x80, 0xfe, 0xff, 0x86);
  expect(readFrame({ bytes, hasTerminator: true }, 'required')).toEqual({
    kind: 'damaged',
    reason: 'not-text',
  });
});

test('any bytes give a reading, and no text holds control characters of the line', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (bytes, hasTerminator) => {
      const reading = readFrame({ bytes, hasTerminator }, 'optional');
      if (reading.kind === 'code') {
        expect(reading.text.length).toBeGreaterThan(0);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        expect(reading.text).not.toMatch(/[\x00-\x03\x05-\x1c\x1f\x7f]/);
      }
    }),
  );
});
