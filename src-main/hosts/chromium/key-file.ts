import { createHash, randomBytes } from 'node:crypto';
import { assert } from '../../base/assert.ts';
import type { SecretStore } from '../host.ts';
import { createProtectedFile, readProtectedFile, SecretError } from '../protected-file.ts';

const keyBytes = 32;
const format = /^daybook-master-key-1 ([0-9a-f]{64}) ([0-9a-f]{8})\n$/;

/**
 * Keeps the master key in a file that only the till's account can read (design.md, Who may do what). The file stands
 * apart from the database, so that a backup of the one is nothing without the other.
 * @param path where the file is or will be made, in a folder of its own.
 */
export function openKeyFile(path: string): SecretStore {
  return {
    masterKey: async () => readKey(path) ?? makeKey(path),
  };
}

function makeKey(path: string): Uint8Array {
  const key = randomBytes(keyBytes);
  createProtectedFile(path, `daybook-master-key-1 ${key.toString('hex')} ${checkOf(key)}\n`);
  // Read back, since another process may have been first and what counts is what is on disk.
  const kept = readKey(path);
  assert(kept !== undefined, 'a key file that was just made is there');
  return kept;
}

/** @throws SecretError `damaged` when the file is not whole: a wrong key would make every sealed entry unreadable. */
function readKey(path: string): Uint8Array | undefined {
  const content = readProtectedFile(path);
  if (content === undefined) return undefined;
  const [, hex, check] = format.exec(Buffer.from(content).toString('latin1')) ?? [];
  const key = Buffer.from(hex ?? '', 'hex');
  if (key.length !== keyBytes || checkOf(key) !== check) {
    throw new SecretError(`${path} is damaged; put back the copy made at enrolment`, { fault: 'damaged' });
  }
  return key;
}

/** Tells a damaged key from a whole one. Four bytes of a hash of 32 random ones give nothing of them away. */
function checkOf(key: Uint8Array): string {
  return createHash('sha256').update('daybook-master-key-1').update(key).digest('hex').slice(0, 8);
}
