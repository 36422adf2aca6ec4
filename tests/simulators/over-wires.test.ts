// Simulators at the other end of real sockets and real pseudo-terminals, with the drivers on this end.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { serialLink } from '../../drivers/link/serial-link.ts';
import { tcpLink } from '../../drivers/link/tcp-link.ts';
import type { Link } from '../../drivers/link.ts';
import { encodeReceipt } from '../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { PrinterDevice } from '../../drivers/printer/printer-device.ts';
import { type PrinterProfile, printerProfiles } from '../../drivers/printer/profiles.ts';
import { ScannerDevice } from '../../drivers/scanner/scanner-device.ts';
import { PrinterSimulator } from '../../fixtures/simulators/printer-simulator.ts';
import { startPtyBridge } from '../../fixtures/simulators/pty.ts';
import { ScannerSimulator } from '../../fixtures/simulators/scanner-simulator.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { plainSale, rareNames } from '../drivers/printer/sample-receipts.ts';
import { eventually, realTime } from '../drivers/support/time.ts';

const glyphs = createGlyphSource();
const deps = { clock: realTime, timers: realTime, log: silentLogger };
const policy = { backoff: { firstMs: 20, maxMs: 100 } };
const profile: PrinterProfile = {
  ...printerProfiles['generic-80'],
  timeouts: { ...printerProfiles['generic-80'].timeouts, pollMs: 50 },
};

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Puts a wire before a simulator and gives the till's end of it. */
const wires: readonly { readonly name: string; readonly linkTo: (port: number) => Promise<Link> }[] = [
  { name: 'TCP', linkTo: async (port) => tcpLink({ host: '127.0.0.1', port }, deps, policy) },
  {
    name: 'a pseudo-terminal',
    async linkTo(port) {
      const folder = mkdtempSync(join(tmpdir(), 'daybook-wires-'));
      const path = join(folder, 'till');
      const pty = await startPtyBridge({ path, port, timers: realTime, healEveryMs: 20 });
      if (!pty.ok) throw new Error(`this test needs socat: ${JSON.stringify(pty.error)}`);
      open.push(async () => {
        await pty.value.stop();
        expect(existsSync(path)).toBe(false);
        rmSync(folder, { recursive: true });
      });
      return serialLink({ path, baudRate: 115_200 }, deps, policy);
    },
  },
];

