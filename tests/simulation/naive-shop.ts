import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Command } from '../../src-main/domain/command.ts';
import type { Refusal } from '../../src-main/domain/refusals.ts';
import type { TillState } from '../../src-main/domain/state.ts';

/** What somebody does at the till. Indexes are taken modulo what there is. */
export type Deed =
  | { readonly deed: 'scan'; readonly product: number }
  | { readonly deed: 'scan-unknown' }
  | { readonly deed: 'multiplier'; readonly quantity: number }
  | { readonly deed: 'quantity'; readonly line: number; readonly quantity: number }
  | { readonly deed: 'remove'; readonly line: number }
  | { readonly deed: 'void' | 'suspend' | 'begin' | 'leave' | 'next' | 'lock' | 'unlock' }
  | { readonly deed: 'resume'; readonly which: number }
  /** Handed over: what is due and so much more, or less. */
  | { readonly deed: 'cash'; readonly over: number }
  | { readonly deed: 'reprice'; readonly product: number; readonly unitPrice: number };

/** The till as the shop sees it, pure or on a disk. */
export interface Counter {
  readonly state: TillState;
  /** Carries a command out; answers with why not, if not. */
  ask(command: Command): Refusal | undefined | Promise<Refusal | undefined>;
  /** Publishes the price of one article. */
  reprice(sku: string, unitPrice: number): void | Promise<void>;
}

interface NaiveLine {
  readonly sku: string;
  price: number;
  quantity: number;
}

const NO_SALE = '00000000-0000-7000-8000-0000000fffff';

/**
 * A shop that knows nothing of journals: lines in a list, coins in a drawer. It says for each deed what the till must
 * answer and what must be on its screen afterwards; written from ui.md, not from the rules' code.
 */
export class NaiveShop {
  readonly prices: Map<string, number>;
  readonly #barcodes: readonly { readonly sku: string; readonly barcode: string }[];
  lines: NaiveLine[] = [];
  readonly suspended = new Map<string, NaiveLine[]>();
  multiplier = 1;
  isLocked = false;
  isRecovering = false;
  coins: number;
  readonly sales: { readonly due: number; readonly tendered: number; readonly change: number }[] = [];

  constructor(
    products: readonly { readonly sku: string; readonly barcode: string; readonly unitPrice: number }[],
    float: number,
  ) {
    this.#barcodes = products;
    this.prices = new Map(products.map((each) => [each.sku, each.unitPrice]));
    this.coins = float;
  }

  get due(): number {
    return dueOf(this.lines);
  }

