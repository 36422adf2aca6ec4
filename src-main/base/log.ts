export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * One structured line. `fields` never hold PINs, keys, member data, carriers or payment codes;
 * a barcode is logged by length only.
 */
export interface Logger {
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Says nothing: for tests and pure callers. */
export const silentLogger: Logger = { log() {} };
