import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports } from '../../../../drivers/link/ports.ts';
import { localPorts } from '../../../../drivers/ports/local-ports.ts';
import { assert } from '../../../base/assert.ts';
import { silentLogger } from '../../../base/log.ts';
import type { TillChannel } from '../../../contract/channels.ts';
import type { DevicesView, DeviceTest, DeviceTestResult, DeviceView } from '../../../contract/devices.ts';
import type { Answer, CashierView } from '../../../contract/views.ts';
import { TillConfiguration } from '../../../engine/configuration.ts';
import { openDevices } from '../../../engine/device-hub.ts';
import type { Devices } from '../../../engine/devices.ts';
import { TillService } from '../../../engine/till-service.ts';
import { machineClock, machineIds, machineRandom, machineTimers } from '../../../hosts/machine-world.ts';
import { SimulatedCounter } from '../../demo/counter.ts';
import { type LocalHeadOffice, openHeadOffice } from '../../open-head-office.ts';
import { quickTime } from './quick-time.ts';

/** For a hang, not for slowness: a busy machine may take many times as long as another. */
const DEADLINE_MS = 60_000;
const LOOK_EVERY_MS = 5;
/** Sooner than a store's, so that a run is not spent waiting. */
const RECONNECT_MS = 40;

/** Everybody of the sample shop has this PIN. */
const PIN = '123456';

/**
 * A whole till at the simulated counter, with nobody's window: real engine, files, drivers, pseudo-terminals and head
 * office. Printer, pole, scale and terminal may live in quicker time than the till; scanners, whose times are those of
 * a hand, do not.
 */
export class CounterTill {
  readonly folder: string;
  readonly counter: SimulatedCounter;
  readonly headOffice: LocalHeadOffice;
  readonly service: TillService;
  readonly #ports: Ports;

  private constructor(
    folder: string,
    made: {
      readonly counter: SimulatedCounter;
      readonly headOffice: LocalHeadOffice;
      readonly service: TillService;
      readonly ports: Ports;
    },
  ) {
    this.folder = folder;
    this.counter = made.counter;
    this.headOffice = made.headOffice;
    this.service = made.service;
    this.#ports = made.ports;
  }

  /**
   * Enrolled, with the sample shop's articles and people, every device heard of.
   * @param folder empty or not there yet.
   * @param change `pace`: how many times as fast as the wall's the time of all devices but scanners runs; `overrides`:
   *   where the printer departs from its profile.
   */
  static async start(
    folder: string,
    {
      pace = 1,
      overrides = {},
    }: { readonly pace?: number; readonly overrides?: Record<string, JsonValue> } = {},
  ): Promise<CounterTill> {
    const counter = await SimulatedCounter.start(join(folder, 'devices'));
    const headOffice = await openHeadOffice(join(folder, 'head-office'));
    const ports = localPorts({ timers: machineTimers, log: silentLogger });
    const { url, certificatePath, enrolmentCode } = headOffice;
    const configuration = TillConfiguration.parse({
      version: 1,
      headOffice: { url, certificatePath, enrolmentCode },
      devices: withOverrides(counter.configuration, overrides),
      sync: { retryBaseMs: 50, retryCapMs: 300, pollMs: 500 },
      reconnectBaseMs: RECONNECT_MS,
    });
    const devices = devicesOf(configuration, ports, pace);
    const service = openService(join(folder, 'till'), configuration, devices);
    const till = new CounterTill(folder, { counter, headOffice, service, ports });
    await till.until('the till is ready', () => till.#isReady());
    // One badge stands for all scanners; a scan into one that is not open yet is nobody's.
    const scanners = devices.watched.map((device) => device.view()).filter(({ kind }) => kind === 'scanner');
    const ids = new Set(scanners.map(({ deviceId }) => deviceId));
    await till.until('every scanner is heard', () =>
      devices.watched
        .map((device) => device.view())
        .every(({ deviceId, status }) => !ids.has(deviceId) || status === 'enabled'),
    );
    return till;
  }

  #isReady(): boolean {
    const { screen, operators, catalog, badges } = this.view();
    const isHeardOf = [
      badges.printer.state,
      badges.scanner,
      badges.pole,
      badges.scale,
      badges.terminal,
    ].every((badge) => badge === 'ok');
    return screen === 'sign-in' && operators.length > 0 && catalog.products > 0 && isHeardOf;
  }

  view(): CashierView {
    return this.service.cashierView();
  }

