import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDigitalLink } from '../../../drivers/scanner/digital-link.ts';
import { gtinCheckDigit } from '../../../drivers/scanner/gtin.ts';
import { corpusLines } from './code-corpus.ts';

const read = (link: string) => readDigitalLink(link, { currentYear: 2026 });
const G = '04710018000003';
const host = 'https://id.example.tw';

test('path and query are read as one message', () => {
  expect(read(`${host}/shop/01/4710018000003/10/LOT%2F7/21/a%2Bb?17=261200&3103=001250&lang=zh`)).toEqual({
    ok: true,
    value: {
      elements: [
        { ai: '01', value: G },
        { ai: '10', value: 'LOT/7' },
        { ai: '21', value: 'a+b' },
        { ai: '17', value: '261200' },
        { ai: '3103', value: '001250' },
      ],
      gtin: G,
      lot: 'LOT/7',
      serial: 'a+b',
      expiry: '2026-12-31',
      netWeightKg: { value: 1250, decimals: 3 },
      weightGrams: 1250,
    },
  });
});

describe('a GTIN is padded to fourteen digits', () => {
  for (const gtin of ['47100183', '036000291452', '4710018000003', '14710018000000']) {
    test(gtin, () =>
      expect(read(`${host}/01/${gtin}`)).toMatchObject({ ok: true, value: { gtin: gtin.padStart(14, '0') } }),
    );
  }
});

test('other keys are data, not products', () => {
  expect(read(`${host}/414/4710018000003/254/A1`)).toMatchObject({
    ok: true,
    value: { elements: [{ ai: '414', value: '4710018000003' }, { ai: '254' }] },
  });
});

describe('the corpus', () => {
  for (const [link = ''] of corpusLines('digital-links.txt'))
    test(`is read: ${link}`, () => expect(read(link)).toMatchObject({ ok: true, value: { gtin: G } }));
  for (const [link = ''] of corpusLines('links-without-product.txt'))
    test(`is refused: ${link}`, () => expect(read(link).ok).toBe(false));
});

const problems = [
  { link: `${host}/ARFKmb7ArY5f`, error: { kind: 'unknown-link' } },
  { link: `${host}/gtin/${G}`, error: { kind: 'unknown-link' } },
  { link: `${host}/01/${G}/10/%ZZ`, error: { kind: 'percent-encoding', at: 43 } },
  { link: `${host}/01/${G}/10/%`, error: { kind: 'percent-encoding', at: 43 } },
  {
    link: `${host}/01/04710018000004`,
    error: { kind: 'check-digit', at: 25, ai: '01', mayBeLostSeparator: false },
  },
  {
    link: `${host}/01/${G}?a=1&17=261331`,
    error: { kind: 'date', at: 47, ai: '17', mayBeLostSeparator: false },
  },
  {
    link: `${host}/01/${G}/10/A?10=B`,
    error: { kind: 'contradiction', at: 48, ai: '10', mayBeLostSeparator: false },
  },
];
describe('a problem names its place', () => {
  for (const { link, error } of problems) test(link, () => expect(read(link)).toEqual({ ok: false, error }));
});

const value = fc
  .array(fc.constantFrom(...'AZaz09!"%&\'()*+,-./:;<=>?_'), { minLength: 1, maxLength: 20 })
  .map((characters) => characters.join(''));

test('what is written is read back, wherever it stands', () => {
  fc.assert(
    fc.property(fc.nat(9_999_999_999_999), value, value, value, (n, lot, serial, id) => {
      const body = String(n).padStart(13, '0');
      const gtin = body + gtinCheckDigit(body);
      const [l, s, i] = [lot, serial, id].map(encodeURIComponent);
      const link = `${host}/01/${gtin}/10/${l}/21/${s}?240=${i}`;
      expect(read(link)).toEqual({
        ok: true,
        value: {
          elements: [
            { ai: '01', value: gtin },
            { ai: '10', value: lot },
            { ai: '21', value: serial },
            { ai: '240', value: id },
          ],
          gtin,
          lot,
          serial,
        },
      });
    }),
  );
});

test('any link is read or refused', () => {
  const tail = fc
    .array(fc.oneof(fc.constantFrom('/', '01', '/01/', G, '%', '?', '=', '&', '17', '#', '10'), fc.string()))
    .map((parts) => host + parts.join(''));
  fc.assert(
    fc.property(fc.oneof(tail, fc.string({ unit: 'binary' }), fc.webUrl()), (link) => {
      expect(typeof read(link).ok).toBe('boolean');
    }),
  );
});
