// Goal: `daybook simulate` stands a device on a port for any till, tells what happens, and ends in order.
// Method: real processes; the till's end is a socket, the native serial binding, or the till's own drivers.
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { tcpLink } from '../../drivers/link/tcp-link.ts';
import { encodeReceipt } from '../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { terminalProfiles } from '../../drivers/terminal/profiles.ts';
import { TerminalDevice } from '../../drivers/terminal/terminal-device.ts';
import { VirtualPrinter } from '../../fixtures/simulators/virtual-printer.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { DeviceSettings } from '../../src-main/cli/simulate/devices.ts';
import type { News } from '../../src-main/cli/simulate/news.ts';
import {
  RunningSimulator,
  type SimulatorPlan,
  type StartFailure,
} from '../../src-main/cli/simulate/run-simulator.ts';
import { plainSale } from '../drivers/printer/sample-receipts.ts';
import { eventually, realTime } from '../drivers/support/time.ts';
import { Child } from '../support/child.ts';

const daybook = new URL('../../src-main/cli/daybook.ts', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'daybook-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const glyphs = createGlyphSource();
const receipt = encodeReceipt(plainSale, printerProfiles['generic-58'], glyphs).bytes;

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Kind = News['kind'];
type Of<K extends Kind> = Extract<News, { readonly kind: K }>;

/** `daybook simulate` with --json in a process of its own. */
function simulate(...args: readonly string[]) {
  const child = new Child(daybook, ['simulate', ...args, '--json']);
  open.push(() => child.kill());
  const news = <K extends Kind>(kind: K): readonly Of<K>[] =>
    child.lines.map((line): News => JSON.parse(line)).filter((each): each is Of<K> => each.kind === kind);
  return {
    news,
    /** The news of this kind once there are so many. */
    async heard<K extends Kind>(kind: K, count = 1): Promise<Of<K>> {
      const isOver = () => child.process.exitCode !== null;
      await eventually(() => news(kind).length >= count || isOver(), `${count} ${kind} of ${args.join(' ')}`);
      const last = news(kind)[count - 1];
      if (last === undefined) throw new Error(`it ended early: ${(await child.ended()).stderr}`);
      return last;
    },
    type: (line: string) => void child.process.stdin?.write(`${line}\n`),
    endInput: () => void child.process.stdin?.end(),
    signal: (signal: NodeJS.Signals) => void child.process.kill(signal),
    ended: () => child.ended(),
    isRunning: () => child.process.exitCode === null && child.process.signalCode === null,
    lines: child.lines,
  };
}

/** A socket to a simulator, with what came from it. */
async function dial(port: number) {
  const chunks: Buffer[] = [];
  const socket = await new Promise<Socket>((resolve, reject) => {
    const dialled: Socket = connect(port, '127.0.0.1', () => resolve(dialled));
    dialled.once('error', reject);
  });
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {});
  open.push(async () => socket.destroy());
  return { socket, received: () => Buffer.concat(chunks) };
}

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The pictures of two receipts one after the other, drawn in this process. */
function picturesOfTwo(): readonly Buffer[] {
  const printer = new VirtualPrinter({ widthDots: 384, glyphs });
  printer.receive(receipt);
  printer.receive(receipt);
  return printer.papers.map(({ png }) => png);
}

