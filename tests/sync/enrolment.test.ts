import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepCertificate } from '../../fixtures/head-office/certificate.ts';
import { type EnrolmentInput, enrol } from '../../src-main/sync/enrolment.ts';
import { HeadOfficeTime } from '../../src-main/sync/head-office-time.ts';
import { TillKey } from '../../src-main/sync/till-key.ts';
import { issueCode, type OpenOffice, openOffice, STORE } from '../head-office/office-harness.ts';
import { systemClock, systemRandom, systemTimers } from '../head-office/system-means.ts';
import { drain, enrolTill } from './enrolled-till.ts';
import { SeededRandom } from './seeded-random.ts';

let open: OpenOffice;
beforeAll(async () => {
  open = await openOffice({
    secretsOf: (tillId) => ({ 'proof-key': Buffer.from(tillId).toString('base64') }),
  });
  await open.office.listen(0);
});
afterAll(() => open?.close());

function attempt(input: Partial<EnrolmentInput>) {
  const all = {
    address: open.office.address,
    certificatePem: open.office.certificate.certificatePem,
    enrolmentCode: 'WRONG-CODE',
    key: TillKey.make(systemRandom),
    ...input,
  };
  return enrol(all, { clock: systemClock, timers: systemTimers, time: new HeadOfficeTime() });
}

describe('the key', () => {
  test('is what the random source gives, can be kept, and signs', () => {
    const key = TillKey.make(new SeededRandom(1));
    const same = TillKey.fromSecret(key.secret());
    expect(same.publicKey).toBe(key.publicKey);
    expect(TillKey.make(new SeededRandom(1)).publicKey).toBe(key.publicKey);
    expect(TillKey.make(new SeededRandom(2)).publicKey).not.toBe(key.publicKey);
    const spki = createPublicKey({ key: Buffer.from(key.publicKey, 'base64'), format: 'der', type: 'spki' });
    const signature = Buffer.from(same.sign('交易'), 'base64');
    expect(verify(null, Buffer.from('交易'), spki, signature)).toBe(true);
    expect(verify(null, Buffer.from('交易 '), spki, signature)).toBe(false);
  });

  test('agrees with the first example of RFC 8032, section 7.1', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    const key = TillKey.make({ bytes: () => seed });
    expect(Buffer.from(key.publicKey, 'base64').subarray(-32).toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
    expect(Buffer.from(key.sign(''), 'base64').toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });
});

describe('enrolling', () => {
  test('gives the till its name, its store, its secrets, and whom to trust', async () => {
    const enrolled = await attempt({ enrolmentCode: await issueCode(open.office, '11') });
    expect(enrolled).toMatchObject({
      ok: true,
      value: {
        address: open.office.address,
        certificatesPem: [open.office.certificate.certificatePem],
        fingerprints: [expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)],
        till: {
          storeId: STORE.storeId,
          storeName: STORE.storeName,
          registerNumber: '11',
          sellerTaxId: STORE.sellerTaxId,
          address: STORE.address,
          secrets: { 'proof-key': expect.any(String) },
        },
      },
    });
  });

  test('asked again with the same code and key, since the answer may have been lost: the same life', async () => {
    const enrolmentCode = await issueCode(open.office, '12');
    const key = TillKey.make(systemRandom);
    const [first, second] = [await attempt({ enrolmentCode, key }), await attempt({ enrolmentCode, key })];
    expect(first.ok && first.value.till.tillId).toBeTruthy();
    expect(second.ok && second.value.till.tillId).toBe(first.ok && first.value.till.tillId);
  });

  test('two tills at once with one code: one of them gets it', async () => {
    const enrolmentCode = await issueCode(open.office, '13');
    const both = await Promise.all([attempt({ enrolmentCode }), attempt({ enrolmentCode })]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.find(({ ok }) => !ok)).toMatchObject({
      error: { kind: 'refused', code: 'enrolment-refused', detail: 'the code has been used' },
    });
  });

  test('a code for another register is refused, and stays good for its own', async () => {
    const enrolmentCode = await issueCode(open.office, '14');
    const other = await attempt({ enrolmentCode, registerNumber: '15' });
    expect(other).toMatchObject({ ok: false, error: { code: 'enrolment-refused' } });
    expect(await attempt({ enrolmentCode, registerNumber: '14', storeId: 'S001' })).toMatchObject({
      ok: true,
    });
  });

  test('an expired code is refused', async () => {
    const enrolmentCode = await open.office.issueCode({ store: STORE, registerNumber: '16', lifeMs: -1 });
    expect(await attempt({ enrolmentCode })).toMatchObject({ error: { detail: 'the code has expired' } });
  });

  test('a new life of a register ends the one before', async () => {
    const old = await enrolTill(open.office, { registerNumber: '17' });
    old.journal.appendSale(10);
    await drain(old.makeUplink());
    const renewed = await enrolTill(open.office, { registerNumber: '17' });
    expect(renewed.enrolment.till.tillId).not.toBe(old.enrolment.till.tillId);
    expect(await old.transport.fetchMail(undefined)).toMatchObject({
      error: { kind: 'authentication', code: 'superseded' },
    });
    expect(await renewed.transport.fetchMail(undefined)).toMatchObject({ ok: true });
    await Promise.all([old.transport.close(), renewed.transport.close()]);
  });

  const refused: readonly {
    readonly name: string;
    readonly input: Partial<EnrolmentInput>;
    readonly error: unknown;
  }[] = [
    { name: 'plain HTTP', input: { address: 'http://127.0.0.1:1' }, error: { kind: 'bad-address' } },
    { name: 'not an address', input: { address: 'head office' }, error: { kind: 'bad-address' } },
    { name: 'not a certificate', input: { certificatePem: 'trust me' }, error: { kind: 'bad-certificate' } },
    {
      name: 'a code that cannot be one',
      input: { enrolmentCode: 'x' },
      error: { kind: 'bad-input', field: 'enrolmentCode' },
    },
    {
      name: 'a store that cannot be one',
      input: { storeId: 'a b' },
      error: { kind: 'bad-input', field: 'storeId' },
    },
    { name: 'a wrong code', input: {}, error: { kind: 'refused', code: 'enrolment-refused' } },
    { name: 'nobody there', input: { address: 'https://127.0.0.1:1' }, error: { kind: 'unreachable' } },
  ];
  for (const { name, input, error } of refused) {
    test(`${name}: refused`, async () => {
      expect(await attempt(input)).toMatchObject({ ok: false, error });
    });
  }

  test('another certificate than the one brought along: nothing is sent', async () => {
    const other = await openOffice();
    const { certificatePem } = await keepCertificate(other.folder, systemClock);
    const enrolmentCode = await issueCode(open.office, '18');
    expect(await attempt({ enrolmentCode, certificatePem })).toMatchObject({
      error: { kind: 'certificate' },
    });
    expect(await attempt({ enrolmentCode })).toMatchObject({ ok: true });
    await other.close();
  });
});
