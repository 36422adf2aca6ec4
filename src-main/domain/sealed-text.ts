import { z } from 'zod';

/**
 * Personal data as they stand in the journal: sealed under the person's own key, so that forgetting a person is
 * deleting a key and the chain of hashes stays whole (design.md, Who may do what).
 */
export const SealedText = z.strictObject({
  /** Whose key. */
  personId: z.string().min(1).max(64),
  /** Base64: nonce, tag, ciphertext (AES-256-GCM). */
  text: z.base64().max(4_096),
  /** The person's key, wrapped for head office; null where head office gave no key to wrap it with. */
  keyForHeadOffice: z.base64().max(512).nullable(),
});
export type SealedText = z.infer<typeof SealedText>;
