import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { assert } from '../../base/assert.ts';
import type { Random } from '../../base/random.ts';
import { SEALED_BYTES, WRAPPED_KEY_LABEL } from '../../contract/sealed.ts';

const { key: KEY_BYTES, nonce: NONCE_BYTES, tag: TAG_BYTES, publicKey: PUBLIC_KEY_BYTES } = SEALED_BYTES;

/** What sealing adds to a text, in bytes. */
export const SEAL_OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

/** PKCS #8 around a bare X25519 key (RFC 8410, section 7). */
const X25519_PKCS8_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

/**
 * Seals bytes: AES-256-GCM (NIST SP 800-38D), as 12 bytes nonce, 16 bytes tag, ciphertext. The nonce is random, so one
 * key is good for 2^32 sealings (there, section 8.3).
 * @param key 32 bytes.
 * @param context what the bytes belong to; they open under the same context alone.
 */
export function sealBytes(
  key: Uint8Array | KeyObject,
  plain: Uint8Array,
  random: Random,
  context = '',
): Buffer {
  const nonce = random.bytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  if (context !== '') cipher.setAAD(Buffer.from(context, 'utf8'));
  const body = cipher.update(plain);
  // In this mode the end adds no bytes; it makes the tag.
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Opens what {@link sealBytes} made; undefined when key or context is another or any byte was altered. */
export function openBytes(key: Uint8Array | KeyObject, sealed: Uint8Array, context = ''): Buffer | undefined {
  if (sealed.length < SEAL_OVERHEAD_BYTES) return undefined;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  if (context !== '') decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, SEAL_OVERHEAD_BYTES));
  const plain = decipher.update(sealed.subarray(SEAL_OVERHEAD_BYTES));
  try {
    decipher.final();
  } catch {
    // The tag does not fit: the one thing that this call says by throwing.
    return undefined;
  }
  return plain;
}

/** A key for one use, made from the master key: HKDF-SHA256 (RFC 5869) with no salt and `use` as its info. */
export function deriveKey(masterKey: Uint8Array, use: string): KeyObject {
  assert(masterKey.length === KEY_BYTES, 'the master key has 32 bytes');
  return createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', use, KEY_BYTES)));
}

/** Reads head office's public key. @param spki X25519, SPKI, base64. Undefined for anything else. */
export function sealingKeyOf(spki: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'x25519' ? key : undefined;
  } catch {
    // No key at all, which the answer says.
    return undefined;
  }
}

/**
 * Wraps bytes so that head office alone can open them, in the form of src-main/contract/sealed.ts: an X25519 key for
 * this one message (RFC 7748), HKDF-SHA256 (RFC 5869) over the shared secret and both public keys, AES-256-GCM (NIST SP
 * 800-38D). The till cannot open it again.
 * @param headOffice of {@link sealingKeyOf}.
 * @throws when `headOffice` is a point of small order, which shares no secret (RFC 7748, section 6.1).
 */
export function wrapForHeadOffice(headOffice: KeyObject, plain: Uint8Array, random: Random): Buffer {
  const ownKey = createPrivateKey({
    key: Buffer.concat([X25519_PKCS8_HEAD, random.bytes(KEY_BYTES)]),
    format: 'der',
    type: 'pkcs8',
  });
  const ownPublic = rawPublicKey(createPublicKey(ownKey));
  const shared = diffieHellman({ privateKey: ownKey, publicKey: headOffice });
  const info = Buffer.concat([Buffer.from(WRAPPED_KEY_LABEL, 'utf8'), ownPublic, rawPublicKey(headOffice)]);
  const key = Buffer.from(hkdfSync('sha256', shared, '', info, KEY_BYTES));
  return Buffer.concat([ownPublic, sealBytes(key, plain, random)]);
}

/** Reads base64 (RFC 4648, section 4) that is written in its one proper way; undefined for any other text. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** The last 32 bytes of an SPKI are the key itself (RFC 8410, section 4). */
function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(-PUBLIC_KEY_BYTES);
}
