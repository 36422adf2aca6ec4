import { appendFileSync, chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger, LogLevel } from '../base/log.ts';
import { redact, redactText } from './redact.ts';

export interface FileLogOptions {
  /** Where the files are; made with access for the till's account alone. */
  readonly folder: string;
  readonly nowMs: () => number;
  /** A file that has grown past this is put aside. */
  readonly maxFileBytes?: number;
  /** How many files there are at most, the growing one included. */
  readonly maxFiles?: number;
  /** Told of trouble with the log itself, once: it is not worth stopping a sale for. */
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * Writes one line of JSON for each message, redacted, to `daybook.log`; full files become `daybook.1.log` and so on,
 * and the oldest goes. Lines of level `debug` are not written. Never throws.
 */
export function openFileLog(options: FileLogOptions): Logger {
  const { folder, nowMs, maxFileBytes = 5 * 1024 * 1024, maxFiles = 5 } = options;
  const path = join(folder, 'daybook.log');
  let isTroubled = false;
  let bytes = -1;

  function open(): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    bytes = existsSync(path) ? statSync(path).size : 0;
    // A file from another hand may be more open than ours.
    if (bytes > 0) chmodSync(path, 0o600);
  }

  function rotate(): void {
    const aside = (index: number) => join(folder, `daybook.${index}.log`);
    rmSync(aside(maxFiles - 1), { force: true });
    for (let index = maxFiles - 2; index >= 1; index -= 1) {
      if (existsSync(aside(index))) renameSync(aside(index), aside(index + 1));
    }
    if (maxFiles > 1) renameSync(path, aside(1));
    else rmSync(path);
    bytes = 0;
  }

  function write(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>>): void {
    if (bytes < 0) open();
    const at = new Date(nowMs()).toISOString();
    const line = `${JSON.stringify({ at, level, message: redactText(message), fields: redact(fields) })}\n`;
    if (bytes > 0 && bytes + line.length > maxFileBytes) rotate();
    appendFileSync(path, line, { mode: 0o600 });
    bytes += Buffer.byteLength(line);
    isTroubled = false;
  }

  return {
    log(level, message, fields = {}) {
      if (level === 'debug') return;
      try {
        write(level, message, fields);
      } catch (error) {
        bytes = -1;
        if (!isTroubled) options.onTrouble?.(error);
        isTroubled = true;
      }
    },
  };
}
