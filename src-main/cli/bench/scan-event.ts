import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { reportsOverTcp } from '../../../drivers/link/report-stream.ts';
import { serialLink } from '../../../drivers/link/serial-link.ts';
import { tcpLink } from '../../../drivers/link/tcp-link.ts';
import type { Link } from '../../../drivers/link.ts';
import { HidCodec } from '../../../drivers/scanner/hid-codec.ts';
import { hidReportProfiles } from '../../../drivers/scanner/hid-report.ts';
import { ScannerDevice } from '../../../drivers/scanner/scanner-device.ts';
import { WedgeCodec } from '../../../drivers/scanner/wedge-codec.ts';
import { usLayout, type WedgeStroke } from '../../../drivers/scanner/wedge-layout.ts';
import { assert } from '../../base/assert.ts';
import { silentLogger } from '../../base/log.ts';
import { machineClock, machineTimers } from '../../hosts/machine-world.ts';
import { alternate, type Plan } from './alternate.ts';
import {
  type Bench,
  type BenchResult,
  type BenchWorld,
  CannotMeasure,
  NO_AIM,
  percentileResults,
  result,
} from './bench.ts';
import { SerialLine } from './serial-line.ts';
import { percentile } from './statistics.ts';

/** What the driver adds to the line, for each kind of scanner. */
export const scanEvent: Bench = {
  name: 'scan-event',
  about: 'a scanner’s bytes to the event, for each kind of scanner, against a bare read of the same bytes',
  run,
};

const OPEN_WITHIN_MS = 10_000;
const SCAN_WITHIN_MS = 5_000;
const REPORT_BYTES = 64;
const deps = { clock: machineClock, timers: machineTimers, log: silentLogger };

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const plan = { warmUpBlocks: 2, blocks: world.isQuick ? 2 : 20, perBlock: 100 };
  return [...(await serial(world, plan)), ...(await hid(world, plan)), ...wedge(world)];
}

/** Writes a code and settles when whoever listens has it; `arm` hands over what to call then. */
type Arm = (arrived: () => void) => () => void;

function timed(scan: () => void, arm: Arm): Promise<number> {
  return new Promise((resolve, reject) => {
    const lost = setTimeout(() => reject(new Error('the scan did not arrive')), SCAN_WITHIN_MS);
    const stop = arm(() => {
      const ms = machineClock.monotonicMs() - startedMs;
      clearTimeout(lost);
      stop();
      resolve(ms);
    });
    const startedMs = machineClock.monotonicMs();
    scan();
  });
}

async function serial(world: BenchWorld, plan: Plan): Promise<readonly BenchResult[]> {
  // Undone newest first, whatever else fails.
  await using undo = new AsyncDisposableStack();
  const lineTo = async (name: string) => {
    const line = await SerialLine.open(join(world.runFolder, name));
    undo.defer(() => line.close());
    return line;
  };
  const [ours, theirs] = [await lineTo('device'), await lineTo('bare')];
  const link = serialLink({ path: ours.path, baudRate: 38_400 }, deps);
  const scanner = new ScannerDevice(link, { source: 'serial', doubleReadWindowMs: 0 }, deps);
  undo.defer(() => scanner.close());
  scanner.open();
  await untilOpen(link);
  const port = new SerialPort({ path: theirs.path, baudRate: 38_400 });
  await new Promise<void>((resolve, reject) => port.once('open', resolve).once('error', reject));
  undo.defer(() => new Promise<void>((resolve) => port.close(() => resolve())));
  const next = codes();
  const [deviceMs = [], bareMs = []] = await alternate(
    plan,
    [
      () => {
        const code = next();
        return timed(() => ours.scan(code), scanOf(scanner, code));
      },
      () => {
        const code = next();
        return timed(() => theirs.scan(code), bytesOf(port, code.length + 1));
      },
    ],
    (done, blocks) => world.tell(`scan-event: serial, block ${done} of ${blocks}`),
  );
  return percentileResults({ name: 'scan-event serial', percents: [50, 95], aim: NO_AIM }, deviceMs, bareMs);
}

