/**
 * How personal data travel to head office (design.md, Who may do what): each text is sealed under its person's own
 * key, and that key is wrapped for head office beside it. Both ends do the arithmetic with what their platform has;
 * what they must agree on is here.
 *
 * `SealedText.text` is base64 of a sealed block over the UTF-8 text, with the UTF-8 of `personId` as additional data.
 * A sealed block is AES-256-GCM (NIST SP 800-38D): 12 bytes nonce, 16 bytes tag, ciphertext.
 *
 * `SealedText.keyForHeadOffice` is base64 of 32 bytes X25519 public key, made for this one message (RFC 7748), and then
 * a sealed block over the person's 32 key bytes without additional data. That block's key is HKDF-SHA256 (RFC 5869)
 * over the shared secret with no salt, and as info the UTF-8 of {@link WRAPPED_KEY_LABEL}, the message's public key
 * and head office's public key, 32 raw bytes each: a wrapped key means nothing under another key or in another place.
 */
export const WRAPPED_KEY_LABEL = 'daybook-wrapped-key-1';

/** Lengths in bytes. */
export const SEALED_BYTES = { key: 32, nonce: 12, tag: 16, publicKey: 32 } as const;

/** Names among `EnrolmentAnswer.secrets`. A till whose head office has no members is given neither. */
export const VAULT_SECRETS = {
  /** 32 bytes, base64: the key of HMAC-SHA256 (RFC 2104) over a normalised phone number, by which a member is found. */
  memberHashKey: 'member-hash-key',
  /** Head office's X25519 public key, SPKI, base64: what persons' keys are wrapped with. */
  sealingKey: 'head-office-sealing-key',
} as const;
