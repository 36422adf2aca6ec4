import { serialLink } from '../../drivers/link/serial-link.ts';
import { tcpLink } from '../../drivers/link/tcp-link.ts';
import type { Link } from '../../drivers/link.ts';
import {
  type PrintFailure as DriverFailure,
  PrinterDevice,
  type PrinterEvent,
} from '../../drivers/printer/printer-device.ts';
import { isDrawerOpen } from '../../drivers/printer/printer-status.ts';
import { type PrinterProfile, printerProfiles } from '../../drivers/printer/profiles.ts';
import { ScannerDevice } from '../../drivers/scanner/scanner-device.ts';
import type { Clock, Dispose, Timers } from '../base/clock.ts';
import { Emitter } from '../base/emitter.ts';
import type { Logger } from '../base/log.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Badges, PrinterBadge } from '../contract/views.ts';
import type { LinkConfiguration, TillConfiguration } from './configuration.ts';
import type { Devices, PrinterPort, PrintFailure, ScanNews, ScannerPort } from './devices.ts';

export interface DeviceHubMeans {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

const MAX_RECONNECT_MS = 30_000;
/** ui.md, Sound: the drawer is called left open after half a minute. */
const LEFT_OPEN_MS = 30_000;

/** The devices that a till's configuration names. One that is not named is `none` and asks for nothing. */
export function openDevices(configuration: TillConfiguration, means: DeviceHubMeans): Devices {
  const { devices, reconnectBaseMs } = configuration;
  const backoff = { firstMs: reconnectBaseMs, maxMs: Math.max(reconnectBaseMs, MAX_RECONNECT_MS) };
  const linkTo = (link: LinkConfiguration) => openLink(link, means, backoff);
  const profile = printerProfiles[devices.printer?.profile ?? 'generic-58'];
  const printer =
    devices.printer === undefined ? undefined : new HubPrinter(linkTo(devices.printer.link), profile, means);
  const scanner =
    devices.scanner === undefined
      ? undefined
      : new HubScanner(linkTo(devices.scanner.link), devices.scanner.duplicateWindowMs, means);
  return {
    profile,
    printer: printer ?? NO_PRINTER,
    scanner: scanner ?? NO_SCANNER,
    open() {
      printer?.open();
      scanner?.open();
    },
    async close() {
      await Promise.all([printer?.close(), scanner?.close()]);
    },
  };
}

function openLink(
  link: LinkConfiguration,
  { timers, log }: DeviceHubMeans,
  backoff: { readonly firstMs: number; readonly maxMs: number },
): Link {
  const deps = { timers, log };
  return link.kind === 'serial'
    ? serialLink({ path: link.path, baudRate: link.baudRate }, deps, { backoff })
    : tcpLink({ host: link.host, port: link.port }, deps, { backoff });
}

/** A scanner as the engine sees it. */
class HubScanner implements ScannerPort {
  readonly #device: ScannerDevice;
  readonly #scans = new Emitter<ScanNews>();
  readonly #badges = new Emitter<void>();

  constructor(link: Link, doubleReadWindowMs: number, means: DeviceHubMeans) {
    this.#device = new ScannerDevice(link, { source: link.name, doubleReadWindowMs }, means);
    this.#device.onEvent((event) => {
      switch (event.kind) {
        case 'scan':
          return this.#scans.emit({ kind: 'scan', text: event.text });
        case 'damaged':
          return this.#scans.emit({ kind: 'damaged', length: event.byteCount });
        case 'double':
          return this.#scans.emit({ kind: 'double' });
        case 'state':
          return this.#badges.emit();
      }
    });
  }

  get badge(): Badges['scanner'] {
    const { status } = this.#device.state;
    return status === 'claimed' || status === 'enabled' ? 'ok' : 'disconnected';
  }

  onScan(listener: (scan: ScanNews) => void) {
    return this.#scans.on(listener);
  }

  onBadge(listener: () => void) {
    return this.#badges.on(listener);
  }

  open(): void {
    this.#device.open();
  }

  close(): Promise<void> {
    return this.#device.close();
  }
}

