import { unreachable } from '../base/assert.ts';
import { MAX_QUANTITY } from './cart/cart.ts';
import {
  addProduct,
  decideQuantity,
  decideRemove,
  decideResume,
  decideScan,
  decideSuspend,
  decideVoid,
  isQuantity,
  type ScanAsk,
} from './cart/decide-cart.ts';
import type { Context, UiState } from './context.ts';
import { type Decision, refused } from './decision.ts';
import {
  decideDrawerByHand,
  decideDrawerNews,
  decideOpenDrawer,
  decideTestDrawer,
} from './drawer/decide-drawer.ts';
import type { NewEntry, Payload } from './entries.ts';
import { decidePrintNews, decideReprint, decideResolvePrint } from './printing/decide-printing.ts';
import { refuse } from './refusals.ts';
import { screenOf } from './screen.ts';
import type { Approval } from './session/approval.ts';
import { decideSignIn, decideSignOut } from './session/decide-session.ts';
import { decideCloseShift, decideOpenShift } from './shift/decide-shift.ts';
import type { TillState } from './state.ts';
import { decideBeginPayment, decideCash, decideLeavePayment } from './tenders/decide-cash.ts';

/** Everything that can be asked of the till, by people, devices, timers and the till itself. */
export type Command =
  | { readonly kind: 'enrol'; readonly enrolment: Payload<'till.enrolled'> }
  | { readonly kind: 'start'; readonly program: string; readonly host: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'sign-in'; readonly operatorId: string; readonly isPinRight: boolean }
  | { readonly kind: 'sign-out' }
  | { readonly kind: 'open-shift'; readonly float: number }
  | { readonly kind: 'close-shift'; readonly counted: number }
  | ({ readonly kind: 'scan' } & ScanAsk)
  | { readonly kind: 'damaged-scan'; readonly length: number }
  | { readonly kind: 'double-scan' }
  | { readonly kind: 'add-product'; readonly sku: string }
  | { readonly kind: 'set-multiplier'; readonly quantity: number }
  | {
      readonly kind: 'set-quantity';
      readonly saleId: string;
      readonly lineId: string;
      readonly quantity: number;
    }
  | { readonly kind: 'remove-line'; readonly saleId: string; readonly lineId: string }
  | { readonly kind: 'void-cart'; readonly saleId: string }
  | { readonly kind: 'suspend-cart'; readonly saleId: string }
  | { readonly kind: 'resume-cart'; readonly saleId: string }
  | { readonly kind: 'begin-payment'; readonly saleId: string }
  | { readonly kind: 'leave-payment'; readonly saleId: string }
  | { readonly kind: 'take-cash'; readonly saleId: string; readonly amount: number }
  | { readonly kind: 'next-sale' }
  | { readonly kind: 'show-layer'; readonly layer: UiState['layer'] }
  /** `sale` is the one found under the id that was asked for. */
  | {
      readonly kind: 'reprint';
      readonly sale: { readonly saleId: string; readonly receiptNumber: string } | undefined;
    }
  | { readonly kind: 'resolve-print'; readonly jobId: string; readonly choice: 'reprint' | 'skip' }
  | { readonly kind: 'print-started'; readonly jobId: string }
  | { readonly kind: 'print-finished'; readonly jobId: string }
  | { readonly kind: 'print-interrupted'; readonly jobId: string; readonly reason: string }
  | { readonly kind: 'open-drawer'; readonly approval?: Approval }
  | { readonly kind: 'drawer-opened'; readonly requestId: string }
  | { readonly kind: 'drawer-failed'; readonly requestId: string; readonly reason: string }
  | { readonly kind: 'drawer-opened-by-hand' }
  | { readonly kind: 'test-drawer' }
  | { readonly kind: 'continue-after-recovery' }
  | {
      readonly kind: 'change-settings';
      readonly language?: 'zh-TW' | 'en';
      readonly theme?: 'light' | 'dark';
    }
  | { readonly kind: 'receive-mail'; readonly mail: Payload<'mail.received'> };

/**
 * What a command comes to: entries, a refusal, or both (see {@link Decision}). Pure: the same state, command and
 * context give the same entries. A clock that reads earlier than the newest entry is journaled before them.
 */
export function decide(state: TillState, command: Command, ctx: Context): Decision {
  const decision = decideCommand(state, command, ctx);
  if (decision.entries.length === 0 || ctx.nowMs >= state.lastAtMs) return decision;
  const wentBack: NewEntry = {
    kind: 'clock.went-back',
    payload: { fromMs: state.lastAtMs, toMs: ctx.nowMs },
  };
  return { ...decision, entries: [wentBack, ...decision.entries] };
}

