import { afterEach, describe, expect, test } from 'vitest';
import { hidConnect, hidLink, listHid } from '../../../drivers/link/hid-link.ts';
import type { HidHandle } from '../../../drivers/link/hid-transport.ts';
import type { HidSettings } from '../../../drivers/link/ports.ts';
import type { Link, LinkError, LinkState } from '../../../drivers/link.ts';
import { VirtualHidScanner } from '../../../fixtures/simulators/hid-scanner.ts';
import { MemoryHidTransport } from '../../../fixtures/simulators/memory-hid-transport.ts';
import { type Logger, silentLogger } from '../../../src-main/base/log.ts';
import { ok } from '../../../src-main/base/result.ts';
import { ManualTime } from '../support/time.ts';

const path = '/dev/hidraw0';
const open: Link[] = [];
afterEach(async () => {
  for (const link of open.splice(0)) await link.close();
});

function bench(transport = new MemoryHidTransport()) {
  const time = new ManualTime();
  const connect = (settings: HidSettings = {}) => {
    const link = hidLink(settings, { timers: time, log: silentLogger }, {}, transport);
    open.push(link);
    const states: LinkState[] = [];
    const reports: Uint8Array[] = [];
    link.onState((state) => states.push(state));
    link.onData((report) => reports.push(report));
    link.open();
    return {
      link,
      reports,
      states,
      fault: () => (link.state.status === 'waiting' ? link.state.fault : undefined),
    };
  };
  return { time, transport, connect };
}

describe('the device is chosen', () => {
  const keyboard = { path: '/dev/hidraw1', vendorId: 0x0c2e, productId: 0x0b6a, usagePage: 1, usage: 6 };
  const zebra = { path: '/dev/hidraw2', vendorId: 0x05e0, productId: 0x1200 };
  const trigger = { path: '/dev/hidraw4', vendorId: 0x05e0, productId: 0x1200, usagePage: 0x8c, usage: 4 };
  const clone = { path: '/dev/hidraw3', vendorId: 0x1234, productId: 1, usagePage: 0xff8c, usage: 2 };
  const cases: readonly { readonly name: string; readonly settings: HidSettings; readonly path: string }[] = [
    { name: 'by path', settings: { path: keyboard.path }, path: keyboard.path },
    { name: 'as the first scanner there is', settings: {}, path: zebra.path },
    { name: 'by vendor and usage', settings: { vendorId: 0x05e0 }, path: zebra.path },
    {
      name: 'by vendor, product and usage',
      settings: { vendorId: 0x05e0, productId: 0x1200 },
      path: zebra.path,
    },
    { name: 'by another usage page', settings: { usagePage: 0xff8c }, path: clone.path },
    { name: 'by another usage', settings: { usagePage: 1, usage: 6 }, path: keyboard.path },
  ];
  for (const { name, settings, path: chosen } of cases) {
    test(name, async () => {
      const { time, transport, connect } = bench();
      for (const where of [keyboard, trigger, zebra, clone]) transport.plug(new VirtualHidScanner(), where);
      const { link } = connect(settings);
      await time.advance(0);
      expect(link.state).toEqual({ status: 'open' });
      expect(transport.openerCount(chosen)).toBe(1);
    });
  }

  test('not at all when it is there in another mode, and the detail says so', async () => {
    const { time, transport, connect } = bench();
    transport.plug(new VirtualHidScanner(), { ...keyboard, label: 'Honeywell Voyager' });
    const { link } = connect({ vendorId: 0x0c2e });
    await time.advance(0);
    expect(link.state).toEqual({
      status: 'waiting',
      fault: 'not-found',
      detail:
        'Honeywell Voyager is plugged in without usage page 008C, usage 0002: it may be in keyboard or serial mode',
      retryInMs: 1_000,
    });
  });

  test('not when its product is another', async () => {
    const { time, transport, connect } = bench();
    transport.plug(new VirtualHidScanner(), zebra);
    const { link } = connect({ vendorId: 0x05e0, productId: 7 });
    await time.advance(0);
    expect(link.state).toMatchObject({
      fault: 'not-found',
      detail: 'no HID device with usage page 008C, usage 0002',
    });
  });
});

