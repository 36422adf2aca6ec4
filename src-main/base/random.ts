/** Where unpredictability comes from. Injected, so that a simulation can replay it from a seed. */
export interface Random {
  /** `length` unpredictable bytes. */
  bytes(length: number): Uint8Array;
}

/** A source of fresh ids: UUIDv7 (RFC 9562, section 5.7), ordered by the time they were made. */
export interface IdSource {
  next(): string;
}
