import { generatedProduct } from '../../../fixtures/catalog/generated-products.ts';
import { SAMPLE_OPERATORS } from '../../../fixtures/catalog/sample-store.ts';
import { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { assert } from '../../base/assert.ts';
import { dueOf, sceneOf } from '../../domain/cart/price-cart.ts';
import { taipeiDate } from '../../domain/civil-time.ts';
import type { Command } from '../../domain/command.ts';
import { type CatalogReader, INITIAL_UI, type UiState } from '../../domain/context.ts';
import type { Entry } from '../../domain/entries.ts';
import { evolve } from '../../domain/evolve.ts';
import { NO_READERS } from '../../domain/no-readers.ts';
import type { Readers } from '../../domain/readers.ts';
import { expectedCash } from '../../domain/shift/decide-shift.ts';
import type { TillState } from '../../domain/state.ts';
import { decide } from '../../domain/till.ts';
import { DEFAULT_POLICY } from '../../domain/till-policy.ts';
import { machineIds } from '../../hosts/machine-world.ts';
import type { Appending } from '../../store/journal.ts';
import type { Store } from '../../store/store.ts';
import { CASHIER, ENROLMENT } from './bench-people.ts';
import { barcodeOf } from './catalog.ts';

const DAY_MS = 86_400_000;
/** The shop is open for sixteen hours. */
const OPEN_MS = 16 * 3_600_000;
/** 07:00 in Taipei is 23:00 UTC of the day before. */
const OPENING_MS = 23 * 3_600_000;

/** Articles that the shop of the history sells, of one to five of them at a time. */
const ASSORTMENT = 3_000;
const MOST_LINES = 5;
/** Commands that are kept together in one transaction. */
const TOGETHER = 2_000;

/** What the shop of a history has beside its articles. */
export interface HistoryShop {
  /** Prices, members and points as they stand before the history; nothing of them, unless told. */
  readonly readers?: Readers;
  /** What a scanner reads of the customer of each sale, numbered from 0; nobody shows anything, unless told. */
  readonly codeOfCustomer?: (sale: number) => string;
}

/**
 * Writes what a till would have written: every entry is decided by the domain, then checked, chained and shown in the
 * views by the journal. Only the commits are fewer, and the devices always answer well.
 */
export class HistoryWriter {
  readonly #store: Store;
  readonly #catalog: CatalogReader;
  readonly #readers: Readers;
  readonly #codeOfCustomer: HistoryShop['codeOfCustomer'];
  readonly #random = new SeededRandom(11);
  #state: TillState;
  #ui: UiState = INITIAL_UI;
  #seq: number;
  #nowMs = 0;
  #waiting: { readonly commandId: string; readonly appending: readonly Appending[] }[] = [];

  constructor(store: Store, { readers = NO_READERS, codeOfCustomer }: HistoryShop = {}) {
    this.#store = store;
    this.#readers = readers;
    this.#codeOfCustomer = codeOfCustomer;
    this.#catalog = assortment(store.reference.catalog.generation);
    this.#state = store.state;
    this.#seq = store.journal.head().seq;
  }

  /** Sells `sales` times, on consecutive days that end before `untilMs`. */
  write(
    sales: number,
    when: { readonly untilMs: number; readonly salesADay: number },
    onSale: (done: number) => void = () => {},
  ): void {
    const { untilMs, salesADay } = when;
    const days = Math.ceil(sales / salesADay);
    const firstDayMs = Math.floor(untilMs / DAY_MS) * DAY_MS - (days + 1) * DAY_MS + OPENING_MS;
    let done = 0;
    for (let day = 0; day < days; day += 1) {
      this.#nowMs = firstDayMs + day * DAY_MS;
      this.#open();
      for (let sale = 1; sale <= salesADay && done < sales; sale += 1) {
        this.#nowMs = firstDayMs + day * DAY_MS + Math.floor((sale * OPEN_MS) / salesADay);
        this.#sell();
        done += 1;
        onSale(done);
      }
      this.#close();
    }
    this.#flush();
  }

  /** Sells `sales` times in one shift, which stays open. */
  writeMorning(
    sales: number,
    { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
    onSale: (done: number) => void = () => {},
  ): void {
    this.#nowMs = fromMs;
    this.#open();
    for (let sale = 0; sale < sales; sale += 1) {
      this.#nowMs = fromMs + Math.floor(((untilMs - fromMs) * (sale + 1)) / (sales + 1));
      const code = this.#codeOfCustomer?.(sale);
      if (code !== undefined) this.#do({ kind: 'scan', code, origin: 'scanner' });
      this.#sell();
      onSale(sale + 1);
    }
    this.#do({ kind: 'stop' });
    this.#flush();
  }

  #open(): void {
    if (this.#state.till === null) this.#do({ kind: 'enrol', enrolment: ENROLMENT });
    this.#do({ kind: 'start', program: 'daybook bench', host: 'none' });
    this.#do({ kind: 'sign-in', operatorId: CASHIER.operatorId, isPinRight: true });
    this.#do({ kind: 'open-shift', float: 3_000 });
  }

  #close(): void {
    const { shift } = this.#state;
    assert(shift !== null, 'the day has a shift');
    this.#do({ kind: 'close-shift', counted: expectedCash(shift) });
    this.#do({ kind: 'stop' });
  }

  #sell(): void {
    const lines = 1 + this.#random.below(MOST_LINES);
    for (let line = 0; line < lines; line += 1) {
      const code = barcodeOf(this.#random.below(ASSORTMENT));
      this.#do({ kind: 'scan', code, origin: 'scanner' });
    }
    const { cart } = this.#state;
    assert(cart !== null, 'a cart is open');
    const scene = { ...this.#readers, nowMs: this.#nowMs, isOnline: false };
    const due = dueOf(cart, sceneOf(this.#state, scene));
    this.#do({ kind: 'take-cash', saleId: cart.saleId, amount: Math.ceil(due / 100) * 100 });
    for (const requestId of this.#state.drawerRequests) this.#do({ kind: 'drawer-opened', requestId });
    for (const { jobId } of this.#state.printJobs) {
      this.#do({ kind: 'print-started', jobId });
      this.#do({ kind: 'print-finished', jobId });
    }
  }

  #do(command: Command): void {
    const decision = decide(this.#state, command, {
      ...this.#readers,
      isOnline: false,
      nowMs: this.#nowMs,
      nextId: () => machineIds.next(),
      catalog: this.#catalog,
      operators: { find: (operatorId) => SAMPLE_OPERATORS.find((each) => each.operatorId === operatorId) },
      mayTakeMoney: true,
      isDrawerOpen: false,
      policy: DEFAULT_POLICY,
      ui: this.#ui,
    });
    assert(decision.refusal === undefined, `${command.kind} is carried out: ${decision.refusal?.code}`);
    this.#ui = { ...this.#ui, ...decision.ui };
    if (decision.entries.length === 0) return;
    const appending = decision.entries.map((entry) => this.#place(entry));
    this.#waiting.push({ commandId: machineIds.next(), appending });
    if (this.#waiting.length >= TOGETHER) this.#flush();
  }

  #place(decided: ReturnType<typeof decide>['entries'][number]): Appending {
    const before = this.#state;
    this.#seq += 1;
    const entry: Entry = {
      ...decided,
      seq: this.#seq,
      atMs: this.#nowMs,
      businessDate: before.shift?.businessDate ?? taipeiDate(this.#nowMs),
    };
    this.#state = evolve(before, entry);
    return {
      entry,
      id: machineIds.next(),
      shiftId: (before.shift ?? this.#state.shift)?.shiftId ?? null,
      operatorId: (before.operator ?? this.#state.operator)?.operatorId ?? null,
      stateAfter: this.#state,
    };
  }

  #flush(): void {
    if (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#store.journal.write((transaction) => {
        for (const { commandId, appending } of waiting) transaction.append(commandId, appending);
      });
    }
    this.#waiting = [];
  }
}

/** The shop's articles in memory: a year of look-ups on disk would say nothing about what is measured. */
function assortment(generation: number): CatalogReader {
  const products = Array.from({ length: ASSORTMENT }, (_, item) => generatedProduct(item));
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const byBarcode = new Map(products.flatMap((product) => product.barcodes.map((code) => [code, product])));
  return {
    generation,
    findByBarcode: (barcode) => byBarcode.get(barcode),
    findByShortCode: () => undefined,
    findBySku: (sku) => bySku.get(sku),
  };
}
