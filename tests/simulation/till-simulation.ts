import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import { assert } from '../../src-main/base/assert.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { err, ok } from '../../src-main/base/result.ts';
import type { Answer } from '../../src-main/contract/views.ts';
import type { Command } from '../../src-main/domain/command.ts';
import type { Refusal } from '../../src-main/domain/refusals.ts';
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
  /** A printer that hung comes round, or says that it cannot. */
  | { readonly mishap: 'printer-answers'; readonly isPrinted: boolean }
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
    plans: fc.array(fc.constantFrom<PrintPlan>('prints', 'not-ready', 'stops-midway', 'hangs'), {
      maxLength: 4,
    }),
    isDrawerWell: fc.boolean(),
  }),
  fc.record({ mishap: mishap('printer-answers'), isPrinted: fc.boolean() }),
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
    return simulation.finish();
  } catch (error) {
    const what = `step ${done} of seed ${seed}, ${JSON.stringify(plan[done] ?? 'the end')}`;
    throw new Error(
      `${what}: ${error instanceof Error ? error.message : String(error)}\nagain: SEED=${seed} npm run sim`,
      {
        cause: error,
      },
    );
  } finally {
    await simulation.end();
  }
}

class Simulation implements Counter {
  readonly #till: OpenTill;
  readonly #shop: NaiveShop;
  readonly #printer = new FakePrinter();
  readonly #prices = new Map(PRODUCTS.map((product) => [product.sku, product]));
  /** Every command that was answered with a yes and left entries, and that yes. */
  readonly #acknowledged: { readonly id: string; readonly command: Command; readonly answer: Answer }[] = [];
  readonly #random: SeededRandom;
  #spool: PrintSpool | undefined;
  #dispose = () => {};
  /** Set for the next command that a person sends. */
  #nextKill: 'before-commit' | 'after-commit' | undefined;
  #killAt: 'before-commit' | 'after-commit' | undefined;
  #isFull = false;
  #checked = { afterSeq: 0, prevHash: '' };
  #steps = 0;
  readonly #count = { crashes: 0, resent: 0, refusedForRoom: 0 };

