import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk that can be filled to the last byte: a tmpfs of its own, mounted for one test. Takes root. */
export class SmallDisk {
  readonly folder: string;

  constructor(mebibytes: number) {
    this.folder = mkdtempSync(join(tmpdir(), 'daybook-small-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0700`, 'tmpfs', this.folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  /** Takes every byte that is left. */
  fill(): void {
    const file = openSync(join(this.folder, 'filler'), 'a');
    try {
      for (let size = 1024 * 1024; size >= 1; size /= 16) writeUntilFull(file, Buffer.alloc(size));
    } finally {
      closeSync(file);
    }
  }

  /** Gives back what `fill` took. */
  free(): void {
    rmSync(join(this.folder, 'filler'), { force: true });
  }

  /** Takes the disk away; whoever still has a file open there keeps it until they close it. */
  end(): void {
    execFileSync('umount', ['-l', this.folder], { stdio: 'ignore' });
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Whether this process may mount one. */
  static isPossible(): boolean {
    if (process.getuid?.() !== 0) return false;
    try {
      new SmallDisk(1).end();
      return true;
    } catch {
      // A container's root may be refused; the caller has another way then.
      return false;
    }
  }
}

function writeUntilFull(file: number, block: Buffer): void {
  for (;;) {
    try {
      if (writeSync(file, block) < block.length) return;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return;
      throw error;
    }
  }
}
