import type { ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import { PoleDevice } from '../../../drivers/pole/pole-device.ts';
import type { PoleFrame } from '../../../drivers/pole/pole-frame.ts';
import { type PoleLanguage, type PoleView, poleLines } from '../../../drivers/pole/pole-lines.ts';
import type { PoleProfile } from '../../../drivers/pole/profiles.ts';
import { Emitter } from '../../base/emitter.ts';
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
  #frame: PoleFrame = { upper: '', lower: '' };

  constructor(setting: PoleSetting, means: DeviceHubMeans) {
    this.#setting = setting;
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
    this.#frame = poleLines(view, language, profile);
    this.#device.show(this.#frame);
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

  /** Every kind of character it should show, until the sale has something new for it. */
  async #showTest() {
    this.#device.show(
      poleLines(
        { kind: 'line', name: '測試 ABC', quantity: 2, amount: 1_234, total: 56_789 },
        'zh-TW',
        this.#setting.profile,
      ),
    );
    this.#device.redraw();
    return done();
  }
}