describe('a HID link', () => {
  test('brings every report whole and alone, in order', async () => {
    const { time, transport, connect } = bench();
    const scanner = new VirtualHidScanner();
    transport.plug(scanner, { path });
    const { reports, states } = connect();
    await time.advance(0);
    const sent: Uint8Array[] = [];
    scanner.onSend((report) => sent.push(report));
    scanner.scan('Q'.repeat(200));
    scanner.scan('4710018000003');
    await time.advance(0);
    expect(reports).toEqual(sent);
    expect(reports.map((report) => report.length)).toEqual([64, 64, 64, 64, 64]);
    expect(states.map((state) => state.status)).toEqual(['opening', 'open']);
  });

  test('comes back with the device, under whatever path', async () => {
    const { time, transport, connect } = bench();
    transport.plug(new VirtualHidScanner(), { path });
    const { link, reports, states } = connect();
    await time.advance(0);
    transport.unplug(path);
    await time.advance(0);
    expect(link.state).toMatchObject({ fault: 'disconnected', retryInMs: 1_000 });
    await time.advance(5_000);
    const again = new VirtualHidScanner();
    transport.plug(again, { path: '/dev/hidraw7' });
    await time.advance(30_000);
    expect(link.state).toEqual({ status: 'open' });
    again.scan('A1');
    await time.advance(0);
    expect(reports).toHaveLength(1);
    const faults = states.flatMap((state) => (state.status === 'waiting' ? [state.fault] : []));
    expect(faults).toEqual(['disconnected', 'not-found', 'not-found']);
  });

  test('takes a read error for a loss, lets go of the device and opens it again', async () => {
    const { time, transport, connect } = bench();
    transport.plug(new VirtualHidScanner(), { path });
    const { link } = connect({ path });
    await time.advance(0);
    transport.failReads(path, 'could not read from HID device: Input/output error');
    await time.advance(0);
    expect(link.state).toMatchObject({
      fault: 'disconnected',
      detail: 'could not read from HID device: Input/output error',
    });
    expect(transport.openerCount(path)).toBe(0);
    await time.advance(1_000);
    expect(link.state).toEqual({ status: 'open' });
    expect(transport.openerCount(path)).toBe(1);
  });

  const refusals: readonly LinkError[] = [
    { fault: 'permission-denied', detail: 'Permission denied' },
    { fault: 'failed', detail: 'HID needs the system libraries' },
  ];
  for (const refusal of refusals) {
    test(`says ${refusal.fault}, and opens when that is mended`, async () => {
      const { time, transport, connect } = bench();
      transport.plug(new VirtualHidScanner(), { path });
      transport.refuse(path, refusal);
      const { link } = connect();
      await time.advance(0);
      expect(link.state).toEqual({ status: 'waiting', ...refusal, retryInMs: 1_000 });
      transport.refuse(path, undefined);
      await time.advance(1_000);
      expect(link.state).toEqual({ status: 'open' });
    });
  }

  test('says why the bus cannot be looked at', async () => {
    const { time, transport, connect } = bench();
    transport.failBus({ fault: 'failed', detail: 'no libusb' });
    const { link } = connect();
    await time.advance(0);
    expect(link.state).toMatchObject({ fault: 'failed', detail: 'no libusb' });
  });

  test('shares a device with a second opener where the system lets it', async () => {
    const { time, transport, connect } = bench();
    const scanner = new VirtualHidScanner();
    transport.plug(scanner, { path });
    const tills = [connect(), connect()];
    await time.advance(0);
    scanner.scan('A1');
    await time.advance(0);
    expect(tills.map((till) => till.reports.length)).toEqual([1, 1]);
  });

  test('waits for the first opener where the system does not', async () => {
    const { time, transport, connect } = bench(new MemoryHidTransport({ isExclusive: true }));
    transport.plug(new VirtualHidScanner(), { path });
    const first = connect();
    await time.advance(0);
    const second = connect();
    await time.advance(0);
    expect(second.fault()).toBe('in-use');
    await first.link.close();
    await time.advance(1_000);
    expect(second.link.state).toEqual({ status: 'open' });
  });

  test('closed while it opens lets go of the device', async () => {
    const { transport, connect, time } = bench();
    transport.plug(new VirtualHidScanner(), { path });
    const { link, states } = connect();
    await link.close();
    await time.advance(0);
    expect(transport.openerCount(path)).toBe(0);
    expect(states.map((state) => state.status)).toEqual(['opening', 'closed']);
    expect(time.pendingTimers).toBe(0);
  });
});

