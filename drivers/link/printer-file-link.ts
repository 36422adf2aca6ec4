import { constants } from 'node:fs';
import { type FileHandle, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dispose } from '../../src-main/base/clock.ts';
import type { Link, LinkError } from '../link.ts';
import { linkErrorOf } from './link-faults.ts';
import type { PluggedPort, PrinterFileSettings } from './ports.ts';
import {
  type Connect,
  type Connection,
  type ConnectionListener,
  type LinkDeps,
  type LinkPolicy,
  ReconnectingLink,
} from './reconnecting-link.ts';

/** A link to a printer's device file, such as `/dev/usb/lp0`, opened in this process. */
export function printerFileLink(
  settings: PrinterFileSettings,
  deps: LinkDeps,
  policy?: Partial<LinkPolicy>,
): Link {
  return new ReconnectingLink(
    `printer-file:${settings.path}`,
    printerFileConnect(settings, deps),
    deps,
    policy,
  );
}

/**
 * How a link connects to a printer's device file (Linux, usblp(4)). The file is opened so that no call ever waits: a
 * printer without paper takes nothing, and a waiting write would hold one of Node's few file threads for as long. What
 * it does not take is offered again by timer. A file that another program has open is `in-use`; one that is no
 * device file is `failed`, and nothing is written to it.
 */
export function printerFileConnect(settings: PrinterFileSettings, deps: LinkDeps): Connect {
  return (listener) => new PrinterFile(settings.path, deps, listener);
}

interface WaitingWrite {
  readonly bytes: Uint8Array;
  readonly done: (error: LinkError | undefined) => void;
}

/** From one offer of bytes that were not taken to the next; doubles while nothing moves. */
const firstOfferMs = 5;
const maxOfferMs = 100;
/** Answers are looked for often just after something was sent, and seldom otherwise. */
const eagerReadMs = 10;
const idleReadMs = 100;
const eagerReads = 100;
const readBytes = 512;

/** usblp reports a full buffer as EAGAIN, and a printer without paper as ENOSPC where it was told to stop there. */
const notNow: ReadonlySet<string> = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR', 'ENOSPC']);
/** A printer that cannot answer: the file can be written only. */
const writeOnly: ReadonlySet<string> = new Set(['EINVAL', 'EACCES', 'EPERM', 'EROFS', 'EOPNOTSUPP', 'EBADF']);

class PrinterFile implements Connection {
  readonly #path: string;
  readonly #deps: LinkDeps;
  readonly #listener: ConnectionListener;
  readonly #waiting: WaitingWrite[] = [];
  readonly #buffer = new Uint8Array(readBytes);
  readonly #opened: Promise<FileHandle | undefined>;
  #isOver = false;
  #isWriting = false;
  #eagerReadsLeft = 0;
  #cancelOffer: Dispose = () => {};
  #cancelRead: Dispose = () => {};
  #closed: Promise<void> | undefined;

  constructor(path: string, deps: LinkDeps, listener: ConnectionListener) {
    this.#path = path;
    this.#deps = deps;
    this.#listener = listener;
    this.#opened = this.#open();
  }