  constructor(till: OpenTill, seed: number) {
    this.#till = till;
    this.#random = new SeededRandom(seed);
    this.#shop = new NaiveShop(
      PRODUCTS.map(({ sku, unitPrice, barcodes }) => ({ sku, unitPrice, barcode: barcodes[0] ?? '' })),
      3_000,
    );
  }

  get state() {
    return this.#till.state;
  }

  open(): void {
    this.#till.openShift();
    const { seq, hash } = this.#till.store.journal.head();
    this.#checked = { afterSeq: seq, prevHash: hash };
    this.#plugIn();
  }

  async take(step: Step): Promise<void> {
    // A till that is locked does not stay so for long in a shop.
    if (this.#shop.isLocked && this.#random.below(3) === 0) await this.#shop.act(this, { deed: 'unlock' });
    if ('deed' in step) await this.#shop.act(this, step);
    else await this.#befall(step);
    await turnOfTheLoop();
    this.#shop.compare(this.state, step);
    this.#checkJournal();
    this.#checkPaper();
  }

  /** Everything once more, at the end; then every answer is asked for again. */
  finish(): Outcome {
    this.#isFull = false;
    const { database, journal } = this.#till.store;
    assert(new JournalRows(database).verify().brk === null, 'the chain is whole from the first entry');
    const shown = digestViews(database);
    rebuildViews(database);
    assert(digestViews(database) === shown, 'views written anew are the same byte for byte');
    const head = journal.head().seq;
    for (const { id, command, answer } of this.#acknowledged) {
      const again = this.#till.do(command, id);
      assert(
        isDeepStrictEqual(again, answer),
        `${command.kind} is answered as it was: ${JSON.stringify(again)}`,
      );
    }
    assert(journal.head().seq === head, 'what was done is not done again');
    const receipts = database.prepare('SELECT receipt_number FROM sales').pluck().all();
    assert(new Set(receipts).size === receipts.length, 'no receipt number comes twice');
    return { entries: head, sales: receipts.length, papers: this.#printer.papers.length, ...this.#count };
  }

  async end(): Promise<void> {
    await this.#unplug();
    await this.#till.end();
  }

  /**
   * Sends a command as a window does: again under the same id when the till was killed in the middle of it, and when
   * there was no room for it.
   */
  async ask(command: Command): Promise<Refusal | undefined> {
    const id = this.#till.world.ids.next();
    const head = this.#head;
    const before = { state: this.state, multiplier: this.#till.till.ui.multiplier };
    const hadReserve = this.#till.store.reserve.isHeld;
    let answer = this.#sendOnce(command, id) ?? (await this.#afterKill(command, id, before));
    if (!answer.ok && answer.error.code === 'storage-full') {
      assert(
        this.state === before.state && this.#head === head,
        'what was refused for want of room left nothing',
      );
      assert(
        command.kind !== 'take-cash' || !hadReserve,
        'with the reserve in hand a sale in hand is finished',
      );
      this.#count.refusedForRoom += 1;
      this.#isFull = false;
      answer = this.#till.do(command, id);
    }
    if (!answer.ok) return answer.error;
    if (this.#till.store.journal.entriesOfCommand(id).length > 0)
      this.#acknowledged.push({ id, command, answer });
    return undefined;
  }

  async reprice(sku: string, unitPrice: number): Promise<void> {
    const product = this.#prices.get(sku);
    assert(product !== undefined, 'the article is sold here');
    this.#prices.set(sku, { ...product, unitPrice });
    await this.#till.publish([...this.#prices.values()]);
  }

  get #head(): number {
    return this.#till.store.journal.head().seq;
  }

  /** The answer, or none where the till was killed in the middle. */
  #sendOnce(command: Command, id: string): Answer | undefined {
    this.#killAt = this.#nextKill;
    try {
      return this.#till.do(command, id);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#nextKill = undefined;
      return undefined;
    } finally {
      this.#killAt = undefined;
    }
  }

  /** The program starts again, the person is where they were, and the window sends its command once more. */
  async #afterKill(
    command: Command,
    id: string,
    before: { readonly state: OpenTill['state']; readonly multiplier: number },
  ): Promise<Answer> {
    this.#count.crashes += 1;
    await this.#restart(() => this.#till.crash());
    const { journal } = this.#till.store;
    const isThere = journal.entriesOfCommand(id).length > 0;
    if (before.state.operator !== null) {
      this.#signIn();
      const multiplier = isThere ? this.#shop.multiplier : before.multiplier;
      if (command.kind !== 'continue-after-recovery')
        this.#must({ kind: 'set-multiplier', quantity: multiplier });
    }
    const head = this.#head;
    const answer = this.#till.do(command, id);
    this.#count.resent += 1;
    assert(!isThere || this.#head === head, 'what was committed before the kill is not done again');
    // The restart signed everybody out; who had just signed in does so again, who had just signed out is out.
    if (answer.ok && command.kind === 'sign-in') {
      if (this.state.operator === null) this.#signIn();
      else if (before.state.recovery === null) this.#must({ kind: 'continue-after-recovery' });
    }
    if (answer.ok && command.kind === 'sign-out' && this.state.operator !== null)
      this.#must({ kind: 'sign-out' });
    return answer;
  }

  #signIn(): void {
    this.#must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
    this.#must({ kind: 'continue-after-recovery' });
  }

  /** What must go well when there is room. */
  #must(command: Command): Answer {
    const wasFull = this.#isFull;
    this.#isFull = false;
    const answer = this.#till.must(command);
    this.#isFull = wasFull;
    return answer;
  }

  async #befall(step: Mishap): Promise<void> {
    const { world } = this.#till;
    switch (step.mishap) {
      case 'crash':
        this.#count.crashes += 1;
        await this.#restart(() => this.#till.crash());
        this.#shop.crashed(this.#isAnythingInQuestion);
        return;
      case 'orderly-restart':
        // Closing in order waits for the printer.
        this.#printer.answer(ok(undefined));
        await this.#spool?.close();
        this.#must({ kind: 'stop' });
        await this.#restart(() => this.#till.reopen());
        this.#shop.crashed(false);
        this.#shop.isRecovering = false;
        return;
      case 'crash-in-command':
        this.#nextKill = step.isCommitted ? 'after-commit' : 'before-commit';
        return;
      case 'disk-full':
        this.#isFull = true;
        return;
      case 'clock':
        // Not before the epoch, and not past what the time in an id can say.
        world.setWallClock(Math.min(Math.max(world.nowMs() + step.byMs, 0), 2 ** 42));
        return;
      case 'printer':
        this.#printer.plans = [...step.plans];
        this.#printer.isDrawerWell = step.isDrawerWell;
        this.#printer.turn('ok');
        return;
      case 'printer-answers':
        this.#printer.answer(step.isPrinted ? ok(undefined) : err({ kind: 'interrupted', reason: 'reset' }));
        return;
      case 'resolve': {
        const job = this.state.printJobs.find((each) => each.status === 'question');
        if (job === undefined || this.state.operator === null) return;
        this.#must({ kind: 'resolve-print', jobId: job.jobId, choice: step.choice });
        return;
      }
      case 'wrong-pin': {
        const told = this.#till.do({ kind: 'sign-in', operatorId: 'op-2', isPinRight: false });
        assert(!told.ok, 'a wrong PIN lets nobody in');
        return;
      }
      case 'resend':
        return this.#resend();
      case 'reprint': {
        const last = this.state.lastSale;
        if (last === null || this.#shop.isLocked) return;
        this.#till.do({ kind: 'reprint', sale: last });
        return;
      }
      case 'close-shift':
        return this.#closeShift();
    }
  }

  /** A window that reconnects sends something again that was answered long ago. */
  #resend(): void {
    const chosen = this.#acknowledged[this.#random.below(Math.max(1, this.#acknowledged.length))];
    if (chosen === undefined) return;
    const before = [this.state, this.#head];
    const again = this.#till.do(chosen.command, chosen.id);
    assert(isDeepStrictEqual(again, chosen.answer), `${chosen.command.kind} is answered as it was`);
    assert(this.state === before[0] && this.#head === before[1], 'an answer given again changes nothing');
    this.#count.resent += 1;
  }

  #closeShift(): void {
    if (this.#shop.isLocked || this.state.cart !== null) return;
    const off = this.#random.below(200) - 100;
    const closed = this.#must({ kind: 'close-shift', counted: Math.max(0, this.#shop.coins + off) });
    const expected = { sales: this.#shop.sales.length, expected: this.#shop.coins };
    assert(
      closed.ok && isSubset(closed.value, expected),
      `the count is compared with ${JSON.stringify(expected)}`,
    );
    this.#must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
    const float = this.#random.below(5_000);
    this.#must({ kind: 'open-shift', float });
    this.#shop.newShift(float);
  }

  get #isAnythingInQuestion(): boolean {
    return this.state.printJobs.some((job) => job.status === 'question');
  }

  /** Whatever stopped it, the program starts again, and nobody is signed in. */
  async #restart(reopen: () => Promise<void>): Promise<void> {
    await this.#unplug();
    await reopen();
    this.#isFull = false;
    this.#till.must({ kind: 'start', program: 'simulation', host: 'none' });
    assert(
      this.state.printJobs.every((job) => job.status !== 'started') && this.state.drawerRequests.length === 0,
      'after a start nothing is left that was asked of a printer or a drawer and not answered',
    );
    this.#plugIn();
  }

  /** Wires printer, drawer and the faults of the disk to the till that has just been opened. */
  #plugIn(): void {
    const { till, store, world } = this.#till;
    const { journal, reserve } = store;
    const write = journal.write.bind(journal);
    journal.write = (work) => {
      let kill: 'before-commit' | 'after-commit' | undefined;
      const value = write((transaction) =>
        work({
          ...transaction,
          append: (commandId, appending) => {
            if (this.#isFull && reserve.isHeld)
              throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
            kill = this.#killAt;
            this.#killAt = undefined;
            transaction.append(commandId, appending);
            if (kill === 'before-commit') throw new Killed();
          },
        }),
      );
      if (kill === 'after-commit') throw new Killed();
      return value;
    };
    const hold = reserve.hold.bind(reserve);
    reserve.hold = () => (this.#isFull ? reserve.isHeld : hold());
    this.#spool = new PrintSpool({
      till,
      printer: this.#printer,
      ids: world.ids,
      log: silentLogger,
      render: (job) => Buffer.from(`${job.receiptNumber} ${job.copy}`),
    });
    this.#dispose = openDrawerOnRequest(till, this.#printer, world.ids);
    this.#spool.open();
  }

  /** Nobody listens any more; a job that hangs is left hanging. */
  async #unplug(): Promise<void> {
    this.#dispose();
    this.#printer.forget();
    void this.#spool?.close();
    await turnOfTheLoop();
  }

  /** What was written since the last look is chained on; now and then the state is read from the file again. */
  #checkJournal(): void {
    const rows = new JournalRows(this.#till.store.database);
    const walked = walkChain(rows.iterateAfter(this.#checked.afterSeq), this.#checked);
    assert(walked.brk === null, `the chain holds: ${JSON.stringify(walked.brk)}`);
    this.#checked = { afterSeq: walked.headSeq, prevHash: walked.headHash };
    this.#steps += 1;
    if (this.#steps % 10 > 0) return;
    assert(isDeepStrictEqual(rows.loadState().state, this.state), 'the journal alone gives the same state');
  }

  /** Whatever the printer did, an original begins at most once, and of finished sales alone. */
  #checkPaper(): void {
    const originals = this.#printer.begun.filter((paper) => paper.endsWith('original'));
    assert(new Set(originals).size === originals.length, 'no original begins twice');
    const sales = this.#till.store.database.prepare('SELECT count(*) FROM sales').pluck().get();
    assert(originals.length <= Number(sales), 'no paper without a sale');
    assert(this.#printer.kicks <= Number(sales), 'the drawer opens for a sale, once');
  }
}

function isSubset(value: unknown, part: Readonly<Record<string, unknown>>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  return Object.entries(part).every(([name, wanted]) => fields.get(name) === wanted);
}
