import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Ports } from '../../drivers/link/ports.ts';
import type { LinkDeps } from '../../drivers/link/reconnecting-link.ts';
import { localPorts } from '../../drivers/ports/local-ports.ts';
import type { HeadOffice } from '../../fixtures/head-office/head-office.ts';
import { assert } from '../../src-main/base/assert.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { SimulatedCounter } from '../../src-main/cli/demo/counter.ts';
import { type LocalHeadOffice, openHeadOffice } from '../../src-main/cli/open-head-office.ts';
import { until } from '../../src-main/cli/torture/open-torture-till.ts';
import type { TillChannel } from '../../src-main/contract/channels.ts';
import type { Answer } from '../../src-main/contract/views.ts';
import type { TillConfiguration } from '../../src-main/engine/configuration.ts';
import { openDevices } from '../../src-main/engine/device-hub.ts';
import { TillService } from '../../src-main/engine/till-service.ts';
import {
  machineClock,
  machineIds,
  machineRandom,
  machineTimers,
} from '../../src-main/hosts/machine-world.ts';

/** A whole till without a window: real engine, files, drivers, pseudo-terminals, simulators and head office. */
export class WholeTill {
  readonly folder: string;
  readonly counter: SimulatedCounter;
  readonly headOffice: LocalHeadOffice;
  readonly #ports: Ports;
  #service: TillService;

  private constructor(folder: string, counter: SimulatedCounter, headOffice: LocalHeadOffice, ports: Ports) {
    this.folder = folder;
    this.counter = counter;
    this.headOffice = headOffice;
    this.#ports = ports;
    this.#service = openService(folder, counter, headOffice, ports);
  }

  /**
   * @param openPorts where its ports are opened; in this process unless told. @param publishShop what head office sells;
   *   the plain sample shop unless told.
   */
  static async start(
    openPorts: (deps: LinkDeps) => Ports = localPorts,
    publishShop?: (office: HeadOffice) => Promise<void>,
  ): Promise<WholeTill> {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-whole-'));
    const counter = await SimulatedCounter.start(join(folder, 'devices'));
    const headOffice = await openHeadOffice(join(folder, 'head-office'), 0, silentLogger, publishShop);
    const ports = openPorts({ timers: machineTimers, log: silentLogger });
    const till = new WholeTill(folder, counter, headOffice, ports);
    const { service } = till;
    await till.until(
      () => service.cashierView().screen === 'sign-in' && service.cashierView().operators.length > 0,
    );
    await till.until(
      () => service.cashierView().catalog.products > 0 && service.badges().printer.state === 'ok',
    );
    return till;
  }

  get service(): TillService {
    return this.#service;
  }

  view() {
    return this.#service.cashierView();
  }

  until(holds: () => boolean, timeoutMs = 25_000): Promise<void> {
    return until(this.#service, holds, timeoutMs);
  }

  /** Makes a window's call under a fresh command id. */
  call(channel: TillChannel, input: object = {}): Promise<Answer> {
    return this.#service.answer(channel, { commandId: v7(), ...input });
  }

  async openShift(): Promise<void> {
    assert((await this.call('session:sign-in', { operatorId: '101', pin: '123456' })).ok, 'the PIN is right');
    assert((await this.call('shift:open', { float: 3_000 })).ok, 'the shift opens');
  }

  /** Scans with the simulated scanner and waits for the line. */
  async scan(code: string): Promise<void> {
    const before = this.view().cart?.pieces ?? 0;
    this.counter.simulators.scanner.scan(code);
    await this.until(() => (this.view().cart?.pieces ?? 0) > before);
  }

  get saleId(): string {
    const { cart } = this.view();
    assert(cart !== null, 'a cart is open');
    return cart.saleId;
  }

  /** Ends in order and starts anew on the same files. */
  async restart(): Promise<void> {
    await this.#service.stop();
    this.#service = openService(this.folder, this.counter, this.headOffice, this.#ports);
  }

  async end(): Promise<void> {
    await this.#service.stop();
    await this.#ports.close();
    await this.counter.stop();
    await this.headOffice.office.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function openService(
  folder: string,
  counter: SimulatedCounter,
  headOffice: LocalHeadOffice,
  ports: Ports,
): TillService {
  const till = join(folder, 'till');
  mkdirSync(till, { recursive: true });
  const { url, certificatePath, enrolmentCode } = headOffice;
  const configuration: TillConfiguration = {
    version: 1,
    headOffice: { url, certificatePath, enrolmentCode },
    devices: counter.configuration,
    policy: {},
    sync: { retryBaseMs: 50, retryCapMs: 300, pollMs: 500 },
    reconnectBaseMs: 50,
  };
  const world = { clock: machineClock, timers: machineTimers, log: silentLogger };
  const started = TillService.start({
    ...world,
    configuration,
    folder: till,
    masterKey: new Uint8Array(32).fill(7),
    devices: openDevices(configuration, { ...world, ports }),
    ids: machineIds,
    random: machineRandom,
    program: 'test',
    host: 'none',
  });
  assert(started.ok, 'the folder opens');
  return started.value;
}
