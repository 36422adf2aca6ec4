import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer, type Server } from 'node:net';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Timers } from '../../src-main/base/clock.ts';
import type { EntryBatch } from '../../src-main/contract/head-office.ts';
import { HeadOfficeTime } from '../../src-main/sync/head-office-time.ts';
import { HTTPS_DEFAULTS, HttpsTransport } from '../../src-main/sync/https-transport.ts';
import { TillKey } from '../../src-main/sync/till-key.ts';
import { ManualTime } from '../drivers/support/time.ts';
import { type OpenOffice, openOffice } from '../head-office/office-harness.ts';
import { systemClock, systemRandom, systemTimers } from '../head-office/system-means.ts';
import { type EnrolledTill, enrolTill } from './enrolled-till.ts';
import { transportContract } from './transport-contract.ts';

transportContract('https', async () => {
  const { office, close } = await openOffice();
  await office.listen(0);
  const { transport, enrolment } = await enrolTill(office);
  const { tillId, storeId } = enrolment.till;
  const closeAll = async (): Promise<void> => {
    await transport.close();
    await close();
  };
  return { transport, office, tillId, storeId, carry: async () => {}, close: closeAll };
});

describe('https', () => {
  let open: OpenOffice;
  let till: EnrolledTill;
  let extra: HttpsTransport[];
  beforeEach(async () => {
    open = await openOffice();
    await open.office.listen(0);
    till = await enrolTill(open.office);
    extra = [];
  });
  afterEach(async () => {
    for (const transport of [till?.transport, ...extra]) await transport?.close();
    await open?.close();
  });

  /** The till's transport, but for what is given. */
  function transportWith(change: {
    readonly address?: string;
    readonly certificatesPem?: readonly string[];
    readonly key?: TillKey;
    readonly clock?: typeof systemClock;
    readonly timers?: Timers;
    readonly settings?: Partial<typeof HTTPS_DEFAULTS>;
  }): HttpsTransport {
    const transport = new HttpsTransport({
      address: new URL(change.address ?? open.office.address),
      certificatesPem: change.certificatesPem ?? till.enrolment.certificatesPem,
      tillId: till.enrolment.till.tillId,
      key: change.key ?? till.key,
      clock: change.clock ?? systemClock,
      timers: change.timers ?? systemTimers,
      time: new HeadOfficeTime(),
      settings: { ...HTTPS_DEFAULTS, ...change.settings },
    });
    extra.push(transport);
    return transport;
  }

  function sale(): EntryBatch {
    till.journal.appendSale(10);
    const { storeId, tillId } = till.enrolment.till;
    return { storeId, tillId, sentAtMs: 1, entries: [...till.journal.rows] };
  }

  test('head office answers 500', async () => {
    open.office.faults.answersStatus500 = true;
    const error = { kind: 'server-fault', status: 500 };
    expect(await till.transport.sendEntries(sale())).toEqual({ ok: false, error });
  });

  test('head office answers something else altogether, as a hotel’s network does', async () => {
    open.office.faults.answersGarbage = true;
    expect(await till.transport.sendEntries(sale())).toMatchObject({ error: { kind: 'garbage-answer' } });
    expect(await till.transport.fetchTopic('catalog', undefined)).toMatchObject({
      error: { kind: 'garbage-answer' },
    });
    expect(await till.transport.fetchMail(undefined)).toMatchObject({ error: { kind: 'garbage-answer' } });
  });

  test('head office answers without end', async () => {
    open.office.faults.answersOversized = true;
    const sent = await till.transport.sendEntries(sale());
    expect(sent).toMatchObject({
      error: { kind: 'garbage-answer', detail: expect.stringContaining('longer than') },
    });
  });

  test('head office answers too late; the entries are stored all the same', async () => {
    open.office.faults.answerDelayMs = 60_000;
    // Its patience ends when they have arrived, however long this machine takes over that.
    const time = new ManualTime();
    const sent = transportWith({ timers: time }).sendEntries(sale());
    const stored = () => open.office.entriesOf(till.enrolment.till.tillId, 0, 10);
    await expect.poll(stored, { timeout: 25_000 }).toEqual(till.journal.rows);
    time.runNow(HTTPS_DEFAULTS.requestTimeoutMs);
    expect(await sent).toMatchObject({ error: { kind: 'timed-out' } });
  });

  test('the answer is lost with the connection', async () => {
    open.office.faults.loseNextAnswers(1);
    const batch = sale();
    expect(await till.transport.sendEntries(batch)).toMatchObject({ error: { kind: 'unreachable' } });
    expect(await till.transport.sendEntries(batch)).toEqual({
      ok: true,
      value: { kind: 'acked', ackedSeq: 1 },
    });
  });

  test('the line is cut and comes back', async () => {
    await open.office.cut();
    expect(await till.transport.sendEntries(sale())).toMatchObject({ error: { kind: 'unreachable' } });
    await open.office.restore();
    expect(await till.transport.fetchMail(undefined)).toMatchObject({ ok: true });
  });

  test('head office does not know this till’s key', async () => {
    const stranger = transportWith({ key: TillKey.make(systemRandom) });
    const error = { kind: 'authentication', code: 'signature-invalid' };
    expect(await stranger.sendEntries(sale())).toEqual({ ok: false, error });
    open.office.faults.refusesAuthentication = true;
    expect(await till.transport.fetchMail(undefined)).toEqual({ ok: false, error });
  });

  test('a clock that is wrong by years: told once, then signed by head office’s time', async () => {
    const year = 365 * 86_400_000;
    const clock = { ...systemClock, nowMs: () => Date.now() - 3 * year };
    const behind = transportWith({ clock });
    expect(await behind.sendEntries(sale())).toEqual({ ok: true, value: { kind: 'acked', ackedSeq: 1 } });
    expect(await behind.fetchMail(undefined)).toMatchObject({ ok: true });
  });

  test('close ends a call under way', async () => {
    open.office.faults.answerDelayMs = 60_000;
    const sent = till.transport.sendEntries(sale());
    await till.transport.close();
    expect(await sent).toEqual({ ok: false, error: { kind: 'closed' } });
  });

  describe('the certificate', () => {
    test('somebody else in head office’s place is not spoken to', async () => {
      const impostor = await openOffice();
      await impostor.office.listen(0);
      const misled = transportWith({ address: impostor.office.address });
      expect(await misled.sendEntries(sale())).toMatchObject({ error: { kind: 'certificate' } });
      await impostor.close();
    });

    test('its successor may be pinned beforehand', async () => {
      const successor = await openOffice();
      const { certificatePem } = successor.office.certificate;
      const both = transportWith({
        certificatesPem: [certificatePem, open.office.certificate.certificatePem],
      });
      expect(await both.sendEntries(sale())).toMatchObject({ ok: true });
      await successor.close();
    });

    test('one that the pinned one has signed is still not the pinned one', async () => {
      const attributes = [{ name: 'commonName', value: 'authority' }];
      const authority = await generate(attributes, {
        keyType: 'ec',
        algorithm: 'sha256',
        extensions: [
          { name: 'basicConstraints', cA: true, critical: true },
          { name: 'keyUsage', keyCertSign: true, critical: true },
        ],
      });
      const issued = await generate([{ name: 'commonName', value: 'issued' }], {
        keyType: 'ec',
        algorithm: 'sha256',
        extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
        ca: { key: authority.private, cert: authority.cert },
      });
      const server = createHttpsServer({ key: issued.private, cert: issued.cert }, (_request, answer) => {
        answer.end('{}');
      });
      const address = await listen(server);
      const send = (certificatesPem: readonly string[]) =>
        transportWith({ address, certificatesPem }).sendEntries(sale());
      const notPinned = { kind: 'certificate', detail: 'DAYBOOK_NOT_PINNED' };
      expect(await send([authority.cert])).toEqual({ ok: false, error: notPinned });
      expect(await send([authority.cert, issued.cert])).toMatchObject({ error: { kind: 'garbage-answer' } });
      await closeServer(server);
    });

    const DAY_MS = 86_400_000;
    const cases: readonly {
      readonly name: string;
      readonly host: string;
      readonly fromMs: number;
      readonly toMs: number;
      readonly isPinned: boolean;
      readonly error: unknown;
      readonly requests: number;
    }[] = [
      {
        // Shows that the others are refused for their certificate alone.
        name: 'valid, of this name and pinned: spoken to',
        host: '127.0.0.1',
        fromMs: -DAY_MS,
        toMs: DAY_MS,
        isPinned: true,
        error: { kind: 'garbage-answer' },
        requests: 1,
      },
      {
        name: 'pinned, but of another host',
        host: '192.0.2.1',
        fromMs: -DAY_MS,
        toMs: DAY_MS,
        isPinned: true,
        error: { kind: 'certificate', detail: 'ERR_TLS_CERT_ALTNAME_INVALID' },
        requests: 0,
      },
      {
        name: 'pinned, but expired',
        host: '127.0.0.1',
        fromMs: -2 * DAY_MS,
        toMs: -DAY_MS,
        isPinned: true,
        error: { kind: 'certificate', detail: 'CERT_HAS_EXPIRED' },
        requests: 0,
      },
      {
        name: 'pinned, but not valid yet',
        host: '127.0.0.1',
        fromMs: DAY_MS,
        toMs: 2 * DAY_MS,
        isPinned: true,
        error: { kind: 'certificate', detail: 'CERT_NOT_YET_VALID' },
        requests: 0,
      },
      {
        name: 'valid and of this name, but not pinned',
        host: '127.0.0.1',
        fromMs: -DAY_MS,
        toMs: DAY_MS,
        isPinned: false,
        error: { kind: 'certificate' },
        requests: 0,
      },
    ];
    for (const { name, host, fromMs, toMs, isPinned, error, requests } of cases) {
      test(name, async () => {
        const made = await generate([{ name: 'commonName', value: 'somebody' }], {
          keyType: 'ec',
          algorithm: 'sha256',
          notBeforeDate: new Date(Date.now() + fromMs),
          notAfterDate: new Date(Date.now() + toMs),
          extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: host }] }],
        });
        let heard = 0;
        const server = createHttpsServer({ key: made.private, cert: made.cert }, (_request, answer) => {
          heard += 1;
          answer.end('{}');
        });
        const address = await listen(server);
        const certificatesPem = isPinned ? [made.cert] : till.enrolment.certificatesPem;
        const sent = await transportWith({ address, certificatesPem }).sendEntries(sale());
        await closeServer(server);
        expect(sent).toMatchObject({ ok: false, error });
        expect(heard).toBe(requests);
      });
    }
  });

  describe('what answers is no head office', () => {
    let server: Server;
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    test('it speaks no TLS', async () => {
      server = createServer((socket) => socket.resume().end('220 mail.example ESMTP\r\n'));
      const transport = transportWith({ address: await listen(server) });
      expect(await transport.sendEntries(sale())).toMatchObject({ error: { kind: 'unreachable' } });
    });

    test('it says nothing at all', async () => {
      server = createServer((socket) => socket.resume());
      const transport = transportWith({ address: await listen(server), settings: { requestTimeoutMs: 50 } });
      expect(await transport.fetchMail(undefined)).toMatchObject({ error: { kind: 'timed-out' } });
    });
  });
});

function closeServer(server: HttpsServer): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `https://127.0.0.1:${address.port}`;
}
