// Goal: both hosts open ports in a process of its own, which comes back when it crashes and never outlives its host.
// Method: the hosts' own entries but for the till in them, as processes; a real pseudo-terminal and real signals.
// Electron is the stand-in, whose utility process is a Node without Node's IPC.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startPtyBridge } from '../../fixtures/simulators/pty.ts';
import { ScannerSimulator } from '../../fixtures/simulators/scanner-simulator.ts';
import { machineTimers } from '../../src-main/hosts/machine-world.ts';
import { isRunning, portProcessesOf } from '../support/port-processes.ts';
import { buildPreload } from './build-preload.ts';
import { launchChromiumHost } from './chromium-launch.ts';
import { until } from './electron/electron-under-test.ts';
import { launchElectronHost } from './fake-electron/launch.ts';
import { writeRenderer } from './stand-in/renderer-folder.ts';
import { tempFolder } from './temp-folder.ts';

const here = import.meta.dirname;
let standInPreload: string;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-preload-'));
  standInPreload = await buildPreload(join(here, 'stand-in/preload.ts'), folder);
  return () => rmSync(folder, { recursive: true });
});

const hosts = [
  {
    name: 'Chromium',
    launch: (options: { readonly dataDir: string; readonly configPath: string; readonly args: string[] }) =>
      launchChromiumHost({ ...options, entry: join(here, 'stand-in/chromium-entry.ts') }),
  },
  {
    name: 'Electron',
    launch: (options: { readonly dataDir: string; readonly configPath: string; readonly args: string[] }) =>
      launchElectronHost({
        ...options,
        entry: join(here, 'stand-in/electron-entry.ts'),
        env: { STAND_IN_PRELOAD: standInPreload },
      }),
  },
] as const;

for (const { name, launch } of hosts) {
  /** The host with a scanner on a serial port, once it has heard it. */
  async function startScanning() {
    const folder = tempFolder('ports');
    const simulator = new ScannerSimulator();
    await simulator.start();
    onTestFinished(() => simulator.stop());
    const path = join(folder, 'scanner');
    const pty = await startPtyBridge({ path, port: simulator.port, timers: machineTimers });
    if (!pty.ok) throw new Error(`this test needs socat: ${JSON.stringify(pty.error)}`);
    onTestFinished(() => pty.value.stop());
    const dataDir = join(folder, 'data');
    const configPath = join(folder, 'port.json');
    mkdirSync(dataDir);
    writeFileSync(configPath, JSON.stringify({ path }));
    const host = await launch({
      dataDir,
      configPath,
      args: ['--renderer', writeRenderer(join(folder, 'renderer'), '')],
    });
    onTestFinished(() => host.close());
    const heard = () =>
      readFileSync(join(dataDir, 'heard'), 'utf8').replaceAll('\r', '\n').trim().split('\n');
    await until('the port is open', () => heard().at(-1) === 'open');
    simulator.scan('4710088412345');
    await until('the scan is heard', () => heard().at(-1) === '4710088412345');
    const processes = portProcessesOf(host.process.pid ?? 0);
    expect(processes).toHaveLength(1);
    return { host, simulator, heard, dataDir, portProcess: processes[0] ?? 0 };
  }

  describe(`the ${name} host`, () => {
    test('goes on when its port process crashes, and starts another', async () => {
      const { host, simulator, heard, portProcess } = await startScanning();
      process.kill(portProcess, 'SIGSEGV');
      await until('the port is open again', () => heard().slice(-2).join() === 'opening,open');
      simulator.scan('4710018000101');
      await until('scans are heard again', () => heard().at(-1) === '4710018000101');
      expect(heard()).toEqual([
        'opening',
        'open',
        '4710088412345',
        'waiting',
        'opening',
        'open',
        '4710018000101',
      ]);
      expect(portProcessesOf(host.process.pid ?? 0)).not.toContain(portProcess);
    });

    test('told to end by SIGTERM ends its port process first', async () => {
      const { host, dataDir, portProcess } = await startScanning();
      host.process.kill('SIGTERM');
      expect(await host.ended).toBe(0);
      expect(isRunning(portProcess)).toBe(false);
      expect(existsSync(join(dataDir, 'stopped-in-order'))).toBe(true);
    });

    test('killed leaves no port process behind', async () => {
      const { host, portProcess } = await startScanning();
      host.process.kill('SIGKILL');
      expect(await host.ended).toBe('SIGKILL');
      await until('the port process is gone', () => !isRunning(portProcess));
    });
  });
}
