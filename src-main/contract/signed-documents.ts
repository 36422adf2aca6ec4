/** What head office signs with its Ed25519 key, so that a till can trust it without asking. */
export type DocumentKind = 'coupon' | 'points-snapshot' | 'points-token' | 'grant';

/** Deeper than any document of ours; a bound, so that no body can exhaust the stack. */
const MAX_DEPTH = 32;

/**
 * JSON in one form only: the JSON Canonicalization Scheme (RFC 8785), for the values that our documents have: strings,
 * whole numbers, booleans, null, arrays and objects. Fields that are undefined are absent, as in JSON.
 * @param value a JSON value, i.e. no dates, maps or other instances.
 * @returns undefined for what has no such form here: fractions, numbers beyond 2^53, text with lone surrogates (RFC
 * 8785, 3.2.2.2), and what is no JSON or nested more than 32 deep.
 */
export function canonicalJson(value: unknown): string | undefined {
  return write(value, MAX_DEPTH);
}

/**
 * The text that head office signs and a till verifies. The first line keeps the signature from meaning anything
 * elsewhere, the second keeps one kind of document from posing as another; canonical JSON holds no line break.
 * A coupon is signed without its `signature` field. A signer writes out every field that has a default, since a
 * schema may have filled it in before the signature is looked at.
 * @returns undefined where the body has no canonical form: nobody can have signed it.
 */
export function signedDocumentText(kind: DocumentKind, body: object): string | undefined {
  const json = canonicalJson(kind === 'coupon' ? { ...body, signature: undefined } : body);
  return json === undefined ? undefined : `daybook-document-1\n${kind}\n${json}\n`;
}

/** What a code on a screen or on paper begins with: a member's token, or a signed coupon. */
export const CODE_PREFIX = { 'points-token': 'DBT1', coupon: 'DBC1' } as const;

/** Longest code: what a till takes from a scanner, and a QR of version 26 at level M (ISO/IEC 18004, table 7). */
export const MAX_DOCUMENT_CODE = 1_024;

/**
 * A signed document as a bar code or QR carries it: `<prefix>.<body>.<signature>`.
 * @param body base64url of the compact JSON, for a coupon without its `signature` field.
 * @param signature base64url, 64 bytes: over {@link signedDocumentText}.
 */
export function documentCode(kind: keyof typeof CODE_PREFIX, body: string, signature: string): string {
  return `${CODE_PREFIX[kind]}.${body}.${signature}`;
}

function write(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'number':
      return Number.isSafeInteger(value) ? String(value) : undefined;
    case 'string':
      return value.isWellFormed() ? JSON.stringify(value) : undefined;
    case 'object':
      if (value === null) return 'null';
      if (depth === 0) return undefined;
      return Array.isArray(value) ? writeArray(value, depth - 1) : writeObject(value, depth - 1);
    default:
      return undefined;
  }
}

function writeArray(values: readonly unknown[], depth: number): string | undefined {
  const items = Array.from(values, (value) => write(value, depth));
  return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
}

/** Keys in the order of their UTF-16 code units (RFC 8785, 3.2.3), which is how strings compare. */
function writeObject(value: object, depth: number): string | undefined {
  const fields = Object.entries(value)
    .filter(([, field]: [string, unknown]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]: [string, unknown]) => {
      const name = write(key, depth);
      const written = write(field, depth);
      return name === undefined || written === undefined ? undefined : `${name}:${written}`;
    });
  return fields.includes(undefined) ? undefined : `{${fields.join(',')}}`;
}
