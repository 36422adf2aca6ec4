import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assert } from '../base/assert.ts';
import { writeFileDurably } from '../base/files.ts';
import type { Random } from '../base/random.ts';
import { EnrolmentAnswer } from '../contract/head-office.ts';
import { TillKey } from '../sync/till-key.ts';
import { openBytes, sealBytes } from './vault/sealing.ts';

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
const Secrets = EnrolmentAnswer.shape.secrets;
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

  /**
   * The services' secrets by name, opened; none before enrolment.
   * @throws when they were sealed under another master key, or altered.
   */
  get secrets(): Readonly<Record<string, string>> {
    const sealed = this.#content.enrolled?.sealedSecrets;
    return sealed === undefined ? {} : Secrets.parse(JSON.parse(this.#open(sealed)));
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

  #seal(text: string): string {
    return sealBytes(this.#masterKey, Buffer.from(text, 'utf8'), this.#random).toString('base64');
  }

  /** @throws when the master key is another, or a byte was altered. */
  #open(sealed: string): string {
    const text = openBytes(this.#masterKey, Buffer.from(sealed, 'base64'));
    if (text === undefined) throw new Error('the identity does not open: altered, or another master key');
    return text.toString('utf8');
  }
}
