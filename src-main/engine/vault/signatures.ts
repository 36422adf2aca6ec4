import { createPublicKey, verify } from 'node:crypto';
import { type DocumentKind, signedDocumentText } from '../../contract/signed-documents.ts';

/** Base64url (RFC 4648, section 5) of 64 bytes, the last character in its one proper way. */
const SIGNATURE = /^[A-Za-z0-9_-]{85}[AQgw]$/;

/**
 * Whether head office signed this very document (Ed25519, RFC 8032). Never throws: a bad key, signature or body is a
 * document that nobody signed.
 * @param publicKey `EnrolmentAnswer.headOfficePublicKey`: SPKI, base64.
 * @param body as received or as its schema gave it; see `signedDocumentText` on defaults.
 * @param signature base64url of 64 bytes.
 */
export function verifyDocument(
  publicKey: string,
  kind: DocumentKind,
  body: object,
  signature: string,
): boolean {
  if (!SIGNATURE.test(signature)) return false;
  const text = signedDocumentText(kind, body);
  if (text === undefined) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
  } catch {
    // Not a key at all: nothing can have been signed with it.
    return false;
  }
}