test('a device that opens after its link was closed is let go of at once', async () => {
  const time = new ManualTime();
  const transport = new MemoryHidTransport();
  let finishOpening: () => void = () => {};
  let closeCount = 0;
  const handle: HidHandle = {
    write: async () => ok(undefined),
    close: async () => {
      closeCount += 1;
    },
  };
  const slow = {
    list: () => transport.list(),
    open: () =>
      new Promise<{ readonly ok: true; readonly value: HidHandle }>((resolve) => {
        finishOpening = () => resolve(ok(handle));
      }),
  };
  const heard: string[] = [];
  const connection = hidConnect(
    { path },
    { timers: time, log: silentLogger },
    slow,
  )({
    onOpen: () => heard.push('open'),
    onData: () => heard.push('data'),
    onLost: () => heard.push('lost'),
  });
  await time.advance(0);
  const closed = connection.close();
  await time.advance(0);
  expect(closeCount).toBe(0);
  finishOpening();
  await closed;
  expect(closeCount).toBe(1);
  expect(heard).toEqual([]);
});

test('a write settles once, however late the device answers', async () => {
  const time = new ManualTime();
  let finishWriting: () => void = () => {};
  const handle: HidHandle = {
    write: () =>
      new Promise((resolve) => {
        finishWriting = () => resolve(ok(undefined));
      }),
    close: async () => {},
  };
  const slow = { list: async () => ok([]), open: async () => ok(handle) };
  const connection = hidConnect(
    { path },
    { timers: time, log: silentLogger },
    slow,
  )({
    onOpen() {},
    onData() {},
    onLost() {},
  });
  const outcomes: (string | undefined)[] = [];
  connection.write(Uint8Array.of(1), (error) => outcomes.push(error?.fault));
  await time.advance(0);
  connection.write(Uint8Array.of(1), (error) => outcomes.push(error?.fault));
  await time.advance(2_000);
  finishWriting();
  await time.advance(0);
  expect(outcomes).toEqual(['disconnected', 'timed-out']);
  await connection.close();
});

describe('a write', () => {
  async function opened() {
    const { time, transport, connect } = bench();
    const scanner = new VirtualHidScanner();
    transport.plug(scanner, { path });
    const { link } = connect();
    await time.advance(0);
    return { time, transport, scanner, link };
  }
  const beep = Uint8Array.of(0xfd, 3, 0x16, 7, 0x0d);

  test('is one output report', async () => {
    const { scanner, link, time } = await opened();
    expect(await link.write(beep)).toEqual({ ok: true, value: undefined });
    expect(scanner.received).toEqual([beep]);
    expect(time.pendingTimers).toBe(0);
  });

  test('that the device refuses is an error of that write alone', async () => {
    const { transport, link } = await opened();
    transport.failWrites({ fault: 'failed', detail: 'Broken pipe' });
    expect(await link.write(beep)).toEqual({ ok: false, error: { fault: 'failed', detail: 'Broken pipe' } });
    expect(link.state).toEqual({ status: 'open' });
  });

  test('that is neither taken nor refused ends after two seconds, with the link', async () => {
    const { transport, link, time } = await opened();
    transport.stickWrites();
    const written = link.write(beep);
    await time.advance(1_999);
    expect(link.state).toEqual({ status: 'open' });
    await time.advance(1);
    expect(await written).toMatchObject({ ok: false, error: { fault: 'timed-out' } });
    expect(link.state).toMatchObject({ status: 'waiting', fault: 'timed-out' });
  });
});

describe('the list of plugged-in devices', () => {
  test('has each scanner once, by path, and no keyboards', async () => {
    const transport = new MemoryHidTransport();
    const scanner = new VirtualHidScanner();
    transport.plug(scanner, { path: 'a', label: 'Voyager' });
    transport.plug(scanner, { path: 'b', usagePage: 1, usage: 6 });
    transport.plug(scanner, { path: 'c', usagePage: 0xff8c, vendorId: 1, productId: 2, label: '' });
    const listed = await transport.list();
    if (!listed.ok) throw new Error('listed');
    const twice = [...listed.value, ...listed.value];
    const ports = await listHid({ list: async () => ({ ok: true, value: twice }), open: transport.open });
    expect(ports).toEqual([
      { kind: 'hid', path: 'a', label: 'Voyager', vendorId: 0x0c2e, productId: 0x0b61 },
      { kind: 'hid', path: 'c', label: '', vendorId: 1, productId: 2 },
    ]);
  });

  test('is empty where the system cannot say, and the log has the reason', async () => {
    const transport = new MemoryHidTransport();
    transport.failBus({ fault: 'failed', detail: 'no libusb' });
    const lines: unknown[] = [];
    const log: Logger = { log: (...line) => lines.push(line) };
    expect(await listHid(transport, log)).toEqual([]);
    expect(lines).toEqual([
      ['warn', 'HID devices cannot be listed', { fault: 'failed', detail: 'no libusb' }],
    ]);
  });
});
