import {
  createDecipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { SEALED_BYTES, WRAPPED_KEY_LABEL } from '../../../src-main/contract/sealed.ts';
import {
  type DocumentKind,
  documentCode,
  MAX_DOCUMENT_CODE,
  signedDocumentText,
} from '../../../src-main/contract/signed-documents.ts';
import type { PointsToken } from '../../../src-main/domain/points/offline-papers.ts';
import type { Coupon } from '../../../src-main/domain/pricing/coupon.ts';
import type { SealedText } from '../../../src-main/domain/sealed-text.ts';

/**
 * The other end of the till's vault, written from src-main/contract alone, with nothing of the till's: what head office
 * opens and what it signs. That both ends agree is what the tests beside it show.
 */

/** Opens a person's key that a till wrapped. @param privateKey X25519. @throws when it is not for this key. */
export function openWrapped(privateKey: KeyObject, wrapped: Uint8Array): Buffer {
  const theirs = wrapped.subarray(0, SEALED_BYTES.publicKey);
  const x = Buffer.from(theirs).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
  const ours = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  const info = Buffer.concat([Buffer.from(WRAPPED_KEY_LABEL), theirs, ours]);
  const key = hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), '', info, SEALED_BYTES.key);
  return openBlock(new Uint8Array(key), wrapped.subarray(SEALED_BYTES.publicKey), '');
}

/** The personal data of an entry as head office reads them. @throws when they were altered. */
export function openSealedText(privateKey: KeyObject, sealed: SealedText): string {
  const key = openWrapped(privateKey, Buffer.from(sealed.keyForHeadOffice ?? '', 'base64'));
  return openBlock(key, Buffer.from(sealed.text, 'base64'), sealed.personId).toString('utf8');
}

/** Base64url signature over a document. @param privateKey Ed25519. @throws for a body without canonical form. */
export function signDocument(privateKey: KeyObject, kind: DocumentKind, body: object): string {
  const text = signedDocumentText(kind, body);
  if (text === undefined) throw new TypeError('the document has no canonical form');
  return sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url');
}

/** The code that a member's app shows. */
export function encodeToken(token: PointsToken, privateKey: KeyObject): string {
  return encode('points-token', token, privateKey);
}

/** The code of a signed coupon. @throws RangeError for one that is too long for a code. */
export function encodeCoupon(coupon: Coupon, privateKey: KeyObject): string {
  const { signature: _, ...unsigned } = coupon;
  return encode('coupon', unsigned, privateKey);
}

/** By what head office names a member's phone to its tills. @param phone `09` and eight digits. */
export function phoneHash(hashKey: Uint8Array, phone: string): string {
  return createHmac('sha256', hashKey).update(phone, 'utf8').digest('hex');
}

function encode(kind: 'points-token' | 'coupon', body: object, privateKey: KeyObject): string {
  const json = Buffer.from(JSON.stringify(body), 'utf8').toString('base64url');
  const code = documentCode(kind, json, signDocument(privateKey, kind, body));
  if (code.length > MAX_DOCUMENT_CODE) throw new RangeError('the document is too long for a code');
  return code;
}

function openBlock(key: Uint8Array, block: Uint8Array, context: string): Buffer {
  const { nonce, tag } = SEALED_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, block.subarray(0, nonce), { authTagLength: tag });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(block.subarray(nonce, nonce + tag));
  return Buffer.concat([decipher.update(block.subarray(nonce + tag)), decipher.final()]);
}
