import { unreachable } from '../base/assert.ts';
import { evolveCart, inOrder, piecesOf } from './cart/cart.ts';
import { evolveDrawer } from './drawer/evolve-drawer.ts';
import type { Entry, NewEntry, Payload } from './entries.ts';
import { evolvePrintJobs } from './printing/decide-printing.ts';
import { savedOn } from './sale-savings.ts';
import type { FinishedSale, Shift, TillState } from './state.ts';

/** The state after an entry. Total: every entry this program can read leads to a state. */
export function evolve(state: TillState, entry: Entry): TillState {
  const next = evolveKind(state, entry);
  return { ...next, lastAtMs: entry.atMs };
}

function evolveKind(state: TillState, entry: Entry): TillState {
  switch (entry.kind) {
    case 'till.enrolled':
      return { ...state, till: inOrder('till.enrolled', entry.payload) };
    case 'till.started':
      return evolveStarted(state, entry.payload.wasClean);
    case 'till.stopped':
      return { ...state, isRunning: false, operator: null };
    case 'clock.went-back':
      return state;
    case 'operator.signed-in': {
      const { [entry.payload.operatorId]: _, ...signInFailures } = state.signInFailures;
      return { ...state, operator: inOrder('operator.signed-in', entry.payload), signInFailures };
    }
    case 'operator.signed-out':
      return { ...state, operator: null, drawerRetry: null };
    case 'operator.sign-in-failed': {
      const { operatorId, failures, lockedUntilMs } = entry.payload;
      return {
        ...state,
        signInFailures: { ...state.signInFailures, [operatorId]: { failures, lockedUntilMs } },
      };
    }
    case 'shift.opened':
      return { ...state, shift: openedShift(entry), lastShift: null };
    case 'shift.closed': {
      const { counted, expected, variance } = entry.payload;
      const operatorName = state.shift?.operatorName ?? '';
      return {
        ...state,
        shift: null,
        drawerRetry: null,
        lastShift: { operatorName, counted, expected, variance },
      };
    }
    case 'line.added':
      return { ...state, cart: evolveCart(state.cart, entry), drawerRetry: null };
    case 'line.quantity-set':
    case 'line.removed':
    case 'line.repriced':
    case 'line.price-overridden':
    case 'discount.given':
    case 'redemption.declined':
    case 'age.confirmed':
    case 'coupon.presented':
    case 'coupon.withdrawn':
    case 'member.identified':
    case 'member.removed':
    case 'offers.shown':
    case 'offer.refused':
    case 'burn.requested':
    case 'burn.answered':
    case 'burn.chosen':
    case 'burn.dropped':
    case 'cart.priced':
    case 'tender.captured':
    case 'tender.cancelled':
      return { ...state, cart: evolveCart(state.cart, entry) };
    case 'member.joined':
    case 'member.noted':
      return state;
    case 'exchange.requested': {
      const asked = inOrder('exchange.requested', entry.payload);
      return { ...state, exchanges: [...state.exchanges, asked] };
    }
    case 'exchange.answered': {
      const { requestId } = entry.payload;
      return { ...state, exchanges: state.exchanges.filter((each) => each.requestId !== requestId) };
    }
    case 'sale.returned':
      return evolveReturned(state, entry.payload);
    case 'cart.voided':
      return { ...state, cart: null };
    case 'cart.suspended':
      return state.cart === null
        ? state
        : {
            ...state,
            cart: null,
            suspended: [...state.suspended, { cart: state.cart, suspendedAtMs: entry.atMs }],
          };
    case 'cart.resumed':
      return {
        ...state,
        cart: state.suspended.find((parked) => parked.cart.saleId === entry.payload.saleId)?.cart ?? null,
        suspended: state.suspended.filter((parked) => parked.cart.saleId !== entry.payload.saleId),
      };
    case 'sale.completed':
      return evolveCompleted(state, entry.payload, entry);
    case 'print.requested':
    case 'print.started':
    case 'print.finished':
    case 'print.interrupted':
    case 'print.resolved':
      return evolvePrinting(state, entry);
    case 'drawer.requested':
    case 'drawer.opened':
    case 'drawer.failed':
    case 'drawer.opened-by-hand':
      return evolveDrawer(state, entry);
    case 'recovery.acknowledged':
      return { ...state, recovery: null };
    case 'setting.changed':
      return {
        ...state,
        settings: {
          language: entry.payload.language ?? state.settings.language,
          theme: entry.payload.theme ?? state.settings.theme,
        },
      };
    case 'mail.received':
      return { ...state, lastMailId: entry.payload.mailId };
    default:
      return unreachable(entry);
  }
}

