// What any ESC/POS printer must do for the till. Runs against the simulator on a port and behind a device file, and
// against a real printer where DAYBOOK_REAL_PRINTER names it: `/dev/usb/lp0`, `/dev/ttyUSB0@38400` or `host:9100`. Paper is used.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { printerFileLink } from '../../../drivers/link/printer-file-link.ts';
import { serialLink } from '../../../drivers/link/serial-link.ts';
import { tcpLink } from '../../../drivers/link/tcp-link.ts';
import type { Link } from '../../../drivers/link.ts';
import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { PrinterDevice } from '../../../drivers/printer/printer-device.ts';
import { printerProfiles } from '../../../drivers/printer/profiles.ts';
import { testPage } from '../../../drivers/printer/test-page.ts';
import { PrinterSimulator } from '../../../fixtures/simulators/printer-simulator.ts';
import { startPtyBridge } from '../../../fixtures/simulators/pty.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, realTime } from '../support/time.ts';

const glyphs = createGlyphSource();
const deps = { clock: realTime, timers: realTime, log: silentLogger };
const profile = printerProfiles['generic-58'];
const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function describePrinter(name: string, reach: () => Promise<Link>): void {
  describe(name, () => {
    const open = async () => {
      const device = new PrinterDevice(await reach(), profile, deps);
      cleanUps.push(() => device.close());
      device.open();
      await eventually(() => device.state.status === 'enabled', 'the printer answers');
      return device;
    };

    test('tells its status and prints the test page twice, each confirmed by itself', async () => {
      const device = await open();
      const { bytes } = encodeReceipt(testPage(profile), profile, glyphs);
      for (let i = 0; i < 2; i += 1) {
        expect(await device.print(bytes, { onFirstByte: () => Promise.resolve() })).toMatchObject({
          ok: true,
        });
      }
      expect(device.counters).toMatchObject({ jobs: 2, printed: 2, interrupted: 0, nonsenseBytes: 0 });
    });

    test('takes a drawer pulse', async () => {
      const device = await open();
      const kicked = await device.kickDrawer();
      expect(kicked.ok && kicked.value.drawer).toMatch(/^(opened|still-closed|unknown)$/);
    });
  });
}

async function simulator(): Promise<PrinterSimulator> {
  const printer = new PrinterSimulator({ widthDots: profile.dots, glyphs });
  await printer.start();
  cleanUps.push(() => printer.stop());
  return printer;
}

describePrinter('the simulator on a port', async () => {
  return tcpLink({ host: '127.0.0.1', port: (await simulator()).port }, deps);
});

describePrinter('the simulator behind a device file', async () => {
  const { port } = await simulator();
  const folder = mkdtempSync(join(tmpdir(), 'daybook-printer-'));
  const path = join(folder, 'lp0');
  const pty = await startPtyBridge({ path, port, timers: realTime });
  if (!pty.ok) throw new Error(`this test needs socat: ${JSON.stringify(pty.error)}`);
  cleanUps.push(async () => {
    await pty.value.stop();
    rmSync(folder, { recursive: true });
  });
  return printerFileLink({ path }, deps);
});

const real = process.env.DAYBOOK_REAL_PRINTER;
if (real !== undefined) {
  describePrinter(real, async () => {
    const [path = '', baudRate] = real.split('@');
    if (baudRate !== undefined)
      return serialLink({ path, baudRate: Number(baudRate), flow: profile.flow }, deps);
    if (path.startsWith('/')) return printerFileLink({ path }, deps);
    const [host = '', port = '9100'] = path.split(':');
    return tcpLink({ host, port: Number(port) }, deps);
  });
}