describe('a printer', () => {
  test('draws each paper into a folder, and goes on counting the next time', async () => {
    const papers = join(folder, 'papers');
    const pictures = picturesOfTwo();
    for (const names of [
      ['0001', '0002'],
      ['0003', '0004'],
    ]) {
      const printer = simulate('printer', '--width', '384', '--draw', papers);
      const { socket } = await dial((await printer.heard('ready')).port);
      socket.write(receipt);
      socket.write(receipt);
      const paper = await printer.heard('paper', 2);
      expect(paper.number).toBe(2);
      expect(printer.news('paper').map(({ files }) => files)).toEqual(
        names.map((name) => ({ png: join(papers, `${name}.png`), text: join(papers, `${name}.txt`) })),
      );
      for (const name of names) {
        expect(readFileSync(join(papers, `${name}.txt`), 'utf8')).toContain('信義松仁門市');
        const drawn = readFileSync(join(papers, `${name}.png`));
        expect(pictures[(Number(name) - 1) % 2]?.equals(drawn)).toBe(true);
      }
      expect(printer.news('moment')).toMatchObject([
        { event: 'print', nth: 1 },
        { event: 'print', nth: 2 },
      ]);
      printer.signal('SIGTERM');
      expect((await printer.ended()).code).toBe(0);
      expect(printer.lines.at(-1)).toBe('{"kind":"ended"}');
    }
  });

  test('follows a schedule: out of paper at a byte, and loaded again', async () => {
    const file = written(
      'paper-out.json',
      JSON.stringify({
        faults: [
          {
            device: 'printer',
            when: { event: 'print', nth: 2, byte: 40 },
            do: 'paper-out',
            // biome-ignore lint/suspicious/noThenProperty: a word of the format.
            then: [{ afterSeconds: 0.2, do: 'load-paper' }],
          },
        ],
      }),
    );
    const printer = simulate('printer', '--width', '384', '--schedule', file);
    const { socket, received } = await dial((await printer.heard('ready')).port);
    socket.write(receipt);
    await printer.heard('paper', 1);
    socket.write(Buffer.concat([receipt, Buffer.of(0x10, 0x04, 0x04)]));
    await printer.heard('fault', 1);
    // DLE EOT 4, asked while the paper is out.
    await eventually(() => received().length > 0, 'an answer');
    expect(received().at(-1)).toBe(0x7e);
    await printer.heard('paper', 2);
    await printer.heard('fault', 2);
    expect(printer.news('fault')).toEqual([
      { kind: 'fault', device: 'printer', act: 'paper-out', because: 'print 2, byte 40', outcome: 'done' },
      {
        kind: 'fault',
        device: 'printer',
        act: 'load-paper',
        because: '0.2 s after paper-out',
        outcome: 'done',
      },
    ]);
  });

  test('tells of the drawer, and of status questions only when asked to', async () => {
    for (const flags of [[], ['--every-moment']]) {
      const printer = simulate('printer', ...flags);
      const { socket, received } = await dial((await printer.heard('ready')).port);
      socket.write(Uint8Array.of(0x10, 0x04, 0x01));
      await eventually(() => received().length === 1, 'a status');
      socket.write(Uint8Array.of(0x1b, 0x70, 0x00, 0x19, 0x19));
      expect(await printer.heard('drawer')).toEqual({ kind: 'drawer', isOpen: true });
      const told = printer.news('moment').map(({ event }) => event);
      expect(told).toEqual(flags.length === 0 ? ['kick'] : ['status', 'kick']);
    }
  });
});

describe('a scanner', () => {
  test('behind a serial port is read by the native binding, unplugged and plugged in again', async () => {
    const path = join(folder, 'scanner');
    const scanner = simulate('scanner', '--pty', path);
    expect(await scanner.heard('ready')).toMatchObject({ device: 'scanner', path });
    const openPort = () =>
      new Promise<{ port: SerialPort; read: () => string }>((resolve, reject) => {
        let text = '';
        const port: SerialPort = new SerialPort({ path, baudRate: 9_600 }, (error) => {
          if (error === null) resolve({ port, read: () => text });
          else reject(error);
        });
        port.on('data', (chunk: Buffer) => (text += chunk.toString()));
        port.on('error', () => {});
        open.push(() => new Promise((done) => (port.isOpen ? port.close(done) : done(null))));
      });
    const first = await openPort();
    scanner.type('scan {"text":"4710018000003","aim":"]E0"}');
    await eventually(() => first.read() === ']E04710018000003\r', 'a code');
    scanner.type('unplug');
    await eventually(() => !existsSync(path) && !first.port.isOpen, 'the port is gone');
    scanner.type('replug');
    await eventually(() => existsSync(path), 'the port is back');
    await scanner.heard('connection', 3);
    const second = await openPort();
    scanner.type('scan {"text":"ABC"}');
    await eventually(() => second.read() === 'ABC\r', 'a code after the replug');
    expect(scanner.news('connection').map(({ isConnected }) => isConnected)).toEqual([true, false, true]);
    scanner.signal('SIGINT');
    expect((await scanner.ended()).code).toBe(0);
    expect(existsSync(path)).toBe(false);
  });

  test('answers each line on standard input, and a wrong one with a sentence', async () => {
    const scanner = simulate('scanner');
    await scanner.heard('ready');
    const lines = [
      'scan',
      'scan {"txt":1}',
      'fly',
      'constructor',
      'scan {',
      '# nothing',
      '',
      'scan {"text":"A"}',
    ];
    for (const line of [...lines, 'help', 'quit']) scanner.type(line);
    expect((await scanner.ended()).code).toBe(0);
    const told = scanner.lines.map((line): unknown => JSON.parse(line)).slice(1);
    expect(told).toMatchObject([
      { kind: 'problem', problem: expect.stringMatching(/^scan: .*text/) },
      { kind: 'problem', problem: expect.stringMatching(/^scan: .*txt.*; .*text/) },
      { kind: 'problem', problem: 'there is no act called fly; "help" lists them' },
      { kind: 'problem', problem: 'there is no act called constructor; "help" lists them' },
      { kind: 'problem', problem: expect.stringMatching(/^scan: what follows is not JSON: /) },
      { kind: 'moment', event: 'scan', nth: 1 },
      { kind: 'done', act: 'scan' },
      { kind: 'acts' },
      { kind: 'ended' },
    ]);
    expect(scanner.news('acts')[0]?.acts).toContainEqual({
      name: 'unplug',
      params: 'how?: "reset" | "close" (reset)',
      help: 'Pulls the cable',
    });
  });

  test('outlives standard input unless told otherwise, unplugged too', async () => {
    const ending = simulate('scanner', '--until-stdin-ends');
    const staying = simulate('scanner');
    for (const scanner of [ending, staying]) {
      await scanner.heard('ready');
      scanner.type('unplug');
      await scanner.heard('done');
      scanner.endInput();
    }
    expect((await ending.ended()).code).toBe(0);
    expect(staying.isRunning()).toBe(true);
    staying.signal('SIGTERM');
    expect((await staying.ended()).code).toBe(0);
  });
});

