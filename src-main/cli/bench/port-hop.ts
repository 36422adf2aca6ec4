import { join } from 'node:path';
import type { Ports } from '../../../drivers/link/ports.ts';
import { ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import type { Link } from '../../../drivers/link.ts';
import { localPorts } from '../../../drivers/ports/local-ports.ts';
import { processPorts } from '../../../drivers/ports/process-ports.ts';
import { ScannerDevice } from '../../../drivers/scanner/scanner-device.ts';
import { assert } from '../../base/assert.ts';
import { silentLogger } from '../../base/log.ts';
import { forkPortProcess } from '../../hosts/chromium/fork-port-process.ts';
import { machineClock, machineTimers } from '../../hosts/machine-world.ts';
import { alternate } from './alternate.ts';
import {
  type Bench,
  type BenchResult,
  type BenchWorld,
  CannotMeasure,
  NO_AIM,
  percentileResults,
} from './bench.ts';
import { SerialLine } from './serial-line.ts';

/** What a process of their own costs the ports: docs/decisions/0012. */
export const portHop: Bench = {
  name: 'port-hop',
  about: 'bytes on the scanner’s serial line to the scanner’s event, with the port in a process of its own',
  run,
};

const PER_BLOCK = 100;
const OPEN_WITHIN_MS = 10_000;
const SCAN_WITHIN_MS = 5_000;
const deps = { clock: machineClock, timers: machineTimers, log: silentLogger };

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  // Undone newest first, whatever else fails.
  await using undo = new AsyncDisposableStack();
  const counter = async (name: string, ports: Ports) => {
    undo.defer(() => ports.close());
    const line = await SerialLine.open(join(world.runFolder, name));
    undo.defer(() => line.close());
    const path = line.path;
    const link = new ReconnectingLink(name, ports.connect({ kind: 'serial', path, baudRate: 38_400 }), deps);
    const scanner = new ScannerDevice(link, { source: name, doubleReadWindowMs: 0 }, deps);
    undo.defer(() => scanner.close());
    scanner.open();
    await untilOpen(link);
    return { line, scanner };
  };
  const apart = await counter('apart', processPorts({ start: forkPortProcess, deps }));
  const here = await counter('here', localPorts(deps));
  let scans = 0;
  const code = () => {
    scans += 1;
    return `4710${String(scans).padStart(9, '0')}`;
  };
  const [apartMs = [], hereMs = []] = await alternate(
    { warmUpBlocks: 2, blocks: world.isQuick ? 2 : 20, perBlock: PER_BLOCK },
    [() => timed(apart, code()), () => timed(here, code())],
    (done, blocks) => world.tell(`port-hop: block ${done} of ${blocks}`),
  );
  return percentileResults({ name: 'port-hop', percents: [50, 95], aim: NO_AIM }, apartMs, hereMs);
}

/** Milliseconds from the bytes in the kernel to the scan that they were. */
function timed(
  { line, scanner }: { readonly line: SerialLine; readonly scanner: ScannerDevice },
  code: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const lost = setTimeout(() => reject(new Error(`the scan ${code} did not arrive`)), SCAN_WITHIN_MS);
    const stop = scanner.onEvent((event) => {
      if (event.kind !== 'scan') return;
      const ms = machineClock.monotonicMs() - startedMs;
      clearTimeout(lost);
      stop();
      assert(event.text === code, 'what arrives is what was scanned');
      resolve(ms);
    });
    const startedMs = machineClock.monotonicMs();
    line.scan(code);
  });
}

function untilOpen(link: Link): Promise<void> {
  return new Promise((resolve, reject) => {
    const lost = setTimeout(() => reject(new CannotMeasure(`${link.name} does not open`)), OPEN_WITHIN_MS);
    const look = () => {
      if (link.state.status !== 'open') return;
      clearTimeout(lost);
      stop();
      resolve();
    };
    const stop = link.onState(look);
    look();
  });
}
