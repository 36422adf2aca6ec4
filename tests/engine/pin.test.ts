import { expect, test } from 'vitest';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import { PinHash } from '../../src-main/contract/head-office.ts';
import { hashPin, isPinRight } from '../../src-main/engine/pin.ts';

const random = new SeededRandom(3);

test('the PIN that was hashed is right, and no other is', async () => {
  const stored = await hashPin('123456', random);
  expect(PinHash.safeParse(stored).success).toBe(true);
  const tried = await Promise.all(
    ['123456', '123457', '023456', '', '1234567', ' 123456', '１２３４５６'].map((pin) =>
      isPinRight(pin, stored),
    ),
  );
  expect(tried).toEqual([true, false, false, false, false, false, false]);
});

test('the same PIN is never hashed alike, and the hash does not hold it', async () => {
  const [one, other] = [await hashPin('123456', random), await hashPin('123456', random)];
  expect(one.saltBase64).not.toBe(other.saltBase64);
  expect(one.hashBase64).not.toBe(other.hashBase64);
  expect(JSON.stringify(one)).not.toContain('123456');
});

// RFC 7914, section 12: scrypt of "pleaseletmein" with "SodiumChloride", N 16384, r 8, p 1, 64 bytes.
test('it is the scrypt of RFC 7914, whose own vector it accepts', async () => {
  const hash =
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2' +
    'd5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887';
  const stored = {
    algorithm: 'scrypt',
    saltBase64: Buffer.from('SodiumChloride').toString('base64'),
    hashBase64: Buffer.from(hash, 'hex').toString('base64'),
    N: 16_384,
    r: 8,
    p: 1,
  } as const;
  expect([await isPinRight('pleaseletmein', stored), await isPinRight('pleaseletmeim', stored)]).toEqual([
    true,
    false,
  ]);
});

test('a hash with one bit flipped, or a byte appended, lets nobody in', async () => {
  const stored = await hashPin('123456', random);
  const bytes = Buffer.from(stored.hashBase64, 'base64');
  const flipped = Buffer.from(bytes.map((byte, index) => (index === 9 ? byte ^ 1 : byte)));
  for (const altered of [flipped, Buffer.concat([bytes, Buffer.of(bytes[0] ?? 0)])]) {
    expect(await isPinRight('123456', { ...stored, hashBase64: altered.toString('base64') })).toBe(false);
  }
});
