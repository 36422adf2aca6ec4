/**
 * One row of the journal as it is stored, sent and checked. `payload` is the exact JSON text that was hashed:
 * it is never re-serialised on the way.
 */
export interface JournalRow {
  /** Dense, from 1, within one life of one till. */
  readonly seq: number;
  /** UUIDv7. */
  readonly id: string;
  /** The command that caused it; several rows may share one. */
  readonly commandId: string;
  /** UTC instant, milliseconds since 1970. */
  readonly atMs: number;
  /** ISO day in Asia/Taipei that the row belongs to. */
  readonly businessDate: string;
  readonly shiftId: string | null;
  readonly operatorId: string | null;
  readonly kind: string;
  /** Version of the payload's schema for this kind. */
  readonly version: number;
  readonly payload: string;
  /** Lower-case hex SHA-256 of the row before; 64 zeros for seq 1. */
  readonly prevHash: string;
  /** Lower-case hex SHA-256 over this row and `prevHash`: see `chainText`. */
  readonly hash: string;
}

/** `prevHash` of the first row. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * The text whose SHA-256 is a row's `hash`: the JSON array of the row's fields in this fixed order, `prevHash` last.
 * A JSON array rather than joined text, so that no field's content can pose as two fields.
 */
export function chainText(row: Omit<JournalRow, 'hash'>): string {
  return JSON.stringify([
    row.seq,
    row.id,
    row.commandId,
    row.atMs,
    row.businessDate,
    row.shiftId,
    row.operatorId,
    row.kind,
    row.version,
    row.payload,
    row.prevHash,
  ]);
}
