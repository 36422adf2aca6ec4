// Goal: a serial port that is pulled in the very moment in which it speaks is noticed like any other.
// A read that meets the hang-up gives 0 bytes, not an error, and must not be repeated for ever: the link would stay open,
// the process would spin, and a scanner, which nothing is ever written to, would be dead without anybody knowing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serialLink } from '../../drivers/link/serial-link.ts';
import { startPtyBridge } from '../../fixtures/simulators/pty.ts';
import { ScannerSimulator } from '../../fixtures/simulators/scanner-simulator.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { quickTime } from '../../src-main/cli/torture/unplug/quick-time.ts';
import { eventually, realTime } from '../drivers/support/time.ts';

const ROUNDS = 60;
/** As fast as the machine's, but for what the machine holds up. */
const time = quickTime(1);

test('pulled while it speaks: the link says so within two seconds, every time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-hang-up-'));
  const simulator = new ScannerSimulator();
  await simulator.start();
  const made = await startPtyBridge({ path: join(folder, 'port'), port: simulator.port, timers: realTime });
  if (!made.ok) throw new Error(made.error.kind);
  const pty = made.value;
  const deps = { timers: realTime, log: silentLogger };
  const link = serialLink({ path: pty.path, baudRate: 9_600 }, deps, {
    backoff: { firstMs: 10, maxMs: 50 },
  });
  try {
    link.open();
    for (let round = 1; round <= ROUNDS; round += 1) {
      await eventually(() => link.state.status === 'open', `round ${round}: the link is open`);
      let isLost = false;
      const stop = link.onState((state) => {
        if (state.status !== 'open') isLost = true;
      });
      const pulledAtMs = time.monotonicMs();
      simulator.raw(Buffer.alloc(4_000, 0x41));
      await pty.unplug();
      await eventually(
        () => isLost || time.monotonicMs() - pulledAtMs > 2_000,
        `round ${round}: two seconds`,
      );
      expect(isLost, `round ${round}: the loss is noticed`).toBe(true);
      stop();
      await pty.replug();
    }
    expect(link.state.status).not.toBe('closed');
  } finally {
    await link.close();
    await pty.stop();
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
