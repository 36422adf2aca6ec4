// Goal: a member is found by the whole code or phone, and nothing on the disk says who anybody is.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VAULT_SECRETS } from '../../../src-main/contract/sealed.ts';
import { Vault } from '../../../src-main/engine/vault/vault.ts';
import type { MemberSecrets } from '../../../src-main/store/reference/member-seals.ts';
import { keyOf, memberItem, NOON_MS, TopicShop } from './topic-shop.ts';

let shop: TopicShop;
beforeAll(() => {
  shop = new TopicShop();
});
afterAll(() => shop.end());

const byCode = (code: string) => shop.reference.members?.findByCodeHash(shop.seals.codeHash(code))?.memberId;
const byPhone = (phone: string) => {
  const hash = shop.seals.phoneHash(phone);
  return hash === undefined ? undefined : shop.reference.members?.findByPhoneHash(hash)?.memberId;
};
const secretsOf = (memberId: string): MemberSecrets | undefined => {
  const member = shop.reference.members?.find(memberId);
  const text = member && shop.seals.localOpen(member.sealed, memberId);
  return text === undefined ? undefined : (JSON.parse(text) as MemberSecrets);
};
/** Every byte of every file in the folder. */
const disk = () =>
  Buffer.concat(readdirSync(shop.folder).map((name) => readFileSync(join(shop.folder, name))));

const MING = memberItem('M1', {
  codes: ['/ABC+123', '2990000000017'],
  phone: '0912345678',
  name: '王小明',
  birthday: '1990-05-17',
  interactions: [{ atMs: NOON_MS, channel: 'web', text: '問過無麩質餅乾' }],
});
const MEI = memberItem('M2', { codes: ['0987654321'], phone: '0922333444', name: '陳美美' });

describe('a full generation', () => {
  beforeAll(async () => {
    expect(await shop.publish('members', [MING, MEI])).toBe(2);
  });

  test.each([
    ['/ABC+123', 'M1'],
    ['2990000000017', 'M1'],
    ['299000000001', undefined],
    ['/abc+123', undefined],
    ['0987654321', 'M2'],
    // A phone is found as a phone alone, a code as a code.
    ['0912345678', undefined],
  ])('code %s: %s', (code, memberId) => {
    expect(byCode(code)).toBe(memberId);
  });
  test.each([
    ['0912345678', 'M1'],
    ['+886 912-345-678', 'M1'],
    ['0922333444', 'M2'],
    ['0987654321', undefined],
    ['0912345679', undefined],
  ])('phone %s: %s', (phone, memberId) => {
    expect(byPhone(phone)).toBe(memberId);
  });

  test('gives back what it was given', () => {
    const { codes: _, name, phone, birthday, interactions, ...rest } = MING;
    expect(shop.reference.members?.find('M1')).toMatchObject(rest);
    expect(secretsOf('M1')).toEqual({ name, phone, birthday, interactions });
  });

  test('holds no name, phone, birthday, code or word of theirs in any file', () => {
    const bytes = disk();
    for (const text of ['M1', 'gold', 'LAPSED']) expect(bytes.includes(text)).toBe(true);
    const hidden = ['王小明', '陳美美', '0912345678', '912345678', '0922333444', '1990-05-17', '無麩質'];
    for (const text of [...hidden, '/ABC+123', '2990000000017', '0987654321']) {
      expect(bytes.includes(Buffer.from(text, 'utf8')), text).toBe(false);
      expect(bytes.includes(Buffer.from(text, 'utf16le')), text).toBe(false);
      expect(bytes.includes(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '')), text).toBe(
        false,
      );
    }
  });

  test('is sealed so that one row opens in no other', () => {
    const one = shop.reference.members?.find('M1');
    expect(one && shop.seals.localOpen(one.sealed, 'M2')).toBeUndefined();
  });

  test('is hashed and sealed as the vault does it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-vault-'));
    const vault = new Vault({
      folder,
      masterKey: keyOf('master'),
      random: shop.world.random,
      secrets: { [VAULT_SECRETS.memberHashKey]: keyOf('hash').toString('base64') },
    });
    try {
      for (const phone of ['0912345678', '+886912345678', '1234'])
        expect(shop.seals.phoneHash(phone)).toBe(vault.phoneHash(phone));
    } finally {
      vault.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('keeps no words of who did not agree to it', async () => {
    const silent = { ...MING, consent: { offers: true, notes: false } };
    await shop.publish('members', [silent, MEI]);
    expect(secretsOf('M1')?.interactions).toEqual([]);
    await shop.publish('members', [MING, MEI]);
  });
});

