import { type Logger, silentLogger } from '../../src-main/base/log.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { Link, LinkError } from '../link.ts';
import type { HidDeviceInfo, HidHandle, HidTransport } from './hid-transport.ts';
import { NodeHidTransport } from './node-hid-transport.ts';
import type { HidSettings, PluggedPort } from './ports.ts';
import {
  type Connect,
  type Connection,
  type ConnectionListener,
  type LinkDeps,
  type LinkPolicy,
  ReconnectingLink,
} from './reconnecting-link.ts';

/** HID Usage Tables 1.5, section 21 (Bar Code Scanner Page). */
const scannerPage = 0x8c;
const scannerUsage = 0x02;
/** What a till could use: bar code scanners, scales (page 8Dh), and clones that put the scanner's page among the maker's. */
const tillPages: readonly number[] = [scannerPage, 0x8d, 0xff8c];
/** A USB transfer that takes longer meets a device that has stopped listening. */
const writeTimeoutMs = 2_000;

const ownTransport = new NodeHidTransport();

/**
 * How a link to a HID device connects. Every `onData` is exactly one input report, its report id included.
 * Without a path the bus is looked at anew for each attempt, since a replugged device may come back under another one.
 * Faults: `not-found`, `permission-denied`, `in-use` where the system gives a device to one program alone,
 * `disconnected`, and `failed` with advice when the system's HID libraries are missing.
 */
export function hidConnect(
  settings: HidSettings,
  deps: LinkDeps,
  transport: HidTransport = ownTransport,
): Connect {
  return (listener) => openDevice(settings, deps, transport, listener);
}

/** A link to a HID device; see {@link hidConnect}. */
export function hidLink(
  settings: HidSettings,
  deps: LinkDeps,
  policy?: Partial<LinkPolicy>,
  transport?: HidTransport,
): Link {
  return new ReconnectingLink(hidName(settings), hidConnect(settings, deps, transport), deps, policy);
}

/**
 * The HID devices that a till could use, each once; empty where the system cannot say, with the reason in the log.
 * Keyboards and mice are left out: the system types their keys anyway.
 */
export async function listHid(
  transport: HidTransport = ownTransport,
  log: Logger = silentLogger,
): Promise<PluggedPort[]> {
  const listed = await transport.list();
  if (!listed.ok) {
    log.log('warn', 'HID devices cannot be listed', { ...listed.error });
    return [];
  }
  const ports = new Map<string, PluggedPort>();
  for (const { path, label, vendorId, productId, usagePage } of listed.value) {
    if (usagePage !== undefined && !tillPages.includes(usagePage)) continue;
    if (!ports.has(path)) ports.set(path, { kind: 'hid', path, label, vendorId, productId });
  }
  return [...ports.values()];
}

function openDevice(
  settings: HidSettings,
  deps: LinkDeps,
  transport: HidTransport,
  listener: ConnectionListener,
): Connection {
  let closed: Promise<void> | undefined;
  let handle: HidHandle | undefined;
  const lose = (error: LinkError) => {
    if (closed === undefined) listener.onLost(error);
  };
  const opening = (async () => {
    const path = await pathOf(settings, transport);
    if (!path.ok) return lose(path.error);
    if (closed !== undefined) return;
    const opened = await transport.open(path.value, {
      onReport: (report) => {
        if (closed === undefined) listener.onData(report);
      },
      onError: (detail) => lose({ fault: 'disconnected', detail }),
    });
    if (!opened.ok) return lose(opened.error);
    handle = opened.value;
    if (closed === undefined) listener.onOpen();
  })();
  return {
    write(bytes, done) {
      if (handle === undefined) {
        done({ fault: 'disconnected', detail: 'the device is not open' });
        return;
      }
      const timedOut: LinkError = {
        fault: 'timed-out',
        detail: `the device took no report for ${writeTimeoutMs} ms`,
      };
      let isDone = false;
      const finish = (error: LinkError | undefined) => {
        if (!isDone) done(error);
        isDone = true;
      };
      const cancelTimeout = deps.timers.after(writeTimeoutMs, () => {
        finish(timedOut);
        lose(timedOut);
      });
      void handle.write(bytes).then((written) => {
        cancelTimeout();
        // A report that the device does not know is refused and nothing else is wrong; a lost device fails its reads too.
        finish(written.ok ? undefined : written.error);
      });
    },
    close() {
      closed ??= opening.then(() => handle?.close());
      return closed;
    },
  };
}

/** The path to open, from the settings or by looking for the first device that fits them. */
async function pathOf(settings: HidSettings, transport: HidTransport): Promise<Result<string, LinkError>> {
  if (settings.path !== undefined) return ok(settings.path);
  const listed = await transport.list();
  if (!listed.ok) return listed;
  const ofMaker = listed.value.filter((device) => isOfMaker(device, settings));
  const { usagePage = scannerPage, usage = scannerUsage } = settings;
  const found = ofMaker.find((device) => device.usagePage === usagePage && device.usage === usage);
  if (found !== undefined) return ok(found.path);
  const wanted = `usage page ${hex(usagePage)}, usage ${hex(usage)}`;
  const other = settings.vendorId === undefined ? undefined : ofMaker[0];
  const detail =
    other === undefined
      ? `no HID device with ${wanted}`
      : `${other.label || hex(other.vendorId)} is plugged in without ${wanted}: it may be in keyboard or serial mode`;
  return err({ fault: 'not-found', detail });
}

function isOfMaker(device: HidDeviceInfo, { vendorId, productId }: HidSettings): boolean {
  const isVendor = vendorId === undefined || device.vendorId === vendorId;
  return isVendor && (productId === undefined || device.productId === productId);
}

function hidName({ path, vendorId, productId, usagePage }: HidSettings): string {
  if (path !== undefined) return `hid:${path}`;
  const ids = [vendorId, productId].map((id) => (id === undefined ? '*' : hex(id)));
  return `hid:${ids.join(':')}/${hex(usagePage ?? scannerPage)}`;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}
