import { randomBytes } from 'node:crypto';
import type { SafeStorage } from 'electron';
import { assert } from '../../base/assert.ts';
import type { SecretStore } from '../host.ts';
import { createProtectedFile, readProtectedFile, SecretError } from '../protected-file.ts';

const keyBytes = 32;

/**
 * Keeps the master key in a file that the operating system's key store has sealed (Electron's safeStorage: DPAPI,
 * Keychain, libsecret or KWallet). Must be used after Electron is ready.
 * @throws from `masterKey`: SecretError `unprotected-machine` where Electron would seal with a password that everybody
 * knows (its `basic_text`), `damaged` when the file cannot be unsealed, `exposed` when others could change it.
 */
export function openSealedKey(
  safeStorage: SafeStorage,
  path: string,
  platform: NodeJS.Platform,
): SecretStore {
  return {
    async masterKey() {
      refuseUnprotected(safeStorage, platform);
      const kept = readProtectedFile(path) ?? makeKey(safeStorage, path);
      return unseal(safeStorage, path, kept);
    },
  };
}

function refuseUnprotected(safeStorage: SafeStorage, platform: NodeJS.Platform): void {
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'system';
  if (safeStorage.isEncryptionAvailable() && backend !== 'basic_text' && backend !== 'unknown') return;
  throw new SecretError(`this machine has no key store (${backend}): install gnome-keyring or KWallet`, {
    fault: 'unprotected-machine',
  });
}

function makeKey(safeStorage: SafeStorage, path: string): Uint8Array {
  createProtectedFile(path, safeStorage.encryptString(randomBytes(keyBytes).toString('hex')));
  // Read back, since another process may have been first and what counts is what is on disk.
  const kept = readProtectedFile(path);
  assert(kept !== undefined, 'a key file that was just made is there');
  return kept;
}

function unseal(safeStorage: SafeStorage, path: string, sealed: Uint8Array): Uint8Array {
  let hex: string;
  try {
    hex = safeStorage.decryptString(Buffer.from(sealed));
  } catch (error) {
    throw new SecretError(`${path} cannot be unsealed by this account`, { fault: 'damaged', cause: error });
  }
  const key = Buffer.from(hex, 'hex');
  if (key.length !== keyBytes) throw new SecretError(`${path} is damaged`, { fault: 'damaged' });
  return key;
}