describe('another device', () => {
  test('terminal: answers our driver, and tells what its bank has booked', async () => {
    const terminal = simulate('terminal', '--cardholder-seconds', '0.05');
    const { port } = await terminal.heard('ready');
    const deps = { clock: realTime, timers: realTime, log: silentLogger };
    const link = tcpLink({ host: '127.0.0.1', port }, deps);
    const device = new TerminalDevice(link, terminalProfiles.simulator, {
      ...deps,
      onLateAnswer: async () => {},
    });
    open.push(() => device.close());
    device.open();
    await eventually(() => device.state.status === 'claimed', 'the port is there');
    const pay = (amount: number) =>
      device.request({ verb: 'pay', amount, reference: `R${amount}` }, { onStep: async () => {} });
    expect(await pay(1_250)).toMatchObject({ status: 'approved' });
    terminal.type('decline');
    await terminal.heard('done');
    expect(await pay(30)).toMatchObject({ status: 'declined' });
    expect(await pay(40)).toMatchObject({ status: 'approved' });
    await terminal.heard('charge', 2);
    expect(terminal.news('charge').map(({ charge }) => charge.amount)).toEqual([1_250, 40]);
    expect(terminal.news('moment').map(({ nth }) => nth)).toEqual([1, 2, 3]);
  });

  test('pole: keeps what it shows as a picture and as text', async () => {
    const shown = join(folder, 'pole');
    const pole = simulate('pole', '--dialect', 'epson', '--draw', shown);
    const { socket } = await dial((await pole.heard('ready')).port);
    socket.write(Buffer.from('\x0cHELLO'));
    await eventually(() => pole.news('display').at(-1)?.rows[0]?.trimEnd() === 'HELLO', 'HELLO');
    expect(readFileSync(join(shown, 'pole.txt'), 'utf8')).toBe('HELLO\n\n');
    const before = readFileSync(join(shown, 'pole.png'));
    socket.write(Buffer.from('\x0cBYE'));
    await eventually(() => pole.news('display').at(-1)?.rows[0]?.trimEnd() === 'BYE', 'BYE');
    expect(readFileSync(join(shown, 'pole.txt'), 'utf8')).toBe('BYE\n\n');
    expect(readFileSync(join(shown, 'pole.png')).equals(before)).toBe(false);
  });

  test('scale: answers with what lies on it', async () => {
    const scale = simulate('scale', '--dialect', 'mettler-8217');
    const { socket, received } = await dial((await scale.heard('ready')).port);
    scale.type('put {"grams":1250}');
    await scale.heard('done');
    socket.write('W');
    await eventually(() => received().length >= 8, 'a weight');
    expect(received().toString('latin1')).toBe('\x0201.250\r');
    expect(scale.news('moment')).toEqual([]);
  });

  test('hid-scanner: sends the reports of its maker', async () => {
    const scanner = simulate('hid-scanner', '--profile', 'zebra');
    const { received } = await dial((await scanner.heard('ready')).port);
    await scanner.heard('connection');
    scanner.type('scan {"text":"4710018000003"}');
    await eventually(() => received().length === 64, 'a report');
    expect(received().subarray(0, 19).toString('latin1')).toBe('\x02\x0d\x00]E04710018000003');
  });
});