async function hid(world: BenchWorld, plan: Plan): Promise<readonly BenchResult[]> {
  await using undo = new AsyncDisposableStack();
  const sockets: Socket[] = [];
  let heard: (socket: Socket) => void = () => {};
  const server = createServer((socket) => {
    socket.setNoDelay(true).on('error', () => {});
    sockets.push(socket);
    heard(socket);
  });
  const connection = () => new Promise<Socket>((resolve) => (heard = resolve));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.defer(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  assert(address !== null && typeof address === 'object', 'a server has a port');
  const settings = { host: '127.0.0.1', port: address.port };

  const first = connection();
  const profile = hidReportProfiles.honeywell;
  const link = reportsOverTcp(settings, deps);
  const codec = new HidCodec({ profile });
  const scanner = new ScannerDevice(link, { source: 'hid', doubleReadWindowMs: 0, codec }, deps);
  undo.defer(() => scanner.close());
  scanner.open();
  const [ours] = await Promise.all([first, untilOpen(link)]);
  const second = connection();
  const bare = tcpLink(settings, deps);
  undo.defer(() => bare.close());
  bare.open();
  const [theirs] = await Promise.all([second, untilOpen(bare)]);

  const next = codes();
  const [deviceMs = [], bareMs = []] = await alternate(
    plan,
    [
      () => {
        const code = next();
        return timed(() => void ours.write(reportOf(code)), scanOf(scanner, code));
      },
      () => timed(() => void theirs.write(reportOf(next())), linkBytesOf(bare, REPORT_BYTES)),
    ],
    (done, blocks) => world.tell(`scan-event: HID, block ${done} of ${blocks}`),
  );
  return percentileResults({ name: 'scan-event hid', percents: [50, 95], aim: NO_AIM }, deviceMs, bareMs);
}

function codes(): () => string {
  let scans = 0;
  return () => {
    scans += 1;
    return `A4710${String(scans).padStart(9, '0')}`;
  };
}

function scanOf(scanner: ScannerDevice, code: string): Arm {
  return (arrived) =>
    scanner.onEvent((event) => {
      if (event.kind !== 'scan') return;
      assert(event.text === code, 'what arrives is what was scanned');
      arrived();
    });
}

function bytesOf(port: SerialPort, wanted: number): Arm {
  return (arrived) => {
    let got = 0;
    const listener = (bytes: Uint8Array) => {
      got += bytes.length;
      if (got >= wanted) arrived();
    };
    port.on('data', listener);
    return () => port.off('data', listener);
  };
}

function linkBytesOf(link: Link, wanted: number): Arm {
  return (arrived) => {
    let got = 0;
    return link.onData((bytes) => {
      got += bytes.length;
      if (got >= wanted) arrived();
    });
  };
}

/** A Honeywell scanner's report of one Code 128. */
function reportOf(code: string): Uint8Array {
  const report = new Uint8Array(REPORT_BYTES);
  const data = new TextEncoder().encode(`]C0${code}`);
  report.set([0x02, code.length]);
  report.set(data, 2);
  return report;
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

/** A stroke is far below what a clock can tell, so many codes are one sample. */
const codesPerSample = 200;
const strokeGapMs = 5;

function wedge(world: BenchWorld): readonly BenchResult[] {
  const strokes = [...'4710018000003'].map((digit) => strokeOf(`Digit${digit}`));
  const enter = strokeOf('Enter');
  const codec = new WedgeCodec<number>();
  let atMs = 0;
  const codecSample = () => {
    let scans = 0;
    for (let code = 0; code < codesPerSample; code += 1) {
      atMs += 2_000;
      for (const stroke of [...strokes, enter]) {
        atMs += strokeGapMs;
        codec.press(stroke, atMs, 0);
      }
      for (const decision of codec.settle()) if (decision.kind === 'scan') scans += 1;
    }
    assert(scans === codesPerSample, 'every code is read');
  };
  const bareSample = () => {
    let length = 0;
    for (let code = 0; code < codesPerSample; code += 1) {
      let text = '';
      for (const { code: key, shift } of strokes) text += usLayout.keys.get(key)?.[shift ? 1 : 0] ?? '';
      length += text.length;
    }
    assert(length === codesPerSample * strokes.length, 'every key is read');
  };
  const [codecUs, bareUs]: [number[], number[]] = [[], []];
  const samples = world.isQuick ? 50 : 500;
  for (let sample = -20; sample < samples; sample += 1) {
    const [ours, theirs] = [microsecondsOf(codecSample), microsecondsOf(bareSample)];
    if (sample < 0) continue;
    codecUs.push(ours);
    bareUs.push(theirs);
  }
  return [50, 95].map((percent) =>
    result(
      `scan-event wedge p${percent}`,
      percentile(codecUs, percent),
      'µs',
      percentile(bareUs, percent),
      NO_AIM,
    ),
  );
}

function microsecondsOf(sample: () => void): number {
  const startedMs = machineClock.monotonicMs();
  sample();
  return ((machineClock.monotonicMs() - startedMs) * 1_000) / codesPerSample;
}

function strokeOf(code: string): WedgeStroke {
  return { code, shift: false, ctrl: false, alt: false, meta: false, isRepeat: false };
}
