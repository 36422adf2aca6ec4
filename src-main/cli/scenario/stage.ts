import { cpSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { localPorts } from '../../../drivers/ports/local-ports.ts';
import type { HeadOffice } from '../../../fixtures/head-office/head-office.ts';
import type { PrinterSimulator } from '../../../fixtures/simulators/printer-simulator.ts';
import { assert } from '../../base/assert.ts';
import type { Dispose } from '../../base/clock.ts';
import { silentLogger } from '../../base/log.ts';
import type { Badges, TillEvent } from '../../contract/views.ts';
import type { EntryKind } from '../../domain/entries.ts';
import type { Product } from '../../domain/product.ts';
import { TillConfiguration } from '../../engine/configuration.ts';
import { openDevices } from '../../engine/device-hub.ts';
import { TillService } from '../../engine/till-service.ts';
import { machineClock, machineIds, machineRandom, machineTimers } from '../../hosts/machine-world.ts';
import { journalPath } from '../../store/store.ts';
import { isAtRest } from './at-rest.ts';
import { CounterDevices } from './counter-devices.ts';
import { Faults } from './faults.ts';
import type { Scenario } from './format.ts';
import { readJournal } from './journal-facts.ts';
import { type OfficeOptions, openOffice, publishReference } from './open-office.ts';
import type { ReferenceData } from './reference-data.ts';
import type { StageClock } from './stage-clock.ts';
import { takenGenerations } from './till-topics.ts';
import { StepFailure, until } from './waiting.ts';

export interface StageOptions extends OfficeOptions {
  readonly settings: Scenario['till'];
  readonly clock: StageClock;
}

/** Looks are 2 ms apart. */
const ASK_EVERY_LOOKS = 20;

const STORE = {
  storeId: 'SCENARIO',
  storeName: '情境門市',
  sellerTaxId: '12345675',
  address: '臺北市信義區',
};
const REGISTER = '1';
const CODE_LIFE_MS = 3_600_000;
const PROGRAM = 'daybook scenario';
/** Lost lines are tried again at once, since nobody watches; news is asked for when the scenario makes some. */
const PACE = { retryBaseMs: 20, retryCapMs: 100, pollMs: 60_000, reconnectBaseMs: 20 };

/**
 * One till with everything around it: a head office, the devices that the scenario asks for, and the wires between
 * them. The till is the real one; what is around it speaks the real bytes.
 */
export class Stage {
  readonly office: HeadOffice;
  readonly devices: CounterDevices;
  readonly faults: Faults;
  readonly clock: StageClock;
  /** What the till said no to, in order: scans and devices are heard here, the counter adds what windows were told. */
  readonly refusals: string[] = [];
  readonly #options: StageOptions;
  readonly #enrolmentCode: string;
  readonly #masterKey = machineRandom.bytes(32);
  readonly #disposers: Dispose[] = [];
  #folder: string;
  #service: TillService;
  #isNetworkUp = true;
  #crashAt: EntryKind | undefined;
  /** Resolves with what puts the cables back. */
  #crashed: Promise<() => Promise<void>> | undefined;
  #crashes = 0;
  #cues = 0;

  private constructor(
    options: StageOptions,
    parts: Pick<Stage, 'office' | 'devices'> & { readonly enrolmentCode: string },
  ) {
    this.#options = options;
    this.clock = options.clock;
    this.office = parts.office;
    this.devices = parts.devices;
    this.faults = new Faults(parts.devices.schedulables);
    this.#enrolmentCode = parts.enrolmentCode;
    this.#folder = join(options.folder, 'till');
    this.#service = this.#start();
  }

  /** Sets everything up, and resolves when the till shows who may sign in. */
  static async open(options: StageOptions): Promise<Stage> {
    const office = await openOffice(options);
    const devices = new CounterDevices(options.settings?.devices);
    let stage: Stage | undefined;
    try {
      await Promise.all([office.listen(0), devices.start()]);
      const enrolmentCode = await office.issueCode({
        store: STORE,
        registerNumber: REGISTER,
        lifeMs: CODE_LIFE_MS,
      });
      stage = new Stage(options, { office, devices, enrolmentCode });
      await stage.#untilReady();
      return stage;
    } catch (error) {
      if (stage === undefined) await Promise.all([office.close(), devices.stop()]);
      else await stage.close();
      throw error;
    }
  }

  get printer(): PrinterSimulator {
    return this.devices.printer;
  }

  /** The till as it runs now; another one after a crash. */
  get service(): TillService {
    return this.#service;
  }

  /** The file of the journal in use. */
  get journalPath(): string {
    return journalPath(this.#folder);
  }

  get isNetworkUp(): boolean {
    return this.#isNetworkUp;
  }

  /** How many sounds the till has made: each scan makes one. */
  get cues(): number {
    return this.#cues;
  }

  get hasCrashed(): boolean {
    return this.#crashed !== undefined;
  }

  /** An armed crash that has not come yet. */
  get awaitedCrash(): EntryKind | undefined {
    return this.#crashAt;
  }

  /** Cuts the line to head office. Resolves when the till has noticed. */
  async cutNetwork(): Promise<void> {
    this.#isNetworkUp = false;
    await this.office.cut();
    this.#service.retryHeadOffice();
    await this.#until(
      () => this.#service.badges().headOffice.state === 'offline',
      'the till notices that the network is down',
    );
  }

  async restoreNetwork(): Promise<void> {
    this.#isNetworkUp = true;
    await this.office.restore();
    this.#service.retryHeadOffice();
  }

  /** The till dies the moment an entry of this kind is durable. */
  crashAt(kind: EntryKind): void {
    this.#crashAt = kind;
  }

  /**
   * The till's process dies now. What it leaves is what is on disk: the folder is copied in the same breath, before
   * anything else can run, and every wire is cut, so that nothing of the dead process gets anywhere any more.
   */
  crash(): void {
    this.#crashAt = undefined;
    this.#crashes += 1;
    const survivor = join(this.#options.folder, `till-after-crash-${this.#crashes}`);
    // The lock is held by a process, not by a file; shared memory of SQLite's log is no content.
    const isLeft = (path: string) => !basename(path).startsWith('till.lock') && !path.endsWith('-shm');
    cpSync(this.#folder, survivor, { recursive: true, filter: isLeft });
    for (const dispose of this.#disposers.splice(0)) dispose();
    const dead = this.#service;
    const severed = Promise.all([this.devices.sever(), this.office.cut()]);
    this.#crashed = severed.then(async ([putBack]) => {
      await dead.stop();
      return putBack;
    });
    this.#folder = survivor;
  }

  /** Starts the till anew after a crash. */
  async restart(): Promise<void> {
    assert(this.#crashed !== undefined, 'only a dead till is started');
    const putBack = await this.#crashed;
    this.#crashed = undefined;
    if (this.#isNetworkUp) await this.office.restore();
    await putBack();
    this.#service = this.#start();
    await this.#untilReady();
  }

  /**
   * Resolves when the till has nothing in hand that could end by itself: no receipt that the printer could print, no
   * drawer to hear of, and its badges say what the simulators know.
   */
  async settle(): Promise<void> {
    if (this.hasCrashed) return;
    await this.#until(() => this.hasCrashed || this.#isSettled(), 'the till comes to rest');
    // The cashier's hand: the drawer would otherwise be open for every sale after the first.
    if (this.hasCrashed || !this.printer.condition.isDrawerOpen) return;
    await this.#untilDrawer((drawer) => drawer !== 'closed', 'the till notices that the drawer is open');
    this.printer.closeDrawer();
    await this.#untilDrawer(
      (drawer) => drawer === 'closed' || drawer === 'unknown',
      'the till notices that the drawer is closed',
    );
  }

  /** A printer that cannot be heard tells nothing of its drawer. */
  #untilDrawer(isSo: (drawer: Badges['drawer']) => boolean, what: string): Promise<void> {
    const { devices } = this;
    const isAway = () =>
      !devices.isPlugged('printer') || !this.printer.condition.isPoweredOn || !devices.isPrinterTelling;
    return this.#until(() => isAway() || this.hasCrashed || isSo(this.#service.badges().drawer), what);
  }

  #isSettled(): boolean {
    return isAtRest(this.#service, this.devices);
  }

  /** Resolves when head office holds every entry of the journal and has looked at each. */
  async untilSynced(): Promise<void> {
    assert(this.#isNetworkUp, 'nothing is sent while the network is down');
    await this.#until(async () => {
      if (this.#service.badges().headOffice.backlog > 0) return false;
      await this.office.interpretAll();
      const { state, backlog } = this.#service.badges().headOffice;
      return state === 'online' && backlog === 0;
    }, 'head office has every entry');
  }

  /** The life that head office gave the till. */
  get tillId(): string {
    const { till } = this.#service.till.state;
    assert(till !== null, 'the till is enrolled before a scenario begins');
    return till.tillId;
  }

  /** Articles, offers and points of one scenario, in place of those before; resolves when the till has them all. */
  async setScene(products: readonly Product[], reference: ReferenceData | undefined): Promise<void> {
    const generations: Record<string, number> = {
      catalog: await this.office.publishChanges('catalog', products),
      ...(reference === undefined ? {} : await publishReference(this.office, reference)),
    };
    await this.#untilTaken(generations);
  }

  /** The member as head office has them now; resolves when the till's copy is as new. */
  async publishMembers(): Promise<void> {
    await this.#untilTaken({ members: await this.office.publishMembers() });
  }

  /**
   * Resolves when the till has this generation of snapshots and so many pieces of mail.
   */
  async untilPapers({
    snapshots,
    mails,
  }: {
    readonly snapshots: number;
    readonly mails: number;
  }): Promise<void> {
    await this.#untilAsked(
      () => (takenGenerations(this.#folder).snapshots ?? 0) >= snapshots && this.mailsReceived >= mails,
      'the till has its papers',
    );
  }

  /** How many pieces of mail the till has journaled. */
  get mailsReceived(): number {
    return readJournal(this.journalPath).mails;
  }

  /** The newest generation of snapshots that the till has taken. */
  get snapshotGeneration(): number {
    return takenGenerations(this.#folder).snapshots ?? 0;
  }

  async #untilTaken(generations: Readonly<Record<string, number>>): Promise<void> {
    await this.#untilAsked(
      () => {
        const taken = takenGenerations(this.#folder);
        return Object.entries(generations).every(([topic, generation]) => (taken[topic] ?? 0) >= generation);
      },
      `the till takes what head office published (${Object.keys(generations).join(', ')})`,
    );
  }

  /** The till asks head office for news again and again: a round that is under way may have passed what came late. */
  #untilAsked(isSo: () => boolean, what: string): Promise<void> {
    let looks = 0;
    return this.#until(() => {
      if (isSo()) return true;
      if (looks % ASK_EVERY_LOOKS === 0) this.#service.retryHeadOffice();
      looks += 1;
      return false;
    }, what);
  }

  /** Head office publishes new prices; resolves when the till sells at them. */
  async publishPrices(prices: Readonly<Record<string, number>>): Promise<void> {
    const items = this.#options.products
      .filter((product) => Object.hasOwn(prices, product.sku))
      .map((product) => ({ ...product, unitPrice: prices[product.sku] ?? product.unitPrice }));
    const before = this.#service.cashierView().catalog.updatedAtMs;
    await this.office.publishTopic('catalog', { mode: 'delta', items });
    this.#service.retryHeadOffice();
    if (!this.#isNetworkUp) return;
    await this.#until(
      () => this.#service.cashierView().catalog.updatedAtMs !== before,
      'the till takes the new prices',
    );
  }

  /** Ends everything in order. */
  async close(): Promise<void> {
    try {
      await this.#crashed;
      await this.#service.stop();
    } finally {
      this.faults.stop();
      for (const dispose of this.#disposers.splice(0)) dispose();
      await Promise.all([this.office.close(), this.devices.stop()]);
    }
    if (this.#options.isKept) this.#keepPapers();
  }

  #keepPapers(): void {
    for (const [index, paper] of this.printer.papers.entries()) {
      writeFileSync(join(this.#options.folder, `paper-${index + 1}.txt`), paper.text);
      writeFileSync(join(this.#options.folder, `paper-${index + 1}.png`), paper.png);
    }
  }

  #start(): TillService {
    const configuration = this.#configuration();
    const world = { clock: this.clock, timers: machineTimers, log: silentLogger };
    const started = TillService.start({
      ...world,
      configuration,
      folder: this.#folder,
      masterKey: this.#masterKey,
      devices: openDevices(configuration, { ...world, ports: localPorts(world) }),
      ids: machineIds,
      random: machineRandom,
      program: PROGRAM,
      host: 'none',
    });
    if (!started.ok) throw new StepFailure(`the till opens its folder (${started.error.kind})`);
    const service = started.value;
    this.#disposers.push(
      service.events.on((event) => this.#hear(event)),
      service.till.appended.on((entries) => {
        if (entries.some((entry) => entry.kind === this.#crashAt)) this.crash();
      }),
    );
    return service;
  }

  #hear(event: TillEvent): void {
    if (event.kind === 'cue') this.#cues += 1;
    if (event.kind === 'refusal') this.refusals.push(event.refusal.code);
  }

  #configuration(): TillConfiguration {
    const { folder, settings } = this.#options;
    const { reconnectBaseMs, ...sync } = PACE;
    return TillConfiguration.parse({
      version: 1,
      headOffice: {
        url: this.office.address,
        certificatePath: join(folder, 'head-office', 'certificate.pem'),
        enrolmentCode: this.#enrolmentCode,
        registerNumber: REGISTER,
      },
      devices: this.devices.configuration(settings?.duplicateWindowMs ?? 0),
      policy: settings?.policy ?? {},
      sync,
      reconnectBaseMs,
    });
  }

  /** Enrolled, with goods to sell, people to sign in and devices at hand. */
  async #untilReady(): Promise<void> {
    await this.#until(() => {
      const { screen, operators, catalog } = this.#service.cashierView();
      return screen === 'sign-in' && operators.length > 0 && catalog.products > 0;
    }, 'the till is enrolled and has its reference data');
    await this.#until(() => this.#isSettled(), 'the till finds its devices');
  }

  #until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
    return until(isSo, what, { clock: machineClock });
  }
}
