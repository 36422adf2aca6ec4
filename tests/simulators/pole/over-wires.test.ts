// The display on a TCP port and on a real pseudo-terminal, with the driver at the other end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { serialLink } from '../../../drivers/link/serial-link.ts';
import { tcpLink } from '../../../drivers/link/tcp-link.ts';
import type { Link } from '../../../drivers/link.ts';
import { PoleDevice } from '../../../drivers/pole/pole-device.ts';
import { poleProfiles } from '../../../drivers/pole/profiles.ts';
import { startPtyBridge } from '../../../fixtures/simulators/pty.ts';
import { PoleSimulator } from '../../../fixtures/simulators/virtual-pole.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, realTime } from '../../drivers/support/time.ts';

const deps = { clock: realTime, timers: realTime, log: silentLogger };
const policy = { backoff: { firstMs: 20, maxMs: 100 } };

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function connect(simulator: PoleSimulator, linkTo: (port: number) => Promise<Link>) {
  await simulator.start();
  open.push(() => simulator.stop());
  const device = new PoleDevice(
    await linkTo(simulator.port),
    { source: 'counter', profile: poleProfiles['cd5220-big5'] },
    deps,
  );
  open.push(() => device.close());
  device.open();
  await eventually(() => device.counters.redraws > 0, 'connected');
  return device;
}

const overTcp = async (port: number) => tcpLink({ host: '127.0.0.1', port }, deps, policy);

async function overPty(port: number): Promise<Link> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-pole-'));
  const path = join(folder, 'till');
  const pty = await startPtyBridge({ path, port, timers: realTime, healEveryMs: 20 });
  if (!pty.ok) throw new Error(`this test needs socat: ${JSON.stringify(pty.error)}`);
  open.push(async () => {
    await pty.value.stop();
    rmSync(folder, { recursive: true });
  });
  return serialLink({ path, baudRate: 9_600 }, deps, policy);
}

for (const [name, linkTo] of [
  ['TCP', overTcp],
  ['a pseudo-terminal', overPty],
] as const) {
  test(`over ${name}: loses power with its port, is unplugged, and shows the newest wish each time`, async () => {
    const simulator = new PoleSimulator({ dialect: 'cd5220', encoding: 'cp950', hasPoweredPort: true });
    const device = await connect(simulator, linkTo);
    device.show({ upper: '歡迎光臨', lower: '1' });
    await eventually(() => simulator.text === '歡迎光臨\n1', 'shown');
    const { acts } = simulator;
    for (const [gone, back] of [
      ['power-off', 'power-on'],
      ['unplug', 'replug'],
    ] as const) {
      acts[gone]?.run({});
      await eventually(() => device.state.status === 'offline', `${gone} noticed`);
      device.show({ upper: '謝謝光臨', lower: gone });
      acts[back]?.run({});
      await eventually(() => simulator.text === `謝謝光臨\n${gone}`, `shown after ${back}`);
      expect(device.state).toEqual({ status: 'enabled' });
    }
    expect(simulator).toMatchObject({ eepromWrites: 0, unknownCommands: 0 });
  });
}