  /** Resolves when `holds`; what was waited for is in the error when it does not in time. */
  async until(what: string, holds: () => boolean | Promise<boolean>, timeoutMs = DEADLINE_MS): Promise<void> {
    const endMs = machineClock.monotonicMs() + timeoutMs;
    while (!(await holds())) {
      if (machineClock.monotonicMs() > endMs) throw new Error(`waited in vain until ${what}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** Makes a window's call under a fresh command id. */
  call(channel: TillChannel, input: object = {}): Promise<Answer> {
    return this.service.answer(channel, { commandId: machineIds.next(), ...input });
  }

  /** As `call`, where anything but a yes is a mistake of whoever calls. */
  async must(channel: TillChannel, input: object = {}): Promise<unknown> {
    const answer = await this.call(channel, input);
    assert(answer.ok, `${channel} is carried out: ${answer.ok ? '' : answer.error.code}`);
    return answer.value;
  }

  /** Asks a window's question; it changes nothing and carries no id. */
  async ask(channel: TillChannel, input: object = {}): Promise<unknown> {
    const answer = await this.service.answer(channel, input);
    assert(answer.ok, `${channel} is answered`);
    return answer.value;
  }

  async openShift(operatorId = '101'): Promise<void> {
    await this.must('session:sign-in', { operatorId, pin: PIN });
    await this.must('shift:open', { float: 3_000 });
  }

  /** The drawer opened without a sale, with a supervisor's leave. */
  noSale(): Promise<Answer> {
    return this.call('drawer:open', { approval: { operatorId: '201', pin: PIN } });
  }

  async devices(): Promise<DevicesView> {
    return (await this.ask('devices:read', { scanTest: false })) as DevicesView;
  }

  /** One device as the technician's screen shows it. */
  async device(deviceId: string): Promise<DeviceView> {
    const device = (await this.devices()).devices.find((each) => each.deviceId === deviceId);
    assert(device !== undefined, `${deviceId} is configured`);
    return device;
  }

  /** Has a device do one of its tests; somebody with the right to is signed in. */
  async test(deviceId: string, test: DeviceTest): Promise<DeviceTestResult> {
    return (await this.must('devices:test', { deviceId, test })) as DeviceTestResult;
  }

  get saleId(): string {
    const { cart } = this.view();
    assert(cart !== null, 'a cart is open');
    return cart.saleId;
  }

  /** Ends the till alone; its files can be looked at. */
  stopTill(): Promise<void> {
    return this.service.stop();
  }

  /** Ends everything in order; the folder stays. */
  async stop(): Promise<void> {
    await this.service.stop();
    await this.#ports.close();
    await this.counter.stop();
    await this.headOffice.office.close();
  }
}

function openService(folder: string, configuration: TillConfiguration, devices: Devices): TillService {
  mkdirSync(folder, { recursive: true });
  const started = TillService.start({
    configuration,
    folder,
    masterKey: new Uint8Array(32).fill(7),
    devices,
    clock: machineClock,
    timers: machineTimers,
    log: silentLogger,
    ids: machineIds,
    random: machineRandom,
    program: 'daybook torture',
    host: 'none',
  });
  assert(started.ok, 'the folder opens');
  return started.value;
}

type JsonValue = string | number | boolean | { readonly [name: string]: JsonValue };

function withOverrides(
  devices: TillConfiguration['devices'],
  overrides: Record<string, JsonValue>,
): TillConfiguration['devices'] {
  return devices.printer === undefined ? devices : { ...devices, printer: { ...devices.printer, overrides } };
}

/** The configured devices: scanners at the pace of a hand, the others at their own. */
function devicesOf(configuration: TillConfiguration, ports: Ports, pace: number): Devices {
  const { scanners, ...others } = configuration.devices;
  const handTime = quickTime(1);
  const real = openDevices(
    { ...configuration, devices: { scanners, wedge: {}, inStoreLayouts: [] } },
    { clock: handTime, timers: handTime, log: silentLogger, ports },
  );
  const time = quickTime(pace);
  const quick = openDevices(
    { ...configuration, devices: { ...others, scanners: [] }, reconnectBaseMs: RECONNECT_MS * pace },
    { clock: time, timers: time, log: silentLogger, ports },
  );
  return {
    ...quick,
    scanner: real.scanner,
    watched: [...real.watched, ...quick.watched],
    freePorts: () => real.freePorts(),
    open() {
      real.open();
      quick.open();
    },
    async close() {
      await Promise.all([real.close(), quick.close()]);
    },
  };
}
