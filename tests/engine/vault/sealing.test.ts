// Goal: what is sealed opens under its key and context alone, and both ends of a wrapped key agree on its form.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { AssertionFailure } from '../../../src-main/base/assert.ts';
import {
  deriveKey,
  fromBase64,
  openBytes,
  sealBytes,
  sealingKeyOf,
  wrapForHeadOffice,
} from '../../../src-main/engine/vault/sealing.ts';
import { openWrapped } from './head-office-side.ts';
import { keyOf } from './vault-folder.ts';

const random = new SeededRandom(1);
const bytes = (max = 200) => fc.uint8Array({ maxLength: max });
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** The same bytes with one bit of one of them turned. */
function altered(whole: Uint8Array, at: number, bit: number): Uint8Array {
  const copy = Uint8Array.from(whole);
  const index = at % copy.length;
  copy[index] = (copy[index] ?? 0) ^ (1 << bit);
  return copy;
}

describe('a sealed block', () => {
  test('opens what was sealed, under its key and context', () => {
    fc.assert(
      fc.property(key, bytes(), fc.string(), (sealKey, plain, context) => {
        const sealed = sealBytes(sealKey, plain, random, context);
        expect(sealed.length).toBe(plain.length + 28);
        expect(openBytes(sealKey, sealed, context)).toEqual(Buffer.from(plain));
      }),
    );
  });
  test('is refused with any one bit turned, cut short, or made longer', () => {
    const bit = fc.integer({ min: 0, max: 7 });
    fc.assert(
      fc.property(key, bytes(), fc.nat(), bit, (sealKey, plain, at, turned) => {
        const sealed = sealBytes(sealKey, plain, random);
        expect(openBytes(sealKey, altered(sealed, at, turned))).toBeUndefined();
        expect(openBytes(sealKey, sealed.subarray(0, at % sealed.length))).toBeUndefined();
        expect(openBytes(sealKey, Buffer.concat([sealed, Buffer.of(0)]))).toBeUndefined();
      }),
    );
  });
  test('does not open under another key or in another context', () => {
    const sealed = sealBytes(keyOf('a'), Buffer.from('王小明'), random, 'M-1');
    expect(openBytes(keyOf('b'), sealed, 'M-1')).toBeUndefined();
    expect(openBytes(keyOf('a'), sealed, 'M-2')).toBeUndefined();
    expect(openBytes(keyOf('a'), sealed)).toBeUndefined();
  });
  test('never looks the same twice', () => {
    const seals = Array.from({ length: 100 }, () =>
      sealBytes(keyOf('a'), Buffer.from('x'), random).toString('hex'),
    );
    expect(new Set(seals).size).toBe(100);
  });
  test('has the form of NIST’s example: the tag stands between nonce and text', () => {
    // The GCM specification's test case 14: a zero key, nonce and block.
    const zero = { bytes: (length: number) => new Uint8Array(length) };
    expect(sealBytes(new Uint8Array(32), new Uint8Array(16), zero).toString('hex')).toBe(
      `${'00'.repeat(12)}d0d1c8a799996bf0265b98b5d48ab919cea7403d4d606b6e074ec5d3baf39d18`,
    );
  });
});

describe('a key for one use', () => {
  test('depends on the master key and on the use', () => {
    const derived = [deriveKey(keyOf('m'), 'a'), deriveKey(keyOf('m'), 'b'), deriveKey(keyOf('n'), 'a')];
    expect(new Set(derived.map((made) => made.export().toString('hex'))).size).toBe(3);
    expect(deriveKey(keyOf('m'), 'a').equals(deriveKey(keyOf('m'), 'a'))).toBe(true);
  });
  test('is made from 32 bytes only', () => {
    expect(() => deriveKey(new Uint8Array(16), 'a')).toThrow(AssertionFailure);
  });
});

describe('a wrapped key', () => {
  const office = generateKeyPairSync('x25519');
  const spki = office.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const wrap = (plain: Uint8Array) => {
    const publicKey = sealingKeyOf(spki);
    if (publicKey === undefined) throw new Error('a good key is taken');
    return wrapForHeadOffice(publicKey, plain, random);
  };

  test('opens at head office and nowhere else', () => {
    const wrapped = wrap(keyOf('person'));
    expect(wrapped.length).toBe(92);
    expect(openWrapped(office.privateKey, wrapped)).toEqual(keyOf('person'));
    expect(() => openWrapped(generateKeyPairSync('x25519').privateKey, wrapped)).toThrow();
  });
  test('is refused with any bit turned, also the one of a public key that X25519 does not look at', () => {
    const wrapped = wrap(keyOf('person'));
    const turned = Array.from({ length: wrapped.length * 8 }, (_, bit) =>
      altered(wrapped, bit >> 3, bit & 7),
    );
    const opened = turned.map((it) => {
      try {
        return openWrapped(office.privateKey, it);
      } catch {
        return undefined;
      }
    });
    expect(opened.filter((plain) => plain !== undefined)).toEqual([]);
  });
  test('is made with a new key each time', () => {
    expect(wrap(keyOf('p')).subarray(0, 32)).not.toEqual(wrap(keyOf('p')).subarray(0, 32));
  });
  test('carries the public key that RFC 7748, section 6.1, gives for a private one', () => {
    const alice = Buffer.from('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a', 'hex');
    const publicKey = sealingKeyOf(spki);
    const hers = { bytes: (length: number) => alice.subarray(0, length) };
    const wrapped = publicKey && wrapForHeadOffice(publicKey, keyOf('p'), hers);
    expect(wrapped?.subarray(0, 32).toString('hex')).toBe(
      '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    );
  });
  test('is for an X25519 key: anything else is no key', () => {
    const ed25519 = createPublicKey(generateKeyPairSync('ed25519').privateKey);
    const others = [
      '',
      'AAAA',
      '王',
      ed25519.export({ type: 'spki', format: 'der' }).toString('base64'),
      spki.slice(4),
    ];
    expect(others.map(sealingKeyOf)).toEqual(others.map(() => undefined));
  });
});

test('base64 is read in its one proper way', () => {
  fc.assert(
    fc.property(bytes(), (plain) => {
      expect(fromBase64(Buffer.from(plain).toString('base64'))).toEqual(Buffer.from(plain));
    }),
  );
  for (const text of ['A', 'AB==', 'AAA', 'AA==\n', ' AAAA', 'AA-_', '='])
    expect(fromBase64(text)).toBeUndefined();
});
