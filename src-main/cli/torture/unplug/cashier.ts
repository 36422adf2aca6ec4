import { sellsAtOnce } from '../../../../fixtures/catalog/sample-chain.ts';
import { sampleProducts } from '../../../../fixtures/catalog/sample-store.ts';
import type { SeededRandom } from '../../../../fixtures/world/test-world.ts';
import { assert } from '../../../base/assert.ts';
import type { Dispose } from '../../../base/clock.ts';
import { machineClock } from '../../../hosts/machine-world.ts';
import type { CounterTill } from './counter-till.ts';
import { quickTime } from './quick-time.ts';

/** What the till said was done: the books must say the same. */
export interface Sold {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly due: number;
  readonly change: number;
  readonly given: number;
}

/** What became of the codes that were held before a scanner. */
export interface ScanCount {
  presented: number;
  /** On a line, and told so. */
  taken: number;
  /** Refused aloud: half a code, or one that noise had got into. */
  refused: number;
  /** Nothing was heard: the cable was out. The person typed it in. */
  lost: number;
}

/** How long a person waits for the beep. */
const BEEP_MS = 200;
const DRAWER_MS = 100;
/** How long the customer waits for the receipt. */
const RECEIPT_MS = 100;
const LOOK_MS = 4;

const heardTime = quickTime(1);

/** What refuses a code aloud. */
const OF_SCANS: ReadonlySet<string> = new Set(['scan-damaged', 'scan-not-here', 'unknown-barcode']);

const BARCODES = sampleProducts()
  .filter(sellsAtOnce)
  .flatMap((product) => product.barcodes);

/** A person at the till who sells on whatever breaks: types what did not scan, answers what is asked, shuts the drawer. */
export class Cashier {
  readonly #till: CounterTill;
  readonly #random: SeededRandom;
  readonly #disposers: Dispose[] = [];
  readonly sold: Sold[] = [];
  readonly scans: ScanCount = { presented: 0, taken: 0, refused: 0, lost: 0 };
  /** Times that the till said that an article was added. */
  items = 0;
  refusals = 0;
  /** Questions answered, by answer. */
  readonly answered = { reprint: 0, skip: 0 };
  noSales = 0;
  /** The longest that a window waited for an answer, of those that complete a sale. */
  slowestSaleMs = 0;
  /** The same of the time in which this process had nothing to do, which is what a wait for somebody else is. */
  longestWaitMs = 0;
  /** Codes that were held before a scanner, each as often as it was. */
  readonly presentedCodes: string[] = [];

  constructor(till: CounterTill, random: SeededRandom) {
    this.#till = till;
    this.#random = random;
    this.#disposers.push(
      till.service.events.on((event) => {
        if (event.kind === 'cue' && event.cue === 'item') this.items += 1;
        if (event.kind === 'refusal' && OF_SCANS.has(event.refusal.code)) this.refusals += 1;
      }),
    );
  }

  /** Rings up one to three articles, takes cash, and does what is asked in between. */
  async sell(): Promise<void> {
    const pieces = 1 + this.#random.below(3);
    for (let piece = 0; piece < pieces; piece += 1) await this.#ringUp();
    await this.#takeCash();
    await this.#shutDrawer();
    await this.#upTo(RECEIPT_MS, () => this.#till.view().lastSale?.receipt === 'printed');
    if (this.#random.below(20) === 0) await this.#askForAnother();
    if (this.#random.below(25) === 0) await this.#openWithoutSale();
    if (this.#random.below(3) === 0) await this.answerQuestions();
    await this.#till.call('sale:next');
  }

  /** Reprint or skip, as the dice say, for every receipt that may be half on paper. */
  async answerQuestions(): Promise<void> {
    for (const { jobId } of this.#till.view().printQuestions) {
      const choice = this.#random.below(3) === 0 ? 'skip' : 'reprint';
      const answer = await this.#till.call('receipt:resolve', { jobId, choice });
      if (answer.ok) this.answered[choice] += 1;
    }
  }

  leave(): void {
    for (const dispose of this.#disposers) dispose();
  }

  async #ringUp(): Promise<void> {
    const code = BARCODES[this.#random.below(BARCODES.length)];
    assert(code !== undefined, 'the sample shop has bar codes');
    const scanner = this.#random.below(2) === 0 ? 'scanner' : 'hid-scanner';
    // Now and then something lies over what the person sees: a product goes through it, a dialog refuses it.
    if (this.#random.below(15) === 0) await this.#till.call('screen:show-layer', { layer: 'dialog' });
    const { items, refusals } = this;
    this.scans.presented += 1;
    this.presentedCodes.push(code);
    this.#till.counter.simulators[scanner].scan(code);
    await this.#upTo(BEEP_MS, () => this.items > items || this.refusals > refusals);
    await this.#till.call('screen:show-layer', { layer: 'none' });
    if (this.items > items) {
      this.scans.taken += 1;
      return;
    }
    if (this.refusals > refusals) this.scans.refused += 1;
    else this.scans.lost += 1;
    // Another article, so that this code stays one that was scanned once: should it still arrive, it is on one line.
    const other = BARCODES[this.#random.below(BARCODES.length)];
    await this.#till.must('cart:enter-code', { code: other, origin: 'keys' });
  }

  async #takeCash(): Promise<void> {
    const startedMs = machineClock.monotonicMs();
    const waitedFromMs = heardTime.monotonicMs();
    for (;;) {
      // A scan that was held up may have gone in since, and then more is due.
      const { cart } = this.#till.view();
      assert(cart !== null, 'something was rung up');
      const given = this.#random.below(2) === 0 ? cart.due : Math.ceil(cart.due / 100) * 100;
      const paid = await this.#till.call('pay:take-cash', { saleId: cart.saleId, amount: given });
      if (!paid.ok) {
        assert(paid.error.code === 'cash-short', `the money is taken: ${paid.error.code}`);
        continue;
      }
      this.sold.push({ ...(paid.value as Omit<Sold, 'given'>), given });
      break;
    }
    this.slowestSaleMs = Math.max(this.slowestSaleMs, machineClock.monotonicMs() - startedMs);
    this.longestWaitMs = Math.max(this.longestWaitMs, heardTime.monotonicMs() - waitedFromMs);
  }

  /** Gives the change when it opens, and pushes it shut; goes on without it when it does not. */
  async #shutDrawer(): Promise<void> {
    const { printer } = this.#till.counter.simulators;
    await this.#upTo(DRAWER_MS, () => this.#till.service.badges().drawer === 'open');
    printer.closeDrawer();
  }

  async #askForAnother(): Promise<void> {
    const { lastSale } = this.#till.view();
    if (lastSale !== null) await this.#till.call('receipt:reprint', { saleId: lastSale.saleId });
  }

  async #openWithoutSale(): Promise<void> {
    const opened = await this.#till.noSale();
    if (opened.ok) this.noSales += 1;
    await this.#shutDrawer();
  }

  async #upTo(limitMs: number, holds: () => boolean): Promise<void> {
    const endMs = machineClock.monotonicMs() + limitMs;
    while (!holds() && machineClock.monotonicMs() < endMs)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
