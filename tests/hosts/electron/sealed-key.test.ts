import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSealedKey } from '../../../src-main/hosts/electron/sealed-key.ts';
import type { FakeMachine } from '../fake-electron/fake-electron.ts';
import { FakeElectron } from '../fake-electron/fake-electron.ts';
import { tempFolder } from '../temp-folder.ts';

/** An Electron that needs no Chromium. */
function electron(secretStore: FakeMachine['secretStore'] = 'gnome_libsecret', isReady = true): FakeElectron {
  const noBrowser = Promise.reject(new Error('no browser'));
  const fake = new FakeElectron({ secretStore, exit: () => {}, browser: noBrowser });
  fake.world.isReady = isReady;
  onTestFinished(() => fake.close());
  return fake;
}

const keyAt = (path: string, fake = electron(), platform: NodeJS.Platform = 'linux') =>
  openSealedKey(fake.parts().safeStorage, path, platform);

test('the master key is made once, sealed, and the same at the next start', async () => {
  const path = join(tempFolder('keys'), 'keys', 'master-key.sealed');
  const made = await keyAt(path).masterKey();
  expect(made).toHaveLength(32);
  expect(await keyAt(path).masterKey()).toEqual(made);
  const stored = readFileSync(path);
  expect(stored.includes(Buffer.from(made))).toBe(false);
  expect(stored.toString('latin1')).not.toContain(Buffer.from(made).toString('hex'));
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
});

for (const secretStore of ['basic_text', 'unknown', 'none'] as const) {
  test(`a machine whose key store is ${secretStore} is refused, and nothing is written`, async () => {
    const path = join(tempFolder('keys'), 'master-key.sealed');
    await expect(keyAt(path, electron(secretStore)).masterKey()).rejects.toMatchObject({
      fault: 'unprotected-machine',
    });
    expect(() => statSync(path)).toThrow('ENOENT');
  });
}

test('on Windows and macOS the system’s own store is always there once Electron is ready', async () => {
  const path = join(tempFolder('keys'), 'master-key.sealed');
  expect(await keyAt(path, electron('basic_text'), 'win32').masterKey()).toHaveLength(32);
  await expect(keyAt(path, electron('none'), 'darwin').masterKey()).rejects.toMatchObject({
    fault: 'unprotected-machine',
  });
});

test('what cannot be unsealed is never replaced', async () => {
  const path = join(tempFolder('keys'), 'master-key.sealed');
  writeFileSync(path, 'v10 sealed by another account', { mode: 0o600 });
  await expect(keyAt(path).masterKey()).rejects.toMatchObject({ fault: 'damaged' });
  expect(readFileSync(path, 'utf8')).toBe('v10 sealed by another account');
});

test('what was sealed is a key and nothing shorter', async () => {
  const fake = electron();
  const path = join(tempFolder('keys'), 'master-key.sealed');
  writeFileSync(path, fake.safeStorage().encryptString('abcd'), { mode: 0o600 });
  await expect(keyAt(path, fake).masterKey()).rejects.toMatchObject({ fault: 'damaged' });
});
