import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ErrorAnswer, headOfficePaths, WIRE_LIMITS } from '../../src-main/contract/head-office.ts';
import { TillKey } from '../../src-main/sync/till-key.ts';
import { type EnrolledTill, enrolTill } from '../sync/enrolled-till.ts';
import { MemoryJournal } from '../sync/memory-journal.ts';
import { issueCode, type OpenOffice, openOffice } from './office-harness.ts';
import { type RawRequest, send, signatureOf } from './raw-request.ts';
import { systemRandom } from './system-means.ts';

// The HTTP side against requests that no till of ours would send.

let open: OpenOffice;
let till: EnrolledTill;
let tillId: string;
beforeAll(async () => {
  open = await openOffice();
  await open.office.listen(0);
  till = await enrolTill(open.office);
  tillId = till.enrolment.till.tillId;
});
afterAll(async () => {
  await till?.transport.close();
  await open?.close();
});

function batchRequest(batch: unknown): RawRequest {
  return { method: 'POST', path: headOfficePaths.entries(tillId), body: JSON.stringify(batch) };
}

function rows(count: number) {
  const journal = new MemoryJournal();
  for (let due = 1; due <= count; due += 1) journal.appendSale(due);
  return journal.rows;
}

const mine = () => ({ storeId: 'S001', tillId, sentAtMs: 1 });

/** Sends it signed by the till. */
function sendSigned(raw: RawRequest) {
  return send(open.office, {
    ...raw,
    headers: { ...signatureOf(raw, { tillId, key: till.key }), ...raw.headers },
  });
}

test('health is for anybody', async () => {
  const answer = await send(open.office, { method: 'GET', path: '/v1/health' });
  expect(answer).toMatchObject({ status: 200, json: { status: 'ok', nowMs: expect.any(Number) } });
});

describe('signatures', () => {
  const asked = (): RawRequest => ({ method: 'GET', path: headOfficePaths.mail(tillId, undefined) });
  const good = () => signatureOf(asked(), { tillId, key: till.key });

  test('a good one is taken', async () => {
    expect(await send(open.office, { ...asked(), headers: good() })).toMatchObject({ status: 200 });
  });

  const cases: readonly {
    readonly name: string;
    readonly code: ErrorAnswer['code'];
    readonly status: number;
    readonly request: () => RawRequest;
  }[] = [
    { name: 'none', code: 'signature-missing', status: 401, request: asked },
    {
      name: 'of another key',
      code: 'signature-invalid',
      status: 401,
      request: () => ({
        ...asked(),
        headers: signatureOf(asked(), { tillId, key: TillKey.make(systemRandom) }),
      }),
    },
    {
      name: 'of another path',
      code: 'signature-invalid',
      status: 401,
      request: () => ({ ...asked(), path: `${asked().path}?after=1`, headers: good() }),
    },
    {
      name: 'of another method',
      code: 'signature-invalid',
      status: 401,
      request: () => {
        const headers = signatureOf(
          { method: 'GET', path: headOfficePaths.entries(tillId) },
          { tillId, key: till.key },
        );
        return { method: 'POST', path: headOfficePaths.entries(tillId), headers };
      },
    },
    {
      name: 'of another body',
      code: 'signature-invalid',
      status: 401,
      request: () => {
        const signed = batchRequest({ ...mine(), entries: [] });
        const headers = signatureOf(signed, { tillId, key: till.key });
        return { ...batchRequest({ ...mine(), entries: rows(1) }), headers };
      },
    },
    {
      name: 'of another time',
      code: 'signature-invalid',
      status: 401,
      request: () => ({ ...asked(), headers: { ...good(), 'daybook-timestamp': String(Date.now() + 1) } }),
    },
    {
      name: 'a time that is no number',
      code: 'signature-invalid',
      status: 401,
      request: () => ({ ...asked(), headers: { ...good(), 'daybook-timestamp': '1e12' } }),
    },
    {
      name: 'not base64 of anything',
      code: 'signature-invalid',
      status: 401,
      request: () => ({ ...asked(), headers: { ...good(), 'daybook-signature': '%%%' } }),
    },
    {
      name: 'the header names another till',
      code: 'signature-invalid',
      status: 401,
      request: () => ({ ...asked(), headers: signatureOf(asked(), { tillId: 'other', key: till.key }) }),
    },
    {
      name: 'a till that nobody enrolled',
      code: 'unknown-till',
      status: 403,
      request: () => {
        const raw: RawRequest = { method: 'GET', path: headOfficePaths.mail('nobody', undefined) };
        return { ...raw, headers: signatureOf(raw, { tillId: 'nobody', key: till.key }) };
      },
    },
    {
      name: 'ten minutes old',
      code: 'clock-skew',
      status: 401,
      request: () => ({
        ...asked(),
        headers: signatureOf(asked(), { tillId, key: till.key, timestampMs: Date.now() - 600_000 }),
      }),
    },
    {
      name: 'ten minutes early',
      code: 'clock-skew',
      status: 401,
      request: () => ({
        ...asked(),
        headers: signatureOf(asked(), { tillId, key: till.key, timestampMs: Date.now() + 600_000 }),
      }),
    },
  ];
  for (const { name, code, status, request } of cases) {
    test(`${name}: ${code}`, async () => {
      const answer = await send(open.office, request());
      expect(answer).toMatchObject({ status, json: { code } });
      expect(ErrorAnswer.safeParse(answer.json).success).toBe(true);
    });
  }
});

