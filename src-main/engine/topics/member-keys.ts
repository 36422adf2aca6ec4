import { createCipheriv, createHmac, type KeyObject } from 'node:crypto';
import type { Random } from '../../base/random.ts';
import { taiwanMobile } from '../../domain/members/phone.ts';
import type { MemberSeals } from '../../store/reference/member-seals.ts';
import { deriveKey, openBytes, sealBytes } from '../vault/sealing.ts';

/** What of the vault's keys the till's copy of members needs. They can be handed to a thread. */
export interface MemberKeys {
  /** Seals the copy. */
  readonly localKey: KeyObject;
  /** Of head office, over phone numbers; undefined where it gave none. */
  readonly hashKey: Uint8Array | undefined;
}

/** Of the 32 bytes of a hash: enough that among a million codes no two meet by chance (1 in 10^26). */
const CODE_HASH_BYTES = 16;

/**
 * Seals and hashes as the vault does, so that what a thread sealed opens there and a phone is found by its hash. Codes
 * are hashed under a key of their own, made from the copy's.
 */
export function memberSeals({ localKey, hashKey }: MemberKeys, random: Random): MemberSeals {
  const codeKey = deriveKey(localKey.export(), 'daybook-member-codes-1');
  return {
    localSeal: (text, rowId) => sealBytes(localKey, Buffer.from(text, 'utf8'), random, rowId),
    localOpen: (sealed, rowId) => openBytes(localKey, sealed, rowId)?.toString('utf8'),
    phoneHash(phone) {
      const number = taiwanMobile(phone);
      if (number === undefined || hashKey === undefined) return undefined;
      return createHmac('sha256', hashKey).update(number, 'utf8').digest('hex');
    },
    codeHash: (code) =>
      createHmac('sha256', codeKey).update(code, 'utf8').digest().subarray(0, CODE_HASH_BYTES),
  };
}

export const SEED_BYTES = 32;
const CHUNK_BYTES = 65_536;

/**
 * Unpredictable bytes from an unpredictable seed: the key stream of AES-256-CTR (NIST SP 800-38A, 6.5), for a thread
 * that has no source of its own. One seed for one thread: the same seed gives the same bytes.
 * @param seed {@link SEED_BYTES} long.
 */
export function streamRandom(seed: Uint8Array): Random {
  const cipher = createCipheriv('aes-256-ctr', seed, new Uint8Array(16));
  const zeros = new Uint8Array(CHUNK_BYTES);
  let chunk = cipher.update(zeros);
  let used = 0;
  return {
    bytes(length) {
      if (length > CHUNK_BYTES) return cipher.update(new Uint8Array(length));
      if (used + length > chunk.length) {
        chunk = cipher.update(zeros);
        used = 0;
      }
      used += length;
      return chunk.subarray(used - length, used);
    },
  };
}