function evolveStarted(state: TillState, wasClean: boolean): TillState {
  const pieces = state.cart === null ? 0 : piecesOf(state.cart);
  const receipts = state.printJobs.filter((job) => job.status === 'question').length;
  // A list that nobody has looked at outlives an orderly end.
  const isDue = !wasClean || state.recovery !== null;
  const isAnythingOpen = isDue && (pieces > 0 || receipts > 0);
  const recovery = isAnythingOpen ? { pieces, payments: 0, receipts } : null;
  return { ...state, isRunning: true, operator: null, drawerRetry: null, recovery };
}

function openedShift(entry: Extract<Entry, { kind: 'shift.opened' }>): Shift {
  const { shiftId, operatorId, operatorName, float } = entry.payload;
  return {
    shiftId,
    operatorId,
    operatorName,
    float,
    openedAtMs: entry.atMs,
    businessDate: entry.businessDate,
    sales: 0,
    salesTotal: 0,
    cashNet: 0,
  };
}

function evolveCompleted(
  state: TillState,
  sale: Payload<'sale.completed'>,
  entry: { readonly atMs: number },
): TillState {
  const { saleId, receiptNumber, due, pieces, tenders, change, breakage = 0 } = sale;
  const cash = tenders.reduce((sum, tender) => (tender.type === 'cash' ? sum + tender.amount : sum), 0);
  const lastSale: FinishedSale = {
    saleId,
    receiptNumber,
    completedAtMs: entry.atMs,
    due,
    pieces,
    tenders,
    change,
    savings: savedOn(sale.lines),
    breakage,
    earned: earnedIn(sale),
    receipt: 'waiting',
  };
  return {
    ...state,
    cart: null,
    lastSale,
    receiptsGiven: state.receiptsGiven + 1,
    shift:
      state.shift === null
        ? null
        : {
            ...state.shift,
            sales: state.shift.sales + 1,
            salesTotal: state.shift.salesTotal + due,
            cashNet: state.shift.cashNet + cash - change,
          },
  };
}

function earnedIn({ points }: Payload<'sale.completed'>): FinishedSale['earned'] {
  const byProgramme = new Map<string, number>();
  for (const { programmeId, points: earned } of points?.earned ?? [])
    byProgramme.set(programmeId, (byProgramme.get(programmeId) ?? 0) + earned);
  return [...byProgramme].map(([programmeId, sum]) => ({ programmeId, points: sum }));
}

function evolveReturned(state: TillState, returned: Payload<'sale.returned'>): TillState {
  const cash = returned.tenders.reduce((sum, { type, amount }) => (type === 'cash' ? sum + amount : sum), 0);
  return {
    ...state,
    receiptsGiven: state.receiptsGiven + 1,
    shift: state.shift === null ? null : { ...state.shift, cashNet: state.shift.cashNet - cash },
  };
}

function evolvePrinting(state: TillState, entry: NewEntry): TillState {
  const printJobs = evolvePrintJobs(state.printJobs, entry);
  return { ...state, printJobs, lastSale: withReceipt(state, printJobs, entry) };
}

function withReceipt(
  state: TillState,
  printJobs: TillState['printJobs'],
  entry: NewEntry,
): FinishedSale | null {
  const { lastSale } = state;
  if (lastSale === null) return null;
  const open = printJobs.filter((job) => job.saleId === lastSale.saleId).at(-1);
  if (open !== undefined) {
    const receipt = { waiting: 'waiting', started: 'printing', question: 'question' } as const;
    return { ...lastSale, receipt: receipt[open.status] };
  }
  const was = state.printJobs.some((job) => job.saleId === lastSale.saleId);
  if (!was) return lastSale;
  return { ...lastSale, receipt: entry.kind === 'print.resolved' ? 'skipped' : 'printed' };
}
