import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import { assert } from '../../src-main/base/assert.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import type { Answer } from '../../src-main/contract/views.ts';
import type { Refusal } from '../../src-main/domain/refusals.ts';
import type { Command } from '../../src-main/domain/till.ts';
import { openDrawerOnRequest } from '../../src-main/engine/drawer.ts';
import { PrintSpool } from '../../src-main/engine/print-spool.ts';
import { walkChain } from '../../src-main/store/chain.ts';
import { JournalRows } from '../../src-main/store/journal.ts';
import { digestViews, rebuildViews } from '../../src-main/store/rebuild.ts';
import { FakePrinter, type PrintPlan, turnOfTheLoop } from '../support/fake-printer.ts';
import { COFFEE, EGGS, GIFT_CARD, GREEN_TEA, OpenTill } from '../support/open-till.ts';
import { anyDeed, type Counter, type Deed, NaiveShop } from './naive-shop.ts';

/** What befalls the till besides what people do at it. */
type Mishap =
  | { readonly mishap: 'crash' }
  /** The next command that writes is cut off by a kill, before or after its commit, and sent again afterwards. */
  | { readonly mishap: 'crash-in-command'; readonly isCommitted: boolean }
  | { readonly mishap: 'disk-full' | 'orderly-restart' | 'close-shift' | 'wrong-pin' | 'resend' | 'reprint' }
  | { readonly mishap: 'clock'; readonly byMs: number }
  | { readonly mishap: 'printer'; readonly plans: readonly PrintPlan[]; readonly isDrawerWell: boolean }
  | { readonly mishap: 'resolve'; readonly choice: 'reprint' | 'skip' };
type Step = Deed | Mishap;

const DAY_MS = 86_400_000;
const mishap = <Kind extends Mishap['mishap']>(kind: Kind) => fc.constant(kind);
const anyMishap: fc.Arbitrary<Mishap> = fc.oneof(
  fc.record({ mishap: mishap('crash') }),
  fc.record({ mishap: mishap('crash-in-command'), isCommitted: fc.boolean() }),
  fc.record({
    mishap: fc.constantFrom('disk-full', 'orderly-restart', 'close-shift', 'wrong-pin', 'resend', 'reprint'),
  }),
  fc.record({
    mishap: mishap('clock'),
    byMs: fc.oneof(
      fc.integer({ min: -5_000, max: 60_000 }),
      fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS }),
      fc.integer({ min: -4_000, max: 4_000 }).map((days) => days * DAY_MS),
    ),
  }),
  fc.record({
    mishap: mishap('printer'),
    plans: fc.array(fc.constantFrom<PrintPlan>('prints', 'not-ready', 'stops-midway'), { maxLength: 4 }),
    isDrawerWell: fc.boolean(),
  }),
  fc.record({ mishap: mishap('resolve'), choice: fc.constantFrom('reprint', 'skip') }),
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: anyDeed },
  { weight: 1, arbitrary: anyMishap },
);

/** The kill that a simulation puts between two instructions. */
class Killed extends Error {}

const PRODUCTS = [GREEN_TEA, COFFEE, EGGS, GIFT_CARD];

/** What a run came to, so that a test can see that it was no idle one. */
export interface Outcome {
  readonly entries: number;
  readonly sales: number;
  readonly crashes: number;
  readonly papers: number;
  readonly resent: number;
  readonly refusedForRoom: number;
}

/**
 * One till under one seed: random people, kills, full disks, clocks and printers, on a real file. After every step the
 * till must agree with a naive shop and with its own journal.
 * @throws Error with the seed and the step, on the first disagreement.
 */
