import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { assert } from '../base/assert.ts';
import type { Random } from '../base/random.ts';

/** PKCS #8 around a bare Ed25519 seed (RFC 8410, section 7). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The till's signing key: made once at enrolment, kept wrapped by the host's master key. */
export class TillKey {
  readonly #key: KeyObject;
  /** SPKI, base64: what head office records. */
  readonly publicKey: string;

  private constructor(key: KeyObject) {
    assert(key.asymmetricKeyType === 'ed25519', 'a till signs with Ed25519');
    this.#key = key;
    this.publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  }

  /** A fresh key from 32 unpredictable bytes. */
  static make(random: Random): TillKey {
    const seed = random.bytes(32);
    assert(seed.length === 32, 'an Ed25519 seed has 32 bytes (RFC 8032, section 5.1.5)');
    return TillKey.fromSecret(Buffer.concat([PKCS8_HEAD, seed]).toString('base64'));
  }

  /** @param secret what `secret()` gave. Throws when it is not an Ed25519 key. */
  static fromSecret(secret: string): TillKey {
    return new TillKey(
      createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' }),
    );
  }

  /** PKCS #8, base64, not encrypted: only for the wrapped store of secrets. */
  secret(): string {
    return this.#key.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  }

  /** Base64 Ed25519 signature over the text's UTF-8 bytes. */
  sign(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.#key).toString('base64');
  }
}
