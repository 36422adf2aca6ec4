import { createHmac, type KeyObject } from 'node:crypto';
import { assert } from '../../base/assert.ts';
import type { Random } from '../../base/random.ts';
import { SEALED_BYTES, VAULT_SECRETS } from '../../contract/sealed.ts';
import { taiwanMobile } from '../../domain/members/phone.ts';
import type { SealedText } from '../../domain/sealed-text.ts';
import { PersonKeys } from './person-keys.ts';
import { deriveKey, fromBase64, openBytes, sealBytes, sealingKeyOf, wrapForHeadOffice } from './sealing.ts';

export interface VaultOptions {
  /** The till's. */
  readonly folder: string;
  /** 32 bytes, from the host's secret store. */
  readonly masterKey: Uint8Array;
  readonly random: Random;
  /** What enrolment gave, by name; of them the vault uses `VAULT_SECRETS`. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Longest text that one sealed text holds, in bytes of UTF-8; base64 makes 4,096 characters of it. */
export const MAX_SEALED_TEXT_BYTES = 3_044;

/**
 * Personal data at rest (design.md, Who may do what): sealed for the journal under a key per person, found by keyed
 * hash, and the till's own copy of members sealed under one key that is as good as the folder it lies in.
 */
export class Vault {
  /** Secrets that came but cannot be used: a fault of head office's, for the log. What they are for does not work. */
  readonly unusableSecrets: readonly string[];
  readonly #keys: PersonKeys;
  readonly #random: Random;
  readonly #localKey: KeyObject;
  readonly #codeKey: KeyObject;
  readonly #hashKey: Uint8Array | undefined;
  readonly #sealingKey: KeyObject | undefined;

  /** @throws as {@link PersonKeys} does. */
  constructor({ folder, masterKey, random, secrets }: VaultOptions) {
    this.#random = random;
    this.#localKey = deriveKey(masterKey, 'daybook-local-copy-1');
    this.#codeKey = deriveKey(masterKey, 'daybook-member-codes-1');
    const { memberHashKey, sealingKey } = VAULT_SECRETS;
    this.#hashKey = hashKeyOf(secrets[memberHashKey]);
    this.#sealingKey = usableSealingKey(secrets[sealingKey], random);
    this.unusableSecrets = [
      ...(secrets[memberHashKey] !== undefined && this.#hashKey === undefined ? [memberHashKey] : []),
      ...(secrets[sealingKey] !== undefined && this.#sealingKey === undefined ? [sealingKey] : []),
    ];
    this.#keys = new PersonKeys(folder, masterKey, random);
  }

  /** What the till's copy of members is sealed and found with; it can be handed to a thread. */
  get copyKeys(): { readonly localKey: KeyObject; readonly hashKey: Uint8Array | undefined } {
    return { localKey: this.#localKey, hashKey: this.#hashKey };
  }

  /** Whether a phone number can find anybody: head office gave the key for it. */
  get canHashPhones(): boolean {
    return this.#hashKey !== undefined;
  }

  /**
   * Seals a text for the journal. The person's key is durable when this returns; for a person who was forgotten and is
   * here again it is a new one.
   * @param personId 1 to 64 characters.
   * @param text at most {@link MAX_SEALED_TEXT_BYTES} of UTF-8.
   */
  sealFor(personId: string, text: string): SealedText {
    const plain = Buffer.from(text, 'utf8');
    assert(plain.length <= MAX_SEALED_TEXT_BYTES, 'a sealed text is short enough for its entry');
    const key = this.#keys.keyFor(personId);
    return {
      personId,
      text: sealBytes(key, plain, this.#random, personId).toString('base64'),
      keyForHeadOffice:
        this.#sealingKey === undefined
          ? null
          : wrapForHeadOffice(this.#sealingKey, key, this.#random).toString('base64'),
    };
  }

  /** The text; undefined when the person was forgotten, or when it is not as this till sealed it. */
  open({ personId, text }: SealedText): string | undefined {
    const key = this.#keys.find(personId);
    const sealed = fromBase64(text);
    if (key === undefined || sealed === undefined) return undefined;
    return openBytes(key, sealed, personId)?.toString('utf8');
  }

  /** Deletes the person's key: nothing sealed for them opens here again. @returns whether there was a key. */
  forget(personId: string): boolean {
    return this.#keys.forget(personId);
  }

  /** Whether there is a key for this person. */
  knows(personId: string): boolean {
    return this.#keys.has(personId);
  }

  /**
   * By what a member is found: lower-case hex of HMAC-SHA256 (RFC 2104) under head office's key over the number as
   * {@link taiwanMobile} writes it. A plain hash could be undone by trying all hundred million numbers.
   * @returns undefined for what is no Taiwanese mobile number, or where {@link canHashPhones} is false.
   */
  phoneHash(phone: string): string | undefined {
    const number = taiwanMobile(phone);
    if (number === undefined || this.#hashKey === undefined) return undefined;
    return createHmac('sha256', this.#hashKey).update(number, 'utf8').digest('hex');
  }

  /**
   * Seals a text for the till's own copy of members, which comes anew from head office and goes nowhere. One key for
   * all, since a million rows must not mean a million keys; there a member is forgotten by deleting the row.
   * @param rowId whose row it is: the text opens in no other.
   */
  localSeal(text: string, rowId: string): Uint8Array {
    return sealBytes(this.#localKey, Buffer.from(text, 'utf8'), this.#random, rowId);
  }

  /** The text of a row; undefined when it is another row's or was altered. */
  localOpen(sealed: Uint8Array, rowId: string): string | undefined {
    return openBytes(this.#localKey, sealed, rowId)?.toString('utf8');
  }

  /**
   * By what the copy finds a member whose card or app was read: 32 bytes HMAC-SHA256 (RFC 2104) under a key of this
   * till alone, since a code may be a carrier or a phone number.
   */
  codeHash(code: string): Uint8Array {
    return createHmac('sha256', this.#codeKey).update(code, 'utf8').digest();
  }

  close(): void {
    this.#keys.close();
  }
}

function hashKeyOf(secret: string | undefined): Uint8Array | undefined {
  const key = secret === undefined ? undefined : fromBase64(secret);
  return key?.length === SEALED_BYTES.key ? key : undefined;
}

/** A key that nothing can be wrapped with is found out now, and not when a customer stands there. */
function usableSealingKey(secret: string | undefined, random: Random): KeyObject | undefined {
  const key = secret === undefined ? undefined : sealingKeyOf(secret);
  if (key === undefined) return undefined;
  try {
    wrapForHeadOffice(key, new Uint8Array(SEALED_BYTES.key), random);
    return key;
  } catch {
    // A point of small order; told in `unusableSecrets`.
    return undefined;
  }
}
