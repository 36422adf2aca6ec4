import { z } from 'zod';
import type { JournalRow } from '../domain/entry.ts';
import type { Role } from '../domain/sale-payloads.ts';

/**
 * What a till and head office say to each other (design.md, Sync; payments-points.md 5.2): the only description of
 * the wire. Head office is somebody else's system; `docs/head-office` holds the same in OpenAPI and JSON Schema,
 * written from these schemas.
 */

/** Bounds that both sides keep. Bytes are those of the body as sent. */
export const WIRE_LIMITS = {
  entriesPerBatch: 1_000,
  requestBytes: 4 * 1024 * 1024,
  answerBytes: 8 * 1024 * 1024,
  payloadCharacters: 1_000_000,
  itemsPerPage: 1_000,
  mailPerPage: 100,
} as const;

/** Header names of a signed request. Lower case, as Node gives them. */
export const SIGNATURE_HEADERS = {
  tillId: 'daybook-till',
  /** Milliseconds since 1970 in decimal, by head office's clock as far as the till knows it. */
  timestamp: 'daybook-timestamp',
  /** Base64 of the 64-byte Ed25519 signature over `signedText`. */
  signature: 'daybook-signature',
} as const;

/** How far a request's timestamp may be from head office's clock. A setting there; this is what it starts with. */
export const CLOCK_SKEW_TOLERANCE_MS = 5 * 60_000;

/** Sent in place of a till's id by a till that has none yet: in the header and in the signed text of an enrolment. */
export const NO_TILL = 'none';

export interface SignedParts {
  /** Upper case. */
  readonly method: string;
  /** With the query, exactly as in the request line. */
  readonly path: string;
  readonly tillId: string;
  readonly timestampMs: number;
  /** Lower-case hex SHA-256 of the body's bytes; of no bytes where there is no body. */
  readonly bodyHash: string;
}

/**
 * The text that a till signs for one request. Each part stands on its own line and none can hold a line break, so
 * that no part can pose as two; the first line keeps the signature from meaning anything elsewhere.
 */
export function signedText(parts: SignedParts): string {
  return `daybook-request-1\n${parts.method}\n${parts.path}\n${parts.tillId}\n${parts.timestampMs}\n${parts.bodyHash}\n`;
}

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const InstantMs = z.int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);
const Seq = z.int().min(1);
/** The name of a till, a store or an item, safe in a path and in a signed text. */
const Name = z.string().regex(/^[A-Za-z0-9._~-]{1,64}$/);

/**
 * One journal entry as it travels. Only what head office needs to keep it in its place is checked here: whatever the
 * rest says, it is stored first and judged afterwards, so that no entry can block the ones behind it.
 */
export const WireEntry = z
  .strictObject({
    seq: Seq.meta({ description: 'Dense, from 1, within one life of one till.' }),
    id: z.string().max(64).meta({ description: 'UUIDv7.' }),
    commandId: z.string().max(64),
    atMs: InstantMs.meta({ description: 'UTC instant in milliseconds since 1970, by the till.' }),
    businessDate: z.string().max(10).meta({ description: 'ISO day in Asia/Taipei.' }),
    shiftId: z.string().max(64).nullable(),
    operatorId: z.string().max(64).nullable(),
    kind: z.string().max(100),
    version: z.int(),
    payload: z
      .string()
      .max(WIRE_LIMITS.payloadCharacters)
      .meta({ description: 'The exact JSON text that was hashed. Keep it as it is.' }),
    prevHash: Hash.meta({ description: 'Hash of the entry before; 64 zeros for seq 1.' }),
    hash: Hash.meta({
      description:
        'Lower-case hex SHA-256 of the UTF-8 JSON array [seq, id, commandId, atMs, businessDate, shiftId, operatorId, kind, version, payload, prevHash], written without spaces.',
    }),
  })
  .meta({ description: 'One entry of a till’s journal.' }) satisfies z.ZodType<JournalRow>;

export const EntryBatch = z
  .strictObject({
    storeId: Name,
    tillId: Name,
    sentAtMs: InstantMs.meta({ description: 'The till’s own clock when it sent this.' }),
    entries: z.array(WireEntry).max(WIRE_LIMITS.entriesPerBatch).meta({
      description: 'Consecutive. May be empty: then it only asks how far head office has this till.',
    }),
  })
  .meta({ description: 'Journal entries in order.' });
export type EntryBatch = z.infer<typeof EntryBatch>;

