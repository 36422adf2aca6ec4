import type { Clock } from '../base/clock.ts';
import type { DevicesView, DeviceTest, DeviceTestResult, FreePortView } from '../contract/devices.ts';
import type { Devices } from './devices.ts';
import type { ScanTest } from './scan-test.ts';

/** Looking at the bus costs; a screen that asks every second is answered from what was found. */
const PORTS_FRESH_MS = 5_000;

/** Answers the technician's screen. */
export class DeviceDesk {
  readonly #devices: Pick<Devices, 'watched' | 'freePorts'>;
  readonly #scanTest: ScanTest;
  readonly #clock: Clock;
  #freePorts: readonly FreePortView[] = [];
  readonly #testing = new Set<string>();
  #portsReadAtMs = Number.NEGATIVE_INFINITY;

  constructor(devices: Pick<Devices, 'watched' | 'freePorts'>, scanTest: ScanTest, clock: Clock) {
    this.#devices = devices;
    this.#scanTest = scanTest;
    this.#clock = clock;
  }

  /** How everything stands. With `scanTest` the test of scanners begins, or goes on. */
  async read(scanTest: boolean): Promise<DevicesView> {
    if (scanTest) this.#scanTest.keepOn();
    else this.#scanTest.end();
    await this.#lookForPorts();
    return {
      devices: this.#devices.watched.map((device) => device.view()),
      freePorts: this.#freePorts,
      scans: this.#scanTest.rows,
      isScanTest: this.#scanTest.isOn,
    };
  }

  /** Has a device do one of the tests it offers. */
  async test(deviceId: string, test: DeviceTest): Promise<DeviceTestResult> {
    const device = this.#devices.watched.find((each) => each.deviceId === deviceId);
    if (device === undefined || !device.view().tests.includes(test))
      return { outcome: 'failed', reason: 'not-configured', text: '' };
    if (device.isBusy || this.#testing.has(deviceId)) return { outcome: 'failed', reason: 'busy', text: '' };
    this.#testing.add(deviceId);
    try {
      return await device.test(test);
    } finally {
      this.#testing.delete(deviceId);
    }
  }

  /**
   * Has a device let go of its port and open it anew; one that is not there has nothing to open.
   * @returns false when it is at work, and nothing was done.
   */
  reopen(deviceId: string): boolean {
    const device = this.#devices.watched.find((each) => each.deviceId === deviceId);
    if (device?.isBusy === true) return false;
    device?.reopen();
    return true;
  }

  async #lookForPorts(): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#portsReadAtMs < PORTS_FRESH_MS) return;
    this.#portsReadAtMs = nowMs;
    this.#freePorts = await this.#devices.freePorts();
  }
}
