import type { ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import { ScaleDevice } from '../../../drivers/scale/scale-device.ts';
import type { ScaleProfile } from '../../../drivers/scale/scale-profile.ts';
import type { ScaleReading } from '../../../drivers/scale/scale-reading.ts';
import type { Timers } from '../../base/clock.ts';
import { Emitter } from '../../base/emitter.ts';
import type { DeviceTestResult } from '../../contract/devices.ts';
import type { DeviceBadge } from '../../contract/views.ts';
import type { BadgedDevice, WatchedDevice } from '../devices.ts';
import type { DeviceHubMeans } from './open-link.ts';
import { badgeOf, done, failed, watched } from './watched.ts';

export interface ScaleSetting {
  readonly link: ReconnectingLink;
  readonly connection: string;
  readonly profile: ScaleProfile;
}

/** For somebody to put something on the pan; less than a window waits for an answer. */
const TEST_PATIENCE_MS = 8_000;

/** The scale as the engine sees it: it tells how it stands, and weighs when a technician asks. */
export class HubScale implements BadgedDevice {
  readonly #device: ScaleDevice;
  readonly #badges = new Emitter<void>();
  readonly #timers: Timers;
  readonly watched: readonly WatchedDevice[];
  #reading: ScaleReading | undefined;

  constructor({ link, connection, profile }: ScaleSetting, means: DeviceHubMeans) {
    this.#timers = means.timers;
    this.#device = new ScaleDevice(link, profile, means);
    this.#device.onEvent((event) => {
      if (event.kind !== 'state') return;
      if (event.state.status !== 'enabled') this.#reading = undefined;
      this.#badges.emit();
    });
    this.#device.onReading((reading) => {
      this.#reading = reading;
    });
    this.watched = [
      watched({
        deviceId: 'scale',
        kind: 'scale',
        connection,
        profile: profile.name,
        device: this.#device,
        reading: () => (this.#reading === undefined ? '' : readingText(this.#reading)),
        tests: { weigh: () => this.#weigh(), zero: () => this.#zero() },
        reopen: () => link.reopen(),
      }),
    ];
  }

  get badge(): DeviceBadge {
    return badgeOf(this.#device.state.status);
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

  /** Grams of what lies on the pan, once it has come to rest; undefined where that does not happen in time. */
  async weigh(): Promise<number | undefined> {
    const weighed = await this.#weighed();
    return weighed.ok && weighed.value.grams > 0 ? weighed.value.grams : undefined;
  }

  async #weighed() {
    const abort = new AbortController();
    // An empty pan would be waited for without end.
    const cancel = this.#timers.after(TEST_PATIENCE_MS, () => abort.abort());
    const weighed = await this.#device.weigh({ signal: abort.signal });
    cancel();
    return weighed;
  }

  async #weigh(): Promise<DeviceTestResult> {
    const weighed = await this.#weighed();
    return weighed.ok
      ? done(kilograms(weighed.value.grams))
      : failed(weighed.error.reason, weighed.error.detail);
  }

  async #zero(): Promise<DeviceTestResult> {
    const zeroed = await this.#device.zero();
    return zeroed.ok ? done() : failed(zeroed.error.reason, zeroed.error.detail);
  }
}

function readingText(reading: ScaleReading): string {
  switch (reading.kind) {
    case 'stable':
      return kilograms(reading.grams);
    case 'unstable':
      return reading.grams === undefined ? '~' : `~ ${kilograms(reading.grams)}`;
    case 'zero':
      return kilograms(0);
    default:
      return '';
  }
}

/** Grams as kilograms with three decimals (ui.md, Numbers and names). */
function kilograms(grams: number): string {
  const sign = grams < 0 ? '-' : '';
  const whole = Math.abs(grams);
  return `${sign}${Math.trunc(whole / 1_000)}.${String(whole % 1_000).padStart(3, '0')} kg`;
}