describe('batches', () => {
  test('a hole within is malformed', async () => {
    const [first, , third] = rows(3);
    const answer = await sendSigned(batchRequest({ ...mine(), entries: [first, third] }));
    expect(answer).toMatchObject({ status: 400, json: { code: 'malformed' } });
  });

  const malformed: readonly { readonly name: string; readonly body: () => unknown }[] = [
    { name: 'a field too many', body: () => ({ ...mine(), entries: [], extra: 1 }) },
    { name: 'a till other than that of the path', body: () => ({ ...mine(), tillId: 'other', entries: [] }) },
    { name: 'seq 0', body: () => ({ ...mine(), entries: [{ ...rows(1)[0], seq: 0 }] }) },
    {
      name: 'an upper-case hash',
      body: () => ({ ...mine(), entries: [{ ...rows(1)[0], hash: 'A'.repeat(64) }] }),
    },
    { name: 'an array', body: () => [] },
    { name: 'null', body: () => null },
  ];
  for (const { name, body } of malformed) {
    test(`${name} is malformed, and stores nothing`, async () => {
      expect(await sendSigned(batchRequest(body()))).toMatchObject({
        status: 400,
        json: { code: 'malformed' },
      });
      expect(await open.office.entriesOf(tillId, 0, 10)).toEqual([]);
    });
  }

  test('what is not JSON is malformed, and so is another content type', async () => {
    const broken: RawRequest = { method: 'POST', path: headOfficePaths.entries(tillId), body: '{"storeId":' };
    expect(await sendSigned(broken)).toMatchObject({ status: 400, json: { code: 'malformed' } });
    const xml = { ...broken, headers: { 'content-type': 'text/xml' } };
    expect(await sendSigned(xml)).toMatchObject({ status: 400, json: { code: 'malformed' } });
  });

  test('of another store', async () => {
    const answer = await sendSigned(batchRequest({ ...mine(), storeId: 'S002', entries: [] }));
    expect(answer).toMatchObject({ status: 403, json: { code: 'wrong-store' } });
  });

  test('too many entries, and too many bytes', async () => {
    const answer = await sendSigned(
      batchRequest({ ...mine(), entries: rows(WIRE_LIMITS.entriesPerBatch + 1) }),
    );
    expect(answer).toMatchObject({ status: 413, json: { code: 'too-large', maxEntries: 1_000 } });
    const path = headOfficePaths.entries(tillId);
    const raw: RawRequest = { method: 'POST', path, body: Buffer.alloc(WIRE_LIMITS.requestBytes + 1, 0x20) };
    expect(await sendSigned(raw)).toMatchObject({ status: 413, json: { code: 'too-large' } });
  });
});

describe('paths and questions', () => {
  test('no such path', async () => {
    const answer = await send(open.office, { method: 'GET', path: '/v2/anything' });
    expect(answer).toMatchObject({ status: 404, json: { code: 'not-found' } });
  });

  for (const path of ['topics/catalog?cursor=latest', 'topics/catalog?cursor=1&cursor=2', 'mail?after=-1']) {
    test(`${path} is malformed`, async () => {
      const answer = await sendSigned({ method: 'GET', path: `/v1/tills/${tillId}/${path}` });
      expect(answer).toMatchObject({ status: 400, json: { code: 'malformed' } });
    });
  }
});

describe('a fault of its own', () => {
  test('is told as such, and says nothing of what it was', async () => {
    const broken = await openOffice();
    await broken.office.listen(0);
    const enrolled = await enrolTill(broken.office);
    // The database goes away under it.
    await broken.office.close();
    await broken.office.listen(0);
    const raw: RawRequest = {
      method: 'GET',
      path: headOfficePaths.mail(enrolled.enrolment.till.tillId, undefined),
    };
    const headers = signatureOf(raw, { tillId: enrolled.enrolment.till.tillId, key: enrolled.key });
    const answer = await send(broken.office, { ...raw, headers });
    expect(answer).toEqual({ status: 500, json: { code: 'fault', detail: 'see the log of head office' } });
    await enrolled.transport.close();
    await broken.close();
  });
});

test('a code is not to be guessed: 80 random bits, kept as a hash', async () => {
  const codes = await Promise.all(
    Array.from({ length: 20 }, (_, index) => issueCode(open.office, `9${index}`)),
  );
  expect(new Set(codes).size).toBe(20);
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
});
