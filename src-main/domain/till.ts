import { unreachable } from '../base/assert.ts';
import { type Cart, evolveCart, MAX_QUANTITY } from './cart/cart.ts';
import {
  addProduct,
  decideAge,
  decideQuantity,
  decideRemove,
  decideResume,
  decideScan,
  decideSuspend,
  decideVoid,
  decideWeighed,
  isQuantity,
} from './cart/decide-cart.ts';
import { decideWithdrawCoupon } from './cart/decide-coupon.ts';
import { decideDiscount, decideOverride, decideRedemption } from './cart/decide-reduction.ts';
import { dueOf, sceneOf } from './cart/price-cart.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { type Decision, refused } from './decision.ts';
import {
  decideDrawerByHand,
  decideDrawerNews,
  decideOpenDrawer,
  decideTestDrawer,
} from './drawer/decide-drawer.ts';
import type { NewEntry } from './entries.ts';
import { decideBurn, decideBurnAnswer, decideDropBurn } from './members/decide-burn.ts';
import { decideExchange, decideExchangeAnswer } from './members/decide-exchange.ts';
import {
  decideJoin,
  decideNote,
  decidePhone,
  decideRefuseOffer,
  decideRemoveMember,
} from './members/decide-member.ts';
import { decidePrintNews, decideReprint, decideResolvePrint } from './printing/decide-printing.ts';
import { refuse } from './refusals.ts';
import { decideReturn } from './returns/decide-return.ts';
import { screenOf } from './screen.ts';
import { decideSignIn, decideSignOut } from './session/decide-session.ts';
import { decideCloseShift, decideOpenShift } from './shift/decide-shift.ts';
import type { TillState } from './state.ts';
import {
  decideBeginPayment,
  decideCancelTender,
  decideLeavePayment,
  decideTender,
} from './tenders/decide-tender.ts';

/**
 * What a command comes to: entries, a refusal, or both (see {@link Decision}). Pure: the same state, command and
 * context give the same entries. A clock that reads earlier than the newest entry is journaled before them.
 */
export function decide(state: TillState, command: Command, ctx: Context): Decision {
  const decision = withQuote(state, decideCommand(state, command, ctx), ctx);
  if (decision.entries.length === 0 || ctx.nowMs >= state.lastAtMs) return decision;
  const wentBack: NewEntry = {
    kind: 'clock.went-back',
    payload: { fromMs: state.lastAtMs, toMs: ctx.nowMs },
  };
  return { ...decision, entries: [wentBack, ...decision.entries] };
}

/** What the cashier changes on the pay screen they see at once: the sum they were told is then the new one. */
function withQuote(state: TillState, decision: Decision, ctx: Context): Decision {
  const { quote } = ctx.ui;
  const isTold = quote === undefined || quote === null || decision.ui?.quote !== undefined;
  if (isTold || decision.entries.length === 0) return decision;
  const cart = decision.entries.reduce<Cart | null>(evolveCart, state.cart);
  const isSame = cart !== null && cart.saleId === quote.saleId;
  const due = isSame ? dueOf(cart, sceneOf(state, ctx)) : 0;
  return { ...decision, ui: { ...decision.ui, quote: isSame ? { saleId: cart.saleId, due } : null } };
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
    case 'burn-answered':
      return decideBurnAnswer(state, command, ctx);
    case 'exchange-answered':
      return decideExchangeAnswer(state, command);
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
      | 'take-card'
      | 'take-voucher'
      | 'cancel-tender'
      | 'add-weighed'
      | 'override-price'
      | 'give-discount'
      | 'decline-redemption'
      | 'confirm-age'
      | 'withdraw-coupon'
      | 'identify-phone'
      | 'remove-member'
      | 'join-member'
      | 'note-member'
      | 'burn-points'
      | 'drop-burn'
      | 'exchange-points'
      | 'refuse-offer'
      | 'return-goods'
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
      return decideVoid(state, command.saleId, ctx);
    case 'suspend-cart':
      return decideSuspend(state, command.saleId, ctx);
    case 'resume-cart':
      return decideResume(state, command.saleId);
    case 'begin-payment':
      return decideBeginPayment(state, command.saleId, ctx);
    case 'leave-payment':
      return decideLeavePayment(state, command.saleId);
    case 'take-cash':
      return decideTender(state, { ...command, type: 'cash' }, ctx);
    case 'take-card':
      return decideTender(state, { ...command, type: 'card' }, ctx);
    case 'take-voucher':
      return decideTender(state, { ...command, type: 'voucher' }, ctx);
    case 'cancel-tender':
      return decideCancelTender(state, command);
    case 'add-weighed':
      return decideWeighed(state, command, ctx);
    case 'override-price':
      return decideOverride(state, command, ctx);
    case 'give-discount':
      return decideDiscount(state, command, ctx);
    case 'decline-redemption':
      return decideRedemption(state, command);
    case 'confirm-age':
      return decideAge(state, command);
    case 'withdraw-coupon':
      return decideWithdrawCoupon(state, command);
    case 'identify-phone':
      return decidePhone(state, command, ctx);
    case 'remove-member':
      return decideRemoveMember(state, command.saleId);
    case 'join-member':
      return decideJoin(state, command, ctx);
    case 'note-member':
      return decideNote(state, command, ctx);
    case 'burn-points':
      return decideBurn(state, command, ctx);
    case 'drop-burn':
      return decideDropBurn(state, command);
    case 'exchange-points':
      return decideExchange(state, command, ctx);
    case 'refuse-offer':
      return decideRefuseOffer(state, command, ctx);
    case 'return-goods':
      return decideReturn(state, command, ctx);
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
  // Whatever head office may have held meanwhile it lets go by itself.
  const asking = state.cart?.asking ?? null;
  const unanswered: NewEntry[] =
    asking === null
      ? []
      : [
          {
            kind: 'burn.answered',
            payload: { saleId: asking.saleId, requestId: asking.requestId, outcome: { kind: 'no-answer' } },
          },
        ];
  const { program, host } = command;
  return {
    entries: [
      ...interrupted,
      ...drawers,
      ...unanswered,
      { kind: 'till.started', payload: { program, host, wasClean: !state.isRunning } },
    ],
  };
}