  /** Does it here and at the till; throws a sentence where the two disagree. */
  async act(counter: Counter, deed: Deed): Promise<void> {
    const before = counter.state;
    const saleId = before.cart?.saleId ?? NO_SALE;
    switch (deed.deed) {
      case 'scan': {
        const { sku, barcode } = at(this.#barcodes, deed.product);
        await this.#check(deed, counter, { kind: 'scan', code: barcode, origin: 'scanner' }, this.#scan(sku));
        break;
      }
      case 'scan-unknown':
        await this.#check(
          deed,
          counter,
          { kind: 'scan', code: '9999999999994', origin: 'scanner' },
          this.#isClosed ? 'scan-not-here' : 'unknown-barcode',
        );
        break;
      case 'multiplier': {
        const { quantity } = deed;
        const refusal = this.#closed ?? (quantity < 1 || quantity > 9_999 ? 'quantity-invalid' : undefined);
        if (refusal === undefined) this.multiplier = quantity;
        await this.#check(deed, counter, { kind: 'set-multiplier', quantity }, refusal);
        break;
      }
      case 'quantity': {
        const index = this.lines.length === 0 ? 0 : deed.line % this.lines.length;
        const lineId = before.cart?.lines[index]?.lineId ?? NO_SALE;
        const command = { kind: 'set-quantity', saleId, lineId, quantity: deed.quantity } as const;
        await this.#check(deed, counter, command, this.#setQuantity(index, deed.quantity));
        break;
      }
      case 'remove': {
        const index = this.lines.length === 0 ? 0 : deed.line % this.lines.length;
        const lineId = before.cart?.lines[index]?.lineId ?? NO_SALE;
        const refusal = this.#closed ?? (this.lines.length === 0 ? 'sale-not-open' : undefined);
        if (refusal === undefined) {
          this.lines.splice(index, 1);
          this.multiplier = 1;
        }
        await this.#check(deed, counter, { kind: 'remove-line', saleId, lineId }, refusal);
        break;
      }
      case 'void':
      case 'suspend': {
        const refusal = this.#closed ?? (this.lines.length === 0 ? 'sale-not-open' : undefined);
        if (refusal === undefined) {
          if (deed.deed === 'suspend') this.suspended.set(saleId, this.lines);
          this.lines = [];
          this.multiplier = 1;
        }
        await this.#check(deed, counter, { kind: `${deed.deed}-cart`, saleId }, refusal);
        break;
      }
      case 'resume': {
        const wanted = [...this.suspended.keys()][deed.which % Math.max(1, this.suspended.size)] ?? NO_SALE;
        await this.#check(deed, counter, { kind: 'resume-cart', saleId: wanted }, this.#resume(wanted));
        break;
      }
      case 'begin': {
        const refusal =
          this.#closed ?? (this.lines.length === 0 ? 'cart-empty' : (this.#takePrices() ?? undefined));
        if (refusal === undefined) this.multiplier = 1;
        await this.#check(deed, counter, { kind: 'begin-payment', saleId }, refusal);
        break;
      }
      case 'leave':
        await this.#check(
          deed,
          counter,
          { kind: 'leave-payment', saleId },
          this.#closed ?? (this.lines.length === 0 ? 'sale-not-open' : undefined),
        );
        break;
      case 'next':
        await this.#check(deed, counter, { kind: 'next-sale' }, this.#closed);
        break;
      case 'cash':
        await this.#cash(deed, counter, saleId);
        break;
      case 'lock': {
        const refusal = this.isLocked ? 'signed-out' : undefined;
        if (refusal === undefined) this.multiplier = 1;
        this.isLocked = true;
        await this.#check(deed, counter, { kind: 'sign-out' }, refusal);
        break;
      }
      case 'unlock': {
        const refusal = this.isLocked ? undefined : 'already-signed-in';
        if (refusal === undefined) this.multiplier = 1;
        this.isLocked = false;
        await this.#check(deed, counter, { kind: 'sign-in', operatorId: 'op-1', isPinRight: true }, refusal);
        if (this.isRecovering) {
          this.isRecovering = false;
          await this.#check(deed, counter, { kind: 'continue-after-recovery' }, undefined);
        }
        break;
      }
      case 'reprice': {
        const { sku } = at(this.#barcodes, deed.product);
        this.prices.set(sku, deed.unitPrice);
        await counter.reprice(sku, deed.unitPrice);
        break;
      }
    }
    this.compare(counter.state, deed);
  }

  /** The till was killed and started: nobody is signed in, and what was open is asked about. */
  crashed(hasReceiptsInQuestion: boolean): void {
    this.isLocked = true;
    this.multiplier = 1;
    this.isRecovering = this.lines.length > 0 || hasReceiptsInQuestion;
  }

  /** Another shift begins, with so many coins. */
  newShift(float: number): void {
    this.coins = float;
    this.sales.splice(0);
    this.multiplier = 1;
  }

  /** Throws where the till's state is not what the shop has. */
  compare(state: TillState, deed: unknown): void {
    const shown = state.cart?.lines.map((line) => [line.sku, line.unitPrice, line.quantity]) ?? [];
    same(
      shown,
      this.lines.map((line) => [line.sku, line.price, line.quantity]),
      'the cart',
      deed,
    );
    const parked = state.suspended.map(({ cart }) => [
      cart.saleId,
      cart.lines.map((line) => [line.sku, line.unitPrice, line.quantity]),
    ]);
    same(
      parked,
      [...this.suspended].map(([id, lines]) => [
        id,
        lines.map((line) => [line.sku, line.price, line.quantity]),
      ]),
      'what is suspended',
      deed,
    );
    const { shift } = state;
    same(shift === null ? null : shift.float + shift.cashNet, this.coins, 'the drawer', deed);
    same(shift?.sales, this.sales.length, 'how many sales', deed);
    const total = this.sales.reduce((sum, sale) => sum + sale.due, 0);
    same(shift?.salesTotal, total, 'what was sold for', deed);
  }

