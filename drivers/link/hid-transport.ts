import type { Result } from '../../src-main/base/result.ts';
import type { LinkError } from '../link.ts';

/** One top-level collection of a HID device, as the system lists it. A device with several is listed several times. */
export interface HidDeviceInfo {
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  /** Absent where the system does not say, as in older libusb builds. */
  readonly usagePage?: number;
  readonly usage?: number;
  /** Maker and product as the device describes itself; empty where it does not. */
  readonly label: string;
}

/** What an open device says. Nothing is said after its handle has been closed. */
export interface HidListener {
  /** One input report, with its leading report id where the device numbers its reports (hidapi's way). */
  onReport(report: Uint8Array): void;
  /** Reading failed: the device is gone. */
  onError(detail: string): void;
}

/** An open HID device. Nothing here throws. */
export interface HidHandle {
  /** Sends one output report, whose first byte is its id. */
  write(report: Uint8Array): Promise<Result<void, LinkError>>;
  /** Lets go of the device. Idempotent. */
  close(): Promise<void>;
}

/**
 * The way to HID devices. A port of its own, since few machines can fake a HID device in their kernel: tests and
 * simulators put recorded reports behind it, and node-hid stays thin (`node-hid-transport.ts`).
 */
export interface HidTransport {
  /** Looks at the bus each time, so not more often than every few seconds. */
  list(): Promise<Result<readonly HidDeviceInfo[], LinkError>>;
  /** Opens by the path that `list` gave. Listening begins at once, so that no report falls between. */
  open(path: string, listener: HidListener): Promise<Result<HidHandle, LinkError>>;
}
