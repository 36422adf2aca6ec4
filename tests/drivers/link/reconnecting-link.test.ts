import { describe, expect, test } from 'vitest';
import { linkErrorOf } from '../../../drivers/link/link-faults.ts';
import { type ConnectionListener, ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import type { LinkError, LinkState } from '../../../drivers/link.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, ManualTime, realTime, settle } from '../support/time.ts';

/** A port of which the test decides everything. */
function fakePort() {
  const time = new ManualTime();
  const attempts: ConnectionListener[] = [];
  const writes: { bytes: Uint8Array; done: (error: LinkError | undefined) => void }[] = [];
  let closes = 0;
  const states: LinkState[] = [];
  const link = new ReconnectingLink(
    'fake',
    (listener) => {
      attempts.push(listener);
      return {
        write: (bytes, done) => writes.push({ bytes, done }),
        close: () => {
          closes += 1;
          return Promise.resolve();
        },
      };
    },
    { timers: time, log: silentLogger },
    { backoff: { firstMs: 1_000, maxMs: 30_000 }, maxPendingBytes: 10 },
  );
  link.onState((state) => states.push(state));
  return { time, attempts, writes, states, link, closes: () => closes };
}

const gone: LinkError = { fault: 'disconnected', detail: 'gone' };

describe('reconnecting', () => {
  test('waits 1, 2, 4, 8, 16, 30, 30 s, and begins anew after an open', async () => {
    const { link, attempts, states, time } = fakePort();
    link.open();
    for (let i = 0; i < 7; i += 1) {
      attempts.at(-1)?.onLost({ fault: 'not-found', detail: '' });
      await time.advance(30_000);
    }
    const waits = () => states.flatMap((state) => (state.status === 'waiting' ? [state.retryInMs] : []));
    expect(waits()).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    attempts.at(-1)?.onOpen();
    attempts.at(-1)?.onLost(gone);
    expect(waits().at(-1)).toBe(1_000);
  });

  test('tries exactly when the wait is over', async () => {
    const { link, attempts, time } = fakePort();
    link.open();
    attempts[0]?.onLost(gone);
    await time.advance(999);
    expect(attempts).toHaveLength(1);
    await time.advance(1);
    expect(attempts).toHaveLength(2);
  });

  test('heeds the first loss of a connection only, and nothing of a past one', async () => {
    const { link, attempts, states, time, closes } = fakePort();
    const received: Uint8Array[] = [];
    link.onData((bytes) => received.push(bytes));
    link.open();
    attempts[0]?.onOpen();
    attempts[0]?.onLost(gone);
    attempts[0]?.onLost(gone);
    await time.advance(1_000);
    attempts[1]?.onOpen();
    attempts[0]?.onData(Uint8Array.of(1));
    attempts[0]?.onLost(gone);
    expect(link.state).toEqual({ status: 'open' });
    expect(received).toEqual([]);
    expect(closes()).toBe(1);
    expect(states.map((state) => state.status)).toEqual(['opening', 'open', 'waiting', 'opening', 'open']);
  });

  test('settings that the port refuses are a fault, not an exception', async () => {
    const time = new ManualTime();
    const link = new ReconnectingLink(
      'bad',
      () => {
        throw new TypeError('"baudRate" must be a number');
      },
      { timers: time, log: silentLogger },
    );
    link.open();
    expect(link.state).toMatchObject({ status: 'waiting', fault: 'failed' });
    await link.close();
  });

  test('close stops it for good', async () => {
    const { link, attempts, time } = fakePort();
    link.open();
    attempts[0]?.onLost(gone);
    await settle();
    await link.close();
    await link.close();
    await time.advance(60_000);
    link.open();
    expect(attempts).toHaveLength(1);
    expect(link.state).toEqual({ status: 'closed' });
    expect(time.pendingTimers).toBe(0);
  });

  test('a listener that throws takes nobody with it', async () => {
    const { link, attempts } = fakePort();
    link.onState(() => {
      throw new Error('listener');
    });
    link.open();
    attempts[0]?.onOpen();
    expect(link.state).toEqual({ status: 'open' });
    await link.close();
  });
});

describe('writing', () => {
  test('is bounded, settles once, and makes room again', async () => {
    const { link, attempts, writes } = fakePort();
    link.open();
    attempts[0]?.onOpen();
    const first = link.write(new Uint8Array(6));
    expect(await link.write(new Uint8Array(5))).toMatchObject({ ok: false, error: { fault: 'overflow' } });
    const second = link.write(new Uint8Array(4));
    writes[0]?.done(undefined);
    writes[0]?.done(gone);
    expect(await first).toEqual({ ok: true, value: undefined });
    const third = link.write(new Uint8Array(6));
    attempts[0]?.onLost(gone);
    expect(await second).toEqual({ ok: false, error: gone });
    expect(await third).toEqual({ ok: false, error: gone });
  });

  test('fails with the reason while the link is not open', async () => {
    const { link, attempts } = fakePort();
    expect(await link.write(Uint8Array.of(1))).toMatchObject({ ok: false, error: { fault: 'closed' } });
    link.open();
    expect(await link.write(Uint8Array.of(1))).toMatchObject({ ok: false, error: { fault: 'disconnected' } });
    attempts[0]?.onLost({ fault: 'in-use', detail: 'lock' });
    expect(await link.write(Uint8Array.of(1))).toMatchObject({ ok: false, error: { fault: 'in-use' } });
    await link.close();
    expect(await link.write(Uint8Array.of(1))).toMatchObject({ ok: false, error: { fault: 'closed' } });
  });
});

describe('what the operating system says', () => {
  const coded = (code: string) => Object.assign(new Error(`something ${code}`), { code });
  const cases = [
    { error: coded('ECONNREFUSED'), fault: 'refused' },
    { error: coded('ENOTFOUND'), fault: 'not-found' },
    { error: coded('EHOSTUNREACH'), fault: 'not-found' },
    { error: coded('EACCES'), fault: 'permission-denied' },
    { error: coded('ECONNRESET'), fault: 'disconnected' },
    { error: coded('ETIMEDOUT'), fault: 'timed-out' },
    // Words of the serial binding on Linux and Windows.
    { error: new Error('Error Resource temporarily unavailable Cannot lock port'), fault: 'in-use' },
    { error: new Error('Opening COM3: Access denied'), fault: 'in-use' },
    { error: new Error('Error: No such file or directory, cannot open /dev/ttyUSB0'), fault: 'not-found' },
    { error: new Error('Error: Permission denied, cannot open /dev/ttyS0'), fault: 'permission-denied' },
    { error: new Error('bad file descriptor'), fault: 'disconnected' },
    { error: 'no error at all', fault: 'failed' },
  ];
  for (const { error, fault } of cases) {
    test(`${String(error)} is ${fault}`, () => {
      expect(linkErrorOf(error).fault).toBe(fault);
    });
  }
});

test('a person who asks twice to have it opened anew never holds two handles', async () => {
  let openHandles = 0;
  let most = 0;
  const gone: (() => void)[] = [];
  const link = new ReconnectingLink(
    'slow to close',
    (listener) => {
      openHandles += 1;
      most = Math.max(most, openHandles);
      queueMicrotask(() => listener.onOpen());
      return {
        write: (_bytes, done) => done(undefined),
        close: () =>
          new Promise<void>((resolve) => {
            gone.push(() => {
              openHandles -= 1;
              resolve();
            });
          }),
      };
    },
    { timers: realTime, log: silentLogger },
  );
  link.open();
  await eventually(() => link.state.status === 'open', 'it is open');
  link.reopen();
  link.reopen();
  expect(link.state.status).toBe('opening');
  gone.shift()?.();
  await eventually(() => link.state.status === 'open', 'it is open again');
  expect([most, gone.length]).toEqual([1, 0]);
  const closed = link.close();
  await eventually(() => gone.length === 1, 'it lets go');
  gone.shift()?.();
  await closed;
});