function decideCommand(state: TillState, command: Command, ctx: Context): Decision {
  switch (command.kind) {
    case 'enrol':
      return state.till === null
        ? { entries: [{ kind: 'till.enrolled', payload: command.enrolment }] }
        : { entries: [] };
    case 'start':
      return decideStart(state, command);
    case 'stop':
      return { entries: state.isRunning ? [{ kind: 'till.stopped', payload: {} }] : [] };
    case 'sign-in':
      return decideSignIn(state, command, ctx);
    case 'sign-out':
      return decideSignOut(state);
    case 'open-shift':
      return decideOpenShift(state, command.float, ctx);
    case 'close-shift':
      return decideCloseShift(state, command.counted);
    case 'scan':
      return decideScan(state, command, ctx);
    case 'damaged-scan':
      return refused(refuse('scan-damaged', { length: command.length }));
    case 'double-scan':
      return { entries: [], cue: 'double' };
    case 'print-started':
    case 'print-finished':
      return decidePrintNews(state, {
        jobId: command.jobId,
        what: command.kind === 'print-started' ? 'started' : 'finished',
      });
    case 'print-interrupted':
      return decidePrintNews(state, { jobId: command.jobId, what: 'interrupted', reason: command.reason });
    case 'drawer-opened':
      return decideDrawerNews(state, command);
    case 'drawer-failed':
      return decideDrawerNews(state, { requestId: command.requestId, failure: command.reason });
    case 'drawer-opened-by-hand':
      return decideDrawerByHand(state);
    case 'test-drawer':
      return decideTestDrawer(state, ctx);
    case 'continue-after-recovery':
      if (state.operator === null) return refused(refuse('signed-out'));
      return { entries: state.recovery === null ? [] : [{ kind: 'recovery.acknowledged', payload: {} }] };
    case 'change-settings': {
      const { kind: _, ...payload } = command;
      return { entries: [{ kind: 'setting.changed', payload }] };
    }
    case 'receive-mail':
      return isNewMail(state, command.mail.mailId)
        ? { entries: [{ kind: 'mail.received', payload: command.mail }] }
        : { entries: [] };
    case 'show-layer':
      return { entries: [], ui: { layer: command.layer } };
    case 'resolve-print':
      return state.operator === null
        ? refused(refuse('signed-out'))
        : decideResolvePrint(state, command, ctx.nextId);
    default:
      return notSelling(state) ?? decideSelling(state, command, ctx);
  }
}

/** Mail is numbered upwards; what comes again was journaled the first time. */
function isNewMail({ lastMailId }: TillState, mailId: string): boolean {
  return lastMailId === null || Number(mailId) > Number(lastMailId);
}

type SellingCommand = Extract<
  Command,
  {
    kind:
      | 'add-product'
      | 'set-multiplier'
      | 'set-quantity'
      | 'remove-line'
      | 'void-cart'
      | 'suspend-cart'
      | 'resume-cart'
      | 'begin-payment'
      | 'leave-payment'
      | 'take-cash'
      | 'next-sale'
      | 'reprint'
      | 'open-drawer';
  }
>;

/** What stands between a person and selling, said in one word. */
function notSelling(state: TillState): Decision | undefined {
  if (state.till === null) return refused(refuse('not-enrolled'));
  if (state.operator === null) return refused(refuse('signed-out'));
  if (state.recovery !== null) return refused(refuse('recovery-first'));
  if (state.shift === null) return refused(refuse('shift-needed'));
  // A technician looks after the till and answers for no drawer.
  if (state.operator.role === 'technician') return refused(refuse('role-needed', { role: 'cashier' }));
  return undefined;
}

function decideSelling(state: TillState, command: SellingCommand, ctx: Context): Decision {
  switch (command.kind) {
    case 'add-product': {
      const product = ctx.catalog.findBySku(command.sku);
      if (product === undefined) return refused(refuse('unknown-barcode', { code: command.sku }));
      return addProduct(state, product, { code: null, origin: 'quick-key' }, ctx);
    }
    case 'set-multiplier':
      if (!isQuantity(command.quantity)) return refused(refuse('quantity-invalid', { max: MAX_QUANTITY }));
      return { entries: [], ui: { multiplier: command.quantity } };
    case 'set-quantity':
      return decideQuantity(state, command);
    case 'remove-line':
      return decideRemove(state, command);
    case 'void-cart':
      return decideVoid(state, command.saleId);
    case 'suspend-cart':
      return decideSuspend(state, command.saleId, ctx);
    case 'resume-cart':
      return decideResume(state, command.saleId);
    case 'begin-payment':
      return decideBeginPayment(state, command.saleId, ctx);
    case 'leave-payment':
      return decideLeavePayment(state, command.saleId);
    case 'take-cash':
      return decideCash(state, command, ctx);
    case 'next-sale':
      return { entries: [], ui: screenOf(state, ctx.ui) === 'done' ? { phase: 'sell' } : {} };
    case 'open-drawer':
      return decideOpenDrawer(state, command.approval, ctx);
    case 'reprint':
      return decideReprint(state, command.sale, ctx.nextId);
    default:
      return unreachable(command);
  }
}

/**
 * The first decision of every run. A receipt whose first byte had left waits for a person; a drawer is not kicked
 * again; receipts and payments that had not begun simply begin (design.md, The loop).
 */
function decideStart(
  state: TillState,
  command: { readonly program: string; readonly host: string },
): Decision {
  const interrupted: NewEntry[] = state.printJobs
    .filter((job) => job.status === 'started')
    .map((job) => ({ kind: 'print.interrupted', payload: { jobId: job.jobId, reason: 'till-stopped' } }));
  const drawers: NewEntry[] = state.drawerRequests.map((requestId) => ({
    kind: 'drawer.failed',
    payload: { requestId, reason: 'till-stopped' },
  }));
  const { program, host } = command;
  return {
    entries: [
      ...interrupted,
      ...drawers,
      { kind: 'till.started', payload: { program, host, wasClean: !state.isRunning } },
    ],
  };
}