/** A receipt printer with its drawer as the engine sees it. */
class HubPrinter implements PrinterPort {
  readonly #device: PrinterDevice;
  readonly #profile: PrinterProfile;
  readonly #badges = new Emitter<void>();
  readonly #timers: Timers;
  #isDrawerStuck = false;
  #isLeftOpen = false;
  #cancelLeftOpen: Dispose | undefined;

  constructor(link: Link, profile: PrinterProfile, means: DeviceHubMeans) {
    this.#profile = profile;
    this.#timers = means.timers;
    this.#device = new PrinterDevice(link, profile, means);
    this.#device.onEvent((event: PrinterEvent) => {
      if (event.kind === 'drawer' && event.isOpen) this.#isDrawerStuck = false;
      this.#watchDrawer();
      this.#badges.emit();
    });
  }

  get badge(): PrinterBadge['state'] {
    const { state, status } = this.#device;
    if (state.status === 'enabled') return status?.paper === 'near-end' ? 'paper-low' : 'ok';
    switch (state.reason) {
      case 'paper-out':
      case 'cover-open':
        return state.reason;
      case 'cutter-jam':
      case 'unrecoverable':
      case 'head-hot':
        return 'fault';
      default:
        return 'disconnected';
    }
  }

  get drawer(): Badges['drawer'] {
    if (this.#isDrawerStuck) return 'stuck';
    const { status } = this.#device;
    const isOpen = status === undefined ? undefined : isDrawerOpen(status, this.#profile.drawer);
    if (isOpen === undefined) return 'unknown';
    if (!isOpen) return 'closed';
    return this.#isLeftOpen ? 'left-open' : 'open';
  }

  /** An open drawer is normal while change is given; past that somebody should look. */
  #watchDrawer(): void {
    const { status } = this.#device;
    const isOpen = status !== undefined && isDrawerOpen(status, this.#profile.drawer) === true;
    if (!isOpen) {
      this.#cancelLeftOpen?.();
      this.#cancelLeftOpen = undefined;
      this.#isLeftOpen = false;
      return;
    }
    this.#cancelLeftOpen ??= this.#timers.after(LEFT_OPEN_MS, () => {
      this.#isLeftOpen = true;
      this.#badges.emit();
    });
  }

  async print(bytes: Uint8Array, onFirstByte: () => Promise<void>): Promise<Result<void, PrintFailure>> {
    const printed = await this.#device.print(bytes, { onFirstByte });
    return printed.ok ? ok(undefined) : err(failureOf(printed.error));
  }

  async openDrawer(): Promise<Result<void, { readonly reason: string }>> {
    const kicked = await this.#device.kickDrawer();
    const reason = drawerProblem(kicked);
    this.#isDrawerStuck = reason === 'still-closed';
    this.#badges.emit();
    return reason === undefined ? ok(undefined) : err({ reason });
  }

  async recover(): Promise<void> {
    if (this.#device.state.status === 'error') await this.#device.recover('retry');
  }

  onBadge(listener: () => void) {
    return this.#badges.on(listener);
  }

  open(): void {
    this.#device.open();
  }

  close(): Promise<void> {
    this.#cancelLeftOpen?.();
    return this.#device.close();
  }
}

function failureOf(failure: DriverFailure): PrintFailure {
  switch (failure.kind) {
    case 'not-ready':
      return { kind: 'not-ready', reason: failure.reason };
    case 'not-started':
      return { kind: 'not-ready', reason: failure.detail };
    case 'interrupted':
      return { kind: 'interrupted', reason: failure.cause };
  }
}

function drawerProblem(kicked: Awaited<ReturnType<PrinterDevice['kickDrawer']>>): string | undefined {
  if (kicked.ok) return kicked.value.drawer === 'still-closed' ? 'still-closed' : undefined;
  return kicked.error.kind === 'not-ready' ? kicked.error.reason : 'timed-out';
}

const NO_SCANNER: ScannerPort = { badge: 'none', onScan: () => () => {}, onBadge: () => () => {} };

/** Without a printer a receipt waits for one, and a drawer has nothing to open it. */
const NO_PRINTER: PrinterPort = {
  badge: 'none',
  drawer: 'unknown',
  print: async () => err({ kind: 'not-ready', reason: 'none' }),
  openDrawer: async () => err({ reason: 'none' }),
  recover: async () => {},
  onBadge: () => () => {},
};
