import { createCipheriv, createDecipheriv } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assert } from '../base/assert.ts';
import { writeFileDurably } from '../base/files.ts';
import type { Random } from '../base/random.ts';
import { EnrolmentAnswer } from '../contract/head-office.ts';
import { TillKey } from '../sync/till-key.ts';

/**
 * Who this till is and whom it trusts, beside the journal and sealed by the host's master key
 * (design.md, Who may do what: Enrolment).
 */
const IdentityFile = z.strictObject({
  version: z.literal(1),
  /** Sealed PKCS #8 of the signing key, made before head office is asked for the first time. */
  sealedKey: z.string(),
  enrolled: z
    .strictObject({
      till: EnrolmentAnswer.omit({ secrets: true }),
      /** The services' secrets, sealed. */
      sealedSecrets: z.string(),
      certificatesPem: z.array(z.string()),
    })
    .optional(),
});
type IdentityFile = z.infer<typeof IdentityFile>;
export type Enrolled = NonNullable<IdentityFile['enrolled']>;

/** Keeps the till's identity in its folder. */
export class IdentityStore {
  readonly #path: string;
  readonly #masterKey: Uint8Array;
  readonly #random: Random;
  #content: IdentityFile;

  /** @throws when the file is not ours to read, or was sealed under another master key. */
  constructor(folder: string, masterKey: Uint8Array, random: Random) {
    assert(masterKey.length === 32, 'the master key has 32 bytes');
    this.#path = join(folder, 'identity.json');
    this.#masterKey = masterKey;
    this.#random = random;
    if (existsSync(this.#path)) {
      this.#content = IdentityFile.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } else {
      // Kept before it is used: an answer that gets lost can be asked for again with the same key.
      this.#content = { version: 1, sealedKey: this.#seal(TillKey.make(random).secret()) };
      this.#write();
    }
  }

  get key(): TillKey {
    return TillKey.fromSecret(this.#open(this.#content.sealedKey));
  }

  get enrolled(): Enrolled | undefined {
    return this.#content.enrolled;
  }

  /** Keeps what head office answered. Durable when this returns. */
  keep(answer: EnrolmentAnswer, trusted: { readonly certificatesPem: readonly string[] }): Enrolled {
    const { secrets, ...till } = answer;
    const enrolled: Enrolled = {
      till,
      sealedSecrets: this.#seal(JSON.stringify(secrets)),
      certificatesPem: [...trusted.certificatesPem],
    };
    this.#content = { ...this.#content, enrolled };
    this.#write();
    return enrolled;
  }

  #write(): void {
    writeFileDurably(this.#path, `${JSON.stringify(this.#content, null, 2)}\n`);
  }

  /** AES-256-GCM (NIST SP 800-38D): 12 bytes nonce, 16 bytes tag, then the text; base64. */
  #seal(text: string): string {
    const nonce = this.#random.bytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#masterKey, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  #open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#masterKey, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }
}
