import { unreachable } from '../../base/assert.ts';
import { type TillChannel, tillChannels } from '../../contract/channels.ts';
import type { Answer, CashierView, CustomerView } from '../../contract/views.ts';
import { machineClock, machineIds } from '../../hosts/machine-world.ts';
import { DEVICE_IDS, type DeviceName } from './counter-devices.ts';
import { doToDevice, testDevice, waitForDevice } from './device-steps.ts';
import { readJournal } from './journal-facts.ts';
import { credentials } from './people.ts';
import { type AtTheCounter, saleCallOf } from './sale-calls.ts';
import type { Stage } from './stage.ts';
import type { HeadOfficeAct, Scan, ScanCode, ScanFault, Tap, TillStep } from './steps.ts';
import { StepFailure, until } from './waiting.ts';

/** What the windows showed of a sale: the cart when its money was taken, and both screens once it was done. */
export interface SaleScreens {
  readonly cart: CashierView['cart'];
  readonly cashier: CashierView;
  readonly customer: CustomerView;
}

export interface CounterOptions {
  /** The cash that a shift begins with. */
  readonly float: number;
  /** The code that a scanner reads on this article. */
  readonly barcodeOf: (sku: string) => string;
  /** What a scanner reads on the member's card, and on a coupon of the file. */
  readonly memberCode: string;
  readonly couponCodeOf: (couponId: string) => string;
  /** By which name the till knows that coupon. */
  readonly couponSerialOf: (couponId: string) => string;
}

type Command = Readonly<Record<string, unknown>>;

/** Whoever stands at the counter: scans, taps, and what they do to devices, wires and head office. */
export class Counter {
  readonly #stage: Stage;
  readonly #options: CounterOptions;
  readonly #screens = new Map<string, SaleScreens>();
  #lastTap: { readonly channel: TillChannel; readonly input: Command; readonly answer: Answer } | undefined;

  constructor(stage: Stage, options: CounterOptions) {
    this.#stage = stage;
    this.#options = options;
  }

  /** What was seen of each finished sale, by its id. */
  get screens(): ReadonlyMap<string, SaleScreens> {
    return this.#screens;
  }

  /** Signs in and opens a shift. */
  async begin(): Promise<void> {
    await this.#tap({ do: 'tap', button: 'sign_in' });
    await this.#tap({ do: 'tap', button: 'open_shift' });
    await this.#stage.settle();
  }

