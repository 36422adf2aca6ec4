import { isDeepStrictEqual } from 'node:util';
import { assert } from '../../src-main/base/assert.ts';
import type { Cart } from '../../src-main/domain/cart/cart.ts';
import { type CartTotals, priceCart, sceneOf } from '../../src-main/domain/cart/price-cart.ts';
import { taipeiDate } from '../../src-main/domain/civil-time.ts';
import type { Command } from '../../src-main/domain/command.ts';
import {
  type CatalogReader,
  type Context,
  INITIAL_UI,
  type Policy,
  type UiState,
} from '../../src-main/domain/context.ts';
import type { Decision } from '../../src-main/domain/decision.ts';
import { ENTRY_SCHEMAS, type Entry, type NewEntry } from '../../src-main/domain/entries.ts';
import { evolve } from '../../src-main/domain/evolve.ts';
import { NO_READERS } from '../../src-main/domain/no-readers.ts';
import type { Product } from '../../src-main/domain/product.ts';
import type { Readers } from '../../src-main/domain/readers.ts';
import type { SaleLine } from '../../src-main/domain/sale-payloads.ts';
import { INITIAL_STATE, type TillState } from '../../src-main/domain/state.ts';
import { decide } from '../../src-main/domain/till.ts';
import { DEFAULT_POLICY } from '../../src-main/domain/till-policy.ts';
import { barcodeKey } from '../../src-main/store/reference/barcode-key.ts';
import { COFFEE, EGGS, GIFT_CARD, GREEN_TEA, NOON_MS, OPERATORS } from '../support/open-till.ts';

/** A catalog in memory, whose prices can be moved. */
export class MemoryCatalog implements CatalogReader {
  generation = 1;
  #products: readonly Product[];

  constructor(products: readonly Product[]) {
    this.#products = products;
  }

  /** As when head office publishes the next generation. */
  publish(products: readonly Product[]): void {
    this.#products = products;
    this.generation += 1;
  }

  findByBarcode(barcode: string): Product | undefined {
    const key = barcodeKey(barcode);
    return this.#products.find((product) => product.barcodes.some((each) => barcodeKey(each) === key));
  }

  findByShortCode(shortCode: string): Product | undefined {
    return this.#products.find((product) => product.shortCode === shortCode);
  }

  findBySku(sku: string): Product | undefined {
    return this.#products.find((product) => product.sku === sku);
  }
}

/**
 * The rules alone: no disk, no loop. Each command is decided twice on a frozen state, so that every test that uses this
 * also shows that deciding is deterministic and changes nothing it was given.
 */
export class PureTill {
  state: TillState = freeze(INITIAL_STATE);
  ui: UiState = INITIAL_UI;
  nowMs = NOON_MS;
  mayTakeMoney = true;
  isDrawerOpen = false;
  policy: Policy = DEFAULT_POLICY;
  /** What is known of prices, members and points: nothing unless a test says otherwise. */
  readers: Readers = NO_READERS;
  isOnline = false;
  /** First eight digits of every id that it makes: tills that meet at head office have their own. */
  idPrefix = '00000000';
  readonly catalog: MemoryCatalog;
  readonly entries: Entry[] = [];
  #nextId = 1;

  constructor(products: readonly Product[] = [GREEN_TEA, COFFEE, EGGS, GIFT_CARD]) {
    this.catalog = new MemoryCatalog(products);
  }

  /** Enrolled, started, the first cashier signed in, 3,000 in the drawer. */
  static selling(products?: readonly Product[]): PureTill {
    const till = PureTill.started(products);
    till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
    till.must({ kind: 'open-shift', float: 3_000 });
    return till;
  }

  /** Enrolled and started, nobody signed in. */
  static started(products?: readonly Product[]): PureTill {
    const till = new PureTill(products);
    till.must({
      kind: 'enrol',
      enrolment: {
        tillId: 'till-1',
        storeId: 'S1',
        storeName: '信義松仁門市',
        registerNumber: '2',
        publicKey: 'key',
      },
    });
    till.must({ kind: 'start', program: 'test', host: 'none' });
    return till;
  }

  /** Decides and takes over what comes of it. */
  do(command: Command): Decision {
    const firstId = this.#nextId;
    const decision = decide(this.state, command, this.#context(firstId));
    const again = decide(this.state, command, this.#context(firstId));
    assert(isDeepStrictEqual(decision, again), 'the same state, command and context give the same decision');
    for (const each of decision.entries) this.happened(each);
    if (decision.ui !== undefined) this.ui = { ...this.ui, ...decision.ui };
    return decision;
  }

  /** Takes an entry over as the loop does, whoever decided it. */
  happened(each: NewEntry): void {
    ENTRY_SCHEMAS[each.kind].parse(each.payload);
    const entry = {
      ...each,
      seq: this.entries.length + 1,
      atMs: this.nowMs,
      businessDate: this.state.shift?.businessDate ?? taipeiDate(this.nowMs),
    };
    this.entries.push(entry);
    this.state = freeze(evolve(this.state, entry));
  }

  /** As `do`, where a refusal is a mistake of the test. */
  must(command: Command): Decision {
    const decision = this.do(command);
    assert(decision.refusal === undefined, `${command.kind}: ${JSON.stringify(decision.refusal)}`);
    return decision;
  }

  /** The refusal's code, or undefined where it was carried out. */
  code(command: Command): string | undefined {
    return this.do(command).refusal?.code;
  }

  scan(code: string): Decision {
    return this.do({ kind: 'scan', code, origin: 'scanner' });
  }

  payCash(amount: number): Decision {
    return this.do({ kind: 'take-cash', saleId: this.saleId, amount });
  }

  get saleId(): string {
    assert(this.state.cart !== null, 'a cart is open');
    return this.state.cart.saleId;
  }

  /** The kinds of the newest entries. */
  kindsSince(seq: number): readonly string[] {
    return this.entries.slice(seq).map((entry) => entry.kind);
  }

  #context(firstId: number): Context {
    this.#nextId = firstId;
    return {
      nowMs: this.nowMs,
      nextId: () => `${this.idPrefix}-0000-7000-8000-${(this.#nextId++).toString(16).padStart(12, '0')}`,
      catalog: this.catalog,
      operators: { find: (operatorId) => OPERATORS.find((each) => each.operatorId === operatorId) },
      ...this.readers,
      isOnline: this.isOnline,
      mayTakeMoney: this.mayTakeMoney,
      isDrawerOpen: this.isDrawerOpen,
      policy: this.policy,
      ui: this.ui,
    };
  }
}

/** Frozen all the way down: a rule that changed its input would throw. */
function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const each of Object.values(value)) freeze(each);
  return Object.freeze(value);
}

/** What an open cart of such a till costs, nothing being known of promotions. */
export function totalsOf(cart: Cart): CartTotals {
  const { pieces, gross, discount, due, tax } = priceCart(cart, BARE_SCENE);
  return { pieces, gross, discount, due, tax };
}

/** Its lines, as a finished sale would state them. */
export function pricedLines(cart: Cart): readonly SaleLine[] {
  return priceCart(cart, BARE_SCENE).lines;
}

const BARE_SCENE = sceneOf(INITIAL_STATE, { ...NO_READERS, nowMs: NOON_MS, isOnline: false });
