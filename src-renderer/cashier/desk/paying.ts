import { amountWith } from './desk.ts';
import type { DeskTools } from './tools.ts';

/** NT$9,999,999: more digits than any hand meant. The core refuses smaller slips in words. */
const MAX_AMOUNT_DIGITS = 7;

/** Puts a new amount into the entry and asks the core what it comes to; an answer to an older amount is dropped. */
function enterAmount(tools: DeskTools, entry: string): void {
  tools.change({ entry, preview: null });
  const cart = tools.cart();
  if (cart === null || entry === '') return;
  void tools.client.previewCash(cart.saleId, Number(entry)).then((outcome) => {
    if (outcome.ok && tools.desk().entry === entry) tools.change({ preview: outcome.value });
  });
}

export function typeAmount(tools: DeskTools, digits: string): void {
  enterAmount(tools, amountWith(tools.desk().entry, digits, MAX_AMOUNT_DIGITS));
}

export function eraseAmount(tools: DeskTools): void {
  enterAmount(tools, tools.desk().entry.slice(0, -1));
}

/** F1 to F4, or a touch: fills the amount in. Only Enter takes it. */
export function fillQuick(tools: DeskTools, index: number): void {
  const amount = tools.view()?.pay?.quickAmounts[index];
  // Where nothing is due there is nothing to fill in: Enter alone completes.
  if (amount !== undefined && amount > 0) enterAmount(tools, String(amount));
}

/** `+` with nothing typed fills in the exact amount. */
export function fillExact(tools: DeskTools): void {
  if (tools.desk().entry === '') fillQuick(tools, 0);
}

/**
 * Enter: takes the typed amount; with nothing typed it completes a sale on which nothing is due, and otherwise does
 * nothing. Whether the amount is enough is the core's to say.
 */
export function takeCash(tools: DeskTools): void {
  const pay = tools.view()?.pay;
  const cart = tools.cart();
  const { entry } = tools.desk();
  if (pay === null || pay === undefined || cart === null) return;
  if (entry === '' && pay.remaining !== 0) return;
  const amount = entry === '' ? 0 : Number(entry);
  void tools.single('take-cash', () => tools.client.takeCash(cart.saleId, amount));
}

/** Esc on an empty entry: back to selling while nothing was taken. */
export function leavePayment(tools: DeskTools): void {
  const cart = tools.cart();
  if (cart === null || (tools.view()?.pay?.tenders.length ?? 0) > 0) return;
  void tools.single('leave-payment', () => tools.client.leavePayment(cart.saleId));
}
