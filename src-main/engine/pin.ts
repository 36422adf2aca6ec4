import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '../base/random.ts';
import type { OperatorItem } from '../contract/head-office.ts';

export type PinHash = OperatorItem['pinHash'];

/** scrypt's cost for a six-digit PIN: slow enough to make a stolen copy expensive, quick enough at the counter. */
const COST = { N: 16_384, r: 8, p: 1 } as const;
const KEY_BYTES = 32;

/** Hashes a PIN for the operators' topic (RFC 7914, scrypt). */
export async function hashPin(pin: string, random: Random): Promise<PinHash> {
  const salt = Buffer.from(random.bytes(16));
  const key = await derive(pin, salt, { ...COST });
  return {
    algorithm: 'scrypt',
    saltBase64: salt.toString('base64'),
    hashBase64: key.toString('base64'),
    ...COST,
  };
}

/** Whether the PIN is the one that was hashed. Takes as long for a wrong one, and compares in constant time. */
export async function isPinRight(pin: string, stored: PinHash): Promise<boolean> {
  const expected = Buffer.from(stored.hashBase64, 'base64');
  const { N, r, p } = stored;
  const key = await derive(pin, Buffer.from(stored.saltBase64, 'base64'), { N, r, p }, expected.length);
  return key.length === expected.length && timingSafeEqual(key, expected);
}

function derive(
  pin: string,
  salt: Buffer,
  cost: { readonly N: number; readonly r: number; readonly p: number },
  bytes = KEY_BYTES,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // What the algorithm itself needs (RFC 7914, section 5: 128 · N · r, and 128 · r · p), and a little for the library.
    const maxmem = 128 * cost.r * (cost.N + cost.p) + 1024 * 1024;
    scrypt(pin, salt, bytes, { ...cost, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
