// Goal: what a sample member's phone shows is what a till meets: good codes hold, and each bad one is bad in one way.
import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { keepSigningKey } from '../../fixtures/head-office/signing-key.ts';
import {
  type PhoneOffice,
  SampleMemberPhones,
  TOKEN_LIFE_MS,
  USED_COUPON_ID,
} from '../../src-main/cli/demo/member-phone.ts';
import { phoneScreen } from '../../src-main/cli/demo/phone-screen.ts';
import {
  type DocumentKind,
  documentCode,
  MAX_DOCUMENT_CODE,
  signedDocumentText,
} from '../../src-main/contract/signed-documents.ts';
import type { BenchMemberTrait, PhoneCode } from '../../src-main/contract/workbench.ts';
import { Coupon } from '../../src-main/domain/pricing/coupon.ts';
import { machineRandom } from '../../src-main/hosts/machine-world.ts';

const NOW_MS = Date.parse('2026-11-22T12:00:00+08:00');
const clock = { nowMs: () => NOW_MS };

const folder = mkdtempSync(join(tmpdir(), 'daybook-phone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = keepSigningKey(folder);
const office: PhoneOffice = {
  signDocument: key.sign,
  async issueToken(order) {
    const body = { ...order, nonce: 'n-1', issuedAtMs: NOW_MS };
    const text = Buffer.from(JSON.stringify(body), 'utf8').toString('base64url');
    return { code: documentCode('points-token', text, key.sign('points-token', body)) };
  },
};
const phones = new SampleMemberPhones(office, clock, machineRandom);

beforeAll(async () => {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasmBinary = Uint8Array.from(readFileSync(path)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

function memberWith(trait: BenchMemberTrait) {
  const found = phones.members().find(({ traits }) => traits.includes(trait));
  if (found === undefined) throw new Error(`no member is ${trait}`);
  return found;
}

/** A shown document and whether head office's key made its signature. */
function opened(kind: DocumentKind, code: string) {
  const [, text = '', signature = ''] = code.split('.');
  const body: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  const signed = signedDocumentText(kind, body as object) ?? '';
  const publicKey = createPublicKey({
    key: Buffer.from(key.publicKey, 'base64'),
    format: 'der',
    type: 'spki',
  });
  const isSound = verify(null, Buffer.from(signed, 'utf8'), publicKey, Buffer.from(signature, 'base64url'));
  return { body, isSound };
}

async function coupon(memberId: string, code: PhoneCode) {
  const { body, isSound } = opened('coupon', await phones.codeFor(memberId, code));
  return { coupon: Coupon.parse(body), isSound };
}

describe('documents', () => {
  test('an app’s token is signed and short-lived; the forger’s is not signed by head office', async () => {
    const { memberId } = memberWith('birthday');
    const good = opened('points-token', await phones.codeFor(memberId, 'token-own'));
    expect(good.isSound).toBe(true);
    expect(good.body).toMatchObject({ memberId, lifeMs: TOKEN_LIFE_MS });
    const forged = opened('points-token', await phones.codeFor(memberWith('forged').memberId, 'token-own'));
    expect(forged.isSound).toBe(false);
  });

  test('each coupon is wrong in one way, the good one in none', async () => {
    const { memberId } = memberWith('birthday');
    const good = await coupon(memberId, 'coupon-good');
    expect(good).toMatchObject({ isSound: true, coupon: { memberId } });
    expect(Date.parse(good.coupon.validity.until)).toBeGreaterThan(NOW_MS);
    const expired = await coupon(memberId, 'coupon-expired');
    expect(expired).toMatchObject({ isSound: true, coupon: { memberId } });
    expect(Date.parse(expired.coupon.validity.until)).toBeLessThan(NOW_MS);
    expect(await coupon(memberId, 'coupon-used')).toMatchObject({
      isSound: true,
      coupon: { id: USED_COUPON_ID, memberId },
    });
    expect(await coupon(memberId, 'coupon-forged')).toMatchObject({ isSound: false, coupon: { memberId } });
    const other = await coupon(memberId, 'coupon-other');
    expect(other.isSound).toBe(true);
    expect(other.coupon.memberId).not.toBe(memberId);
  });
});

describe('screens', () => {
  const everything = phones
    .members()
    .flatMap(({ memberId, codes }) => codes.map((code) => ({ memberId, code })));

  test.each(everything)('$memberId shows $code, and a reader reads it', async (ask) => {
    const shown = await phoneScreen(phones, ask, clock);
    if (!shown.ok) throw new Error(shown.error);
    expect(shown.value.text.length).toBeLessThanOrEqual(MAX_DOCUMENT_CODE);
    const png = Buffer.from(shown.value.png.split(',')[1] ?? '', 'base64');
    const [read] = await readBarcodes(Uint8Array.from(png), { formats: ['Code128', 'QRCode'] });
    expect(read?.text).toBe(shown.value.text);
  });

  test('who only knows the number has nothing to show; nobody shows what is not theirs', async () => {
    const { memberId, codes, phone } = memberWith('phone-only');
    expect(codes).toEqual([]);
    expect(phone).toMatch(/^09\d{8}$/);
    expect(await phoneScreen(phones, { memberId, code: 'member' }, clock)).toMatchObject({ ok: false });
    expect(await phoneScreen(phones, { memberId: 'nobody', code: 'member' }, clock)).toMatchObject({
      ok: false,
    });
  });

  test('a head office that cannot make it is told of, and nothing breaks', async () => {
    const silent = new SampleMemberPhones(
      { ...office, issueToken: () => Promise.reject(new Error('no such programme')) },
      clock,
      machineRandom,
    );
    const { memberId } = memberWith('birthday');
    expect(await phoneScreen(silent, { memberId, code: 'token-own' }, clock)).toEqual({
      ok: false,
      error: 'head office did not make it: no such programme',
    });
  });
});
