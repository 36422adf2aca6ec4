import type { DevicesView, DeviceTest, DeviceTestResult } from '../../../src-main/contract/devices.ts';
import type { ShownRefusal } from '../../i18n/catalogue.ts';
import type { Dispose, WindowEnvironment } from '../../ui/environment.ts';
import { shareStructure } from '../../ui/state/share-structure.ts';
import { SnapshotStore } from '../../ui/state/snapshot-store.ts';
import type { TillClient } from '../../ui/state/till-client.ts';
import type { Panel } from './desk.ts';

/** The core keeps scans in the test for a few of these. */
const EVERY_MS = 1_000;
/** A core that is slow is asked on, so that the test goes on; one that has stopped is not flooded. */
const MOST_UNANSWERED = 3;

/** What came of a test, or of opening a device anew. */
export type DeviceResult =
  | { readonly kind: 'asking'; readonly work: DeviceWork }
  | { readonly kind: 'answered'; readonly work: DeviceTest; readonly result: DeviceTestResult }
  | { readonly kind: 'reopened' }
  | { readonly kind: 'refused'; readonly refusal: ShownRefusal };

export type DeviceWork = DeviceTest | 'reopen';

export interface Watched {
  /** Null until the first answer. */
  readonly view: DevicesView | null;
  /** Why the newest question brought no answer. */
  readonly refusal: ShownRefusal | null;
  /** By device. The newest one only. */
  readonly results: Readonly<Record<string, DeviceResult>>;
}

const NOTHING: Watched = { view: null, refusal: null, results: {} };

/**
 * Follows the devices for as long as a panel shows them: asks once a second, and says with each question whether
 * scans go to the test. Leaving the test gives them back to the sale at once.
 */
export class DeviceWatch extends SnapshotStore<Watched> {
  readonly #client: Pick<TillClient, 'readDevices' | 'testDevice' | 'reopenDevice'>;
  readonly #environment: Pick<WindowEnvironment, 'after'>;
  #mode: 'off' | 'devices' | 'scan-test' = 'off';
  #cancelTimer: Dispose = () => {};
  #asked = 0;
  #shown = 0;
  #unanswered = 0;

  constructor(
    client: Pick<TillClient, 'readDevices' | 'testDevice' | 'reopenDevice'>,
    environment: Pick<WindowEnvironment, 'after'>,
  ) {
    super(NOTHING);
    this.#client = client;
    this.#environment = environment;
  }

  /** Watches what this panel shows, beginning now; with another panel, or none, it stops. */
  follow(panel: Panel | null): void {
    const mode = modeOf(panel);
    if (mode === this.#mode) return;
    const before = this.#mode;
    this.#mode = mode;
    this.#cancelTimer();
    // Answers to questions of the mode before would show its rows.
    this.#shown = this.#asked;
    this.#unanswered = 0;
    if (mode !== 'off') {
      // The rows of an earlier test are not this one's.
      if (mode === 'scan-test') this.set(NOTHING);
      this.#ask();
      return;
    }
    if (before === 'scan-test') void this.#client.readDevices(false);
    this.set(NOTHING);
  }

  /** Has a device do something; while it does, no second work is asked of it. */
  async work(deviceId: string, work: DeviceWork): Promise<void> {
    if (this.get().results[deviceId]?.kind === 'asking') return;
    this.#setResult(deviceId, { kind: 'asking', work });
    const result = await this.#carryOut(deviceId, work);
    // The panel that asked may be gone, and another one open.
    if (this.get().results[deviceId]?.kind === 'asking') this.#setResult(deviceId, result);
  }

  async #carryOut(deviceId: string, work: DeviceWork): Promise<DeviceResult> {
    if (work === 'reopen') {
      const reopened = await this.#client.reopenDevice(deviceId);
      return reopened.ok ? { kind: 'reopened' } : { kind: 'refused', refusal: reopened.refusal };
    }
    const tested = await this.#client.testDevice(deviceId, work);
    return tested.ok
      ? { kind: 'answered', work, result: tested.value }
      : { kind: 'refused', refusal: tested.refusal };
  }

  #ask(): void {
    this.#cancelTimer = this.#environment.after(EVERY_MS, () => this.#ask());
    if (this.#unanswered >= MOST_UNANSWERED) return;
    this.#asked += 1;
    this.#unanswered += 1;
    void this.#read(this.#asked, this.#mode === 'scan-test');
  }

  async #read(question: number, isScanTest: boolean): Promise<void> {
    const outcome = await this.#client.readDevices(isScanTest);
    // An older answer says less than the one that is shown.
    if (question <= this.#shown) return;
    this.#unanswered = this.#asked - question;
    this.#shown = question;
    const before = this.get();
    this.set(
      outcome.ok
        ? { ...before, view: shareStructure(before.view, outcome.value), refusal: null }
        : { ...before, refusal: outcome.refusal },
    );
  }

  #setResult(deviceId: string, result: DeviceResult): void {
    const { results } = this.get();
    this.set({ ...this.get(), results: { ...results, [deviceId]: result } });
  }
}

function modeOf(panel: Panel | null): 'off' | 'devices' | 'scan-test' {
  if (panel === 'status') return 'devices';
  return panel === 'scan-test' ? 'scan-test' : 'off';
}
