import type {
  Badges,
  CashierView,
  ClosedShiftView,
  CustomerView,
  MessageView,
  OperatorView,
  PayView,
  QuickKeyTab,
  SaleSummaryView,
  SuspendedView,
  TenderView,
} from '../contract/views.ts';
import { piecesOf, takenOf } from '../domain/cart/cart.ts';
import { dueOf, type PricingScene } from '../domain/cart/price-cart.ts';
import { taipeiDate } from '../domain/civil-time.ts';
import type { UiState } from '../domain/context.ts';
import type { Refusal } from '../domain/refusals.ts';
import { type Screen, screenOf } from '../domain/screen.ts';
import type { ClosedShift, TillState } from '../domain/state.ts';
import { quickAmounts } from '../domain/tenders/cash.ts';
import { type CartSources, type ViewedCart, viewCart } from './cart-view.ts';

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
  readonly pricing: CartSources;
}

/** The cashier's whole screen, in figures and words of the core. */
export function cashierView(from: ViewSources, revision: number): CashierView {
  const { state, ui } = from;
  const operator = state.operator;
  const viewed = state.cart === null ? null : viewCart(state.cart, from.pricing);
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
    cart: viewed?.view ?? null,
    multiplier: ui.multiplier,
    pay: viewed === null ? null : payView(state, viewed),
    suspended: state.suspended.map((parked) => suspendedView(parked, from.pricing.scene)),
    lastSale: state.lastSale === null ? null : saleSummaryView(state.lastSale, from.pricing.scene),
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
export function customerView(
  from: Pick<ViewSources, 'state' | 'ui' | 'pricing'>,
  revision: number,
): CustomerView {
  const { state, ui } = from;
  const viewed = state.cart === null ? null : viewCart(state.cart, from.pricing);
  const screen = screenOf(state, ui);
  const last = state.lastSale;
  const received = last?.tenders.reduce((sum, tender) => sum + tender.amount, 0) ?? 0;
  const {
    change = 0,
    breakage = 0,
    earned = [],
  } = last === null ? {} : saleSummaryView(last, from.pricing.scene);
  return {
    revision,
    state: customerState(screen, state.cart !== null),
    storeName: state.till?.storeName ?? '',
    cart: viewed === null ? null : viewed.view,
    pay: viewed === null ? null : paid(state, viewed),
    sale: last === null || screen !== 'done' ? null : { due: last.due, received, change, breakage, earned },
    language: state.settings.language,
  };
}

function customerState(screen: Screen, hasCart: boolean): CustomerView['state'] {
  if (screen === 'done') return 'done';
  if (!hasCart) return 'idle';
  return screen === 'pay' ? 'paying' : 'cart';
}

function paid(
  { cart }: TillState,
  { due }: ViewedCart,
): { readonly due: number; readonly taken: number; readonly remaining: number } {
  const taken = cart === null ? 0 : takenOf(cart);
  return { due, taken, remaining: due - taken };
}

function payView(state: TillState, viewed: ViewedCart): PayView {
  const sums = paid(state, viewed);
  const tenders: TenderView[] = (state.cart?.tenders ?? []).map(tenderView);
  return { ...sums, tenders, quickAmounts: quickAmounts(sums.remaining) };
}

function tenderView(tender: {
  readonly tenderId: string;
  readonly type: TenderView['type'];
  readonly amount: number;
  readonly programmeId?: string | null | undefined;
}): TenderView {
  const { tenderId, type, amount, programmeId = null } = tender;
  return { tenderId, type, amount, state: 'captured', ...(programmeId === null ? {} : { programmeId }) };
}

/** Points of a finished sale by programme, under the names that programmes have now. */
function saleSummaryView(
  { earned, tenders, ...sale }: NonNullable<TillState['lastSale']>,
  { offers, nowMs }: PricingScene,
): SaleSummaryView {
  const programmes = offers.programmes(nowMs);
  return {
    ...sale,
    tenders: tenders.map(tenderView),
    earned: earned.map(({ programmeId, points }) => {
      const known = programmes.find(({ id }) => id === programmeId);
      const { name = { 'zh-TW': programmeId, en: programmeId }, unit = 'points', decimals = 0 } = known ?? {};
      return { programmeId, name, unit, decimals, points };
    }),
  };
}

function closedShiftView({ variance, ...shift }: ClosedShift): ClosedShiftView {
  if (variance === 0) return { ...shift, difference: { kind: 'balanced', amount: 0 } };
  return { ...shift, difference: { kind: variance < 0 ? 'short' : 'over', amount: Math.abs(variance) } };
}

function suspendedView(
  { cart, suspendedAtMs }: TillState['suspended'][number],
  scene: PricingScene,
): SuspendedView {
  return {
    saleId: cart.saleId,
    suspendedAtMs,
    pieces: piecesOf(cart),
    due: dueOf(cart, scene),
    firstItem: cart.lines[0]?.name ?? '',
  };
}
