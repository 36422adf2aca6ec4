import type { ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import { ScannerDevice, type ScannerOptions } from '../../../drivers/scanner/scanner-device.ts';
import { Emitter } from '../../base/emitter.ts';
import type { DeviceBadge } from '../../contract/views.ts';
import type { ScanNews, ScannerPort, WatchedDevice } from '../devices.ts';
import type { DeviceHubMeans } from './open-link.ts';
import { badgeOf, done, failed, watched } from './watched.ts';

export interface ScannerSetting {
  readonly link: ReconnectingLink;
  readonly connection: string;
  /** Name of its report layout, or how it frames its codes. */
  readonly profile: string;
  readonly options: Omit<ScannerOptions, 'source'>;
}

/** All scanners of the counter as one, since the sale does not ask which of them saw the code. */
export class HubScanners implements ScannerPort {
  readonly #devices: readonly ScannerDevice[];
  readonly #scans = new Emitter<ScanNews>();
  readonly #badges = new Emitter<void>();
  readonly watched: readonly WatchedDevice[];

  constructor(settings: readonly ScannerSetting[], means: DeviceHubMeans) {
    const made = settings.map((setting, index) => this.#make(setting, `scanner-${index + 1}`, means));
    this.#devices = made.map(({ device }) => device);
    this.watched = made.map(({ watching }) => watching);
  }

  #make({ link, connection, profile, options }: ScannerSetting, deviceId: string, means: DeviceHubMeans) {
    const device = new ScannerDevice(link, { ...options, source: deviceId }, means);
    device.onEvent((event) => {
      switch (event.kind) {
        case 'scan': {
          const { text, raw, aimId, symbology, source } = event;
          const tookMs = Math.max(0, Math.round(event.lastByteAtMs - event.firstByteAtMs));
          return this.#scans.emit({
            kind: 'scan',
            text,
            raw,
            ...(aimId === undefined ? {} : { aimId }),
            ...(symbology === undefined ? {} : { symbology }),
            source,
            tookMs,
          });
        }
        case 'damaged': {
          const { reason, byteCount: length, raw, source } = event;
          const kept = raw === undefined ? {} : { raw };
          return this.#scans.emit({ kind: 'damaged', reason, length, ...kept, source });
        }
        case 'double':
          return this.#scans.emit({ kind: 'double', text: event.text, source: event.source });
        case 'state':
          return this.#badges.emit();
      }
    });
    const watching = watched({
      deviceId,
      kind: 'scanner',
      connection,
      profile,
      device,
      tests: {
        beep: async () => {
          const beeped = await device.beep();
          return beeped.ok ? done() : failed(beeped.error.fault, beeped.error.detail);
        },
      },
      reopen: () => link.reopen(),
    });
    return { device, watching };
  }

  /** One that works is enough to go on, but a person should know that the other does not. */
  get badge(): DeviceBadge {
    if (this.#devices.length === 0) return 'none';
    const badges = this.#devices.map((device) => badgeOf(device.state.status));
    return badges.find((badge) => badge !== 'ok') ?? 'ok';
  }

  onScan(listener: (scan: ScanNews) => void) {
    return this.#scans.on(listener);
  }

  onBadge(listener: () => void) {
    return this.#badges.on(listener);
  }

  open(): void {
    for (const device of this.#devices) device.open();
  }

  async close(): Promise<void> {
    await Promise.all(this.#devices.map((device) => device.close()));
  }
}