const unsound = written(
  'unsound.json',
  '{"faults":[{"device":"printer","when":{"event":"print","nth":1},"do":"fly"}]}',
);

describe('a command line that is malformed is refused', () => {
  const table: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      'a schedule that is not sound',
      ['printer', '--schedule', unsound],
      /unsound\.json: faults\[0\]\.do: .*"fly"/,
    ],
    ['a device that is not there', ['oven'], /unknown command 'oven'/],
    ['no device', [], /Usage: daybook simulate/],
    ['a width that no paper has', ['printer', '--width', '100'], /384, 576, 512/],
    ['a port that is none', ['scale', '--tcp', '70000'], /0 to 65535/],
    ['a serial port for HID', ['hid-scanner', '--pty', join(folder, 'hid')], /unknown option '--pty'/],
  ];
  for (const [name, args, sentence] of table) {
    test.concurrent(name, async () => {
      const child = new Child(daybook, ['simulate', ...args]);
      expect(await child.ended()).toEqual({ code: 2, stderr: expect.stringMatching(sentence) });
      expect(child.lines).toEqual([]);
    });
  }
});

describe('what cannot be done is said, and nothing is started', () => {
  const plan: SimulatorPlan = {
    name: 'scale',
    settings: DeviceSettings.parse({}),
    port: 0,
    tellsChatter: false,
  };
  const table: readonly (readonly [string, Partial<SimulatorPlan>, StartFailure['kind'], RegExp])[] = [
    [
      'a schedule that is not there',
      { schedulePath: join(folder, 'no') },
      'malformed',
      /cannot be read: ENOENT/,
    ],
    [
      'a schedule of another device',
      { schedulePath: unsound },
      'malformed',
      /called "printer"; there is scale/,
    ],
    ['a folder that cannot be made', { folder: join(unsound, 'x') }, 'failed', /nothing can be drawn in/],
    ['a serial port that cannot be made', { path: join(folder, 'no/x') }, 'failed', /no serial port at/],
    ['a path that socat would misread', { path: 'a,b' }, 'malformed', /only letters, digits/],
    [
      'a path where something is',
      { path: unsound },
      'malformed',
      /unsound\.json: something is there already/,
    ],
  ];
  for (const [name, change, kind, problem] of table) {
    test(name, async () => {
      const told: News[] = [];
      const world = { clock: realTime, timers: realTime, tell: (news: News) => told.push(news) };
      const started = await RunningSimulator.start({ ...plan, ...change }, world);
      expect(started).toEqual({ ok: false, error: { kind, problem: expect.stringMatching(problem) } });
      expect(told).toEqual([]);
      expect(readFileSync(unsound, 'utf8')).toContain('fly');
    });
  }

  test('but a link to a serial port that is gone is replaced', async () => {
    const path = join(folder, 'stale');
    symlinkSync(join(folder, 'gone'), path);
    const world = { clock: realTime, timers: realTime, tell: () => {} };
    const started = await RunningSimulator.start({ ...plan, path }, world);
    if (!started.ok) throw new Error(started.error.problem);
    expect(existsSync(path)).toBe(true);
    await started.value.stop();
    expect(existsSync(path)).toBe(false);
  });

  test('a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(() => new Promise((resolve) => server.close(resolve)));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const child = new Child(daybook, ['simulate', 'scale', '--tcp', String(port)]);
    expect(await child.ended()).toEqual({ code: 1, stderr: expect.stringContaining('EADDRINUSE') });
  });

  test('a serial port without socat', async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    const child = new Child(daybook, ['simulate', 'scale', '--pty', join(folder, 'scale')]);
    process.env.PATH = path;
    expect(await child.ended()).toEqual({ code: 1, stderr: expect.stringContaining('socat, which is not') });
  });
});

test('for people it tells the same in words', async () => {
  const child = new Child(daybook, ['simulate', 'printer', '--until-stdin-ends']);
  open.push(() => child.kill());
  for (const line of ['drawer-open', 'fly']) child.process.stdin?.write(`${line}\n`);
  child.process.stdin?.end();
  const { code, stderr } = await child.ended();
  expect([code, stderr]).toEqual([0, 'there is no act called fly; "help" lists them\n']);
  expect(child.lines).toEqual([
    expect.stringMatching(/^the printer is at 127\.0\.0\.1:\d+; type help/),
    'the drawer is open',
    'done: drawer-open',
    'ended',
  ]);
});
