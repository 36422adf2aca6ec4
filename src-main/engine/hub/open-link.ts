import type { Ports } from '../../../drivers/link/ports.ts';
import { type Backoff, type Connect, ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import { cutIntoReports } from '../../../drivers/link/report-stream.ts';
import type { SerialSettings } from '../../../drivers/link/serial-link.ts';
import { tcpConnect } from '../../../drivers/link/tcp-link.ts';
import type { Clock, Timers } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { LinkConfiguration } from '../configuration.ts';

/** What opening devices needs of the world. */
export interface DeviceHubMeans {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  /** The way to what is plugged into this machine; whoever hands it in closes it. */
  readonly ports: Ports;
}

/** How a device's port is set where the configuration does not say. */
export type SerialHabits = Partial<Omit<SerialSettings, 'path'>>;

const FACTORY_BAUD_RATE = 9_600;

/** A link as the configuration describes it, which goes on opening until it is closed. */
export function openLink(
  link: LinkConfiguration,
  { timers, log, ports }: DeviceHubMeans,
  { backoff, habits = {} }: { readonly backoff: Backoff; readonly habits?: SerialHabits },
): ReconnectingLink {
  const deps = { timers, log };
  const reconnecting = (name: string, connect: Connect) =>
    new ReconnectingLink(name, connect, deps, { backoff });
  switch (link.kind) {
    case 'tcp': {
      const { host, port } = link;
      return reconnecting(`tcp:${host}:${port}`, tcpConnect({ host, port }, deps));
    }
    case 'hid-reports': {
      const { host, port, reportBytes } = link;
      return reconnecting(
        `reports:${host}:${port}`,
        cutIntoReports(tcpConnect({ host, port }, deps), reportBytes),
      );
    }
    case 'serial': {
      const settings = serialSettings(link, habits);
      return reconnecting(`serial:${settings.path}`, ports.connect({ kind: 'serial', ...settings }));
    }
    case 'hid': {
      const { kind: _, ...settings } = link;
      return reconnecting(nameOf(link), ports.connect({ kind: 'hid', ...defined(settings) }));
    }
    case 'printer-file':
      return reconnecting(nameOf(link), ports.connect({ kind: 'printer-file', path: link.path }));
  }
}

function nameOf(link: Extract<LinkConfiguration, { kind: 'hid' | 'printer-file' }>): string {
  if (link.kind === 'printer-file') return `file:${link.path}`;
  const vendor = link.vendorId === undefined ? 'scanner' : hex(link.vendorId);
  return `hid:${link.path ?? vendor}`;
}

function serialSettings(
  link: Extract<LinkConfiguration, { kind: 'serial' }>,
  habits: SerialHabits,
): SerialSettings {
  const { kind: _, ...set } = link;
  return { baudRate: FACTORY_BAUD_RATE, ...habits, ...defined(set) };
}

/** How it is plugged in, for a person: `/dev/ttyUSB0 · 9600 8N1`. */
export function connectionText(link: LinkConfiguration, habits: SerialHabits = {}): string {
  switch (link.kind) {
    case 'tcp':
      return `${link.host}:${link.port}`;
    case 'hid-reports':
      return `HID ${link.host}:${link.port}`;
    case 'printer-file':
      return link.path;
    case 'hid': {
      if (link.path !== undefined) return `HID ${link.path}`;
      const { vendorId, productId } = link;
      if (vendorId === undefined) return 'HID';
      return `HID ${hex(vendorId)}:${productId === undefined ? '*' : hex(productId)}`;
    }
    case 'serial': {
      const { path, baudRate, dataBits = 8, parity = 'none', stopBits = 1 } = serialSettings(link, habits);
      return `${path} · ${baudRate} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;
    }
  }
}

function hex(id: number): string {
  return id.toString(16).toUpperCase().padStart(4, '0');
}

/** The same without what is not set: the drivers tell absent from undefined. */
function defined<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };
}
