import { createCipheriv } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

/** Room for a few hundred entries, which is many times what one sale needs to finish. */
const RESERVE_BYTES = 4 * 1024 * 1024;

/**
 * A file that takes up room so that it can be given up: on a full disk it lets the sale in hand finish
 * (design.md, When things fail). While it cannot be kept, no new money is taken.
 */
export class DiskReserve {
  readonly #path: string;
  #isHeld = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** True while the room is set aside. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Sets the room aside if it is not yet. Tells whether it is. Never throws: a full disk is an answer. */
  hold(): boolean {
    if (this.#isHeld) return true;
    try {
      if (statSync(this.#path, { throwIfNoEntry: false })?.size !== RESERVE_BYTES) this.#write();
      this.#isHeld = true;
    } catch {
      // No room, or a disk that fails: either way nothing is held, which is the answer.
      this.release();
    }
    return this.#isHeld;
  }

  /** Gives the room up, for the sale in hand. */
  release(): void {
    this.#isHeld = false;
    try {
      rmSync(this.#path, { force: true });
    } catch {
      // What cannot be removed gives no room; the next write tells.
    }
  }

  #write(): void {
    const file = openSync(this.#path, 'w', 0o600);
    try {
      // A key stream, since a file system may store zeros as nothing and a pattern as little.
      const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
      const block = Buffer.alloc(256 * 1024);
      for (let written = 0; written < RESERVE_BYTES; written += block.length)
        writeSync(file, stream.update(block));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}