describe('a generation that is not in order is refused whole, and tells no more than ids', () => {
  const cases: readonly (readonly [string, readonly unknown[], string | RegExp])[] = [
    ['a code of two members', [MING, { ...MEI, codes: ['/ABC+123'] }], 'member M2: codes: also of member M1'],
    [
      'a phone of two members',
      [MING, { ...MEI, phone: '0912345678' }],
      'member M2: phone: also of member M1',
    ],
    ['a member twice', [MING, MING], 'member M1: listed twice'],
    ['a phone that is none', [{ ...MING, phone: '02-12345678' }], /^member M1: phone: /],
    ['a birthday that is none', [{ ...MING, birthday: '1990-02-30' }], /^member M1: birthday: /],
    ['a name that is too long', [{ ...MING, name: '王'.repeat(61) }], /^member M1: name: /],
    [
      'a name in place of the number',
      [{ ...MING, memberId: '王小明' }],
      /^a member without a number: memberId: /,
    ],
    ['nobody', [null], /^a member without a number: /],
  ];
  test.each(cases)('%s', async (_, items, problem) => {
    const before = [shop.reference.topic('members'), readdirSync(shop.folder)];
    const refused = await shop.publish('members', items);
    if (typeof problem === 'string') expect(refused).toBe(problem);
    else expect(refused).toMatch(problem);
    for (const text of ['王', '0912', '02-1', '1990', '/ABC']) expect(String(refused)).not.toContain(text);
    expect([shop.reference.topic('members'), readdirSync(shop.folder)]).toEqual(before);
    expect([byCode('/ABC+123'), byPhone('0922333444')]).toEqual(['M1', 'M2']);
  });
});

describe('a delta', () => {
  test('changes, adds and removes, and leaves the rest', async () => {
    await shop.publish('members', [MING, MEI]);
    const renamed = { ...MEI, name: '陳大美', phone: '0933444555' };
    const added = memberItem('M3', { phone: '0911000111' });
    expect(await shop.publish('members', [renamed, added], 'delta', ['M1'])).toBe(2);
    expect([byPhone('0922333444'), byPhone('0933444555'), byPhone('0911000111')]).toEqual([
      undefined,
      'M2',
      'M3',
    ]);
    expect([byCode('/ABC+123'), secretsOf('M1'), secretsOf('M2')?.name]).toEqual([
      undefined,
      undefined,
      '陳大美',
    ]);
  });

  test('leaves nothing of who was removed in any file, sealed or not', async () => {
    await shop.publish('members', [MING, MEI]);
    const sealed = Buffer.from(shop.reference.members?.find('M1')?.sealed ?? []);
    expect([sealed.length > 50, disk().includes(sealed)]).toEqual([true, true]);
    await shop.publish('members', [], 'delta', ['M1']);
    expect(disk().includes(sealed)).toBe(false);
  });

  test('may move a phone, whatever the order; not give one away that stays', async () => {
    await shop.publish('members', [MING, MEI]);
    const takes = { ...MEI, phone: '0912345678' };
    expect(await shop.publish('members', [takes], 'delta')).toBe('member M2: phone: also of member M1');
    const { phone: _, ...gives } = MING;
    expect(await shop.publish('members', [takes, gives], 'delta')).toBe(2);
    expect(byPhone('0912345678')).toBe('M2');
  });
});

describe('a crash leaves those in use', () => {
  test('between two pages, and between build and switch', async () => {
    await shop.publish('members', [MING]);
    await shop.sink('members').begin('full');
    await shop.sink('members').put([MEI], []);
    await shop.reopen();
    expect([byCode('/ABC+123'), byPhone('0922333444')]).toEqual(['M1', undefined]);
    // A whole file to which nothing points yet: what a kill after `finish` leaves.
    const built = readFileSync(
      join(shop.folder, readdirSync(shop.folder).find((it) => /^members/.test(it)) ?? ''),
    );
    writeFileSync(join(shop.folder, 'members-000999.db'), built);
    await shop.reopen();
    expect(readdirSync(shop.folder).filter((name) => /^members/.test(name))).toHaveLength(1);
    expect(byCode('/ABC+123')).toBe('M1');
  });

  test('a damaged file is forgotten, and head office is asked for the whole', async () => {
    await shop.publish('members', [MING]);
    const name = readdirSync(shop.folder).find((it) => /^members/.test(it)) ?? '';
    await shop.reference.close();
    writeFileSync(join(shop.folder, name), 'no database');
    await shop.reopen().catch(() => {});
    expect([shop.sink('members').cursor(), shop.reference.members]).toEqual([undefined, undefined]);
    expect(await shop.publish('members', [MING])).toBe(1);
  });
});
