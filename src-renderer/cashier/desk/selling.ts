import { selectedAfter } from './desk.ts';
import { openPanel } from './panels.ts';
import type { DeskTools } from './tools.ts';

/** The longest code that can be typed; longer ones are scanned. */
const MAX_TYPED_CODE = 20;
const MAX_MULTIPLIER_DIGITS = 4;

/** What a cashier does on the sell screen. One object for each window, since it remembers what is under way. */
export class Selling {
  readonly #tools: DeskTools;
  /** The multiplier that was asked for and has no answer yet. */
  #multiplier: Promise<number | null> = Promise.resolve(null);
  /** Quantities under way, so that two quick presses make two steps. */
  readonly #targets = new Map<string, { quantity: number; unanswered: number }>();

  constructor(tools: DeskTools) {
    this.#tools = tools;
  }

  /** A code keeps its leading zeros: they are part of it. */
  type(digits: string): void {
    const entry = `${this.#tools.desk().entry}${digits}`;
    if (entry.length <= MAX_TYPED_CODE) this.#tools.change({ entry });
  }

  /** Looks up what was typed. An unknown code is put back for correction, unless something was typed since. */
  async lookUp(): Promise<void> {
    const { entry } = this.#tools.desk();
    this.#tools.change({ entry: '' });
    const isTaken = await this.#tools.settle(this.#tools.client.enterCode(entry, 'keys'));
    // Goods by weight are asked for in a panel, where digits are grams.
    const { entry: typed, panel } = this.#tools.desk();
    if (!isTaken && typed === '' && panel !== 'weigh') this.#tools.change({ entry });
  }

  /** `n *`: the next product is taken n times. */
  multiply(): void {
    const { entry } = this.#tools.desk();
    if (entry === '') return;
    this.#tools.change({ entry: '' });
    // A long number is a code, typed before the wrong key; the bound keeps it an integer, and the core says no.
    this.#multiplier = this.#ask(Number(entry.slice(0, MAX_MULTIPLIER_DIGITS + 1)), entry);
  }

  /** `n * Enter`: the selected line gets the multiplier as its quantity. Without a multiplier Enter means nothing. */
  async applyMultiplier(): Promise<void> {
    const asked = await this.#multiplier;
    this.#multiplier = Promise.resolve(null);
    const shown = this.#tools.view()?.multiplier ?? 1;
    const quantity = asked ?? (shown === 1 ? null : shown);
    const line = this.#selectedLine();
    if (quantity === null || line === null) return;
    await this.#tools.settle(this.#tools.client.setQuantity(line, quantity));
  }

  /** Takes the multiplier back. */
  async forgetMultiplier(): Promise<void> {
    this.#multiplier = Promise.resolve(null);
    await this.#tools.settle(this.#tools.client.setMultiplier(1));
  }

  select(step: 'previous' | 'next' | 'first' | 'last'): void {
    const cart = this.#tools.cart();
    if (cart === null) return;
    this.#tools.change({ selectedLineId: selectedAfter(cart, this.#tools.desk().selectedLineId, step) });
  }

  /** One piece more or less. Below 1 the line is removed where the person sees that it will be, else nothing happens. */
  async changeQuantity(step: 1 | -1, mayRemove: boolean): Promise<void> {
    const line = this.#selectedLine();
    if (line === null) return;
    const target = this.#targets.get(line.lineId) ?? { quantity: line.quantity, unanswered: 0 };
    const quantity = target.quantity + step;
    if (quantity < 1) {
      if (mayRemove && target.unanswered === 0) await this.removeLine();
      return;
    }
    this.#targets.set(line.lineId, { quantity, unanswered: target.unanswered + 1 });
    const isDone = await this.#tools.settle(this.#tools.client.setQuantity(line, quantity));
    const after = this.#targets.get(line.lineId);
    // After a refusal the screen's own figure is the one to go on from.
    if (after === undefined || after.unanswered <= 1 || !isDone) this.#targets.delete(line.lineId);
    else this.#targets.set(line.lineId, { ...after, unanswered: after.unanswered - 1 });
  }

  async removeLine(): Promise<void> {
    const line = this.#selectedLine();
    if (line !== null) await this.#tools.settle(this.#tools.client.removeLine(line));
  }

  /** A touch on a quick key leaves the keys open for the next one; a product that was looked for ends the search. */
  async addProduct(sku: string, from: 'quick' | 'search'): Promise<void> {
    const isAdded = await this.#tools.settle(this.#tools.client.addProduct(sku));
    if (isAdded && from === 'search') this.#tools.change({ panel: null });
  }

  /** F4: parks the cart; without one it fetches the only parked cart, or shows the list to choose from. */
  suspendOrResume(): void {
    const view = this.#tools.view();
    if (view === null) return;
    const { cart, suspended } = view;
    if (cart !== null) {
      void this.#tools.single('suspend', () => this.#tools.client.suspendCart(cart.saleId));
      return;
    }
    const [only, ...others] = suspended;
    if (only === undefined) this.#tools.show({ kind: 'unavailable', feature: 'no-suspended' });
    else if (others.length === 0) this.resume(only.saleId);
    else openPanel(this.#tools, 'suspended');
  }

  resume(saleId: string): void {
    void this.#tools.single('resume', () => this.#tools.client.resumeCart(saleId));
  }

  /** Goes to the pay screen, past the question of age. Without a cart there is nothing to pay, and that is said. */
  pay(): void {
    const cart = this.#tools.cart();
    if (cart === null) {
      this.#tools.show({ kind: 'refusal', refusal: { code: 'cart-empty', number: 'CART-202', params: {} } });
      return;
    }
    if (cart.ageToConfirm !== null) {
      this.#tools.change({ dialog: 'age' });
      return;
    }
    void this.#tools.single('begin-payment', () => this.#tools.client.beginPayment(cart.saleId));
  }

  voidCart(): void {
    const cart = this.#tools.cart();
    if (cart !== null) void this.#tools.single('void-cart', () => this.#tools.client.voidCart(cart.saleId));
  }

  async #ask(quantity: number, entry: string): Promise<number | null> {
    if (await this.#tools.settle(this.#tools.client.setMultiplier(quantity))) return quantity;
    if (this.#tools.desk().entry === '') this.#tools.change({ entry });
    return null;
  }

  #selectedLine(): { saleId: string; lineId: string; quantity: number } | null {
    const cart = this.#tools.cart();
    const line = cart?.lines.find((each) => each.lineId === this.#tools.desk().selectedLineId);
    return cart === null || line === undefined
      ? null
      : { saleId: cart.saleId, lineId: line.lineId, quantity: line.quantity };
  }
}
