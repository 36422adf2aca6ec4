import { SAMPLE_OPERATORS } from '../../../fixtures/catalog/sample-store.ts';
import { assert } from '../../base/assert.ts';
import type { Clock } from '../../base/clock.ts';
import { silentLogger } from '../../base/log.ts';
import { dueOf, type PricingScene, sceneOf } from '../../domain/cart/price-cart.ts';
import type { Command } from '../../domain/command.ts';
import type { Readers } from '../../domain/readers.ts';
import type { TillState } from '../../domain/state.ts';
import { DEFAULT_POLICY } from '../../domain/till-policy.ts';
import { Till } from '../../engine/till.ts';
import { machineClock, machineIds } from '../../hosts/machine-world.ts';
import { openStore, type Store } from '../../store/store.ts';
import { barcodeOf, warmCatalog } from './catalog.ts';
import { type Must, openForSelling } from './open-for-selling.ts';

/** Lines of a benched sale. */
export const LINES = 10;

/** What a benched till has beside its folder. */
export interface BenchTillParts {
  /** The machine's, unless told. */
  readonly clock?: Clock;
  /** Opens the look-ups about prices, members and points; none of them, unless told. A till that has them is online. */
  readonly openReaders?: (store: Store) => Readers;
}

/**
 * The loop of a till on a real folder, without devices and windows. What they would answer is answered by `settle`,
 * outside of what is measured.
 */
export class BenchTill {
  readonly store: Store;
  readonly #till: Till;
  readonly #clock: Clock;
  /** Carries a command out under a fresh id. */
  readonly must: Must;

  private constructor(store: Store, { clock = machineClock, openReaders }: BenchTillParts) {
    this.store = store;
    this.#clock = clock;
    const readers = openReaders?.(store);
    this.#till = new Till({
      store,
      operators: { find: (operatorId) => SAMPLE_OPERATORS.find((each) => each.operatorId === operatorId) },
      clock,
      ids: machineIds,
      log: silentLogger,
      policy: DEFAULT_POLICY,
      ...(readers === undefined ? {} : { readers: () => readers, isOnline: () => true }),
    });
    this.must = openForSelling(this.#till);
  }

  /** Opens the till's folder and gets it ready to sell, whatever state it was left in. */
  static open(folder: string, parts: BenchTillParts = {}): BenchTill {
    warmCatalog(folder);
    const opened = openStore(folder);
    assert(opened.ok, `the folder ${folder} can be sold from`);
    const till = new BenchTill(opened.value, parts);
    till.settle();
    return till;
  }

  /** Milliseconds from the command that came in to what it answered, which is on disk by then. */
  timed(command: Command): number {
    const commandId = machineIds.next();
    const startedMs = machineClock.monotonicMs();
    const answer = this.#till.execute(commandId, command);
    const ms = machineClock.monotonicMs() - startedMs;
    assert(answer.ok, `${command.kind} is carried out: ${JSON.stringify(answer)}`);
    return ms;
  }

  /** Scans article `item` of the generated catalog. */
  scan(item: number): number {
    return this.timed({ kind: 'scan', code: barcodeOf(item), origin: 'scanner' });
  }

  /** Takes cash for the open cart, which finishes the sale. */
  finish(): number {
    const { cart } = this.#till.state;
    assert(cart !== null, 'a cart is open');
    const due = dueOf(cart, this.scene);
    return this.timed({ kind: 'take-cash', saleId: cart.saleId, amount: Math.ceil(due / 100) * 100 });
  }

  get state(): TillState {
    return this.#till.state;
  }

  /** What pricing looks at, at this moment. */
  get scene(): PricingScene {
    return sceneOf(this.#till.state, this.#till.scene(this.#clock.nowMs()));
  }

  /** The payloads of all entries after `seq`, as they stand in the journal. */
  payloadsAfter(seq: number): readonly string[] {
    const rows = this.store.journal.readAfter(seq, { maxRows: 100, maxBytes: 1_000_000 });
    return rows.map((row) => row.payload);
  }

  get seq(): number {
    return this.store.journal.head().seq;
  }

  voidCart(): void {
    const { cart } = this.#till.state;
    if (cart !== null) this.must({ kind: 'void-cart', saleId: cart.saleId });
  }

  /** The printer has printed and the drawer has opened. */
  settle(): void {
    for (const { jobId, status } of this.#till.state.printJobs) {
      if (status === 'question') {
        this.must({ kind: 'resolve-print', jobId, choice: 'skip' });
        continue;
      }
      if (status === 'waiting') this.must({ kind: 'print-started', jobId });
      this.must({ kind: 'print-finished', jobId });
    }
    for (const requestId of this.#till.state.drawerRequests) this.must({ kind: 'drawer-opened', requestId });
  }

  /** Ends in order and closes the folder. */
  async close(): Promise<void> {
    this.voidCart();
    this.must({ kind: 'stop' });
    await this.store.close();
  }
}