export const EntriesAnswer = z
  .strictObject({
    ackedSeq: z
      .int()
      .min(0)
      .meta({ description: 'The last seq that head office holds durably; 0 for none.' }),
    nowMs: InstantMs.meta({ description: 'Head office’s clock.' }),
  })
  .meta({ description: 'How far head office has this till.' });
export type EntriesAnswer = z.infer<typeof EntriesAnswer>;

export const EnrolmentRequest = z
  .strictObject({
    enrolmentCode: z
      .string()
      .min(8)
      .max(100)
      .meta({ description: 'Given out by head office, good for one till.' }),
    publicKey: z
      .string()
      .regex(/^[A-Za-z0-9+/]{59}=$/)
      .meta({ description: 'The till’s Ed25519 public key, SPKI, base64. It also signs this request.' }),
    storeId: Name.optional(),
    registerNumber: Name.optional(),
  })
  .meta({ description: 'A till asks for a life. The same code and key again get the same answer.' });
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>;

export const EnrolmentAnswer = z
  .strictObject({
    tillId: Name.meta({ description: 'Names this life of this till, for ever.' }),
    storeId: Name,
    storeName: z.string().min(1).max(120),
    registerNumber: Name,
    sellerTaxId: z
      .string()
      .regex(/^[0-9]{8}$/)
      .optional(),
    address: z.string().max(200).optional(),
    headOfficePublicKey: z
      .string()
      .max(400)
      .meta({ description: 'Ed25519, SPKI, base64: signs what head office gives out as files.' }),
    secrets: z
      .record(z.string().max(60), z.string().max(8_192))
      .meta({ description: 'Keys that this till needs, by name, base64. At most a few.' }),
    nowMs: InstantMs,
  })
  .meta({ description: 'Who this till now is.' });
export type EnrolmentAnswer = z.infer<typeof EnrolmentAnswer>;

/**
 * How far a till has a topic: `<generation>` once it is applied, `<generation>/<place>` between two pages. Generations
 * grow with every publication, so that an older one can be told from a newer one.
 */
export const TopicCursor = z.string().regex(/^[0-9]{1,15}(\/[0-9]{1,9})?$/);

/** The generation that a cursor belongs to. @param cursor a `TopicCursor`. */
export function generationOf(cursor: string): number {
  return Number.parseInt(cursor, 10);
}

/** Whether `cursor` stands between two pages, so that its generation is not whole yet. */
export function isBetweenPages(cursor: string): boolean {
  return cursor.includes('/');
}

export const TopicMode = z.enum(['full', 'delta']);
export type TopicMode = z.infer<typeof TopicMode>;

export const TopicPage = z
  .strictObject({
    topic: Name,
    mode: TopicMode.meta({
      description: 'full: what is not in this generation is gone. delta: changes to the generation before.',
    }),
    items: z
      .array(z.unknown())
      .max(WIRE_LIMITS.itemsPerPage)
      .meta({ description: 'By topic: see the item schemas.' }),
    removed: z
      .array(z.string().max(64))
      .max(WIRE_LIMITS.itemsPerPage)
      .meta({ description: 'Keys of items that are gone (sku, operatorId). Empty in a full generation.' }),
    nextCursor: TopicCursor,
    isLast: z.boolean().meta({ description: 'Whether the generation is whole with this page.' }),
  })
  .meta({
    description:
      'One page of one generation. Nothing new: no items, nothing removed, nextCursor as asked, isLast.',
  });
export type TopicPage = z.infer<typeof TopicPage>;

/** What signing in may take of a till's memory; scrypt needs 128 · N · r bytes (RFC 7914, section 5). */
const MAX_PIN_MEMORY_BYTES = 256 * 1024 * 1024;

/** How a PIN is kept: scrypt (RFC 7914), never the PIN. */
export const PinHash = z
  .strictObject({
    algorithm: z.literal('scrypt'),
    saltBase64: z.base64().min(16).max(128),
    hashBase64: z.base64().min(40).max(128),
    N: z.int().min(1_024).max(1_048_576),
    r: z.int().min(1).max(32),
    p: z.int().min(1).max(16),
  })
  .refine(({ N }) => Number.isInteger(Math.log2(N)), 'N is a power of two (RFC 7914, section 2)')
  .refine(
    ({ N, r }) => 128 * N * r <= MAX_PIN_MEMORY_BYTES,
    'N and r ask for more memory than a till has to spare',
  );
