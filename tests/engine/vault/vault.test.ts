// Goal: personal data open for their till and for head office, for nobody else, and after forgetting for no one here.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { AssertionFailure } from '../../../src-main/base/assert.ts';
import { VAULT_SECRETS } from '../../../src-main/contract/sealed.ts';
import { SealedText } from '../../../src-main/domain/sealed-text.ts';
import { OtherMasterKey } from '../../../src-main/engine/vault/person-keys.ts';
import { MAX_SEALED_TEXT_BYTES, Vault } from '../../../src-main/engine/vault/vault.ts';
import { openSealedText, phoneHash } from './head-office-side.ts';
import { filesOf, keyOf, temporaryFolder } from './vault-folder.ts';

const office = generateKeyPairSync('x25519');
const SECRETS = {
  [VAULT_SECRETS.memberHashKey]: keyOf('hash').toString('base64'),
  [VAULT_SECRETS.sealingKey]: office.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
};
const temporary = temporaryFolder();
let folder: string;
let vault: Vault;
beforeEach(() => {
  folder = temporary.make();
  vault = open();
});
afterEach(() => {
  vault.close();
  temporary.remove();
});

const random = new SeededRandom(9);
const open = (secrets: Readonly<Record<string, string>> = SECRETS, masterKey: Uint8Array = keyOf('master')) =>
  new Vault({ folder, masterKey, random, secrets });
function reopen(secrets: Readonly<Record<string, string>>): Vault {
  vault.close();
  vault = open(secrets);
  return vault;
}

const personId = fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme-ascii' });
const text = fc.string({ maxLength: 200, unit: 'grapheme' });

describe('a text in the journal', () => {
  test('opens for its till and for head office, and is of the form that entries have', () => {
    fc.assert(
      fc.property(personId, text, (person, plain) => {
        const sealed = vault.sealFor(person, plain);
        expect(SealedText.parse(sealed)).toEqual(sealed);
        expect([vault.open(sealed), openSealedText(office.privateKey, sealed)]).toEqual([plain, plain]);
      }),
      { numRuns: 50 },
    );
  });
  test('opens after a start, also where head office’s key has changed', () => {
    const sealed = vault.sealFor('M-1', '王小明');
    expect(reopen({}).open(sealed)).toBe('王小明');
  });
  test('is refused with any character altered, dropped or added', () => {
    const sealed = vault.sealFor('M-1', '王小明 0912345678');
    const other = (character: string) => (character === 'A' ? 'B' : 'A');
    const altered = [...sealed.text].flatMap((character, at) => [
      sealed.text.slice(0, at) + other(character) + sealed.text.slice(at + 1),
      sealed.text.slice(0, at) + sealed.text.slice(at + 1),
      `${sealed.text.slice(0, at)}A${sealed.text.slice(at)}`,
    ]);
    expect(
      altered.filter((it) => it !== sealed.text && vault.open({ ...sealed, text: it }) !== undefined),
    ).toEqual([]);
  });
  test('does not open as another person’s', () => {
    const sealed = vault.sealFor('M-1', '王小明');
    vault.sealFor('M-2', '陳大文');
    expect(vault.open({ ...sealed, personId: 'M-2' })).toBeUndefined();
    expect(vault.open({ ...sealed, personId: 'M-3' })).toBeUndefined();
  });
  test('says nothing about what it holds: the same text is sealed anew each time', () => {
    const seals = Array.from({ length: 20 }, () => vault.sealFor('M-1', '王小明'));
    expect(new Set(seals.map((sealed) => sealed.text)).size).toBe(20);
    expect(new Set(seals.map((sealed) => sealed.keyForHeadOffice)).size).toBe(20);
  });
  test('is at most as long as an entry takes', () => {
    const longest = vault.sealFor('M-1', 'x'.repeat(MAX_SEALED_TEXT_BYTES));
    expect(SealedText.safeParse(longest).success).toBe(true);
    expect(() => vault.sealFor('M-1', 'x'.repeat(MAX_SEALED_TEXT_BYTES + 1))).toThrow(AssertionFailure);
    expect(() => vault.sealFor('M-1', '王'.repeat(MAX_SEALED_TEXT_BYTES / 2))).toThrow(AssertionFailure);
  });
});

describe('a forgotten person', () => {
  test('never opens again, not even from a copy made before, and not after coming back', () => {
    const sealed = vault.sealFor('M-1', '王小明');
    const copy: unknown = JSON.parse(JSON.stringify(sealed));
    const other = vault.sealFor('M-2', '陳大文');
    expect([vault.knows('M-1'), vault.forget('M-1'), vault.knows('M-1')]).toEqual([true, true, false]);
    expect(vault.open(sealed)).toBeUndefined();
    const again = vault.sealFor('M-1', '王小明');
    reopen(SECRETS);
    expect(vault.open(SealedText.parse(copy))).toBeUndefined();
    expect([vault.open(again), vault.open(other)]).toEqual(['王小明', '陳大文']);
  });
});

