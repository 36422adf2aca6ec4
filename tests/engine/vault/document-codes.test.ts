// Goal: a code carries its document whole and short enough to be scanned; any other text is told apart, never thrown at.
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_DOCUMENT_CODE } from '../../../src-main/contract/signed-documents.ts';
import { PointsToken } from '../../../src-main/domain/points/offline-papers.ts';
import { Coupon } from '../../../src-main/domain/pricing/coupon.ts';
import { isReadable } from '../../../src-main/domain/scan-kind.ts';
import { decodeCoupon, decodeToken } from '../../../src-main/engine/vault/document-codes.ts';
import { verifyDocument } from '../../../src-main/engine/vault/signatures.ts';
import { encodeCoupon, encodeToken } from './head-office-side.ts';
import { COUPON, TOKEN } from './sample-documents.ts';

const office = generateKeyPairSync('ed25519');
const PUBLIC = office.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const tokenCode = encodeToken(TOKEN, office.privateKey);
const couponCode = encodeCoupon(COUPON, office.privateKey);
const coded = (prefix: string, json: string, signature = 'A'.repeat(86)) =>
  `${prefix}.${Buffer.from(json).toString('base64url')}.${signature}`;

test('a token comes through whole, and head office’s signature holds for it', () => {
  const read = decodeToken(tokenCode);
  expect(read).toMatchObject({ ok: true, value: { token: TOKEN } });
  if (read.ok)
    expect(verifyDocument(PUBLIC, 'points-token', read.value.token, read.value.signature)).toBe(true);
});

test('so does a coupon, whose signature is in the code once', () => {
  const signed = { ...COUPON, signature: { keyId: 'office-1', value: 'AA' } };
  for (const code of [couponCode, encodeCoupon(signed, office.privateKey)]) {
    const read = decodeCoupon(code);
    expect(read).toMatchObject({ ok: true, value: { coupon: COUPON } });
    if (read.ok) expect(verifyDocument(PUBLIC, 'coupon', read.value.coupon, read.value.signature)).toBe(true);
  }
  expect(decodeCoupon(coded('DBC1', JSON.stringify(signed)))).toEqual({ ok: false, error: 'damaged' });
});

test('real ones fit in 700 characters that every scanner passes on', () => {
  for (const code of [tokenCode, couponCode]) {
    expect(code.length).toBeLessThanOrEqual(700);
    expect(code).toMatch(/^DB[TC]1\.[\w-]+\.[\w-]{86}$/);
    expect(isReadable(code)).toBe(true);
  }
});

test('even the longest token fits; a coupon that does not is not made', () => {
  const id = 'x'.repeat(64);
  const longest = PointsToken.parse({
    ...TOKEN,
    nonce: id,
    memberId: id,
    programmeId: id,
    storeId: '\u0001'.repeat(40),
    ruleVersion: Number.MAX_SAFE_INTEGER,
  });
  const code = encodeToken(longest, office.privateKey);
  expect(decodeToken(code)).toMatchObject({ ok: true, value: { token: longest } });
  const stores = Array.from({ length: 200 }, (_, n) => `S-${n}`);
  expect(() => encodeCoupon(Coupon.parse({ ...COUPON, stores }), office.privateKey)).toThrow(RangeError);
});

describe('what is no such code', () => {
  const json = JSON.stringify(TOKEN);
  const [, body = '', signature = ''] = tokenCode.split('.');
  const cases = [
    { name: 'an article’s bar code', text: '4710000000017', error: 'not-one' },
    { name: 'nothing', text: '', error: 'not-one' },
    { name: 'a coupon', text: couponCode, error: 'not-one' },
    { name: 'the prefix in small letters', text: tokenCode.toLowerCase(), error: 'not-one' },
    { name: 'the prefix alone', text: 'DBT1.', error: 'damaged' },
    { name: 'no signature', text: `DBT1.${body}`, error: 'damaged' },
    { name: 'a short signature', text: tokenCode.slice(0, -1), error: 'damaged' },
    { name: 'a fourth part', text: `${tokenCode}.A`, error: 'damaged' },
    { name: 'a line break at its end', text: `${tokenCode}\n`, error: 'damaged' },
    { name: 'a body in base64 with padding', text: `DBT1.${body}=.${signature}`, error: 'damaged' },
    { name: 'a body of no whole bytes', text: `DBT1.AAAAA.${signature}`, error: 'damaged' },
    {
      name: 'no UTF-8',
      text: `DBT1.${Buffer.of(0x22, 0xff, 0x22).toString('base64url')}.${signature}`,
      error: 'damaged',
    },
    { name: 'a byte order mark', text: coded('DBT1', `\uFEFF${json}`), error: 'damaged' },
    { name: 'no JSON', text: coded('DBT1', 'hello'), error: 'damaged' },
    { name: 'another JSON', text: coded('DBT1', '[]'), error: 'damaged' },
    { name: 'a field too many', text: coded('DBT1', json.replace('{', '{"x":1,')), error: 'damaged' },
    {
      name: 'points that are none',
      text: coded('DBT1', JSON.stringify({ ...TOKEN, points: 0 })),
      error: 'damaged',
    },
    {
      name: 'a term of two days',
      text: coded('DBT1', JSON.stringify({ ...TOKEN, expiresAtMs: TOKEN.issuedAtMs + 172_800_000 })),
      error: 'damaged',
    },
    { name: 'one too long', text: `DBT1.${'A'.repeat(MAX_DOCUMENT_CODE)}`, error: 'too-long' },
    { name: 'a book', text: `DBT1.${'[{'.repeat(5_000_000)}`, error: 'too-long' },
  ] as const;
  for (const { name, text, error } of cases)
    test(`${name}: ${error}`, () => expect(decodeToken(text)).toEqual({ ok: false, error }));

  test('any text gives an answer', () => {
    const base64url = fc.stringMatching(/^[A-Za-z0-9_-]{0,300}$/);
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.constantFrom('DBT1', 'DBC1'), base64url)
        .map(([head, rest]) => `${head}.${rest}.${'A'.repeat(86)}`),
      fc.tuple(fc.constantFrom('DBT1', 'DBC1'), fc.json()).map(([head, content]) => coded(head, content)),
    );
    fc.assert(
      fc.property(any, (text) => {
        for (const read of [decodeToken(text), decodeCoupon(text)]) expect(read.ok).toBe(false);
      }),
    );
  });
  test('one altered character is a damaged code or another document: none verifies', () => {
    const alphabet = fc.constantFrom(...'ABCxyz019-_.');
    fc.assert(
      fc.property(fc.nat(tokenCode.length - 1), alphabet, (at, character) => {
        fc.pre(tokenCode[at] !== character);
        const read = decodeToken(tokenCode.slice(0, at) + character + tokenCode.slice(at + 1));
        if (read.ok)
          expect(verifyDocument(PUBLIC, 'points-token', read.value.token, read.value.signature)).toBe(false);
      }),
    );
  });
});