export type PinHash = z.infer<typeof PinHash>;

const OPERATOR_ROLES = ['cashier', 'supervisor', 'manager', 'technician'] as const satisfies readonly Role[];

/** An item of the topic `operators`. Those of `catalog` are `Product` of src-main/domain/product.ts. */
export const OperatorItem = z
  .strictObject({
    operatorId: Name,
    name: z.string().min(1).max(60),
    role: z.enum(OPERATOR_ROLES),
    shift: z.string().max(40).optional(),
    pinHash: PinHash,
  })
  .meta({ description: 'Somebody who may sign in.' });
export type OperatorItem = z.infer<typeof OperatorItem>;

/** Grows by one for each item of one till, so that order and gaps can be seen. */
export const MailId = z.string().regex(/^[0-9]{1,15}$/);

export const MailItem = z
  .strictObject({
    mailId: MailId,
    kind: z.string().min(1).max(60).meta({ description: 'exception, exception-resolved; others may come.' }),
    body: z.unknown().meta({ description: 'Any JSON; by kind.' }),
  })
  .meta({ description: 'One thing for one till, to be journaled there once.' });
export type MailItem = z.infer<typeof MailItem>;

export const MailPage = z
  .strictObject({
    items: z.array(MailItem).max(WIRE_LIMITS.mailPerPage).meta({ description: 'In the order of mailId.' }),
    isLast: z.boolean(),
  })
  .meta({ description: 'What came for this till after the one named.' });
export type MailPage = z.infer<typeof MailPage>;

/** Body of mail of kind `exception`: an entry is stored and acknowledged, but head office cannot accept it. */
export const ExceptionBody = z
  .strictObject({
    seq: Seq,
    entryKind: z.string(),
    reason: z
      .string()
      .max(100)
      .meta({ description: 'A word: schema, unknown-version, hash-mismatch, duplicate-sale, …' }),
    detail: z.string().max(2_000),
  })
  .meta({ description: 'Body of mail of kind exception.' });
export type ExceptionBody = z.infer<typeof ExceptionBody>;

/** Body of mail of kind `exception-resolved`: a correction or a newer head office accepted the entry after all. */
export const ExceptionResolvedBody = z
  .strictObject({ seq: Seq, entryKind: z.string() })
  .meta({ description: 'Body of mail of kind exception-resolved.' });
export type ExceptionResolvedBody = z.infer<typeof ExceptionResolvedBody>;

export const Health = z
  .strictObject({ status: z.literal('ok'), nowMs: InstantMs })
  .meta({ description: 'Head office answers.' });

const Detail = z.string().max(2_000);

/** Every refusal and fault, told apart by `code`. */
export const ErrorAnswer = z
  .discriminatedUnion('code', [
    z.strictObject({ code: z.literal('malformed'), detail: Detail }),
    z.strictObject({ code: z.literal('not-found'), detail: Detail }),
    z.strictObject({ code: z.literal('signature-missing'), detail: Detail }),
    z.strictObject({ code: z.literal('signature-invalid'), detail: Detail }),
    z.strictObject({ code: z.literal('clock-skew'), nowMs: InstantMs }),
    z.strictObject({ code: z.literal('unknown-till') }),
    z.strictObject({ code: z.literal('superseded') }),
    z.strictObject({ code: z.literal('wrong-store') }),
    z.strictObject({ code: z.literal('enrolment-refused'), detail: Detail }),
    z.strictObject({ code: z.literal('gap'), ackedSeq: z.int().min(0) }),
    z.strictObject({ code: z.literal('diverged'), seq: Seq }),
    z.strictObject({ code: z.literal('unknown-cursor') }),
    z.strictObject({ code: z.literal('too-large'), maxEntries: z.int(), maxBytes: z.int() }),
    z.strictObject({ code: z.literal('fault'), detail: Detail }),
  ])
  .meta({ description: 'Why not.' });
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;

/** The paths, with their parts in place. Ids are safe in a path as they are. */
export const headOfficePaths = {
  health: '/v1/health',
  enrolments: '/v1/enrolments',
  entries: (tillId: string): string => `/v1/tills/${tillId}/entries`,
  topic: (tillId: string, topic: string, cursor: string | undefined): string =>
    `/v1/tills/${tillId}/topics/${topic}${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
  mail: (tillId: string, after: string | undefined): string =>
    `/v1/tills/${tillId}/mail${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`,
} as const;
