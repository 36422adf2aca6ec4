import type { BurnView } from '../../../src-main/contract/sale-views.ts';
import type { CashierView, TenderView } from '../../../src-main/contract/views.ts';
import type { Outcome } from '../../ui/state/answers.ts';
import { amountWith } from './desk.ts';
import type { DeskTools } from './tools.ts';

/** NT$9,999,999: more digits than any hand meant. The core refuses smaller slips in words. */
const MAX_AMOUNT_DIGITS = 7;
/** A card's first digits, as far as the terminal gives them (the contract's `cardPrefix`). */
const CARD_PREFIX = /^(?:[0-9]{4,8})?$/;
const MAX_PREFIX_DIGITS = 8;

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

/** A typed amount means something else once less, or more, is still to be paid: it is asked about again. */
export function followRemaining(tools: DeskTools, previous: CashierView | null, next: CashierView): void {
  if (next.screen !== 'pay' || previous?.screen !== 'pay') return;
  const { entry } = tools.desk();
  if (entry !== '' && previous.pay?.remaining !== next.pay?.remaining) enterAmount(tools, entry);
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
  void tools.single('tender', () => tools.client.takeCash(cart.saleId, amount));
}

/** F10: the other ways to pay, over what is owed. What is typed stays: it is the amount they take. */
export function toggleTenders(tools: DeskTools): void {
  tools.change({ panel: tools.desk().panel === 'tenders' ? null : 'tenders' });
}

/** The digits of the card that pays next. */
export function typeCardPrefix(tools: DeskTools, prefix: string): void {
  tools.change({ cardPrefix: prefix.replace(/\D/g, '').slice(0, MAX_PREFIX_DIGITS) });
}

/** Whether the digits may go with the card: none at all, or as many as tell a card's kind. */
export function isCardPrefix(prefix: string): boolean {
  return CARD_PREFIX.test(prefix);
}

/** F8: a card for the typed amount or the rest. */
export function takeCard(tools: DeskTools): void {
  const pay = tools.view()?.pay;
  const cart = tools.cart();
  if (pay === null || pay === undefined || cart === null) return;
  const { entry, cardPrefix } = tools.desk();
  if (pay.remaining === 0) {
    tools.show({ kind: 'unavailable', feature: 'nothing-left' });
    return;
  }
  if (!isCardPrefix(cardPrefix)) {
    tools.show({ kind: 'unavailable', feature: 'card-prefix' });
    return;
  }
  const amount = entry === '' ? pay.remaining : Number(entry);
  take(tools, () => tools.client.takeCard(cart.saleId, amount, cardPrefix));
}

/** A voucher of the typed worth; it is taken whole, so there is no amount to assume. */
export function takeVoucher(tools: DeskTools): void {
  const pay = tools.view()?.pay;
  const cart = tools.cart();
  if (pay === null || pay === undefined || cart === null) return;
  const { entry } = tools.desk();
  if (pay.remaining === 0) tools.show({ kind: 'unavailable', feature: 'nothing-left' });
  else if (entry === '') tools.show({ kind: 'unavailable', feature: 'voucher-amount' });
  else take(tools, () => tools.client.takeVoucher(cart.saleId, Number(entry)));
}

/** Own points or a partner's: the typed NT$, or as much as is allowed. */
export function burnPoints(tools: DeskTools, burn: BurnView): void {
  const cart = tools.cart();
  if (cart === null || burn.state === 'asking') return;
  const { entry } = tools.desk();
  const wanted = entry === '' ? 'max' : Number(entry);
  take(tools, () => tools.client.burnPoints(cart.saleId, burn.programmeId, wanted));
}

export function dropBurn(tools: DeskTools, programmeId: string): void {
  const cart = tools.cart();
  if (cart !== null) take(tools, () => tools.client.dropBurn(cart.saleId, programmeId));
}

/** F6: burns own points, or with nothing typed takes back those that were chosen. Its key says which. */
export function burnOrDrop(tools: DeskTools): void {
  const burn = ownBurnOf(tools.cart()?.burns ?? []);
  if (burn === null) tools.show({ kind: 'unavailable', feature: 'no-points' });
  else if (burn.state === 'chosen' && tools.desk().entry === '') dropBurn(tools, burn.programmeId);
  else burnPoints(tools, burn);
}

/** The own programme that F6 means: what was chosen or is being asked for, or else the first that may be burned. */
export function ownBurnOf(burns: readonly BurnView[]): BurnView | null {
  const own = burns.filter(({ treatment }) => treatment === 'price-reduction');
  return (
    own.find(({ state }) => state !== 'none') ?? own.find(({ maximum }) => maximum > 0) ?? own[0] ?? null
  );
}

/** Takes a tender back before the sale is finished; points that paid are let go by their programme. */
export function cancelTender(tools: DeskTools, tenderId: string): void {
  const cart = tools.cart();
  const tender = tools.view()?.pay?.tenders.find((each) => each.tenderId === tenderId);
  if (cart === null || tender === undefined) return;
  void tools.single('tender', () => tools.client.cancelTender(cart.saleId, tender.tenderId));
}

/** `-`: takes back the newest tender, and points that were chosen where no tender was taken yet. */
export function cancelNewest(tools: DeskTools): void {
  const tender = newestOf(tools.view()?.pay?.tenders ?? []);
  if (tender !== null) {
    cancelTender(tools, tender.tenderId);
    return;
  }
  const chosen = tools.cart()?.burns.findLast(({ state }) => state === 'chosen');
  if (chosen !== undefined) dropBurn(tools, chosen.programmeId);
  else tools.show({ kind: 'unavailable', feature: 'nothing-taken' });
}

/** The tender that `-` takes back. */
export function newestOf(tenders: readonly TenderView[]): TenderView | null {
  return tenders.at(-1) ?? null;
}

/** Esc on an empty entry: back to selling while nothing was taken. */
export function leavePayment(tools: DeskTools): void {
  const cart = tools.cart();
  if (cart === null || (tools.view()?.pay?.tenders.length ?? 0) > 0) return;
  void tools.single('leave-payment', () => tools.client.leavePayment(cart.saleId));
}

/** Asks for money in another form than cash; when it was taken, what was typed for it has done its work. */
function take(tools: DeskTools, ask: () => Promise<Outcome>): void {
  const isTaken = tools.single('tender', ask);
  void isTaken?.then((isDone) => {
    if (isDone && tools.view()?.screen === 'pay') clearTender(tools);
  });
}

function clearTender(tools: DeskTools): void {
  const isListOpen = tools.desk().panel === 'tenders';
  tools.change({ entry: '', preview: null, cardPrefix: '', ...(isListOpen ? { panel: null } : {}) });
}
