import { closeSync, openSync, readSync } from 'node:fs';

const BLOCK_BYTES = 4 * 1024 * 1024;

/**
 * Reads a file once from end to end, so that it lies in the operating system's cache: a catalog that was just copied
 * is there already, and one that was kept since yesterday would be measured against it with the disk's time on top.
 */
export function warmFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    const block = Buffer.alloc(BLOCK_BYTES);
    while (readSync(file, block) > 0);
  } finally {
    closeSync(file);
  }
}