  /**
   * Does one step and waits until the till has nothing in hand any more.
   * @throws StepFailure when the step cannot be done, or nothing comes of it.
   */
  async play(step: TillStep): Promise<void> {
    const cart = this.#view.cart;
    await this.#do(step);
    if (this.#stage.hasCrashed) await this.#stage.restart();
    await this.#stage.settle();
    // A crash may come with the last entry of the rest, such as the receipt's.
    if (this.#stage.hasCrashed) {
      await this.#stage.restart();
      await this.#stage.settle();
    }
    this.#look(cart);
  }

  #do(step: TillStep): Promise<void> {
    const stage = this.#stage;
    switch (step.do) {
      case 'scan':
        return this.#scan(step, this.#options.barcodeOf(step.sku), step.times ?? 1);
      case 'scan_code':
        return this.#scan(step, step.code, 1);
      case 'scan_member':
        return this.#scan({}, this.#options.memberCode, 1);
      case 'scan_coupon':
        return this.#scan({}, this.#options.couponCodeOf(step.coupon), 1);
      case 'scan_fault':
        return this.#hear(() => this.#scanFault(step));
      case 'tap':
        return this.#tap(step);
      case 'tap_again':
        return this.#tapAgain();
      case 'device':
        return doToDevice(stage, step);
      case 'faults':
        stage.faults.start(step.schedule);
        return Promise.resolve();
      case 'wait_for':
        return waitForDevice(stage, step);
      case 'device_test':
        return testDevice((channel, fields) => this.#ask(channel, fields), step);
      case 'reopen':
        return this.#reopen(step.device);
      case 'network':
        return step.state === 'down' ? stage.cutNetwork() : stage.restoreNetwork();
      case 'crash':
        if (step.at === undefined) stage.crash();
        else stage.crashAt(step.at);
        return Promise.resolve();
      case 'head_office':
        return this.#headOffice(step);
      case 'wait_until_synced':
        if (!stage.isNetworkUp) throw new StepFailure('the network is up before anything is waited for');
        return stage.untilSynced();
      default:
        return unreachable(step);
    }
  }

  async #scan(
    step: Pick<Scan, 'via'> | Pick<ScanCode, 'via' | 'aim'>,
    code: string,
    times: number,
  ): Promise<void> {
    const aim = 'aim' in step ? step.aim : undefined;
    const how = aim === undefined ? {} : { aim };
    for (let count = 0; count < times && !this.#stage.hasCrashed; count += 1) {
      switch (step.via) {
        case undefined:
        case 'serial':
          await this.#hear(() => this.#stage.devices.scanner.scan(code, how));
          break;
        case 'hid':
          await this.#hear(() => this.#hidScanner.scan(code, how));
          break;
        case 'wedge':
          await this.#ask('cart:enter-code', {
            code,
            origin: 'wedge',
            ...(aim === undefined ? {} : { aimId: aim }),
          });
          break;
        default:
          unreachable(step.via);
      }
    }
  }

  #scanFault({ fault, via }: ScanFault): void {
    const { scanner } = this.#stage.devices;
    if (via === 'hid') {
      if (fault === 'half') this.#hidScanner.halfScan(SOME_CODE);
      else this.#hidScanner.garbage();
    } else if (fault === 'half') scanner.halfFrame(SOME_CODE);
    else scanner.garbage();
  }

  get #hidScanner() {
    const { hidScanner } = this.#stage.devices;
    if (hidScanner === undefined) throw new StepFailure('a HID scanner stands at this till');
    return hidScanner;
  }

  /** Each read is heard before the next: a person hears it and goes on. */
  async #hear(read: () => void): Promise<void> {
    const stage = this.#stage;
    const heard = stage.cues;
    read();
    await until(() => stage.cues > heard || stage.hasCrashed, 'the till hears the scan', {
      clock: machineClock,
      withinMs: 3_000,
    });
  }

  async #tap(step: Tap): Promise<void> {
    const [channel, fields] = this.#callOf(step);
    await this.#ask(channel, fields);
    await this.#untilAnswered();
  }

  /** Head office is asked for points: a cashier waits for what it says. */
  #untilAnswered(): Promise<void> {
    const { service } = this.#stage;
    const isAsking = () => {
      const { cart, exchanges } = service.till.state;
      return (cart !== null && cart.asking !== null) || exchanges.length > 0;
    };
    return until(() => this.#stage.hasCrashed || !isAsking(), 'head office answers about points', {
      clock: machineClock,
    });
  }

  #ask(channel: TillChannel, fields: Command): Promise<Answer> {
    return this.#send(channel, { commandId: machineIds.next(), ...fields });
  }

  async #reopen(device: DeviceName): Promise<void> {
    await this.#ask('devices:reopen', { deviceId: DEVICE_IDS[device] });
  }

  async #tapAgain(): Promise<void> {
    const before = this.#lastTap;
    if (before === undefined) throw new StepFailure('something was tapped before it is sent again');
    await this.#send(before.channel, before.input);
    const [first, again] = [before.answer, this.#lastTap?.answer].map((answer) => JSON.stringify(answer));
    if (before.answer.ok && first !== again) {
      throw new StepFailure(`the same command is answered as before (${first}), not with ${again}`);
    }
  }

  async #send(channel: TillChannel, input: Command): Promise<Answer> {
    const asked = tillChannels[channel].input.safeParse(input);
    if (!asked.success) {
      const [issue] = asked.error.issues;
      throw new StepFailure(
        `a window may send this: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
      );
    }
    const answer = await this.#stage.service.answer(channel, asked.data);
    this.#lastTap = { channel, input, answer };
    // Nobody hears what a till says in the moment of its death.
    if (!answer.ok && !this.#stage.hasCrashed) this.#stage.refusals.push(answer.error.code);
    return answer;
  }

  get #view(): CashierView {
    return this.#stage.service.cashierView();
  }

  #callOf(step: Tap): readonly [TillChannel, Command] {
    const saleId = this.#view.cart?.saleId ?? this.#view.lastSale?.saleId ?? NO_SALE;
    switch (step.button) {
      case 'sign_in':
        return ['session:sign-in', credentials(step)];
      case 'sign_out':
        return ['session:sign-out', {}];
      case 'open_shift':
        return ['shift:open', { float: step.float ?? this.#options.float }];
      case 'close_shift':
        return ['shift:close', { counted: step.counted }];
      case 'enter_code':
        return ['cart:enter-code', { code: step.code, origin: 'keys' }];
      case 'quick_key':
        return ['cart:add-product', { sku: step.sku }];
      case 'multiply':
        return ['cart:set-multiplier', { quantity: step.quantity }];
      case 'set_quantity':
        return ['cart:set-quantity', { saleId, lineId: this.#lineAt(step.line), quantity: step.quantity }];
      case 'remove_line':
        return ['cart:remove-line', { saleId, lineId: this.#lineAt(step.line) }];
      case 'void_cart':
        return ['cart:void', { saleId }];
      case 'suspend':
        return ['cart:suspend', { saleId }];
      case 'resume':
        return ['cart:resume', { saleId: this.#suspendedAt(step.place ?? 1) }];
      case 'begin_payment':
        return ['pay:begin', { saleId }];
      case 'leave_payment':
        return ['pay:leave', { saleId }];
      case 'take_cash':
        return ['pay:take-cash', { saleId, amount: step.amount }];
      case 'next_sale':
        return ['sale:next', {}];
      case 'open_drawer':
        return ['drawer:open', step.approval === undefined ? {} : { approval: credentials(step.approval) }];
      case 'reprint':
        return ['receipt:reprint', { saleId: this.#view.lastSale?.saleId ?? NO_SALE }];
      case 'retry_print':
        return ['receipt:retry', {}];
      case 'resolve_print':
        return ['receipt:resolve', { jobId: this.#printQuestion(), choice: step.choice }];
      case 'continue_after_recovery':
        return ['recovery:continue', {}];
      default:
        return saleCallOf(step, {
          view: this.#view,
          saleId,
          state: this.#stage.service.till.state,
          finished: this.#soldLines(),
          couponSerialOf: this.#options.couponSerialOf,
        });
    }
  }

  /** Whether the window offers points of the programme to be used, and the member has any: else nobody asks. */
  mayBurn(programmeId: string): boolean {
    const { burns = [], member } = this.#view.cart ?? {};
    const burn = burns.find((each) => each.programmeId === programmeId);
    if (burn === undefined || burn.maximum === 0) return false;
    const points = member?.balances.find((each) => each.programmeId === programmeId)?.points ?? 0;
    return points * burn.maximum >= burn.maximumPoints;
  }

  /** Finished sales, with what is left of them, by the journal. */
  #soldLines(): AtTheCounter['finished'] {
    const { sales, returns } = readJournal(this.#stage.journalPath);
    const returned = (lineId: string) =>
      returns
        .flatMap(({ lines }) => lines)
        .filter((line) => line.lineId === lineId)
        .reduce((sum, { units }) => sum + units, 0);
    return sales.map(({ sale }) => ({
      saleId: sale.saleId,
      lines: sale.lines.map(({ lineId, sku, quantity }) => ({
        lineId,
        sku,
        left: quantity - returned(lineId),
      })),
    }));
  }

  #lineAt(place: number): string {
    const line = this.#view.cart?.lines[place - 1];
    if (line === undefined) throw new StepFailure(`the cart has a line ${place}`);
    return line.lineId;
  }

  #suspendedAt(place: number): string {
    const parked = this.#view.suspended[place - 1];
    if (parked === undefined) throw new StepFailure(`${place} carts are parked`);
    return parked.saleId;
  }

  #printQuestion(): string {
    const [question] = this.#view.printQuestions;
    if (question === undefined) throw new StepFailure('a receipt waits for a person');
    return question.jobId;
  }

  async #headOffice(step: HeadOfficeAct): Promise<void> {
    const { faults } = this.#stage.office;
    switch (step.act) {
      case 'publish_prices':
        return this.#stage.publishPrices(step.prices);
      case 'lose_answers':
        return faults.loseNextAnswers(step.count);
      case 'answer_with_500':
        faults.answersStatus500 = true;
        return;
      case 'answer_with_garbage':
        faults.answersGarbage = true;
        return;
      case 'reject_next':
        return faults.rejectNext(step.kind, step.reason);
      case 'work_normally':
        faults.clear();
        return;
      default:
        return unreachable(step);
    }
  }

  /** Keeps what the windows show of a sale the first time that it is seen finished. */
  #look(cart: CashierView['cart']): void {
    const cashier = this.#view;
    const { lastSale } = cashier;
    if (lastSale === null || this.#screens.has(lastSale.saleId)) return;
    const own = cart?.saleId === lastSale.saleId ? cart : null;
    this.#screens.set(lastSale.saleId, { cart: own, cashier, customer: this.#stage.service.customerView() });
  }
}

/** A sale that is not there, for taps on a screen that shows none. */
const NO_SALE = '00000000-0000-7000-8000-000000000000';

/** What a scanner reads when it does not matter what. */
const SOME_CODE = '4710018000003';
