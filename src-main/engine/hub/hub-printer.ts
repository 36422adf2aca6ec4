import type { ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import type { GlyphSource } from '../../../drivers/printer/glyph-source.ts';
import type { InterruptCause } from '../../../drivers/printer/job-watch.ts';
import {
  type PrintFailure as DriverFailure,
  PrinterDevice,
  type PrinterEvent,
} from '../../../drivers/printer/printer-device.ts';
import { isDrawerOpen } from '../../../drivers/printer/printer-status.ts';
import type { PrinterProfile } from '../../../drivers/printer/profiles.ts';
import { testPage } from '../../../drivers/printer/test-page.ts';
import type { Dispose, Timers } from '../../base/clock.ts';
import { Emitter } from '../../base/emitter.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { DeviceReason, DeviceTestResult } from '../../contract/devices.ts';
import type { Badges, PrinterBadge } from '../../contract/views.ts';
import type { PrinterPort, PrintFailure, WatchedDevice } from '../devices.ts';
import type { DeviceHubMeans } from './open-link.ts';
import { done, failed, type TellsOfItself, watched } from './watched.ts';

/** ui.md, Sound: the drawer is called left open after half a minute. */
const LEFT_OPEN_MS = 30_000;

export interface PrinterSetting {
  readonly link: ReconnectingLink;
  readonly connection: string;
  readonly profile: PrinterProfile;
  readonly glyphs: GlyphSource;
}

/** A receipt printer with its drawer as the engine sees it. */
export class HubPrinter implements PrinterPort {
  readonly #device: PrinterDevice;
  readonly #profile: PrinterProfile;
  readonly #glyphs: GlyphSource;
  readonly #badges = new Emitter<void>();
  readonly #drawerByHand = new Emitter<void>();
  readonly #timers: Timers;
  readonly watched: readonly WatchedDevice[];
  #isDrawerStuck = false;
  /** Asked for since it last worked. */
  #recoveries = 0;
  #isLeftOpen = false;
  #cancelLeftOpen: Dispose | undefined;

  constructor({ link, connection, profile, glyphs }: PrinterSetting, means: DeviceHubMeans) {
    this.#profile = profile;
    this.#glyphs = glyphs;
    this.#timers = means.timers;
    this.#device = new PrinterDevice(link, profile, means);
    this.#device.onEvent((event) => this.#heard(event));
    const common = {
      connection,
      profile: profile.name,
      device: toldOf(this.#device),
      reopen: () => link.reopen(),
      isBusy: () => this.#device.isBusy,
    };
    this.watched = [
      watched({
        ...common,
        deviceId: 'printer',
        kind: 'printer',
        remark: () => (this.#device.status?.paper === 'near-end' ? 'paper-near-end' : null),
        tests: { 'test-print': () => this.#printTest() },
      }),
      watched({
        ...common,
        deviceId: 'drawer',
        kind: 'drawer',
        remark: () => this.#drawerRemark(),
        reading: () => this.drawer,
        tests: {},
        journaled: ['open-drawer'],
      }),
    ];
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
      case 'recoverable':
      case 'head-hot':
      case 'stalled':
      case 'nonsense':
        return 'fault';
      default:
        return 'disconnected';
    }
  }

  get drawer(): Badges['drawer'] {
    if (this.#isDrawerStuck) return 'stuck';
    const isOpen = this.#isOpen();
    if (isOpen === undefined) return 'unknown';
    if (!isOpen) return 'closed';
    return this.#isLeftOpen ? 'left-open' : 'open';
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

  /** Goes on from where it stopped; if that did not help, drops the rest, which a person may then have printed again. */
  async recover(): Promise<void> {
    if (this.#device.state.status !== 'error') return;
    this.#recoveries += 1;
    await this.#device.recover(this.#recoveries === 1 ? 'retry' : 'clear');
  }

  onBadge(listener: () => void) {
    return this.#badges.on(listener);
  }

  onDrawerByHand(listener: () => void) {
    return this.#drawerByHand.on(listener);
  }

  open(): void {
    this.#device.open();
  }

  close(): Promise<void> {
    this.#cancelLeftOpen?.();
    return this.#device.close();
  }

  #heard(event: PrinterEvent): void {
    if (event.kind === 'drawer' && event.isOpen) {
      this.#isDrawerStuck = false;
      if (!event.isOurs) this.#drawerByHand.emit();
    }
    if (this.#device.state.status === 'enabled') this.#recoveries = 0;
    this.#watchDrawer();
    this.#badges.emit();
  }

  /** Undefined where the printer cannot tell. */
  #isOpen(): boolean | undefined {
    const { status } = this.#device;
    return status === undefined ? undefined : isDrawerOpen(status, this.#profile.drawer);
  }

  /** An open drawer is normal while change is given; past that somebody should look. */
  #watchDrawer(): void {
    if (this.#isOpen() !== true) {
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

  #drawerRemark(): DeviceReason | null {
    switch (this.drawer) {
      case 'stuck':
        return 'drawer-stuck';
      case 'left-open':
        return 'drawer-left-open';
      case 'open':
        return 'drawer-open';
      case 'unknown':
        return 'no-sense';
      case 'closed':
        return null;
    }
  }

  async #printTest(): Promise<DeviceTestResult> {
    const { bytes } = encodeReceipt(testPage(this.#profile), this.#profile, this.#glyphs);
    const printed = await this.print(bytes, async () => {});
    return printed.ok ? done() : failed(inWindowWords(printed.error.reason));
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

/** What a job was interrupted by, in the words of the contract. */
const IN_WINDOW_WORDS: Readonly<Record<InterruptCause, DeviceReason>> = {
  'link-lost': 'disconnected',
  restarted: 'not-ready',
  'waited-too-long': 'not-ready',
  'given-up': 'cancelled',
  'timed-out': 'no-answer',
  stalled: 'stalled',
  unrecoverable: 'unrecoverable',
};

/** What it tells of itself, in the words of the contract. */
function toldOf(device: PrinterDevice): TellsOfItself {
  return {
    get state() {
      return device.state;
    },
    get counters() {
      return device.counters;
    },
    get lastFault() {
      const { lastFault } = device;
      return lastFault === undefined ? undefined : { ...lastFault, reason: inWindowWords(lastFault.reason) };
    },
  };
}

function inWindowWords(reason: string): string {
  return isInterruptCause(reason) ? IN_WINDOW_WORDS[reason] : reason;
}

function isInterruptCause(reason: string): reason is InterruptCause {
  return Object.hasOwn(IN_WINDOW_WORDS, reason);
}