  write(bytes: Uint8Array, done: (error: LinkError | undefined) => void): void {
    if (this.#isOver) {
      done({ fault: 'disconnected', detail: 'the file was closed' });
      return;
    }
    this.#waiting.push({ bytes, done });
    void this.#opened.then((file) => {
      if (file !== undefined && !this.#isWriting) void this.#offer(file, firstOfferMs);
    });
  }

  close(): Promise<void> {
    this.#end({ fault: 'closed', detail: 'closed by the till' });
    this.#closed ??= this.#opened.then(async (file) => {
      // What closing reports concerns bytes that nobody waits for any more.
      await file?.close().catch(() => {});
    });
    return this.#closed;
  }

  async #open(): Promise<FileHandle | undefined> {
    try {
      const { file, canRead } = await openWithoutWaiting(this.#path);
      const kind = await file.stat();
      if (!kind.isCharacterDevice() && !kind.isFIFO()) {
        await file.close();
        this.#lose({ fault: 'failed', detail: `${this.#path} is not a printer's device file` });
        return undefined;
      }
      if (this.#isOver) return file;
      this.#listener.onOpen();
      if (canRead) this.#readSoon(file, 0);
      return file;
    } catch (error) {
      this.#lose(linkErrorOf(error));
      return undefined;
    }
  }

  async #offer(file: FileHandle, afterMs: number): Promise<void> {
    this.#isWriting = true;
    let againMs = afterMs;
    let bytesTaken = 0;
    for (let write = this.#waiting[0]; write !== undefined && !this.#isOver; write = this.#waiting[0]) {
      const rest = write.bytes.subarray(bytesTaken);
      const taken = await this.#tryWrite(file, rest);
      if (taken === undefined || this.#isOver) return;
      bytesTaken += taken;
      if (taken > 0) againMs = firstOfferMs;
      if (bytesTaken >= write.bytes.length) {
        bytesTaken = 0;
        this.#waiting.shift();
        this.#eagerReadsLeft = eagerReads;
        write.done(undefined);
      } else if (taken === 0) {
        this.#waiting[0] = { ...write, bytes: rest };
        this.#cancelOffer = this.#deps.timers.after(againMs, () => {
          void this.#offer(file, Math.min(maxOfferMs, againMs * 2));
        });
        return;
      }
    }
    this.#isWriting = false;
  }

  /** How many bytes were taken, 0 when none can be now; undefined when the printer is gone. */
  async #tryWrite(file: FileHandle, bytes: Uint8Array): Promise<number | undefined> {
    try {
      return (await file.write(bytes, 0, bytes.length, null)).bytesWritten;
    } catch (error) {
      if (notNow.has(codeOf(error))) return 0;
      this.#lose(lossOf(error));
      return undefined;
    }
  }

  #readSoon(file: FileHandle, delayMs: number): void {
    this.#cancelRead = this.#deps.timers.after(delayMs, () => void this.#read(file));
  }

  async #read(file: FileHandle): Promise<void> {
    if (this.#isOver) return;
    let count = 0;
    try {
      count = (await file.read(this.#buffer, 0, readBytes, null)).bytesRead;
    } catch (error) {
      const code = codeOf(error);
      if (!notNow.has(code)) {
        if (!writeOnly.has(code)) this.#lose(lossOf(error));
        return;
      }
    }
    if (this.#isOver) return;
    if (count > 0) this.#listener.onData(this.#buffer.slice(0, count));
    // Nothing read is no end: a USB printer that has nothing to say answers with an empty packet. But a file that has
    // lost its name belongs to a device that is gone.
    else if (await hasVanished(file)) {
      this.#lose({ fault: 'disconnected', detail: `${this.#path} is gone` });
      return;
    }
    if (this.#isOver) return;
    this.#eagerReadsLeft = count > 0 ? eagerReads : Math.max(0, this.#eagerReadsLeft - 1);
    this.#readSoon(file, this.#eagerReadsLeft > 0 ? eagerReadMs : idleReadMs);
  }

  #lose(error: LinkError): void {
    if (this.#isOver) return;
    this.#end(error);
    this.#listener.onLost(error);
  }

  #end(error: LinkError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelOffer();
    this.#cancelRead();
    for (const write of this.#waiting.splice(0)) write.done(error);
  }
}

/** For both ways where the printer answers, else for writing alone. */
async function openWithoutWaiting(
  path: string,
): Promise<{ readonly file: FileHandle; readonly canRead: boolean }> {
  const flags = constants.O_NONBLOCK | constants.O_NOCTTY;
  try {
    return { file: await open(path, constants.O_RDWR | flags), canRead: true };
  } catch (error) {
    if (!writeOnly.has(codeOf(error))) throw error;
    return { file: await open(path, constants.O_WRONLY | flags), canRead: false };
  }
}

async function hasVanished(file: FileHandle): Promise<boolean> {
  const { nlink } = await file.stat().catch(() => ({ nlink: 0 }));
  return nlink === 0;
}

/** A device that is not there any more was there when it was opened. */
function lossOf(error: unknown): LinkError {
  const { fault, detail } = linkErrorOf(error);
  return { fault: fault === 'not-found' ? 'disconnected' : fault, detail };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Where Linux keeps printers' device files and what it knows of them. */
export interface PrinterFileFolders {
  readonly devices: string;
  readonly system: string;
}

/**
 * USB printers that have a device file now; none on systems without such files.
 * @param folders Linux's own unless told.
 */
export async function listPrinterFiles(
  folders: PrinterFileFolders = { devices: '/dev/usb', system: '/sys/class/usbmisc' },
): Promise<readonly PluggedPort[]> {
  const names = await readdir(folders.devices).catch((): string[] => []);
  const files = names
    .filter((name) => /^lp\d+$/.test(name))
    .sort((one, other) => Number(one.slice(2)) - Number(other.slice(2)));
  return Promise.all(files.map((name) => describePrinterFile(name, folders)));
}

async function describePrinterFile(name: string, folders: PrinterFileFolders): Promise<PluggedPort> {
  // The interface, and one above it the device with its USB ids.
  const place = join(folders.system, name, 'device');
  const read = (file: string) => readFile(join(place, file), 'utf8').catch(() => '');
  const [identity, vendor, product] = await Promise.all([
    read('ieee1284_id'),
    read('../idVendor'),
    read('../idProduct'),
  ]);
  const vendorId = Number.parseInt(vendor, 16);
  const productId = Number.parseInt(product, 16);
  return {
    kind: 'printer-file',
    path: join(folders.devices, name),
    label: labelOf(identity),
    ...(Number.isNaN(vendorId) ? {} : { vendorId }),
    ...(Number.isNaN(productId) ? {} : { productId }),
  };
}

/** `MFG:EPSON;MDL:TM-T88VI;…` (IEEE 1284, device id) in a person's words. */
function labelOf(identity: string): string {
  const fields = new Map(
    identity.split(';').flatMap((field) => {
      const [key, value] = field.split(':').map((part) => part.trim());
      return key === undefined || value === undefined ? [] : [[key.toUpperCase(), value] as const];
    }),
  );
  const maker = fields.get('MFG') ?? fields.get('MANUFACTURER');
  const model = fields.get('MDL') ?? fields.get('MODEL');
  return [maker, model].filter((word) => word !== undefined && word !== '').join(' ');
}
