import { createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Connection, ConnectionListener } from '../../../drivers/link/reconnecting-link.ts';
import { cutIntoReports, reportsOverTcp } from '../../../drivers/link/report-stream.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, realTime } from '../support/time.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A connection made by hand: what the inner side said and was told. */
function cut(reportBytes: number) {
  const reports: Uint8Array[] = [];
  const written: Uint8Array[] = [];
  const inner: ConnectionListener[] = [];
  const connect = cutIntoReports((listener): Connection => {
    inner.push(listener);
    return {
      write: (bytes, done) => {
        written.push(bytes);
        done(undefined);
      },
      close: () => Promise.resolve(),
    };
  }, reportBytes);
  const begin = () => connect({ onOpen() {}, onLost() {}, onData: (report) => reports.push(report) });
  return { reports, written, inner, begin };
}

test('bytes split anywhere come as whole reports, and a part at the end does not come', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.uint8Array({ maxLength: 20 })),
      (length, chunks) => {
        const { reports, inner, begin } = cut(length);
        begin();
        for (const chunk of chunks) inner[0]?.onData(chunk);
        const all = Buffer.concat(chunks);
        expect(Buffer.concat(reports)).toEqual(all.subarray(0, all.length - (all.length % length)));
        for (const report of reports) expect(report.length).toBe(length);
      },
    ),
  );
});

test('a new connection begins with a new report', () => {
  const { reports, inner, begin } = cut(4);
  begin();
  inner[0]?.onData(Uint8Array.of(1, 2, 3));
  begin();
  inner[1]?.onData(Uint8Array.of(5, 6, 7, 8));
  expect(reports).toEqual([Uint8Array.of(5, 6, 7, 8)]);
});

test('what is written is filled up to whole reports', () => {
  const { written, begin } = cut(4);
  const connection = begin();
  for (const bytes of [
    [1, 2, 3],
    [1, 2, 3, 4],
    [1, 2, 3, 4, 5],
  ])
    connection.write(Uint8Array.from(bytes), () => {});
  expect(written).toEqual([
    Uint8Array.of(1, 2, 3, 0),
    Uint8Array.of(1, 2, 3, 4),
    Uint8Array.of(1, 2, 3, 4, 5, 0, 0, 0),
  ]);
});

test('over a real socket a part of a report is lost with its connection, and the next one is in step', async () => {
  let socket: Socket | undefined;
  const server = createServer((accepted) => {
    socket = accepted;
    accepted.on('error', () => {});
    accepted.on('close', () => {
      if (socket === accepted) socket = undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const deps = { timers: realTime, log: silentLogger };
  const link = reportsOverTcp({ host: '127.0.0.1', port }, deps, { backoff: { firstMs: 10, maxMs: 20 } });
  open.push(() => link.close());
  const reports: Uint8Array[] = [];
  link.onData((report) => reports.push(report));
  link.open();
  const connected = () => link.state.status === 'open' && socket !== undefined;
  await eventually(connected, 'connected');
  socket?.write(Buffer.concat([Buffer.alloc(64, 1), Buffer.alloc(40, 2)]));
  await eventually(() => reports.length === 1, 'the first report');
  socket?.destroy();
  await eventually(() => link.state.status === 'waiting', 'lost');
  await eventually(connected, 'connected again');
  socket?.write(Buffer.alloc(64, 3));
  await eventually(() => reports.length === 2, 'the report of the second connection');
  expect(reports.map((report) => [report.length, report[0], report[63]])).toEqual([
    [64, 1, 1],
    [64, 3, 3],
  ]);
});
