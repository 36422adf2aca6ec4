import type { Connect } from './reconnecting-link.ts';
import type { SerialSettings } from './serial-link.ts';

/** Which HID device: by path where there is one, else the first that fits the rest. */
export interface HidSettings {
  /** `/dev/hidraw0` on Linux, the system's own name elsewhere. */
  readonly path?: string;
  /** USB vendor, such as 0C2Eh for Honeywell; any unless told. */
  readonly vendorId?: number;
  readonly productId?: number;
  /** HID usage page and usage of the top collection; 8Ch and 02h, bar code scanner, unless told. */
  readonly usagePage?: number;
  readonly usage?: number;
}

/** A printer's device file, such as `/dev/usb/lp0`. */
export interface PrinterFileSettings {
  readonly path: string;
}

/** Everything that is opened through native code or a file of the operating system's. Network devices are not: see `tcp-link.ts`. */
export type PortSettings =
  | ({ readonly kind: 'serial' } & SerialSettings)
  | ({ readonly kind: 'hid' } & HidSettings)
  | ({ readonly kind: 'printer-file' } & PrinterFileSettings);

/** Something plugged into this machine that a till could use. */
export interface PluggedPort {
  readonly kind: PortSettings['kind'];
  /** What the configuration would say. */
  readonly path: string;
  /** As the system describes it; empty where it says nothing. */
  readonly label: string;
  readonly vendorId?: number;
  readonly productId?: number;
}

/**
 * The way to ports, wherever they are opened: in this process or in one of their own, so that native code that
 * crashes takes no till with it.
 */
export interface Ports {
  /** How a link over this port connects. */
  connect(settings: PortSettings): Connect;
  /** What is plugged in now. Looks at the bus each time, so not more often than every few seconds; empty where the system cannot say. */
  list(): Promise<readonly PluggedPort[]>;
  close(): Promise<void>;
}
