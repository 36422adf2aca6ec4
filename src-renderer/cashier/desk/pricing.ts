import type { ManualDiscount, ReasonCode } from '../../../src-main/contract/reasons.ts';
import type { Outcome } from '../../ui/state/answers.ts';
import type { ApprovalOf } from '../../ui/state/till-client.ts';
import type { ApprovalAsk } from './approving.ts';
import { amountWith, type PricingDesk, type PricingKind } from './desk.ts';
import type { DeskTools } from './tools.ts';

/** What reductions by hand need besides the tools of every act. */
export interface PricingTools extends DeskTools {
  readonly approving: { ask(ask: ApprovalAsk): void };
}

/** As many digits as a price of NT$9,999,999 has; a percentage takes two. */
const MAX_DIGITS: Readonly<Record<PricingKind, number>> = { percent: 2, amount: 7, override: 7 };
const KINDS: readonly PricingKind[] = ['percent', 'amount', 'override'];
export const REASON_CODES = [
  'damaged',
  'near-expiry',
  'price-match',
  'label-wrong',
  'goodwill',
  'other',
] as const satisfies readonly ReasonCode[];

/** F3: a discount or another price, on the selected line where there is one. Without a cart there is nothing to reduce. */
export function openPricing(tools: DeskTools): void {
  const cart = tools.cart();
  if (cart === null || cart.lines.length === 0) {
    tools.show({ kind: 'refusal', refusal: { code: 'cart-empty', number: 'CART-202', params: {} } });
    return;
  }
  if (tools.desk().panel === 'price') {
    tools.change({ panel: null, entry: '' });
    return;
  }
  const target = tools.desk().selectedLineId === null ? 'sale' : 'line';
  tools.change({ panel: 'price', entry: '', pricing: { target, kind: 'percent', reason: null } });
}

/** Chooses what is reduced, how, or why. A number that was typed for another kind is forgotten. */
export function setPricing(tools: DeskTools, patch: Partial<PricingDesk>): void {
  const before = tools.desk().pricing;
  const next = { ...before, ...patch };
  // A whole sale has no unit price.
  const kind = next.target === 'sale' && next.kind === 'override' ? 'percent' : next.kind;
  const isSameKind = kind === before.kind;
  tools.change({ pricing: { ...next, kind }, ...(isSameKind ? {} : { entry: '' }) });
}

/** `*`: the next kind. */
export function nextKind(tools: DeskTools): void {
  const { kind, target } = tools.desk().pricing;
  const kinds = KINDS.filter((each) => target === 'line' || each !== 'override');
  setPricing(tools, { kind: kinds[(kinds.indexOf(kind) + 1) % kinds.length] ?? 'percent' });
}

/** `.`: the next reason. */
export function nextReason(tools: DeskTools): void {
  const { reason } = tools.desk().pricing;
  const at = reason === null ? -1 : REASON_CODES.indexOf(reason);
  setPricing(tools, { reason: REASON_CODES[(at + 1) % REASON_CODES.length] ?? null });
}

export function typePricing(tools: DeskTools, digits: string): void {
  const { entry, pricing } = tools.desk();
  tools.change({ entry: amountWith(entry, digits, MAX_DIGITS[pricing.kind]) });
}

/**
 * What is paid, in percent, for what was typed: in Chinese 折 (9 and 90 are both 9 折, 85 is 85 折), in English percent
 * off. Null where it is none.
 */
export function payPctOf(entry: string, language: 'zh-TW' | 'en'): number | null {
  const number = Number(entry);
  if (!/^\d{1,2}$/.test(entry) || number === 0) return null;
  if (language === 'en') return 100 - number;
  return entry.length === 1 ? number * 10 : number;
}

/** Enter: sends what was typed. Whether it is allowed, and by whom, is the core's to say. */
export function applyPricing(tools: PricingTools): void {
  const { entry, pricing } = tools.desk();
  const cart = tools.cart();
  const view = tools.view();
  if (cart === null || view === null || entry === '') return;
  const line = cart.lines.find(({ lineId }) => lineId === tools.desk().selectedLineId);
  if (pricing.target === 'line' && line === undefined) {
    tools.show({ kind: 'unavailable', feature: 'line-first' });
    return;
  }
  const { reason } = pricing;
  if (reason === null) {
    tools.show({ kind: 'unavailable', feature: 'reason-first' });
    return;
  }
  if (pricing.kind === 'override') {
    if (line === undefined) return;
    const price = Number(entry);
    send(tools, 'price-override', (approval) =>
      tools.client.overridePrice({ saleId: cart.saleId, lineId: line.lineId, price, reason }, approval),
    );
    return;
  }
  const discount = discountOf(pricing.kind, entry, view.language);
  if (discount === null) {
    tools.show({ kind: 'unavailable', feature: 'percent-form' });
    return;
  }
  const lineId = pricing.target === 'line' ? (line?.lineId ?? null) : null;
  send(tools, 'discount', (approval) =>
    tools.client.giveDiscount({ saleId: cart.saleId, lineId, discount, reason }, approval),
  );
}

/** Takes back what was given by hand to the target: the discount, or the other price. */
export function takeBackPricing(tools: PricingTools): void {
  const cart = tools.cart();
  if (cart === null) return;
  const { pricing, selectedLineId } = tools.desk();
  const reason = pricing.reason ?? 'other';
  const { saleId } = cart;
  if (pricing.target === 'line' && selectedLineId === null) return;
  if (pricing.kind === 'override' && selectedLineId !== null) {
    const lineId = selectedLineId;
    send(tools, 'price-override', (approval) =>
      tools.client.overridePrice({ saleId, lineId, price: null, reason }, approval),
    );
    return;
  }
  const lineId = pricing.target === 'line' ? selectedLineId : null;
  send(tools, 'discount', (approval) =>
    tools.client.giveDiscount({ saleId, lineId, discount: null, reason }, approval),
  );
}

function discountOf(
  kind: 'percent' | 'amount',
  entry: string,
  language: 'zh-TW' | 'en',
): ManualDiscount | null {
  if (kind === 'amount') return Number(entry) === 0 ? null : { kind: 'amount', amount: Number(entry) };
  const payPct = payPctOf(entry, language);
  return payPct === null ? null : { kind: 'percent', payPct };
}

/** Sends; where that needs somebody else's yes, a supervisor gives it on the spot and it is sent again. */
function send(
  tools: PricingTools,
  act: 'discount' | 'price-override',
  ask: (approval?: ApprovalOf) => Promise<Outcome>,
): void {
  const finish = (): void => tools.change({ panel: null, entry: '' });
  void tools.single('price', async () => {
    const outcome = await ask();
    if (outcome.ok) {
      finish();
    } else if (outcome.refusal.code === 'approval-needed') {
      tools.approving.ask({
        act,
        onApprove: async (operatorId, pin) => {
          const approved = await ask({ operatorId, pin });
          if (approved.ok) finish();
          return approved;
        },
      });
      return { ok: true, value: 'done' };
    }
    return outcome;
  });
}
