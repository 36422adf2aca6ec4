import type {
  Badges,
  CartView,
  CashierView,
  ClosedShiftView,
  CustomerView,
  MessageView,
  OperatorView,
  PayView,
  QuickKeyTab,
  SuspendedView,
  TenderView,
} from '../contract/views.ts';
import { type Cart, pricedLines, takenOf, totalsOf, totalsOfLines } from '../domain/cart/cart.ts';
import { taipeiDate } from '../domain/civil-time.ts';
import type { UiState } from '../domain/context.ts';
import type { Refusal } from '../domain/refusals.ts';
import { type Screen, screenOf } from '../domain/screen.ts';
import type { ClosedShift, TillState } from '../domain/state.ts';
import { quickAmounts } from '../domain/tenders/decide-cash.ts';

/** What windows are shown besides the till's own state. */
export interface ViewSources {
  readonly state: TillState;
  readonly ui: UiState;
  readonly stopped: Refusal | null;
  readonly nowMs: number;
  readonly operators: readonly OperatorView[];
  readonly badges: Badges;
  readonly messages: readonly MessageView[];
  readonly quickKeys: readonly QuickKeyTab[];
  readonly journal: CashierView['journal'];
  readonly catalog: CashierView['catalog'];
  readonly wedge: CashierView['wedge'];
}

/** The cashier's whole screen, in figures and words of the core. */
export function cashierView(from: ViewSources, revision: number): CashierView {
  const { state, ui } = from;
  const operator = state.operator;
  return {
    revision,
    screen: screenOf(state, ui),
    stopped: from.stopped,
    store:
      state.till === null ? null : { name: state.till.storeName, registerNumber: state.till.registerNumber },
    businessDate: state.shift?.businessDate ?? taipeiDate(from.nowMs),
    operators: from.operators,
    operator:
      operator === null
        ? null
        : (from.operators.find((each) => each.operatorId === operator.operatorId) ?? operator),
    shift:
      state.shift === null
        ? null
        : { shiftId: state.shift.shiftId, openedAtMs: state.shift.openedAtMs, float: state.shift.float },
    cart: state.cart === null ? null : cartView(state.cart),
    multiplier: ui.multiplier,
    pay: state.cart === null ? null : payView(state.cart),
    suspended: state.suspended.map(suspendedView),
    lastSale: state.lastSale,
    lastShift: state.lastShift === null ? null : closedShiftView(state.lastShift),
    printQuestions: state.printJobs
      .filter((job) => job.status === 'question')
      .map(({ jobId, saleId, receiptNumber }) => ({ jobId, saleId, receiptNumber })),
    recovery: state.recovery,
    badges: from.badges,
    messages: from.messages,
    quickKeys: from.quickKeys,
    journal: from.journal,
    catalog: from.catalog,
    ...state.settings,
    wedge: from.wedge,
  };
}

/** The second screen: the cart as it is, and nothing that is the operator's business. */
export function customerView(from: Pick<ViewSources, 'state' | 'ui'>, revision: number): CustomerView {
  const { state, ui } = from;
  const screen = screenOf(state, ui);
  const last = state.lastSale;
  const received = last?.tenders.reduce((sum, tender) => sum + tender.amount, 0) ?? 0;
  return {
    revision,
    state: customerState(screen, state.cart !== null),
    storeName: state.till?.storeName ?? '',
    cart: state.cart === null ? null : cartView(state.cart),
    pay: state.cart === null ? null : paid(state.cart),
    sale: last === null || screen !== 'done' ? null : { due: last.due, received, change: last.change },
    language: state.settings.language,
  };
}

function customerState(screen: Screen, hasCart: boolean): CustomerView['state'] {
  if (screen === 'done') return 'done';
  if (!hasCart) return 'idle';
  return screen === 'pay' ? 'paying' : 'cart';
}

function cartView(cart: Cart): CartView {
  const lines = pricedLines(cart);
  const totals = totalsOfLines(lines);
  return {
    saleId: cart.saleId,
    lines: cart.lines.map((line, index) => {
      const priced = lines[index];
      const net = priced?.net ?? 0;
      const gross = priced?.gross ?? 0;
      return {
        lineId: line.lineId,
        number: index + 1,
        sku: line.sku,
        name: line.name,
        ...(line.detail === null ? {} : { detail: line.detail }),
        unitPrice: line.unitPrice,
        quantity: line.quantity,
        amount: net,
        ...(net === gross ? {} : { originalAmount: gross }),
        tax: line.tax,
      };
    }),
    pieces: totals.pieces,
    subtotal: totals.gross,
    savings: totals.discount,
    due: totals.due,
    taxIncluded: totals.tax.tax,
    ...(cart.touchedLineId === null ? {} : { touchedLineId: cart.touchedLineId }),
    isFrozen: cart.tenders.length > 0,
  };
}

function paid(cart: Cart): { readonly due: number; readonly taken: number; readonly remaining: number } {
  const { due } = totalsOf(cart);
  const taken = takenOf(cart);
  return { due, taken, remaining: due - taken };
}

function payView(cart: Cart): PayView {
  const sums = paid(cart);
  const tenders: TenderView[] = cart.tenders.map((tender) => ({ ...tender, state: 'captured' }));
  return { ...sums, tenders, quickAmounts: quickAmounts(sums.remaining) };
}

function closedShiftView({ variance, ...shift }: ClosedShift): ClosedShiftView {
  if (variance === 0) return { ...shift, difference: { kind: 'balanced', amount: 0 } };
  return { ...shift, difference: { kind: variance < 0 ? 'short' : 'over', amount: Math.abs(variance) } };
}

function suspendedView(parked: TillState['suspended'][number]): SuspendedView {
  const { pieces, due } = totalsOf(parked.cart);
  return {
    saleId: parked.cart.saleId,
    suspendedAtMs: parked.suspendedAtMs,
    pieces,
    due,
    firstItem: parked.cart.lines[0]?.name ?? '',
  };
}
