// Goal: native code that crashes takes no till with it.
// Method: real processes, a real serial binding on a real pseudo-terminal, and real signals.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import type { Ports } from '../../../drivers/link/ports.ts';
import { ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import { processPorts } from '../../../drivers/ports/process-ports.ts';
import { ScannerDevice } from '../../../drivers/scanner/scanner-device.ts';
import { startPtyBridge } from '../../../fixtures/simulators/pty.ts';
import { ScannerSimulator } from '../../../fixtures/simulators/scanner-simulator.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { forkPortProcess } from '../../../src-main/hosts/chromium/fork-port-process.ts';
import { isRunning, portProcessesOf } from '../../support/port-processes.ts';
import { eventually, realTime } from '../support/time.ts';

const deps = { clock: realTime, timers: realTime, log: silentLogger };
const backoff = { firstMs: 20, maxMs: 100 };

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function scannerOnPty(): Promise<{ readonly simulator: ScannerSimulator; readonly path: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-crash-'));
  open.push(async () => rmSync(folder, { recursive: true }));
  const simulator = new ScannerSimulator();
  await simulator.start();
  open.push(() => simulator.stop());
  const path = join(folder, 'scanner');
  const pty = await startPtyBridge({ path, port: simulator.port, timers: realTime });
  if (!pty.ok) throw new Error(`this test needs socat: ${JSON.stringify(pty.error)}`);
  open.push(() => pty.value.stop());
  return { simulator, path };
}

function portsOfTheirOwn(): Ports {
  const ports = processPorts({ start: forkPortProcess, deps });
  open.push(() => ports.close());
  return ports;
}

async function scanner(ports: Ports, path: string) {
  const link = new ReconnectingLink(
    'scanner',
    ports.connect({ kind: 'serial', path, baudRate: 9_600 }),
    deps,
    {
      backoff,
    },
  );
  const states: string[] = [];
  const scans: string[] = [];
  link.onState((state) => states.push(state.status === 'waiting' ? state.fault : state.status));
  const device = new ScannerDevice(link, { source: 'counter', doubleReadWindowMs: 0 }, deps);
  device.onEvent((event) => {
    if (event.kind === 'scan') scans.push(event.text);
  });
  open.push(() => device.close());
  device.open();
  await eventually(() => link.state.status === 'open', 'the scanner’s port is open');
  return { link, device, states, scans };
}

/** The one process that this one has started for ports. */
function onlyProcess(): number {
  const [pid, ...others] = portProcessesOf(process.pid);
  if (pid === undefined || others.length > 0) throw new Error(`processes: ${[pid, ...others]}`);
  return pid;
}

const code = (i: number) => `47100000${String(i).padStart(5, '0')}`;

describe('a crash of the port process', () => {
  test.each(['SIGSEGV', 'SIGABRT', 'SIGKILL'] as const)(
    'by %s in the middle of scanning is a short unplugging: nothing is doubled, and scans come again',
    async (signal) => {
      const { simulator, path } = await scannerOnPty();
      const { states, scans, link } = await scanner(portsOfTheirOwn(), path);
      const crashed = onlyProcess();
      const sent: string[] = [];
      const scan = () => {
        sent.push(code(sent.length));
        simulator.scan(sent.at(-1) ?? '');
      };
      for (let i = 0; i < 50; i += 1) scan();
      await eventually(() => scans.length >= 10, 'some have arrived');
      process.kill(crashed, signal);
      await eventually(() => link.state.status !== 'open', 'the loss is noticed');
      await eventually(() => link.state.status === 'open', 'the port is open again');
      expect(states.filter((state) => state !== 'opening')).toEqual(['open', 'disconnected', 'open']);
      expect(onlyProcess()).not.toBe(crashed);
      const before = scans.length;
      for (let i = 0; i < 50; i += 1) scan();
      await eventually(() => scans.at(-1) === sent.at(-1), 'the newest scan arrives');
      expect(scans.length).toBeGreaterThanOrEqual(before + 50);
      // What arrived was sent, in that order and once; what was under way in the crash may be missing.
      expect(scans).toEqual(sent.filter((each) => scans.includes(each)));
    },
  );

  test('fails what waits to be written, and takes no other port down a second time', async () => {
    const one = await scannerOnPty();
    const two = await scannerOnPty();
    const ports = portsOfTheirOwn();
    const bad = await scanner(ports, one.path);
    const good = await scanner(ports, two.path);
    const crash = async (pid: number) => {
      process.kill(pid, 'SIGSEGV');
      await eventually(() => bad.link.state.status !== 'open', 'the loss is noticed');
      const written = await bad.link.write(Uint8Array.of(7));
      expect(written.ok).toBe(false);
    };
    await crash(onlyProcess());
    const areOpen = () => bad.link.state.status === 'open' && good.link.state.status === 'open';
    await eventually(areOpen, 'both are open again');
    const pids = portProcessesOf(process.pid);
    expect(pids).toHaveLength(2);
    // Which process serves the bad port is told by crashing it.
    const [first = 0] = pids;
    const badBefore = bad.states.length;
    const goodBefore = good.states.length;
    process.kill(first, 'SIGSEGV');
    const isNoticed = () => bad.states.length > badBefore || good.states.length > goodBefore;
    await eventually(isNoticed, 'one of them is lost');
    await eventually(areOpen, 'both are open again');
    expect([bad.states.length > badBefore, good.states.length > goodBefore].filter(Boolean)).toHaveLength(1);
    one.simulator.scan('4710088412345');
    two.simulator.scan('4710018000101');
    await eventually(() => bad.scans.length === 1 && good.scans.length === 1, 'both scan');
  });

  test('comes to a pause when it goes on, and the link says why', async () => {
    const { path } = await scannerOnPty();
    const { link } = await scanner(portsOfTheirOwn(), path);
    for (let i = 0; i < 3; i += 1) {
      await eventually(() => link.state.status === 'open', `open ${i}`);
      process.kill(onlyProcess(), 'SIGSEGV');
      await eventually(() => link.state.status !== 'open', `lost ${i}`);
    }
    await eventually(() => link.state.status === 'waiting' && link.state.fault === 'failed', 'left alone');
    expect(link.state).toMatchObject({
      detail: expect.stringContaining('crashed its process again and again'),
    });
    expect(portProcessesOf(process.pid)).toEqual([]);
  });

  test('is what a stuck process comes to when the till ends', async () => {
    const { path } = await scannerOnPty();
    const ports = portsOfTheirOwn();
    await scanner(ports, path);
    const stuck = onlyProcess();
    process.kill(stuck, 'SIGSTOP');
    await ports.close();
    expect(isRunning(stuck)).toBe(false);
  });
});

test('the same crash with the port in the till’s own process ends the till', async () => {
  const { simulator, path } = await scannerOnPty();
  const script = join(import.meta.dirname, 'scan-in-this-process.ts');
  const till = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(till, 'exit');
  open.push(async () => {
    till.kill('SIGKILL');
    await exited;
  });
  const lines: string[] = [];
  createInterface({ input: till.stdout }).on('line', (line) => lines.push(line));
  await eventually(() => lines.includes('enabled'), 'the scanner works');
  simulator.scan('4710088412345');
  await eventually(() => lines.includes('4710088412345'), 'the scan arrives');
  till.kill('SIGSEGV');
  expect(await exited).toEqual([null, 'SIGSEGV']);
});

test('in order, the port process ends with its till and not with the terminal’s signals', async () => {
  const { simulator, path } = await scannerOnPty();
  const ports = portsOfTheirOwn();
  const { scans, states } = await scanner(ports, path);
  const pid = onlyProcess();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
  simulator.scan('4710088412345');
  await eventually(() => scans.length === 1, 'it still serves');
  await ports.close();
  expect([isRunning(pid), states.filter((state) => state !== 'opening')]).toEqual([
    false,
    ['open', 'disconnected'],
  ]);
});
