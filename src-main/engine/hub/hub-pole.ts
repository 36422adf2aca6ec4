import { isDeepStrictEqual } from 'node:util';
import type { ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import { PoleDevice } from '../../../drivers/pole/pole-device.ts';
import type { PoleFrame } from '../../../drivers/pole/pole-frame.ts';
import { type PoleLanguage, type PoleView, poleLines } from '../../../drivers/pole/pole-lines.ts';
import type { PoleProfile } from '../../../drivers/pole/profiles.ts';
import type { Dispose, Timers } from '../../base/clock.ts';
import { Emitter } from '../../base/emitter.ts';
import type { DeviceTestResult } from '../../contract/devices.ts';
import type { DeviceBadge } from '../../contract/views.ts';
import type { PolePort, WatchedDevice } from '../devices.ts';
import type { DeviceHubMeans } from './open-link.ts';
import { badgeOf, done, watched } from './watched.ts';

export interface PoleSetting {
  readonly link: ReconnectingLink;
  readonly connection: string;
  readonly profile: PoleProfile;
  readonly language: PoleLanguage;
}

/** What the second screen shows, in two rows. */
export class HubPole implements PolePort {
  readonly #setting: PoleSetting;
  readonly #device: PoleDevice;
  readonly #badges = new Emitter<void>();
  readonly watched: readonly WatchedDevice[];
  readonly #timers: Timers;
  #frame: PoleFrame = { upper: '', lower: '' };
  #wanted: PoleFrame = this.#frame;
  #isTesting = false;
  #endTest: Dispose = () => {};

  constructor(setting: PoleSetting, means: DeviceHubMeans) {
    this.#setting = setting;
    this.#timers = means.timers;
    const { link, profile, connection } = setting;
    this.#device = new PoleDevice(link, { source: link.name, profile }, means);
    this.#device.onEvent((event) => {
      if (event.kind === 'state') this.#badges.emit();
    });
    this.watched = [
      watched({
        deviceId: 'pole',
        kind: 'pole',
        connection,
        profile: profile.name,
        device: this.#device,
        reading: () => [this.#frame.upper, this.#frame.lower].join('\n').trimEnd(),
        tests: { 'show-text': () => this.#showTest() },
        reopen: () => link.reopen(),
      }),
    ];
  }

  get badge(): DeviceBadge {
    return badgeOf(this.#device.state.status);
  }

  show(view: PoleView): void {
    const { language, profile } = this.#setting;
    this.#wanted = poleLines(view, language, profile);
    if (!this.#isTesting) this.#draw(this.#wanted);
  }

  onBadge(listener: () => void) {
    return this.#badges.on(listener);
  }

  open(): void {
    this.#device.open();
  }

  close(): Promise<void> {
    this.#endTest();
    return this.#device.close();
  }

  /** Every kind of character it should show, for long enough to be read; then the sale has the display back. */
  async #showTest(): Promise<DeviceTestResult> {
    this.#draw(poleLines(TEST_VIEW, 'zh-TW', this.#setting.profile));
    this.#device.redraw();
    this.#isTesting = true;
    this.#endTest();
    this.#endTest = this.#timers.after(TEST_SHOWN_MS, () => {
      this.#isTesting = false;
      this.#draw(this.#wanted);
    });
    return done();
  }

  #draw(frame: PoleFrame): void {
    if (isDeepStrictEqual(frame, this.#frame)) return;
    this.#frame = frame;
    this.#device.show(frame);
  }
}

const TEST_VIEW: PoleView = { kind: 'line', name: '測試 ABC', quantity: 2, amount: 1_234, total: 56_789 };
const TEST_SHOWN_MS = 5_000;
