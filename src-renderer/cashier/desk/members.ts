import type { JoinAsk, NoteReason } from '../../ui/state/till-client.ts';
import { type ExchangingDesk, pointsOf } from './desk.ts';
import type { DeskTools } from './tools.ts';

/** A mobile number as it is typed in Taiwan. Anything else is left to the core to refuse in words. */
const PHONE = /^09\d{8}$/;
const MAX_PHONE_DIGITS = 10;

/** Whether what is typed is a whole mobile number. */
export function isPhone(entry: string): boolean {
  return PHONE.test(entry);
}

/** F5: with a mobile number typed it looks the member up at once; without one it opens the panel. */
export function member(tools: DeskTools): void {
  const { entry, panel } = tools.desk();
  if (panel === 'member') {
    tools.change({ panel: null, entry: '', isJoining: false });
    return;
  }
  if (panel === null && isPhone(entry)) {
    findMember(tools);
    return;
  }
  tools.change({ panel: 'member', entry: '', isJoining: false });
}

/** A phone keeps its leading zero. */
export function typePhone(tools: DeskTools, digits: string): void {
  const { entry, isJoining } = tools.desk();
  if (isJoining || tools.cart()?.member != null) return;
  const next = `${entry}${digits}`;
  if (next.length <= MAX_PHONE_DIGITS) tools.change({ entry: next });
}

/** Looks the typed number up. One that nobody has is kept, and the panel offers to join. */
export function findMember(tools: DeskTools): void {
  const { entry } = tools.desk();
  if (entry === '') return;
  void tools.single('member', async () => {
    const outcome = await tools.client.memberByPhone(entry);
    if (outcome.ok) tools.change({ panel: null, entry: '' });
    else if (outcome.refusal.code === 'member-not-found') tools.change({ panel: 'member', entry });
    return outcome;
  });
}

/** Joins. Resolves to whether the customer is a member now. */
export async function joinMember(tools: DeskTools, joining: JoinAsk): Promise<boolean> {
  const isDone = await tools.single('member', () => tools.client.joinMember(joining));
  if (isDone === true) tools.change({ panel: null, entry: '', isJoining: false });
  return isDone === true;
}

/** Takes the member off the sale. */
export function removeMember(tools: DeskTools): void {
  const cart = tools.cart();
  if (cart === null) return;
  void tools.single('member', async () => {
    const outcome = await tools.client.removeMember(cart.saleId);
    if (outcome.ok) tools.change({ panel: null });
    return outcome;
  });
}

/** Writes a note about the member. Resolves to whether it is kept. */
export async function noteMember(tools: DeskTools, reason: NoteReason, text: string): Promise<boolean> {
  const cart = tools.cart();
  if (cart === null) return false;
  const isDone = await tools.single('note', () => tools.client.noteMember(cart.saleId, reason, text));
  return isDone === true;
}

/** Turns all points that it can into another programme's. Head office answers later: in the view, or with a refusal. */
export function exchangeAll(
  tools: DeskTools,
  { fromProgrammeId, toProgrammeId }: Pick<ExchangingDesk, 'fromProgrammeId' | 'toProgrammeId'>,
): void {
  const cart = tools.cart();
  if (cart === null || cart.member === null || tools.desk().exchanging !== null) return;
  const { saleId, member: who } = cart;
  const balance = pointsOf(cart, fromProgrammeId);
  void tools.single('exchange', async () => {
    tools.change({ exchanging: { memberId: who.memberId, fromProgrammeId, toProgrammeId, balance } });
    const outcome = await tools.client.exchangeAll(saleId, fromProgrammeId, toProgrammeId);
    if (!outcome.ok) tools.change({ exchanging: null });
    return outcome;
  });
}

/** The customer does not want a personal offer. */
export function refuseOffer(tools: DeskTools, promotionId: string): void {
  const cart = tools.cart();
  if (cart !== null) void tools.settle(tools.client.refuseOffer(cart.saleId, promotionId));
}

/** Gives a coupon back to the customer unused. */
export function withdrawCoupon(tools: DeskTools, couponId: string): void {
  const cart = tools.cart();
  if (cart !== null) void tools.settle(tools.client.withdrawCoupon(cart.saleId, couponId));
}

/** The customer keeps the stamps for these lines, or redeems them after all. */
export async function declineRedemption(
  tools: DeskTools,
  lineIds: readonly string[],
  isDeclined: boolean,
): Promise<void> {
  const cart = tools.cart();
  if (cart === null) return;
  for (const lineId of lineIds) {
    const line = { saleId: cart.saleId, lineId };
    if (!(await tools.settle(tools.client.declineRedemption(line, isDeclined)))) return;
  }
}
