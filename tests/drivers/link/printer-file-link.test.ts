// A printer's device file. A pseudo-terminal opened as a file stands in for usblp: it takes what fits, answers, and
// fails with EIO when the other end goes, as a USB printer that is unplugged does.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listPrinterFiles, printerFileLink } from '../../../drivers/link/printer-file-link.ts';
import type { LinkPolicy } from '../../../drivers/link/reconnecting-link.ts';
import type { Link } from '../../../drivers/link.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, realTime } from '../support/time.ts';

const policy: Partial<LinkPolicy> = { backoff: { firstMs: 20, maxMs: 50 } };
const deps = { timers: realTime, log: silentLogger };

let folder = '';
const links: Link[] = [];
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-printer-file-'));
});
afterEach(async () => {
  for (const link of links.splice(0)) await link.close();
  for (const child of children.splice(0)) await ended(child);
  rmSync(folder, { recursive: true });
});

function linkTo(path: string): Link {
  const link = printerFileLink({ path }, deps, policy);
  links.push(link);
  return link;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** A printer whose file is `path`; its side of the wire is the child's input and output. */
async function plugIn(path: string): Promise<ChildProcess> {
  const child = spawn('socat', [`pty,rawer,link=${path}`, '-'], { stdio: ['pipe', 'pipe', 'ignore'] });
  children.push(child);
  await eventually(() => existsSync(path), 'the device file appears');
  return child;
}

async function faultOf(link: Link): Promise<unknown> {
  link.open();
  await eventually(() => link.state.status === 'waiting', 'the link gives up for now');
  return link.state.status === 'waiting' ? link.state.fault : undefined;
}

describe('a printer file', () => {
  test('carries bytes both ways, in order', async () => {
    const path = join(folder, 'lp0');
    const printer = await plugIn(path);
    const heard: Buffer[] = [];
    printer.stdout?.on('data', (bytes: Buffer) => heard.push(bytes));
    const link = linkTo(path);
    const answers: Uint8Array[] = [];
    link.onData((bytes) => answers.push(bytes));
    link.open();
    await eventually(() => link.state.status === 'open', 'open');
    const chunks = Array.from({ length: 20 }, (_, i) => Buffer.alloc(700, i));
    const written = await Promise.all(chunks.map((chunk) => link.write(chunk)));
    expect(written.every((result) => result.ok)).toBe(true);
    const sent = Buffer.concat(chunks);
    await eventually(() => Buffer.concat(heard).length === sent.length, 'all bytes');
    expect(Buffer.concat(heard).equals(sent)).toBe(true);
    printer.stdin?.write(Buffer.from([0x12, 0x00, 0xff, 0x13]));
    await eventually(() => Buffer.concat(answers).length === 4, 'an answer');
    expect([...Buffer.concat(answers)]).toEqual([0x12, 0x00, 0xff, 0x13]);
  });

  test('that takes nothing leaves the write pending, blocks no file thread, and goes on when it takes again', async () => {
    const path = join(folder, 'lp0');
    const printer = await plugIn(path);
    const link = linkTo(path);
    link.open();
    await eventually(() => link.state.status === 'open', 'open');
    printer.kill('SIGSTOP'); // as without paper: it reads nothing
    const long = Buffer.alloc(100_000, 0x41);
    let isTaken = false;
    const writing = link.write(long).then((result) => {
      isTaken = true;
      return result;
    });
    // Node has four file threads: with six such printers there would be none left if each held one.
    const others = Array.from({ length: 5 }, () => linkTo(path));
    for (const other of others) other.open();
    await eventually(() => others.every((other) => other.state.status === 'open'), 'the others open');
    for (const other of others) void other.write(Buffer.alloc(1_000, 0x42));
    const file = join(folder, 'other');
    writeFileSync(file, 'read me');
    expect(await readFile(file, 'utf8')).toBe('read me');
    expect(isTaken).toBe(false);
    // More than the bound is refused at once instead of being kept.
    const refused = await link.write(Buffer.alloc(300_000));
    expect(refused).toMatchObject({ ok: false, error: { fault: 'overflow' } });
    let count = 0;
    printer.stdout?.on('data', (bytes: Buffer) => {
      count += bytes.length;
    });
    printer.kill('SIGCONT');
    expect(await writing).toEqual({ ok: true, value: undefined });
    await eventually(() => count === 105_000, 'everything came');
  });

  test('closing ends a write that waits', async () => {
    const path = join(folder, 'lp0');
    const printer = await plugIn(path);
    const link = linkTo(path);
    link.open();
    await eventually(() => link.state.status === 'open', 'open');
    printer.kill('SIGSTOP');
    const writing = link.write(Buffer.alloc(100_000));
    await link.close();
    expect(await writing).toMatchObject({ ok: false, error: { fault: 'closed' } });
  });

  test('unplugged is disconnected, and plugged in again it is open again', async () => {
    const path = join(folder, 'lp0');
    const first = await plugIn(path);
    const link = linkTo(path);
    const faults: string[] = [];
    link.onState((state) => {
      if (state.status === 'waiting') faults.push(state.fault);
    });
    link.open();
    await eventually(() => link.state.status === 'open', 'open');
    await ended(first);
    await eventually(() => link.state.status !== 'open', 'gone');
    expect(faults[0]).toBe('disconnected');
    rmSync(path, { force: true });
    await plugIn(path);
    await eventually(() => link.state.status === 'open', 'open again');
  });

  test('that is only written to, such as a pipe, works without answers', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const link = linkTo(path);
    link.open();
    await eventually(() => link.state.status === 'open', 'open');
    expect(await link.write(Uint8Array.of(1, 2, 3))).toEqual({ ok: true, value: undefined });
  });
});

describe('what is no printer', () => {
  const wrong: readonly {
    readonly name: string;
    readonly make: (path: string) => void;
    readonly fault: string;
  }[] = [
    { name: 'a name that is not there', make: () => {}, fault: 'not-found' },
    { name: 'an ordinary file', make: (path) => writeFileSync(path, 'precious'), fault: 'failed' },
    { name: 'a folder', make: (path) => mkdirSync(path), fault: 'failed' },
  ];
  for (const { name, make, fault } of wrong) {
    test(`${name}: ${fault}`, async () => {
      const path = join(folder, 'lp0');
      make(path);
      expect(await faultOf(linkTo(path))).toBe(fault);
      if (name === 'an ordinary file') expect(readFileSync(path, 'utf8')).toBe('precious');
    });
  }
});

test('printers are listed with what the system knows of them', async () => {
  const folders = { devices: join(folder, 'dev'), system: join(folder, 'sys') };
  expect(await listPrinterFiles(folders)).toEqual([]);
  for (const name of ['lp0', 'lp10', 'lp2', 'hiddev0']) {
    mkdirSync(folders.devices, { recursive: true });
    writeFileSync(join(folders.devices, name), '');
  }
  const device = join(folders.system, 'lp2', 'device');
  mkdirSync(device, { recursive: true });
  writeFileSync(join(device, 'ieee1284_id'), 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T88VI;CLS:PRINTER;\n');
  writeFileSync(join(device, '../idVendor'), '04b8\n');
  writeFileSync(join(device, '../idProduct'), '0202\n');
  expect(await listPrinterFiles(folders)).toEqual([
    { kind: 'printer-file', path: join(folders.devices, 'lp0'), label: '' },
    {
      kind: 'printer-file',
      path: join(folders.devices, 'lp2'),
      label: 'EPSON TM-T88VI',
      vendorId: 0x04b8,
      productId: 0x0202,
    },
    { kind: 'printer-file', path: join(folders.devices, 'lp10'), label: '' },
  ]);
});
