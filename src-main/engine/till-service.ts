import type { Clock, Dispose, Timers } from '../base/clock.ts';
import { Emitter } from '../base/emitter.ts';
import type { Logger } from '../base/log.ts';
import type { IdSource, Random } from '../base/random.ts';
import { ok, type Result } from '../base/result.ts';
import type { TillChannel } from '../contract/channels.ts';
import type {
  Answer,
  Badges,
  CashierView,
  CustomerView,
  OperatorView,
  QuickKeyTab,
  TillEvent,
} from '../contract/views.ts';
import { sceneOf } from '../domain/cart/price-cart.ts';
import type { Policy } from '../domain/context.ts';
import { NO_READERS } from '../domain/no-readers.ts';
import { refuse } from '../domain/refusals.ts';
import { DEFAULT_POLICY } from '../domain/till-policy.ts';
import { MemberService } from '../gateways/member-service.ts';
import { openStore, type Store, type StoreProblem } from '../store/store.ts';
import type { CartSources } from './cart-view.ts';
import { cashierView, customerView } from './cashier-view.ts';
import type { TillConfiguration } from './configuration.ts';
import { DeviceDesk } from './device-desk.ts';
import type { Devices } from './devices.ts';
import { openDrawerOnRequest } from './drawer.ts';
import { enrolmentOf, enrolUntilDone } from './enrol.ts';
import { type EnrolledParts, openEnrolledParts } from './enrolled-parts.ts';
import { HeadOfficeLink } from './head-office-link.ts';
import { IdentityStore } from './identity.ts';
import { MemberDesk } from './member-desk.ts';
import { memberProfile, profileView } from './member-views.ts';
import { MessageList } from './message-list.ts';
import { poleViewOf } from './pole-mirror.ts';
import { PriceSwitch } from './price-switch.ts';
import { PrintSpool } from './print-spool.ts';
import { searchProducts } from './product-search.ts';
import { quickKeyTabs } from './quick-keys.ts';
import { ReceiptDesk } from './receipt-desk.ts';
import { answerRequest } from './requests.ts';
import { ScanDesk } from './scan-desk.ts';
import { ScanTest } from './scan-test.ts';
import { NO_LINK } from './stopped-view.ts';
import { Till } from './till.ts';
import { operatorsOf, operatorView } from './topic-sinks.ts';
import { WaitingReceipts } from './waiting-receipts.ts';

export interface TillServiceOptions {
  readonly configuration: TillConfiguration;
  /** The till's folder. */
  readonly folder: string;
  readonly masterKey: Uint8Array;
  readonly devices: Devices;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
  readonly random: Random;
  readonly log: Logger;
  /** Name and version, as the journal keeps it. */
  readonly program: string;
  readonly host: string;
}

const RECEIPT_PATIENCE_MS = 6_000; // Of the ten seconds that a host gives a till to end.
const STORAGE_CHECK_MS = 5_000;
const HOUR_MS = 3_600_000;

/**
 * A whole till without a window: journal, loop, devices, head office. Hosts give it windows, scenarios and benches
 * drive it as it is.
 */
export class TillService {
  readonly #options: TillServiceOptions;
  readonly #store: Store;
  readonly #policy: Policy;
  readonly #spool: PrintSpool;
  readonly #desk: ReceiptDesk;
  readonly #scans: ScanDesk;
  readonly #deviceDesk: DeviceDesk;
  readonly #waiting: WaitingReceipts;
  readonly #disposers: Dispose[] = [];
  readonly #abort = new AbortController();
  readonly till: Till;
  /** Something windows show has changed. Comes once for a burst of changes. */
  readonly viewChanged = new Emitter<void>();
  readonly events: Emitter<TillEvent>;
  #link: HeadOfficeLink | undefined;
  /** Undefined until head office knows this till. */
  #parts: EnrolledParts | undefined;
  #identity: IdentityStore;
  #memberService: MemberService | undefined;
  readonly #members: MemberDesk;
  readonly #switch: PriceSwitch;
  #operators: readonly OperatorView[] = [];
  #quickKeys: readonly QuickKeyTab[] = [];
  readonly #messages: MessageList;
  #isVerified = true;
  #revision = 0;
  #isTelling = false;

