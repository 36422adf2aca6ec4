import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openKeyFile } from '../../src-main/hosts/chromium/key-file.ts';
import { createProtectedFile, readProtectedFile, SecretError } from '../../src-main/hosts/protected-file.ts';
import { tempFolder } from './temp-folder.ts';

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SecretError) return error.fault;
    throw error;
  }
  return 'none';
}

test('a file is made for this account alone, whole, and never over another', () => {
  const path = join(tempFolder('keys'), 'new', 'secret');
  expect(readProtectedFile(path)).toBeUndefined();
  expect(createProtectedFile(path, 'one')).toBe(true);
  expect(createProtectedFile(path, 'two')).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('one');
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  expect((statSync(join(path, '..')).mode & 0o777).toString(8)).toBe('700');
  expect(readdirSync(join(path, '..'))).toEqual(['secret']);
});

for (const mode of [0o640, 0o604, 0o660, 0o666, 0o601]) {
  test(`a file that others may read is refused: ${mode.toString(8)}`, () => {
    const path = join(tempFolder('keys'), 'secret');
    createProtectedFile(path, 'x');
    chmodSync(path, mode);
    expect(faultOf(() => readProtectedFile(path))).toBe('exposed');
  });
}

for (const mode of [0o770, 0o707, 0o722]) {
  test(`a folder that others may write to is refused: ${mode.toString(8)}`, () => {
    const folder = join(tempFolder('keys'), 'keys');
    createProtectedFile(join(folder, 'secret'), 'x');
    chmodSync(folder, mode);
    expect(faultOf(() => readProtectedFile(join(folder, 'secret')))).toBe('exposed');
    expect(faultOf(() => createProtectedFile(join(folder, 'other'), 'x'))).toBe('exposed');
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });
}

test('a link and a folder in its place are refused; a second name for it is not', () => {
  const folder = tempFolder('keys');
  const path = join(folder, 'secret');
  createProtectedFile(path, 'x');
  symlinkSync(path, join(folder, 'link'));
  mkdirSync(join(folder, 'folder'), { mode: 0o700 });
  linkSync(path, join(folder, 'name'));
  expect(faultOf(() => readProtectedFile(join(folder, 'link')))).toBe('exposed');
  expect(faultOf(() => readProtectedFile(join(folder, 'folder')))).toBe('damaged');
  expect(readProtectedFile(join(folder, 'name'))).toEqual(Buffer.from('x'));
});

test('a file longer than a secret is refused', () => {
  const path = join(tempFolder('keys'), 'secret');
  writeFileSync(path, 'x'.repeat(5000), { mode: 0o600 });
  expect(faultOf(() => readProtectedFile(path))).toBe('damaged');
});

test('the master key is made once: 32 bytes, the same at the next start', async () => {
  const path = join(tempFolder('keys'), 'keys', 'master-key');
  const made = await openKeyFile(path).masterKey();
  expect(made).toHaveLength(32);
  expect(await openKeyFile(path).masterKey()).toEqual(made);
  const other = await openKeyFile(join(tempFolder('keys'), 'master-key')).masterKey();
  expect(other).not.toEqual(made);
});

test('a damaged key is never taken for a key, nor replaced', async () => {
  const path = join(tempFolder('keys'), 'master-key');
  await openKeyFile(path).masterKey();
  const whole = readFileSync(path, 'latin1');
  const otherDigit = whole[30] === '0' ? '1' : '0';
  for (const damaged of [
    '',
    whole.slice(0, 50),
    `${whole}x`,
    whole.slice(0, 30) + otherDigit + whole.slice(31),
  ]) {
    writeFileSync(path, damaged);
    await expect(openKeyFile(path).masterKey()).rejects.toMatchObject({ fault: 'damaged' });
    expect(readFileSync(path, 'latin1')).toBe(damaged);
  }
});

test('an exposed key is refused, not mended in silence: who knows who has read it', async () => {
  const path = join(tempFolder('keys'), 'master-key');
  await openKeyFile(path).masterKey();
  chmodSync(path, 0o644);
  await expect(openKeyFile(path).masterKey()).rejects.toMatchObject({ fault: 'exposed' });
});
