// Goal: a till believes exactly what head office signed, whatever order its fields came in, and nothing else.
import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentKind } from '../../../src-main/contract/signed-documents.ts';
import { PointsSnapshot } from '../../../src-main/domain/points/offline-papers.ts';
import { verifyDocument } from '../../../src-main/engine/vault/signatures.ts';
import { signDocument } from './head-office-side.ts';
import { COUPON, TOKEN } from './sample-documents.ts';

const office = generateKeyPairSync('ed25519');
const spki = (key: ReturnType<typeof generateKeyPairSync>['publicKey']) =>
  key.export({ type: 'spki', format: 'der' }).toString('base64');
const PUBLIC = spki(office.publicKey);
const KINDS: readonly DocumentKind[] = ['coupon', 'points-snapshot', 'points-token', 'grant'];

const snapshot = {
  snapshotId: 'S-1',
  tillId: 'till-1',
  memberId: 'M-1',
  programmeId: 'P-1',
  ruleVersion: 1,
  balance: -218,
  lots: [],
  issuedAtMs: 1_795_233_600_000,
  expiresAtMs: 1_795_240_800_000,
  throughSeq: 41,
};

/** JSON as our documents have it; whole numbers only. */
const { json } = fc.letrec<{ json: unknown; object: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('json'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.string({ unit: 'grapheme' }), tie('json'), { maxKeys: 4 }),
}));
const body = fc.dictionary(fc.string({ minLength: 1 }), json, { maxKeys: 5 });
const kind = fc.constantFrom(...KINDS);

test('what head office signed is verified after any journey through JSON', () => {
  fc.assert(
    fc.property(kind, body, (of, document) => {
      const signature = signDocument(office.privateKey, of, document);
      const reversed = Object.fromEntries(Object.entries(document).reverse());
      const received = JSON.parse(JSON.stringify(reversed, null, 2)) as object;
      expect(verifyDocument(PUBLIC, of, received, signature)).toBe(true);
    }),
  );
});

describe('nothing else is', () => {
  const signature = signDocument(office.privateKey, 'points-token', TOKEN);
  const verify = (change: object, of: DocumentKind = 'points-token') =>
    verifyDocument(PUBLIC, of, { ...TOKEN, ...change }, signature);

  test('a document with any field altered, added or dropped', () => {
    expect(verify({})).toBe(true);
    const changes = Object.entries(TOKEN).flatMap(([field, value]) => [
      { [field]: typeof value === 'number' ? value + 1 : `${value}x` },
      { [field]: undefined },
      { [field]: String(value) === value ? 1 : String(value) },
    ]);
    expect([...changes, { extra: 1 }].filter((change) => verify(change))).toEqual([]);
  });
  test('the same document as another kind', () => {
    expect(KINDS.filter((of) => verify({}, of))).toEqual(['points-token']);
  });
  test('under another key, or what is no Ed25519 key', () => {
    const others = [
      spki(generateKeyPairSync('ed25519').publicKey),
      spki(generateKeyPairSync('x25519').publicKey),
      '',
      'AAAA',
      '王',
    ];
    expect(others.filter((key) => verifyDocument(key, 'points-token', TOKEN, signature))).toEqual([]);
  });
  test('with any character of the signature altered', () => {
    const altered = [...signature].map((character, at) => {
      const other = character === 'A' ? 'B' : 'A';
      return signature.slice(0, at) + other + signature.slice(at + 1);
    });
    // Four bits of the last character are not used: only one of the sixteen ways to write it is taken.
    const lasts = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map(
      (last) => signature.slice(0, -1) + last,
    );
    const taken = [...altered, ...lasts].filter((it) => verifyDocument(PUBLIC, 'points-token', TOKEN, it));
    expect(taken).toEqual([signature]);
  });
  test('the bare JSON, signed by the right key without its first lines', () => {
    const bare = sign(null, Buffer.from(JSON.stringify(TOKEN)), office.privateKey).toString('base64url');
    expect(verifyDocument(PUBLIC, 'points-token', TOKEN, bare)).toBe(false);
  });
  test('whatever comes, without a throw', () => {
    fc.assert(
      fc.property(fc.string(), kind, fc.object(), fc.string(), (key, of, any, text) => {
        expect(verifyDocument(key, of, any, text)).toBe(false);
        expect(verifyDocument(PUBLIC, of, any, signature)).toBe(false);
      }),
    );
    let deep: object = {};
    for (let n = 0; n < 100_000; n += 1) deep = { deep };
    expect(verifyDocument(PUBLIC, 'grant', deep, signature)).toBe(false);
  });
});

test('a coupon is signed without its signature field, and with all others', () => {
  const value = signDocument(office.privateKey, 'coupon', COUPON);
  const signed = { ...COUPON, signature: { keyId: 'office-1', value } };
  expect(verifyDocument(PUBLIC, 'coupon', signed, value)).toBe(true);
  expect(signDocument(office.privateKey, 'coupon', signed)).toBe(value);
  expect(verifyDocument(PUBLIC, 'coupon', { ...signed, minimum: 0 }, value)).toBe(false);
});

test('a snapshot that has its defaults written out is verified before and after its schema, any other only before', () => {
  for (const [written, afterSchema] of [
    [{ ...snapshot, reservedElsewhere: 0 }, true],
    [snapshot, false],
  ] as const) {
    const signature = signDocument(office.privateKey, 'points-snapshot', written);
    expect(verifyDocument(PUBLIC, 'points-snapshot', written, signature)).toBe(true);
    const parsed = PointsSnapshot.parse(written);
    expect(verifyDocument(PUBLIC, 'points-snapshot', parsed, signature)).toBe(afterSchema);
  }
});