  private constructor(options: TillServiceOptions, store: Store) {
    this.#options = options;
    this.#store = store;
    this.#policy = { ...DEFAULT_POLICY, ...defined(options.configuration.policy) };
    const { clock, ids, log, devices } = options;
    this.till = new Till({
      store,
      operators: { find: (operatorId) => this.#operators.find((each) => each.operatorId === operatorId) },
      clock,
      ids,
      log,
      policy: this.#policy,
      isDrawerOpen: () => ['open', 'left-open'].includes(devices.printer.drawer),
      readers: () => this.#parts?.readers ?? NO_READERS,
      sentPolicy: (nowMs) => this.#parts?.readers.offers.tillPolicy(nowMs) ?? {},
      isOnline: () => this.#link?.isOnline ?? false,
    });
    this.events = this.till.events;
    this.#messages = new MessageList(clock);
    this.#waiting = new WaitingReceipts(this.till, options.timers);
    this.#desk = new ReceiptDesk(store.database, devices, {
      programmes: (atMs) => this.till.readers.offers.programmes(atMs),
      memberText: (memberId) => this.#parts?.readers.members.profile(memberId)?.maskedName,
    });
    this.#spool = new PrintSpool({
      till: this.till,
      printer: devices.printer,
      ids,
      log,
      render: (job) => this.#desk.bytesOf(job, this.till.state),
      onNotReady: (job, reason) => this.#waiting.tell(job.jobId, reason),
    });
    const scanTest = new ScanTest(clock);
    const { inStoreLayouts } = options.configuration.devices;
    this.#scans = new ScanDesk({ till: this.till, ids, clock, scanTest, inStoreLayouts });
    this.#deviceDesk = new DeviceDesk(devices, scanTest, clock);
    const { folder, masterKey, random, timers } = options;
    this.#identity = new IdentityStore(folder, masterKey, random);
    this.#openParts();
    this.#switch = new PriceSwitch({
      clock,
      timers,
      nextChangeMs: (nowMs) => this.#parts?.readers.offers.nextChangeMs(nowMs),
      onSwitch: () => this.#tellView(),
    });
    this.#members = new MemberDesk({ till: this.till, ids, timers, log, service: () => this.#memberService });
    this.#readReference();
  }

  /** Opens the till's folder and starts everything. A folder that cannot be sold from is a problem, not an exception. */
  static start(options: TillServiceOptions): Result<TillService, StoreProblem> {
    const opened = openStore(options.folder);
    if (!opened.ok) return opened;
    const service = new TillService(options, opened.value);
    service.#run();
    return ok(service);
  }

  /** Answers a call of a window; `input` has passed the channel's schema. */
  answer(channel: TillChannel, input: unknown): Promise<Answer> {
    return answerRequest(
      {
        till: this.till,
        clock: this.#options.clock,
        ids: this.#options.ids,
        policy: this.till.policyAt(this.#options.clock.nowMs()),
        pinHashOf: (operatorId) =>
          operatorsOf(this.#store.reference).find((each) => each.operatorId === operatorId)?.pinHash,
        receiptNumberOf: (saleId) => this.#desk.receiptNumberOf(saleId),
        search: (text) => searchProducts(this.#store.reference, text),
        receiptText: (saleId) => this.#desk.textOf(saleId, this.till.state),
        retryPrint: () => {
          void this.#options.devices.printer.recover();
          this.#spool.poke();
        },
        devices: this.#deviceDesk,
        scans: this.#scans,
        members: this.#members,
        memberProfile: (memberId) => profileView(memberId, this.#pricing(), this.#parts?.readers.members),
        weigh: () => this.#options.devices.scale.weigh(),
      },
      channel,
      input,
    );
  }

  cashierView(): CashierView {
    const topic = this.#store.reference.topic('catalog');
    return cashierView(
      {
        state: this.till.state,
        ui: this.till.ui,
        stopped: this.till.stopped,
        nowMs: this.#options.clock.nowMs(),
        operators: this.#operators,
        badges: this.badges(),
        messages: this.#messages.newestFirst,
        quickKeys: this.#quickKeys,
        journal: { entries: this.#store.journal.head().seq, isVerified: this.#isVerified },
        catalog: { products: topic?.count ?? 0, updatedAtMs: topic?.updatedAtMs ?? null },
        wedge: this.#options.configuration.devices.wedge,
        pricing: this.#pricing(),
      },
      ++this.#revision,
    );
  }

  customerView(): CustomerView {
    const { state, ui } = this.till;
    return customerView({ state, ui, pricing: this.#pricing() }, ++this.#revision);
  }

  #pricing(): CartSources {
    const nowMs = this.#options.clock.nowMs();
    return {
      scene: sceneOf(this.till.state, this.till.scene(nowMs)),
      profileOf: (memberId) => memberProfile(memberId, this.#parts?.readers.members),
      oldAfterMs: this.till.policyAt(nowMs).memberCopyOldHours * HOUR_MS,
    };
  }

  badges(): Badges {
    const { scanner, printer, pole, scale, terminal } = this.#options.devices;
    const waiting = this.till.state.printJobs.filter((job) => job.status !== 'question').length;
    return {
      headOffice: this.#link?.badge ?? { ...NO_LINK, backlog: this.#store.journal.head().seq },
      printer: { state: printer.badge, waiting },
      scanner: scanner.badge,
      pole: pole.badge,
      scale: scale.badge,
      terminal: terminal.badge,
      drawer: printer.drawer,
      storage: this.till.storage,
      clockOffsetSeconds: this.#link?.clockOffsetSeconds ?? null,
    };
  }

  /** What a check of the whole chain found: `checked` sound entries, and whether that was all of it. */
  hearCheck(report: { readonly checked: number; readonly isWhole: boolean }): void {
    this.#isVerified = report.isWhole;
    if (!report.isWhole) this.till.stopSelling(refuse('journal-damaged', { n: report.checked }));
    this.#tellView();
  }

  /** Head office is asked again now. */
  retryHeadOffice(): void {
    this.#link?.retryNow();
  }

  /** Ends in order: devices let go, what is being sent ends, the journal is closed with a note that it was. Idempotent. */
  async stop(): Promise<void> {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    // The receipt in hand ends first; one that waits for paper is not waited for.
    const spooled = this.#spool.close();
    await Promise.race([
      spooled,
      new Promise<void>((resolve) => {
        this.#disposers.push(this.#options.timers.after(RECEIPT_PATIENCE_MS, resolve));
      }),
    ]);
    await this.#options.devices.close();
    await spooled;
    this.#members.close();
    this.#waiting.close();
    this.#switch.close();
    await this.#link?.stop();
    for (const dispose of this.#disposers.splice(0)) dispose();
    this.till.execute(this.#options.ids.next(), { kind: 'stop' }, false);
    this.#parts?.vault.close();
    await this.#store.close();
  }

  #run(): void {
    const { devices, ids, program, host } = this.#options;
    const { till } = this;
    this.#disposers.push(
      till.changed.on(() => this.#tellView()),
      till.events.on((event) => this.#messages.keep(event)),
      ...[devices.printer, devices.scanner, devices.pole, devices.scale, devices.terminal].map((device) =>
        device.onBadge(() => this.#tellView()),
      ),
      devices.scanner.onScan((news) => this.#scans.heard(news)),
      devices.printer.onDrawerByHand(() =>
        till.execute(ids.next(), { kind: 'drawer-opened-by-hand' }, false),
      ),
      this.viewChanged.on(() => {
        if (devices.pole.badge !== 'none') devices.pole.show(poleViewOf(this.customerView()));
      }),
      openDrawerOnRequest(till, devices.printer, ids, this.#options.log),
    );
    if (till.state.till !== null) till.execute(ids.next(), { kind: 'start', program, host }, false);
    const { recovery } = till.state;
    if (recovery !== null) {
      const params = { n: recovery.pieces, m: recovery.payments };
      this.#messages.keep({ kind: 'refusal', refusal: refuse('recovered', params) });
    }
    devices.open();
    this.#members.open();
    this.#spool.open();
    this.#watchStorage();
    void this.#connect();
  }

  /** Keys that do not open leave nothing to sell by: prices and members are read through them. */
  #openParts(): void {
    const { folder, masterKey, random, log } = this.#options;
    try {
      this.#parts = openEnrolledParts(this.#identity, { folder, masterKey, random, store: this.#store, log });
    } catch (error) {
      log.log('error', 'the keys for personal data do not open', { error: String(error) });
      this.till.stopSelling(refuse('storage-failed'));
    }
  }

  /** Enrols on the first start, then opens the lines to head office. */
  async #connect(): Promise<void> {
    const { configuration, clock, timers, ids, random, log, program, host } = this.#options;
    const identity = this.#identity;
    const { signal } = this.#abort;
    const enrolled = await enrolUntilDone({
      identity,
      headOffice: configuration.headOffice,
      clock,
      timers,
      random,
      log,
      signal,
    });
    if (enrolled === undefined || signal.aborted) return;
    if (this.till.state.till === null) {
      const enrolment = enrolmentOf(enrolled, identity.key);
      this.till.execute(ids.next(), { kind: 'enrol', enrolment }, false);
      this.till.execute(ids.next(), { kind: 'start', program, host }, false);
    }
    if (this.#parts === undefined) this.#openParts();
    const memberKeys = this.#parts?.vault.copyKeys;
    this.#link = new HeadOfficeLink({
      ...(memberKeys === undefined ? {} : { memberKeys }),
      till: this.till,
      store: this.#store,
      enrolled,
      url: configuration.headOffice.url,
      key: identity.key,
      sync: configuration.sync,
      clock,
      timers,
      ids,
      random,
      log,
      onChange: () => this.#tellView(),
      onReference: () => {
        this.#readReference();
        this.#tellView();
      },
    });
    const { tillId } = enrolled.till;
    this.#memberService = new MemberService({ calls: this.#link.calls, tillId, timers });
    this.#link.start();
    this.#tellView();
  }

  #readReference(): void {
    const { reference } = this.#store;
    this.#switch.wait();
    this.#operators = operatorsOf(reference).map(operatorView);
    this.#quickKeys = quickKeyTabs(reference.quickKeys());
  }

  #watchStorage(): void {
    const { timers } = this.#options;
    const again = () => {
      const before = this.till.storage;
      if (this.till.checkStorage() !== before) this.#tellView();
      cancel = timers.after(STORAGE_CHECK_MS, again);
    };
    let cancel = timers.after(STORAGE_CHECK_MS, again);
    this.#disposers.push(() => cancel());
  }

  /** Once for a burst: a command changes state, badges and messages, and windows want one picture of it. */
  #tellView(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.viewChanged.emit();
    });
  }
}

function defined<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };
}
