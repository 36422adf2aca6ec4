import { type Device, devicesAsync, HIDAsync, setDriverType } from 'node-hid';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { LinkError } from '../link.ts';
import type { HidDeviceInfo, HidHandle, HidListener, HidTransport } from './hid-transport.ts';
import { linkErrorOf } from './link-faults.ts';

/** What is used of an open `HIDAsync`. */
export interface NativeHidDevice {
  on(event: 'data', listener: (report: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  write(report: Buffer): Promise<number>;
  close(): Promise<void>;
}

/** What is used of node-hid. */
export interface NativeHid {
  setDriverType(type: 'hidraw'): void;
  devices(): Promise<readonly Device[]>;
  open(path: string): Promise<NativeHidDevice>;
}

const nodeHid: NativeHid = {
  setDriverType,
  devices: () => devicesAsync(),
  open: (path) => HIDAsync.open(path),
};

/**
 * HID through node-hid, by its asynchronous calls alone: the others would hold up the whole till while the bus is
 * looked at. The native part loads at the first call, so a machine without its libraries hears of it as an error here.
 */
export class NodeHidTransport implements HidTransport {
  readonly #native: NativeHid;
  readonly #isLinux: boolean;
  #isReady = false;

  /** @param native node-hid unless told; tests hand in one that fails as real ones do. */
  constructor(native: NativeHid = nodeHid, platform: NodeJS.Platform = process.platform) {
    this.#native = native;
    this.#isLinux = platform === 'linux';
  }

  async list(): Promise<Result<readonly HidDeviceInfo[], LinkError>> {
    try {
      this.#prepare();
      return ok((await this.#native.devices()).flatMap(infoOf));
    } catch (error) {
      return err(hidErrorOf(error));
    }
  }

  async open(path: string, listener: HidListener): Promise<Result<HidHandle, LinkError>> {
    try {
      this.#prepare();
      return ok(handleOf(await this.#native.open(path), listener));
    } catch (error) {
      return err(hidErrorOf(error));
    }
  }

  /** hidraw tells usage pages and needs no detaching of the kernel's driver, both of which libusb lacks. */
  #prepare(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    if (this.#isLinux) this.#native.setDriverType('hidraw');
  }
}

function handleOf(device: NativeHidDevice, listener: HidListener): HidHandle {
  let closed: Promise<void> | undefined;
  // Both stay attached: an error event that nobody hears ends the process, and one may come while closing.
  device.on('error', (error) => {
    if (closed === undefined) listener.onError(linkErrorOf(error).detail);
  });
  device.on('data', (report) => {
    if (closed === undefined) listener.onReport(report);
  });
  return {
    async write(report) {
      try {
        await device.write(Buffer.from(report));
        return ok(undefined);
      } catch (error) {
        return err(hidErrorOf(error));
      }
    },
    close() {
      // An error means that it was closed already, which is what was wanted.
      closed ??= device.close().catch(() => {});
      return closed;
    },
  };
}

function infoOf(device: Device): HidDeviceInfo[] {
  const { path, vendorId, productId, usagePage, usage } = device;
  if (path === undefined || path === '') return [];
  const label = [device.manufacturer, device.product].map((word) => word?.trim() ?? '').filter(Boolean);
  // Usage page 0 is reserved (HID Usage Tables 1.5, section 3.1): here it means that the system does not know.
  const isKnown = usagePage !== undefined && usagePage !== 0;
  return [
    {
      path,
      vendorId,
      productId,
      label: label.join(' '),
      ...(isKnown ? { usagePage } : {}),
      ...(isKnown && usage !== undefined ? { usage } : {}),
    },
  ];
}

const loaderWords = /shared object|shared librar|prebuild|find binding|dlopen|specified module/i;

/** The loader's own words end in "No such file or directory", which is no statement about the device. */
function hidErrorOf(error: unknown): LinkError {
  const found = linkErrorOf(error);
  const isLoader =
    loaderWords.test(found.detail) ||
    (error instanceof Error && 'code' in error && error.code === 'ERR_DLOPEN_FAILED');
  if (!isLoader) return found;
  const advice =
    'HID needs the system libraries libusb-1.0 and libudev (libusb-1.0-0 and libudev1 on Debian)';
  return { fault: 'failed', detail: `${advice}: ${found.detail}` };
}