export async function simulate(seed: number, steps: number): Promise<Outcome> {
  const simulation = new Simulation(await OpenTill.make({ seed }), seed);
  const plan = fc.sample(anyStep, { seed, numRuns: steps });
  let done = 0;
  try {
    simulation.open();
    for (const step of plan) {
      await simulation.take(step);
      done += 1;
    }
    return await simulation.finish();
  } catch (error) {
    const what = `step ${done} of seed ${seed}, ${JSON.stringify(plan[done] ?? 'the end')}`;
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}\nagain: SEED=${seed} npm run sim`, {
      cause: error,
    });
  } finally {
    await simulation.end();
  }
}

class Simulation implements Counter {
  readonly #open: OpenTill;
  readonly #shop: NaiveShop;
  readonly #random: SeededRandom;
  readonly #printer = new FakePrinter();
  readonly #prices = new Map(PRODUCTS.map((product) => [product.sku, product]));
  /** Every command that was answered with a yes, and that yes. */
  readonly #acknowledged: { readonly id: string; readonly command: Command; readonly answer: Answer }[] = [];
  #spool: PrintSpool | undefined;
  #closeDrawer = () => {};
  #killAt: 'before-commit' | 'after-commit' | undefined;
  #isFull = false;
  #checked = { afterSeq: 0, prevHash: '' };
  #crashes = 0;
  #resent = 0;
  #refusedForRoom = 0;

  constructor(open: OpenTill, seed: number) {
    this.#open = open;
    this.#random = new SeededRandom(seed);
    this.#shop = new NaiveShop(
      PRODUCTS.map(({ sku, unitPrice, barcodes }) => ({ sku, unitPrice, barcode: barcodes[0] ?? '' })),
      3_000,
    );
  }

  get state() {
    return this.#open.state;
  }

  open(): void {
    this.#open.openShift();
    const { seq, hash } = this.#open.store.journal.head();
    this.#checked = { afterSeq: seq, prevHash: hash };
    this.#plugIn();
  }

  async take(step: Step): Promise<void> {
    if ('deed' in step) await this.#shop.act(this, step);
    else await this.#befall(step);
    await turnOfTheLoop();
    this.#shop.compare(this.state, step);
    this.#checkJournal();
    this.#checkPaper();
  }

  /** Everything once more, at the end; then every answer is asked for again. */
  async finish(): Promise<Outcome> {
    this.#killAt = undefined;
    this.#isFull = false;
    const { database, journal } = this.#open.store;
    const rows = [...new JournalRows(database).iterateAfter(0)];
    assert(new JournalRows(database).verify().brk === null, 'the chain is whole from the first entry');
    const shown = digestViews(database);
    rebuildViews(database);
    assert(digestViews(database) === shown, 'views written anew are the same byte for byte');
    const head = journal.head().seq;
    for (const { id, command, answer } of this.#acknowledged) {
      const again = this.#open.do(command, id);
      assert(isDeepStrictEqual(again, answer), `${command.kind} is answered as it was: ${JSON.stringify(again)}`);
    }
    assert(journal.head().seq === head, 'what was done is not done again');
    const receipts = database.prepare('SELECT receipt_number FROM sales').pluck().all();
    assert(new Set(receipts).size === receipts.length, 'no receipt number comes twice');
    return {
      entries: rows.length,
      sales: receipts.length,
      crashes: this.#crashes,
      papers: this.#printer.papers.length,
      resent: this.#resent,
      refusedForRoom: this.#refusedForRoom,
    };
  }

  async end(): Promise<void> {
    await this.#unplug();
    await this.#open.end();
  }

  /** Sends a command as a window does: again under the same id when the till died, and when there was no room. */
  ask(command: Command): Refusal | undefined {
    const id = this.#open.world.ids.next();
    const head = this.#open.store.journal.head().seq;
    const before = this.state;
    let answer: Answer;
    try {
      answer = this.#open.do(command, id);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#pending = { command, id };
      throw error;
    }
    if (!answer.ok && answer.error.code === 'storage-full') {
      assert(
        this.state === before && this.#open.store.journal.head().seq === head,
        'what was refused for want of room left nothing',
      );
      this.#refusedForRoom += 1;
      this.#isFull = false;
      answer = this.#open.do(command, id);
    }
    return this.#note(id, command, answer, head);
  }

  async reprice(sku: string, unitPrice: number): Promise<void> {
    const product = this.#prices.get(sku);
    assert(product !== undefined, 'the article is sold here');
    this.#prices.set(sku, { ...product, unitPrice });
    await this.#open.publish([...this.#prices.values()]);
  }

  #pending: { readonly command: Command; readonly id: string } | undefined;

  #note(id: string, command: Command, answer: Answer, head: number): Refusal | undefined {
    if (!answer.ok) return answer.error;
    if (this.#open.store.journal.head().seq > head) this.#acknowledged.push({ id, command, answer });
    return undefined;
  }

  async #befall(step: Mishap): Promise<void> {
    const { world } = this.#open;
    switch (step.mishap) {
      case 'crash':
        return this.#crash();
      case 'crash-in-command':
        return this.#crashInCommand(step.isCommitted);
      case 'orderly-restart':
        this.#isFull = false;
        this.#must({ kind: 'stop' });
        return this.#restart(() => this.#open.reopen());
      case 'disk-full':
        this.#isFull = true;
        return;
      case 'clock':
        // Not before the epoch and not past what a UUID's time can say.
        world.setWallClock(Math.min(Math.max(world.nowMs() + step.byMs, 0), 2 ** 42));
        return;
      case 'printer':
        this.#printer.plans = [...step.plans];
        this.#printer.isDrawerWell = step.isDrawerWell;
        this.#printer.turn('ok');
        return;
      case 'resolve':
        return this.#resolve(step.choice);
      case 'wrong-pin':
        return this.#wrongPin();
      case 'resend':
        return this.#resend();
      case 'reprint':
        return this.#reprint();
      case 'close-shift':
        return this.#closeShift();
    }
  }

  async #crash(): Promise<void> {
    this.#crashes += 1;
    await this.#restart(() => this.#open.crash());
  }

  /** Whatever stops it, the program starts again, and nobody is signed in. */
  async #restart(reopen: () => Promise<void>): Promise<void> {
    const wasRunning = this.state.isRunning;
    const isInQuestion = this.state.printJobs.some((job) => job.status !== 'waiting');
    await this.#unplug();
    await reopen();
    this.#isFull = false;
    this.#open.must({ kind: 'start', program: 'simulation', host: 'none' });
    this.#plugIn();
    this.#shop.crashed(isInQuestion);
    if (!wasRunning) this.#shop.isRecovering = false;
  }

  /** A kill inside a sale: the window that never heard an answer sends the command again under its id. */
  async #crashInCommand(isCommitted: boolean): Promise<void> {
    if (this.#shop.isLocked || this.#shop.isRecovering) return;
    const commands: readonly Command[] = [
      { kind: 'scan', code: '47100183', origin: 'scanner' },
      ...(this.state.cart === null
        ? []
        : [{ kind: 'take-cash', saleId: this.state.cart.saleId, amount: this.#shop.due + 40 } as const]),
    ];
    const command = commands[this.#random.below(commands.length)];
    assert(command !== undefined, 'there is something to be cut off');
    this.#isFull = false;
    this.#shop.multiplier = 1;
    this.#must({ kind: 'set-multiplier', quantity: 1 });
    this.#killAt = isCommitted ? 'after-commit' : 'before-commit';
    try {
      this.ask(command);
      // It was refused, or came to nothing to be written down.
      this.#killAt = undefined;
      this.#shop.compareLater = true;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    await this.#crash();
    this.#signIn();
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined) return;
    this.#resent += 1;
    const head = this.#open.store.journal.head().seq;
    const answer = this.#open.do(pending.command, pending.id);
    assert((this.#open.store.journal.head().seq === head) === (isCommitted || !answer.ok), 'it is done once');
    this.#note(pending.id, pending.command, answer, head);
  }
}