  get #isClosed(): boolean {
    return this.isLocked || this.isRecovering;
  }

  get #closed(): string | undefined {
    if (this.isLocked) return 'signed-out';
    return this.isRecovering ? 'recovery-first' : undefined;
  }

  #scan(sku: string): string | undefined {
    if (this.#isClosed) return 'scan-not-here';
    const price = this.prices.get(sku) ?? 0;
    const last = this.lines.at(-1);
    if (last?.sku === sku && last.price === price) last.quantity += this.multiplier;
    else this.lines.push({ sku, price, quantity: this.multiplier });
    this.multiplier = 1;
    return undefined;
  }

  #setQuantity(index: number, quantity: number): string | undefined {
    if (this.#closed !== undefined) return this.#closed;
    const line = this.lines[index];
    if (line === undefined) return 'sale-not-open';
    if (quantity < 1 || quantity > 9_999) return 'quantity-invalid';
    if (line.quantity === quantity) return undefined;
    line.quantity = quantity;
    this.multiplier = 1;
    return undefined;
  }

  #resume(saleId: string): string | undefined {
    if (this.#closed !== undefined) return this.#closed;
    if (this.lines.length > 0) return 'cart-open';
    const lines = this.suspended.get(saleId);
    if (lines === undefined) return 'suspended-not-found';
    this.suspended.delete(saleId);
    this.lines = lines;
    this.multiplier = 1;
    return undefined;
  }

  /** Takes the newest prices over; tells whether any moved. */
  #takePrices(): 'price-changed' | null {
    let moved: 'price-changed' | null = null;
    for (const line of this.lines) {
      const price = this.prices.get(line.sku) ?? line.price;
      if (price !== line.price) moved = 'price-changed';
      line.price = price;
    }
    return moved;
  }

  async #cash(deed: Extract<Deed, { deed: 'cash' }>, counter: Counter, saleId: string): Promise<void> {
    const amount = this.due + deed.over;
    const refusal = this.#closed ?? (this.lines.length === 0 ? 'sale-not-open' : this.#pay(amount));
    await this.#check(deed, counter, { kind: 'take-cash', saleId, amount }, refusal);
    if (refusal !== undefined) return;
    const last = counter.state.lastSale;
    same([last?.due, last?.change], [this.sales.at(-1)?.due, this.sales.at(-1)?.change], 'the sale', deed);
    const tendered = last?.tenders.reduce((sum, tender) => sum + tender.amount, 0) ?? 0;
    same(tendered - (last?.change ?? 0), last?.due, 'tenders less change', deed);
    // Whatever was typed for the customer before is no business of the next one.
    this.multiplier = 1;
    await this.#check(deed, counter, { kind: 'set-multiplier', quantity: 1 }, undefined);
  }

  #pay(amount: number): string | undefined {
    if (this.#takePrices() !== null) return 'price-changed';
    const { due } = this;
    if (amount < 0 || (amount === 0 && due > 0)) return 'cash-invalid';
    if (amount < due) return 'cash-short';
    if (amount - due > 10_000 || (due === 0 && amount > 0)) return 'cash-invalid';
    this.sales.push({ due, tendered: amount, change: amount - due });
    this.coins += due;
    this.lines = [];
    return undefined;
  }

  /** Asks the till and compares its word; a refusal must have left everything as it was. */
  async #check(deed: Deed, counter: Counter, command: Command, expected: string | undefined): Promise<void> {
    const before = counter.state;
    const refusal = await counter.ask(command);
    same(refusal?.code, expected, 'the answer', deed);
    if (refusal !== undefined && refusal.code !== 'price-changed') {
      same(isDeepStrictEqual(counter.state, before), true, 'that a refusal changes nothing', deed);
    }
  }
}

function dueOf(lines: readonly NaiveLine[]): number {
  let due = 0;
  for (const line of lines) for (let piece = 0; piece < line.quantity; piece += 1) due += line.price;
  return due;
}

function at<Value>(values: readonly Value[], index: number): Value {
  const value = values[index % values.length];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

function same(got: unknown, wanted: unknown, what: string, deed: unknown): void {
  const [left, right] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (left !== right)
    throw new Error(`${what}: the till has ${left}, the shop ${right}, after ${JSON.stringify(deed)}`);
}

/** A deed of any kind; scanning is the most common, as in a shop. */
export const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ deed: fc.constant('scan' as const), product: fc.nat(9) }),
  },
  { weight: 1, arbitrary: fc.constant<Deed>({ deed: 'scan-unknown' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      deed: fc.constant('multiplier' as const),
      quantity: fc.integer({ min: -1, max: 12 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      deed: fc.constant('quantity' as const),
      line: fc.nat(9),
      quantity: fc.integer({ min: -1, max: 20 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ deed: fc.constant('remove' as const), line: fc.nat(9) }) },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom(
        'void',
        'suspend',
        'suspend',
        'begin',
        'begin',
        'leave',
        'next',
        'lock',
        'unlock',
        'unlock',
      )
      .map((deed): Deed => ({ deed }) as Deed),
  },
  { weight: 3, arbitrary: fc.record({ deed: fc.constant('resume' as const), which: fc.nat(5) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      deed: fc.constant('cash' as const),
      over: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 0, max: 2_000 }) },
        { weight: 1, arbitrary: fc.integer({ min: -300, max: 12_000 }) },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      deed: fc.constant('reprice' as const),
      product: fc.nat(9),
      unitPrice: fc.integer({ min: 0, max: 200 }),
    }),
  },
);