test('no name and no phone stands in any file of the folder', () => {
  const said = ['王小明', '0912345678', '1990-02-28', 'Mary Chen'];
  const sealed = vault.sealFor('M-1', said.join(' '));
  vault.localSeal(said.join(' '), 'M-1');
  vault.phoneHash('0912345678');
  vault.codeHash('0912345678');
  const all = [...filesOf(folder).values(), Buffer.from(JSON.stringify(sealed))];
  expect(all.length).toBeGreaterThan(1);
  for (const word of said)
    for (const encoding of ['utf8', 'utf16le'] as const)
      expect(all.some((content) => content.includes(Buffer.from(word, encoding)))).toBe(false);
});

describe('finding by phone', () => {
  test('every way to write a number finds the same member, by head office’s hash', () => {
    const expected = phoneHash(keyOf('hash'), '0912345678');
    const written = [
      '0912345678',
      '0912-345-678',
      ' 0912 345 678',
      '+886912345678',
      '+886 912-345-678',
      '０９１２３４５６７８',
    ];
    expect(written.map((number) => vault.phoneHash(number))).toEqual(written.map(() => expected));
    expect(expected).toMatch(/^[0-9a-f]{64}$/);
  });
  test('is RFC 4231’s HMAC-SHA256 under the key that was given', () => {
    expect(vault.phoneHash('0987654321')).toBe(
      createHmac('sha256', keyOf('hash')).update('0987654321').digest('hex'),
    );
    const other = { ...SECRETS, [VAULT_SECRETS.memberHashKey]: keyOf('other').toString('base64') };
    const before = vault.phoneHash('0987654321');
    expect(reopen(other).phoneHash('0987654321')).not.toBe(before);
  });
  test('nothing else has a hash', () => {
    const others = ['', '0223456789', '091234567', '09123456789', '+14155550123', 'M-1', '王小明'];
    expect(others.map((number) => vault.phoneHash(number))).toEqual(others.map(() => undefined));
  });
});

describe('what head office gave', () => {
  test('nothing: texts are sealed for the till alone, and nobody is found by phone', () => {
    reopen({});
    const sealed = vault.sealFor('M-1', '王小明');
    expect([sealed.keyForHeadOffice, vault.open(sealed)]).toEqual([null, '王小明']);
    expect([vault.canHashPhones, vault.phoneHash('0912345678'), vault.unusableSecrets]).toEqual([
      false,
      undefined,
      [],
    ]);
  });
  test('keys that are none: told by name, and the till works on as with none', () => {
    const smallOrder = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), new Uint8Array(32)]);
    for (const sealingKey of ['', 'x', '王', keyOf('k').toString('base64'), smallOrder.toString('base64')]) {
      reopen({ [VAULT_SECRETS.memberHashKey]: 'c2hvcnQ=', [VAULT_SECRETS.sealingKey]: sealingKey });
      expect(vault.unusableSecrets).toEqual(['member-hash-key', 'head-office-sealing-key']);
      expect(vault.sealFor('M-1', '王小明').keyForHeadOffice).toBe(null);
      expect(vault.canHashPhones).toBe(false);
    }
  });
  test('good keys are not complained about', () => {
    expect([vault.unusableSecrets, vault.canHashPhones]).toEqual([[], true]);
  });
});

describe('the local copy', () => {
  test('opens what was sealed, for its row, after every start', () => {
    fc.assert(
      fc.property(text, personId, (plain, row) => {
        expect(vault.localOpen(vault.localSeal(plain, row), row)).toBe(plain);
      }),
    );
    const sealed = vault.localSeal('王小明', 'M-1');
    expect(reopen({}).localOpen(sealed, 'M-1')).toBe('王小明');
    expect(vault.localOpen(sealed, 'M-2')).toBeUndefined();
  });
  test('is refused with any byte altered, or cut', () => {
    const sealed = vault.localSeal('王小明', 'M-1');
    const altered = Array.from(sealed, (byte, at) => Uint8Array.from(sealed).fill(byte ^ 1, at, at + 1));
    const cut = Array.from(sealed, (_, length) => sealed.subarray(0, length));
    expect(
      [...altered, ...cut].map((it) => vault.localOpen(it, 'M-1')).filter((it) => it !== undefined),
    ).toEqual([]);
  });
  test('of another till does not open', () => {
    const sealed = vault.localSeal('王小明', 'M-1');
    vault.close();
    folder = temporary.make();
    vault = open(SECRETS, keyOf('another master'));
    expect(vault.localOpen(sealed, 'M-1')).toBeUndefined();
  });
});

test('a code is found by a hash that no other till makes, the same after every start', () => {
  const hash = vault.codeHash('/AB201+9');
  expect(hash.length).toBe(32);
  expect(vault.codeHash('/AB201+8')).not.toEqual(hash);
  expect(reopen({}).codeHash('/AB201+9')).toEqual(hash);
  vault.close();
  folder = temporary.make();
  vault = open(SECRETS, keyOf('another master'));
  expect(vault.codeHash('/AB201+9')).not.toEqual(hash);
});

test('a folder that belongs to another machine is told at the start', () => {
  vault.close();
  expect(() => open(SECRETS, keyOf('another master'))).toThrow(OtherMasterKey);
  vault = open();
});
