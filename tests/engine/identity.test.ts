import { createCipheriv } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import { AssertionFailure } from '../../src-main/base/assert.ts';
import { IdentityStore } from '../../src-main/engine/identity.ts';
import { TillKey } from '../../src-main/sync/till-key.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-identity-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MASTER = new Uint8Array(32).fill(7);
const ANSWER = {
  tillId: 'till-1',
  storeId: 'S1',
  storeName: '信義松仁門市',
  registerNumber: '2',
  headOfficePublicKey: 'MCowBQYDK2VwAyEA',
  secrets: { proof: 'c2VjcmV0LW9mLXRoZS1wcm9vZg==' },
  nowMs: 1_795_233_600_000,
};
const TRUSTED = { certificatesPem: ['-----BEGIN CERTIFICATE-----'] };
const open = (seed = 1, masterKey = MASTER) => new IdentityStore(folder, masterKey, new SeededRandom(seed));
const content = () => readFileSync(join(folder, 'identity.json'), 'utf8');

test('the key is made once, before it is used, and is the same after every start', () => {
  const first = open();
  const publicKey = first.key.publicKey;
  expect([first.enrolled, open(2).key.publicKey]).toEqual([undefined, publicKey]);
});

test('what head office answered is kept, and its secrets cannot be read from the file', () => {
  const store = open();
  const kept = store.keep(ANSWER, TRUSTED);
  expect(kept.till).toMatchObject({ tillId: 'till-1', storeName: '信義松仁門市' });
  expect(open(2).enrolled).toEqual(kept);
  expect(content()).not.toContain(ANSWER.secrets.proof);
  expect(content()).not.toContain(store.key.secret());
});

test('its secrets open again after every start, and there are none before', () => {
  const store = open();
  expect(store.secrets).toEqual({});
  store.keep(ANSWER, TRUSTED);
  expect([store.secrets, open(2).secrets]).toEqual([ANSWER.secrets, ANSWER.secrets]);
  expect(() => open(1, new Uint8Array(32).fill(8)).secrets).toThrow();
});

test('what an earlier version sealed still opens', () => {
  // Sealed by node:crypto as this file had it before the vault: nonce, tag, text.
  const nonce = Buffer.alloc(12, 1);
  const cipher = createCipheriv('aes-256-gcm', MASTER, nonce);
  const secret = TillKey.make(new SeededRandom(3)).secret();
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const sealedKey = Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
  writeFileSync(join(folder, 'identity.json'), JSON.stringify({ version: 1, sealedKey }));
  expect(open().key.secret()).toBe(secret);
});

test('the file is for the till’s account alone', () => {
  open();
  expect(statSync(join(folder, 'identity.json')).mode & 0o777).toBe(0o600);
});

describe('a till never goes on as somebody else', () => {
  test('under another master key', () => {
    open();
    expect(() => open(1, new Uint8Array(32).fill(8)).key).toThrow();
  });
  test('with a flipped bit in the sealed key', () => {
    open();
    const file = JSON.parse(content()) as { sealedKey: string };
    const sealed = Buffer.from(file.sealedKey, 'base64');
    for (const at of [0, 12, 30, sealed.length - 1]) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      writeFileSync(
        join(folder, 'identity.json'),
        JSON.stringify({ ...file, sealedKey: altered.toString('base64') }),
      );
      expect(() => open().key).toThrow();
    }
  });
  test('from a file that is none', () => {
    for (const text of ['', '{', '{}', '{"version":2,"sealedKey":"x"}']) {
      writeFileSync(join(folder, 'identity.json'), text);
      expect(() => open()).toThrow();
      expect(content()).toBe(text);
    }
  });
  test('with a master key of another length', () => {
    expect(() => open(1, new Uint8Array(16))).toThrow(AssertionFailure);
  });
});