for (const { name, linkTo } of wires) {
  async function printer() {
    const simulator = new PrinterSimulator({ widthDots: 576, glyphs });
    await simulator.start();
    open.push(() => simulator.stop());
    const device = new PrinterDevice(await linkTo(simulator.port), profile, deps);
    open.push(() => device.close());
    device.open();
    await eventually(() => device.state.status === 'enabled', 'printer enabled');
    const print = (document = plainSale) =>
      device.print(encodeReceipt(document, profile, glyphs).bytes, { onFirstByte: () => Promise.resolve() });
    return { simulator, device, print };
  }

  describe(`a printer over ${name}`, () => {
    test('prints receipts of text and pictures, and opens the drawer', async () => {
      const { simulator, device, print } = await printer();
      expect(await device.kickDrawer()).toEqual({ ok: true, value: { drawer: 'opened' } });
      expect(await print()).toEqual({ ok: true, value: { confirmed: 'status' } });
      expect(await print(rareNames)).toEqual({ ok: true, value: { confirmed: 'status' } });
      expect(simulator.papers).toHaveLength(2);
      expect(simulator.papers[0]?.text).toContain('LINE Pay 尾碼 4417');
      expect(simulator.events.filter((event) => event.kind === 'unknown')).toEqual([]);
    });

    test('goes on by itself when paper has been loaded', async () => {
      const { simulator, device, print } = await printer();
      simulator.runOutAfterLines(5);
      const job = print();
      await eventually(() => device.state.reason === 'paper-out', 'paper out noticed');
      simulator.loadPaper();
      expect(await job).toEqual({ ok: true, value: { confirmed: 'status' } });
      expect(simulator.papers).toHaveLength(1);
    });

    test('loses power in the middle, comes back, and prints again without a restart', async () => {
      const { simulator, device } = await printer();
      const { bytes } = encodeReceipt(plainSale, profile, glyphs);
      const job = device.print(bytes, { onFirstByte: async () => simulator.dieAfterBytes(700) });
      expect(await job).toMatchObject({ ok: false, error: { kind: 'interrupted', cause: 'link-lost' } });
      await eventually(() => device.state.status === 'offline', 'offline');
      simulator.powerOn();
      await eventually(() => device.state.status === 'enabled', 'enabled again');
      const again = await device.print(bytes, { onFirstByte: () => Promise.resolve() });
      expect(again).toEqual({ ok: true, value: { confirmed: 'status' } });
    });

    test('is unplugged and plugged in again, over and over', async () => {
      const { simulator, device, print } = await printer();
      for (let i = 0; i < 3; i += 1) {
        await simulator.unplug();
        await eventually(() => device.state.status === 'offline', `unplugged ${i}`);
        expect(await print()).toEqual({ ok: false, error: { kind: 'not-ready', reason: 'offline' } });
        await simulator.replug();
        await eventually(() => device.state.status === 'enabled', `plugged in ${i}`);
      }
      expect(await print()).toEqual({ ok: true, value: { confirmed: 'status' } });
    });
  });

  describe(`a scanner over ${name}`, () => {
    test('scans, sends garbage, is unplugged, and scans again', async () => {
      const simulator = new ScannerSimulator();
      await simulator.start();
      open.push(() => simulator.stop());
      const device = new ScannerDevice(await linkTo(simulator.port), { source: 'counter' }, deps);
      open.push(() => device.close());
      const heard: string[] = [];
      device.onEvent((event) => {
        if (event.kind === 'scan') heard.push(event.text);
        if (event.kind === 'damaged') heard.push(`damaged ${event.reason}`);
      });
      device.open();
      await eventually(() => simulator.isConnected && device.state.status === 'enabled', 'scanner connected');
      const codes = Array.from({ length: 300 }, (_, i) => `CODE-${i}`);
      simulator.burst(codes);
      await eventually(() => heard.length === 300, 'all codes');
      expect(heard).toEqual(codes);
      simulator.garbage();
      simulator.scan('4710018000003', { aim: ']E0' });
      await eventually(() => heard.length === 302, 'garbage and a code');
      expect(heard.slice(-2)).toEqual(['damaged not-text', '4710018000003']);
      await simulator.unplug();
      await eventually(() => device.state.status === 'offline', 'scanner gone');
      await simulator.replug();
      await eventually(() => simulator.isConnected && device.state.status === 'enabled', 'scanner back');
      simulator.scan('/ABC+123', { aim: ']A0' });
      await eventually(() => heard.length === 303, 'a code after the replug');
      expect(heard.at(-1)).toBe('/ABC+123');
    });
  });
}

test('a second till waits until the first has let go', async () => {
  const simulator = new PrinterSimulator({ widthDots: 576, glyphs });
  await simulator.start();
  open.push(() => simulator.stop());
  const tills = [1, 2].map(
    () =>
      new PrinterDevice(tcpLink({ host: '127.0.0.1', port: simulator.port }, deps, policy), profile, deps),
  );
  const [first, second] = tills;
  if (first === undefined || second === undefined) throw new Error('two tills');
  open.push(() => second.close());
  first.open();
  await eventually(() => first.state.status === 'enabled', 'first connected');
  second.open();
  await eventually(() => second.state.reason === 'no-answer', 'second hears nothing');
  expect(second.state).toEqual({ status: 'claimed', reason: 'no-answer' });
  await first.close();
  await eventually(() => second.state.status === 'enabled', 'second is served');
});

test('without socat a caller is told so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-wires-'));
  open.push(async () => rmSync(folder, { recursive: true }));
  const path = process.env.PATH;
  process.env.PATH = folder;
  try {
    const started = await startPtyBridge({ path: join(folder, 'till'), port: 1, timers: realTime });
    expect(started).toEqual({ ok: false, error: { kind: 'no-socat' } });
  } finally {
    process.env.PATH = path;
  }
});

test('a port with nothing behind it is a failure, not a port', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-wires-'));
  open.push(async () => rmSync(folder, { recursive: true }));
  const simulator = new ScannerSimulator();
  await simulator.start();
  const { port } = simulator;
  await simulator.stop();
  const started = await startPtyBridge({ path: join(folder, 'till'), port, timers: realTime });
  expect(started).toMatchObject({ ok: false, error: { kind: 'failed' } });
  expect(existsSync(join(folder, 'till'))).toBe(false);
});
