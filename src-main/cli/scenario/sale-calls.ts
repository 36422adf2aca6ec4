import { unreachable } from '../../base/assert.ts';
import type { TillChannel } from '../../contract/channels.ts';
import type { CashierView } from '../../contract/views.ts';
import type { TillState } from '../../domain/state.ts';
import { credentials, type Person } from './people.ts';
import type { ByHand, SaleTap } from './sale-tap-format.ts';
import { StepFailure } from './waiting.ts';

/** What the window sends for keys about prices, members, points and returns. */

export interface AtTheCounter {
  readonly view: CashierView;
  readonly state: TillState;
  /** The sale in hand, or the last one. */
  readonly saleId: string;
  /** Finished sales, in order. */
  readonly finished: readonly { readonly saleId: string; readonly lines: readonly SoldLine[] }[];
  readonly couponSerialOf: (couponId: string) => string;
}

/** A line of a finished sale, with the pieces of it that are still with the customer. */
export interface SoldLine {
  readonly lineId: string;
  readonly sku: string;
  readonly left: number;
}

type Call = readonly [TillChannel, Readonly<Record<string, unknown>>];

/** The call of a window that a tap of the format stands for, at the sale that is open. */
export function saleCallOf(step: SaleTap, at: AtTheCounter): Call {
  const { saleId } = at;
  switch (step.button) {
    case 'add_weighed':
      return [
        'cart:add-weighed',
        { sku: step.sku, ...(step.grams === undefined ? {} : { grams: step.grams }) },
      ];
    case 'discount': {
      const lineId = step.line === undefined ? null : lineAt(at, step.line);
      const discount = step.discount === null ? null : manualDiscount(step.discount);
      return ['cart:discount', { saleId, lineId, discount, ...leaveFor(step) }];
    }
    case 'override_price':
      return [
        'cart:override-price',
        { saleId, lineId: lineAt(at, step.line), price: step.price, ...leaveFor(step) },
      ];
    case 'decline_redemption':
      return [
        'cart:decline-redemption',
        { saleId, lineId: lineAt(at, step.line), isDeclined: step.isDeclined ?? true },
      ];
    case 'confirm_age':
      return ['cart:confirm-age', { saleId, minimumAge: step.age }];
    case 'withdraw_coupon':
      return ['coupon:withdraw', { saleId, couponId: at.couponSerialOf(step.coupon) }];
    case 'member_by_phone':
      return ['member:by-phone', { phone: step.phone }];
    case 'remove_member':
      return ['member:remove', { saleId }];
    case 'burn':
      return ['points:burn', { saleId, programmeId: step.programme ?? 'OWN', wanted: step.value }];
    case 'drop_burn':
      return ['points:drop-burn', { saleId, programmeId: step.programme ?? 'OWN' }];
    case 'exchange':
      return [
        'points:exchange',
        { saleId, fromProgrammeId: 'OWN', toProgrammeId: 'CROSS', points: step.points },
      ];
    case 'refuse_offer':
      return ['offer:refuse', { saleId, promotionId: step.promotion }];
    case 'take_card':
      return [
        'pay:take-card',
        { saleId, amount: step.amount, ...(step.bin === undefined ? {} : { cardPrefix: step.bin }) },
      ];
    case 'take_voucher':
      return ['pay:take-voucher', { saleId, amount: step.amount }];
    case 'cancel_tender':
      return ['pay:cancel-tender', { saleId, tenderId: tenderAt(at, step.place) }];
    case 'return':
      return returnCall(step, at);
    default:
      return unreachable(step);
  }
}

function returnCall(step: Extract<SaleTap, { button: 'return' }>, { finished }: AtTheCounter): Call {
  const sale = step.sale === undefined ? finished.at(-1) : finished[step.sale - 1];
  if (sale === undefined) throw new StepFailure('there is a finished sale to return goods of');
  const wanted = step.lines === 'all' ? undefined : step.lines;
  const lines = sale.lines.flatMap(({ lineId, sku, left }) => {
    const units = wanted === undefined ? left : (wanted.find((each) => each.sku === sku)?.qty ?? 0);
    return units === 0 ? [] : [{ lineId, units }];
  });
  const stranger = wanted?.find(({ sku }) => !sale.lines.some((line) => line.sku === sku));
  if (stranger !== undefined) throw new StepFailure(`the sale has ${stranger.sku}`);
  const reason = step.reason ?? 'other';
  const approval = credentials({ operator: 'supervisor', ...step.approval });
  return ['return:make', { saleId: sale.saleId, lines, reason, approval }];
}

function leaveFor(step: {
  readonly reason?: string | undefined;
  readonly approval?: { readonly operator: Person; readonly pin?: string | undefined } | undefined;
}): Readonly<Record<string, unknown>> {
  const reason = step.reason ?? 'other';
  return step.approval === undefined ? { reason } : { reason, approval: credentials(step.approval) };
}

function manualDiscount(by: ByHand): Readonly<Record<string, unknown>> {
  return 'off' in by ? { kind: 'amount', amount: by.off } : { kind: 'percent', payPct: by.payPct };
}

function lineAt({ view }: AtTheCounter, place: number): string {
  const line = view.cart?.lines[place - 1];
  if (line === undefined) throw new StepFailure(`the cart has a line ${place}`);
  return line.lineId;
}

function tenderAt({ state }: AtTheCounter, place: number): string {
  const tender = state.cart?.tenders[place - 1];
  if (tender === undefined) throw new StepFailure(`the sale has a tender ${place}`);
  return tender.tenderId;
}
