import type { z } from 'zod';
import { err, ok, type Result } from '../../base/result.ts';
import { CODE_PREFIX, MAX_DOCUMENT_CODE } from '../../contract/signed-documents.ts';
import { PointsToken } from '../../domain/points/offline-papers.ts';
import { Coupon } from '../../domain/pricing/coupon.ts';

/**
 * Why a read is no signed document. `not-one`: it does not begin like one, so it is something else; `too-long`;
 * `damaged`: it begins like one, and the rest is not what head office writes.
 */
export type CodeProblem = 'not-one' | 'too-long' | 'damaged';

const UnsignedCoupon = Coupon.omit({ signature: true });

/**
 * Reads the code that a member's app shows, `DBT1.….…` (src-main/contract/signed-documents.ts). Any text gives an
 * answer. What it says is a claim until `verifyDocument` has seen it with the signature (base64url).
 */
export function decodeToken(
  text: string,
): Result<{ readonly token: PointsToken; readonly signature: string }, CodeProblem> {
  const read = decode('points-token', text, PointsToken);
  return read.ok ? ok({ token: read.value.body, signature: read.value.signature }) : read;
}

/** Reads the code of a signed coupon, `DBC1.….…`, as {@link decodeToken} does a token's. */
export function decodeCoupon(
  text: string,
): Result<{ readonly coupon: Coupon; readonly signature: string }, CodeProblem> {
  const read = decode('coupon', text, UnsignedCoupon);
  return read.ok ? ok({ coupon: read.value.body, signature: read.value.signature }) : read;
}

function decode<Body>(
  kind: keyof typeof CODE_PREFIX,
  text: string,
  schema: z.ZodType<Body>,
): Result<{ readonly body: Body; readonly signature: string }, CodeProblem> {
  if (!text.startsWith(`${CODE_PREFIX[kind]}.`)) return err('not-one');
  if (text.length > MAX_DOCUMENT_CODE) return err('too-long');
  const [, body, signature] = /^[^.]+\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/.exec(text) ?? [];
  if (body === undefined || signature === undefined) return err('damaged');
  const parsed = schema.safeParse(jsonOf(body));
  return parsed.success ? ok({ body: parsed.data, signature }) : err('damaged');
}

/** The JSON value in base64url; undefined, which no document is, where there is none. */
function jsonOf(base64url: string): unknown {
  const bytes = Buffer.from(base64url, 'base64url');
  if (bytes.toString('base64url') !== base64url) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    // No UTF-8 or no JSON: a stammering scanner, or somebody else's code.
    return undefined;
  }
}
