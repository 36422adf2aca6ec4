// Goal: a process that opens ports may die, hang or talk nonsense at any moment, and each connection ends in order.
// Method: both ends of the protocol in this process, joined by queues; the ports behind them are the test's.
import { describe, expect, test } from 'vitest';
import type { PortSettings } from '../../../drivers/link/ports.ts';
import { type Connection, ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import type { LinkError } from '../../../drivers/link.ts';
import {
  HEARD_EVERY_BYTES,
  MAX_UNHEARD_BYTES,
  MAX_WRITE_BYTES,
} from '../../../drivers/ports/port-messages.ts';
import { processPorts } from '../../../drivers/ports/process-ports.ts';
import { ManualTime } from '../support/time.ts';
import { Heard, MemoryProcess, quiet, type ScriptedConnection } from './memory-process.ts';

const scanner: PortSettings = { kind: 'serial', path: '/dev/scanner', baudRate: 9_600 };
const scale: PortSettings = { kind: 'serial', path: '/dev/scale', baudRate: 9_600 };
const reader: PortSettings = { kind: 'hid', vendorId: 0x0c2e };

function bench(options: { readonly loads?: boolean } = {}) {
  const time = new ManualTime();
  const logged: { readonly message: string; readonly fields: unknown }[] = [];
  const log = {
    log: (_level: string, message: string, fields?: unknown) => void logged.push({ message, fields }),
  };
  const processes: MemoryProcess[] = [];
  let cannotStart: Error | undefined;
  const ports = processPorts({
    start() {
      if (cannotStart !== undefined) throw cannotStart;
      const process = new MemoryProcess(options.loads);
      processes.push(process);
      return process;
    },
    deps: { clock: time, timers: time, log },
  });
  const open = async (settings: PortSettings) => {
    const heard = new Heard();
    const connection = ports.connect(settings)(heard);
    await quiet();
    return { heard, connection };
  };
  const newest = () => {
    const process = processes.at(-1);
    if (process === undefined) throw new Error('no process was started');
    return process;
  };
  const far = (process = newest(), index = -1): ScriptedConnection => {
    const connection = process.ports.connections.at(index);
    if (connection === undefined) throw new Error('nothing was opened');
    return connection;
  };
  const opened = async (settings: PortSettings) => {
    const near = await open(settings);
    far().listener.onOpen();
    await quiet();
    return { ...near, far: far(), process: newest() };
  };
  return {
    time,
    logged,
    processes,
    ports,
    open,
    opened,
    newest,
    far,
    failToStart: (error: Error) => {
      cannotStart = error;
    },
    said: (message: string) => logged.filter((line) => line.message === message),
  };
}

function write(connection: Connection, bytes: Uint8Array): { result: LinkError | 'taken' | 'waiting' } {
  const outcome: { result: LinkError | 'taken' | 'waiting' } = { result: 'waiting' };
  connection.write(bytes, (error) => {
    expect(outcome.result).toBe('waiting');
    outcome.result = error ?? 'taken';
  });
  return outcome;
}

const some = (length: number) => Uint8Array.from({ length }, (_, i) => i % 251);

describe('a connection', () => {
  test('starts a process when it is needed, and one for all', async () => {
    const { processes, open, far } = bench();
    expect(processes).toEqual([]);
    await open(scanner);
    await open(reader);
    expect(processes).toHaveLength(1);
    expect(processes[0]?.ports.connections.map(({ settings }) => settings)).toEqual([scanner, reader]);
    expect(far().isClosing).toBe(false);
  });

  test('opens, and carries every byte both ways in order', async () => {
    const { opened } = bench();
    const { heard, connection, far } = await opened(scanner);
    expect(heard.events).toEqual(['open']);
    // More than one message holds.
    far.listener.onData(some(200_000));
    far.listener.onData(some(3));
    await quiet();
    expect(heard.bytes).toEqual(Buffer.concat([some(200_000), some(3)]));
    const writes = [write(connection, some(5)), write(connection, some(7))];
    await quiet();
    expect(far.writes.map(({ bytes }) => [...bytes])).toEqual([[...some(5)], [...some(7)]]);
    expect(writes.map(({ result }) => result)).toEqual(['waiting', 'waiting']);
    far.takeWrites();
    await quiet();
    expect(writes.map(({ result }) => result)).toEqual(['taken', 'taken']);
  });

  test('a chunk that is a window on a pool does not bring the pool along', async () => {
    const { opened } = bench();
    const { process, far } = await opened(scanner);
    far.listener.onData(new Uint8Array(1_000_000).subarray(10, 13));
    const data = process.said.at(-1) as { readonly bytes: Uint8Array };
    expect([data.bytes.length, data.bytes.buffer.byteLength]).toEqual([3, 3]);
  });

  test('a port that does not open is lost, with what the system said', async () => {
    const { open, far } = bench();
    const { heard } = await open(scanner);
    far().listener.onLost({ fault: 'in-use', detail: 'x'.repeat(2_000) });
    await quiet();
    expect(heard.events).toEqual([{ fault: 'in-use', detail: expect.stringMatching(/^x{499}…$/) }]);
  });

  test('settings that the binding does not accept are a loss like any other', async () => {
    const { open } = bench();
    const { heard, connection } = await open({ ...scanner, baudRate: 0 });
    expect(heard.events).toEqual([{ fault: 'failed', detail: 'an impossible baud rate' }]);
    await connection.close();
  });

  test('a write that fails tells its own fault', async () => {
    const { opened } = bench();
    const { connection, far } = await opened(scanner);
    const written = write(connection, some(1));
    await quiet();
    far.writes[0]?.done({ fault: 'disconnected', detail: 'EIO' });
    await quiet();
    expect(written.result).toEqual({ fault: 'disconnected', detail: 'EIO' });
  });

  test('that is lost says so once, and its port hears no more', async () => {
    const { opened } = bench();
    const { heard, connection, far } = await opened(scanner);
    // As the serial binding does after a failed write.
    far.listener.onLost({ fault: 'disconnected', detail: 'EIO' });
    far.listener.onLost({ fault: 'disconnected', detail: 'closed' });
    far.listener.onData(some(2));
    const written = write(connection, some(1));
    await quiet();
    expect(heard.events).toEqual(['open', { fault: 'disconnected', detail: 'EIO' }]);
    expect([heard.bytes.length, far.writes.length]).toEqual([0, 0]);
    expect(written.result).toEqual({ fault: 'disconnected', detail: 'the port is not open' });
  });

  test('a write larger than a message is refused before it crosses', async () => {
    const { opened } = bench();
    const { connection, far } = await opened(scanner);
    expect(write(connection, new Uint8Array(MAX_WRITE_BYTES + 1)).result).toMatchObject({
      fault: 'overflow',
    });
    await quiet();
    expect(far.writes).toEqual([]);
  });

  test('close waits until the port is let go of, and is heard once', async () => {
    const { opened } = bench();
    const { connection, far, heard, process } = await opened(scanner);
    process.ports.holdsCloses = true;
    let isClosed = false;
    void connection.close().then(() => {
      isClosed = true;
    });
    void connection.close();
    far.listener.onData(some(4));
    await quiet();
    expect([far.isClosing, isClosed]).toEqual([true, false]);
    far.closing.resolve();
    await quiet();
    expect([isClosed, heard.bytes.length]).toEqual([true, 0]);
    expect(process.told.filter((message) => (message as { kind: string }).kind === 'close')).toHaveLength(1);
    expect(write(connection, some(1)).result).toMatchObject({ fault: 'disconnected' });
  });

  test('a port that never closes is not waited for for ever', async () => {
    const { opened, newest, time } = bench();
    const { connection } = await opened(scanner);
    newest().ports.holdsCloses = true;
    let isClosed = false;
    void connection.close().then(() => {
      isClosed = true;
    });
    await time.advance(4_900);
    expect(isClosed).toBe(false);
    await time.advance(200);
    expect(isClosed).toBe(true);
  });
});

describe('back-pressure', () => {
  test('what a link lets wait is what the operating system has not taken, not what has crossed', async () => {
    const { ports, far, time } = bench();
    const deps = { timers: time, log: { log() {} } };
    const link = new ReconnectingLink('scanner', ports.connect(scanner), deps, { maxPendingBytes: 100 });
    link.open();
    await quiet();
    far().listener.onOpen();
    await quiet();
    const first = link.write(some(80));
    await quiet();
    expect(await link.write(some(30))).toMatchObject({ ok: false, error: { fault: 'overflow' } });
    far().takeWrites();
    expect(await first).toEqual({ ok: true, value: undefined });
    const second = link.write(some(30));
    await quiet();
    far().takeWrites();
    expect(await second).toEqual({ ok: true, value: undefined });
    await link.close();
  });

  test('a flood goes on for ever while the core hears it', async () => {
    const { opened } = bench();
    const { heard, far, process } = await opened(scanner);
    for (let i = 0; i < 40; i += 1) {
      far.listener.onData(some(100_000));
      await quiet();
    }
    expect([heard.events, heard.bytes.length]).toEqual([['open'], 4_000_000]);
    // No byte is reported twice, and only the last few not yet.
    const told = process.told as readonly { readonly byteCount?: number }[];
    const reported = told.reduce((sum, { byteCount = 0 }) => sum + byteCount, 0);
    expect(4_000_000 - reported).toBeGreaterThanOrEqual(0);
    expect(4_000_000 - reported).toBeLessThan(HEARD_EVERY_BYTES);
  });

  test('a core that hears nothing loses the connection rather than the process its memory', async () => {
    const { opened } = bench();
    const { process, far } = await opened(scanner);
    const before = process.said.length;
    // In one go, so that nothing can be heard in between.
    for (let sent = 0; sent <= 3 * MAX_UNHEARD_BYTES; sent += 65_536) far.listener.onData(some(65_536));
    const said = process.said.slice(before) as readonly { readonly kind: string }[];
    expect(said.filter(({ kind }) => kind === 'data')).toHaveLength(MAX_UNHEARD_BYTES / 65_536);
    expect(said.at(-1)).toMatchObject({ kind: 'lost', error: { fault: 'overflow' } });
    expect(far.isClosing).toBe(true);
  });
});

describe('when the process dies', () => {
  test('every connection is lost, what waited fails, and the next attempt starts another', async () => {
    const { opened, open, processes } = bench();
    const one = await opened(scanner);
    const two = await opened(reader);
    const written = write(one.connection, some(3));
    let isClosed = false;
    void two.connection.close().then(() => {
      isClosed = true;
    });
    one.process.die('SIGSEGV');
    await quiet();
    const lost = { fault: 'disconnected', detail: 'the port process has ended (SIGSEGV)' };
    expect(one.heard.events).toEqual(['open', lost]);
    expect([written.result, isClosed]).toEqual([lost, true]);
    // Who had asked for the end is not told of it.
    expect(two.heard.events).toEqual(['open']);
    await one.connection.close();
    await open(scanner);
    expect(processes).toHaveLength(2);
  });

  test('links come back by themselves, each in a process of its own for ten minutes', async () => {
    const { ports, time, processes, newest } = bench();
    const links = [scanner, scale].map((settings) => {
      const deps = { timers: time, log: { log() {} } };
      return new ReconnectingLink('a link', ports.connect(settings), deps);
    });
    for (const link of links) link.open();
    await quiet();
    newest().die();
    await quiet();
    expect(links.map(({ state }) => state)).toMatchObject([
      { status: 'waiting', fault: 'disconnected' },
      { status: 'waiting', fault: 'disconnected' },
    ]);
    await time.advance(1_000);
    await quiet();
    expect(processes.map((each) => each.ports.connections.map(({ settings }) => settings))).toEqual([
      [scanner, scale],
      [scanner],
      [scale],
    ]);
    // Unplugged and back after the ten minutes: they share again, and their own processes have ended.
    await time.advance(600_000);
    for (const process of processes.slice(1))
      process.ports.connections[0]?.listener.onLost({ fault: 'disconnected', detail: 'unplugged' });
    await time.advance(2_000);
    await quiet();
    expect(processes.slice(1, 3).map(({ isDead, wasKilled }) => ({ isDead, wasKilled }))).toEqual([
      { isDead: true, wasKilled: false },
      { isDead: true, wasKilled: false },
    ]);
    expect(newest().ports.connections.map(({ settings }) => settings)).toEqual([scanner, scale]);
    for (const link of links) await link.close();
  });

  test('a port that crashes alone again and again is left alone for a minute; the other one never notices', async () => {
    const { open, opened, processes, said, time } = bench();
    const bad = await opened(scanner);
    await opened(scale);
    bad.process.die();
    await quiet();
    const good = await opened(scale);
    for (let i = 0; i < 2; i += 1) {
      const again = await opened(scanner);
      expect(again.heard.events).toEqual(['open']);
      again.process.die();
      await quiet();
    }
    expect(said('a port crashes its process again and again and is left alone')).toEqual([
      expect.objectContaining({ fields: { port: 'serial:/dev/scanner', pauseMs: 60_000 } }),
    ]);
    const count = processes.length;
    const refused = await open(scanner);
    expect(refused.heard.events).toEqual([
      {
        fault: 'failed',
        detail: 'it crashed its process again and again; left alone for 60 s',
      },
    ]);
    expect(write(refused.connection, some(1)).result).toMatchObject({ fault: 'failed' });
    await refused.connection.close();
    expect([processes.length, good.process.isDead, good.heard.events]).toEqual([count, false, ['open']]);
    await time.advance(60_000);
    expect((await opened(scanner)).heard.events).toEqual(['open']);
  });

  test('before it has loaded its native parts, no port is blamed', async () => {
    const { open, newest, said, processes } = bench({ loads: false });
    for (let i = 0; i < 5; i += 1) {
      const { heard } = await open(scanner);
      newest().die('exit code 1');
      await quiet();
      expect(heard.events).toEqual([
        { fault: 'disconnected', detail: 'the port process has ended (exit code 1)' },
      ]);
    }
    expect([processes.length, said('the port process has died').length]).toEqual([5, 5]);
    expect(said('a port crashes its process again and again and is left alone')).toEqual([]);
  });

  test('one that cannot be started is a loss that the link waits out', async () => {
    const { open, failToStart } = bench();
    failToStart(new Error('no memory'));
    const { heard, connection } = await open(scanner);
    expect(heard.events).toEqual([{ fault: 'failed', detail: 'no memory' }]);
    await connection.close();
  });
});

describe('a process that is stuck in native code', () => {
  test('is ended after four unanswered questions, and the links come back in another', async () => {
    const { opened, time } = bench();
    const { process, heard } = await opened(scanner);
    await time.advance(60_000);
    expect(process.isDead).toBe(false);
    process.isStuck = true;
    await time.advance(15_000);
    expect(process.isDead).toBe(false);
    await time.advance(5_100);
    expect([process.wasKilled, heard.events.at(-1)]).toEqual([
      true,
      { fault: 'disconnected', detail: 'the port process has ended (SIGKILL)' },
    ]);
  });

  test('does not hold up the end', async () => {
    const { opened, ports, time } = bench();
    const { process } = await opened(scanner);
    process.isStuck = true;
    await time.until(ports.close(), 2_100);
    expect(process.wasKilled).toBe(true);
  });
});

describe('the list of what is plugged in', () => {
  test('comes from the process', async () => {
    const { ports, opened, time } = bench();
    const { process } = await opened(scanner);
    process.ports.plugged = [{ kind: 'serial', path: '/dev/ttyUSB0', label: 'x'.repeat(600) }];
    expect(await time.until(ports.list())).toEqual([
      { kind: 'serial', path: '/dev/ttyUSB0', label: expect.stringMatching(/^x{499}…$/) },
    ]);
  });

  test('is empty when the process dies over it, which is then done apart', async () => {
    const { ports, opened, processes, newest, time } = bench();
    const { process } = await opened(scanner);
    const list = ports.list();
    process.die();
    expect(await list).toEqual([]);
    const again = ports.list();
    await quiet();
    expect(await again).toEqual([]);
    // Nobody else was in that process, and it has ended with its work.
    expect([processes.length, newest().ports.connections, newest().isDead]).toEqual([2, [], true]);
    await time.until(ports.close());
  });

  test('is not asked for while looking crashes the process', async () => {
    const { ports, newest, processes } = bench();
    for (let i = 0; i < 3; i += 1) {
      const list = ports.list();
      await quietlyDie(newest());
      expect(await list).toEqual([]);
    }
    expect(await ports.list()).toEqual([]);
    expect(processes).toHaveLength(3);
  });

  test('does not wait for ever', async () => {
    const { ports, opened, time } = bench();
    const { process } = await opened(scanner);
    process.isStuck = true;
    expect(await time.until(ports.list(), 10_100)).toEqual([]);
  });
});

/** Ready first, dead before the answer. */
async function quietlyDie(process: MemoryProcess): Promise<void> {
  process.ports.list = () => new Promise(() => {});
  await quiet();
  process.die();
  await quiet();
}

describe('what is no message', () => {
  test('is dropped and logged, and what follows is heard', async () => {
    const { opened, said } = bench();
    const { process, heard, far } = await opened(scanner);
    for (const nonsense of [
      null,
      7,
      'data',
      {},
      { kind: 'data' },
      { kind: 'data', connection: -1, bytes: some(1) },
    ])
      process.say(nonsense);
    process.say({ kind: 'data', connection: 999, bytes: some(1) });
    process.say({ kind: 'written', connection: 999, write: 1 });
    process.say({ kind: 'listed', request: 999, ports: [] });
    far.listener.onData(some(2));
    await quiet();
    expect(said('the port process sent what is no message')).toHaveLength(6);
    expect([heard.events, heard.bytes.length]).toEqual([['open'], 2]);
  });

  test('is dropped by the process as well', async () => {
    const { opened, said } = bench();
    const { process, far, connection } = await opened(scanner);
    process.post({ kind: 'open', connection: 1 });
    process.post({ kind: 'write', connection: 999, write: 1, bytes: some(1) });
    const written = write(connection, some(1));
    await quiet();
    far.takeWrites();
    await quiet();
    expect(written.result).toBe('taken');
    expect(said('the core sent what is no message')).toHaveLength(1);
  });
});

describe('close', () => {
  test('ends the process in order, and refuses everything from then on', async () => {
    const { ports, opened, open, processes, said } = bench();
    const { process } = await opened(scanner);
    await Promise.all([ports.close(), ports.close()]);
    expect([process.isDead, process.wasKilled]).toEqual([true, false]);
    const { heard } = await open(scanner);
    expect(heard.events).toEqual([{ fault: 'closed', detail: 'the ports are closed' }]);
    expect(await ports.list()).toEqual([]);
    expect([processes.length, said('the port process has died').length]).toEqual([1, 0]);
  });

  test('without a process does nothing', async () => {
    const { ports, processes } = bench();
    await ports.close();
    expect(processes).toEqual([]);
  });
});
