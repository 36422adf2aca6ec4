import type { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import type { IdSource } from '../base/random.ts';
import { type TillChannel, tillChannels } from '../contract/channels.ts';
import type { MemberProfileView } from '../contract/sale-views.ts';
import type { Answer, CashPreview, ProductHit, ReceiptText } from '../contract/views.ts';
import { takenOf } from '../domain/cart/cart.ts';
import { dueOf, sceneOf } from '../domain/cart/price-cart.ts';
import type { Command } from '../domain/command.ts';
import type { Policy } from '../domain/context.ts';
import { type Refusal, refuse } from '../domain/refusals.ts';
import type { Approval } from '../domain/session/approval.ts';
import { pinLockLeftMs } from '../domain/session/decide-session.ts';
import { previewCash } from '../domain/tenders/cash.ts';
import type { DeviceDesk } from './device-desk.ts';
import { testDrawer } from './drawer.ts';
import type { MemberDesk } from './member-desk.ts';
import { isPinRight, type PinHash } from './pin.ts';
import { findReturnable, previewReturn } from './return-views.ts';
import type { ScanDesk } from './scan-desk.ts';
import type { Till } from './till.ts';

/** What answering windows needs besides the till itself. */
export interface RequestSources {
  readonly till: Till;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly policy: Policy;
  readonly pinHashOf: (operatorId: string) => PinHash | undefined;
  readonly receiptNumberOf: (saleId: string) => string | undefined;
  readonly search: (text: string) => Promise<readonly ProductHit[]>;
  readonly receiptText: (saleId: string) => ReceiptText | undefined;
  readonly retryPrint: () => void;
  readonly devices: Pick<DeviceDesk, 'read' | 'test' | 'reopen'>;
  readonly scans: Pick<ScanDesk, 'entered'>;
  readonly members: Pick<MemberDesk, 'byPhone'>;
  readonly memberProfile: (memberId: string) => MemberProfileView | undefined;
  /** Grams on the scale, once it has come to rest; undefined where it does not or there is none. */
  readonly weigh: () => Promise<number | undefined>;
}

type Input<Channel extends TillChannel> = z.infer<(typeof tillChannels)[Channel]['input']>;

/**
 * Answers one call of a window. `input` has been checked against the channel's schema by the host; it is parsed here
 * once more only to give it its type.
 */
export async function answerRequest(
  sources: RequestSources,
  channel: TillChannel,
  input: unknown,
): Promise<Answer> {
  switch (channel) {
    case 'session:sign-in':
      return signIn(sources, parse(channel, input));
    case 'drawer:open':
      return openDrawer(sources, parse(channel, input));
    case 'pay:preview-cash':
      return preview(sources, parse(channel, input));
    case 'cart:add-weighed':
      return addWeighed(sources, parse(channel, input));
    case 'cart:override-price': {
      const { commandId, approval, ...ask } = parse(channel, input);
      const approved = await checkedApproval(sources, approval);
      return sources.till.execute(commandId, { kind: 'override-price', ...ask, approval: approved });
    }
    case 'cart:discount': {
      const { commandId, approval, ...ask } = parse(channel, input);
      const approved = await checkedApproval(sources, approval);
      return sources.till.execute(commandId, { kind: 'give-discount', ...ask, approval: approved });
    }
    case 'return:make': {
      const { commandId, approval, ...ask } = parse(channel, input);
      const approved = await checkedApproval(sources, approval);
      return sources.till.execute(commandId, { kind: 'return-goods', ...ask, approval: approved });
    }
    case 'return:find':
      if (isSignedOut(sources)) return { ok: false, error: refuse('signed-out') };
      return findReturnable(sources.till, parse(channel, input).text, sources.clock.nowMs());
    case 'return:preview':
      if (isSignedOut(sources)) return { ok: false, error: refuse('signed-out') };
      return previewReturn(sources.till, parse(channel, input), sources.clock.nowMs());
    case 'member:by-phone':
      return sources.members.byPhone(parse(channel, input));
    case 'member:read': {
      if (isSignedOut(sources)) return { ok: false, error: refuse('signed-out') };
      const profile = sources.memberProfile(parse(channel, input).memberId);
      return profile === undefined
        ? { ok: false, error: refuse('member-not-found') }
        : { ok: true, value: profile };
    }
    case 'products:search': {
      if (isSignedOut(sources)) return { ok: false, error: refuse('signed-out') };
      const { text } = parse(channel, input);
      return { ok: true, value: text.trim() === '' ? [] : await sources.search(text.trim()) };
    }
    case 'receipt:read': {
      if (isSignedOut(sources)) return { ok: false, error: refuse('signed-out') };
      const text = sources.receiptText(parse(channel, input).saleId);
      return text === undefined
        ? { ok: false, error: refuse('print-job-not-found') }
        : { ok: true, value: text };
    }
    case 'receipt:retry':
      sources.retryPrint();
      return { ok: true, value: {} };
    case 'devices:read':
      if (isSignedOut(sources)) return { ok: false, error: refuse('signed-out') };
      return { ok: true, value: await sources.devices.read(parse(channel, input).scanTest) };
    case 'devices:test': {
      const { commandId, deviceId, test } = parse(channel, input);
      const refusal = notATechnician(sources);
      if (refusal !== undefined) return { ok: false, error: refusal };
      if (test === 'open-drawer') return testDrawer(sources.till, commandId);
      return { ok: true, value: await sources.devices.test(deviceId, test) };
    }
    case 'devices:reopen': {
      const refusal = notATechnician(sources);
      if (refusal !== undefined) return { ok: false, error: refusal };
      const isDone = sources.devices.reopen(parse(channel, input).deviceId);
      return isDone ? { ok: true, value: {} } : { ok: false, error: refuse('device-busy') };
    }
    case 'cart:enter-code':
      return sources.scans.entered(parse(channel, input));
    default: {
      const [commandId, command] = commandOf(sources, channel, input);
      return sources.till.execute(commandId, command);
    }
  }
}

/** Tests move paper, drawers and money's neighbours; who rings up sales asks somebody who may. */
function notATechnician({ till }: RequestSources): Refusal | undefined {
  const { operator } = till.state;
  if (operator === null) return refuse('signed-out');
  return operator.role === 'cashier' ? refuse('role-needed', { role: 'technician' }) : undefined;
}

/** What was sold, and for how much, is for those who work here. */
function isSignedOut({ till }: RequestSources): boolean {
  return till.state.operator === null;
}

type CommandChannel = Exclude<
  TillChannel,
  | 'session:sign-in'
  | 'drawer:open'
  | 'pay:preview-cash'
  | 'products:search'
  | 'receipt:read'
  | 'receipt:retry'
  | 'cart:enter-code'
  | 'cart:add-weighed'
  | 'cart:override-price'
  | 'cart:discount'
  | 'member:by-phone'
  | 'member:read'
  | 'return:find'
  | 'return:preview'
  | 'return:make'
  | 'devices:read'
  | 'devices:test'
  | 'devices:reopen'
>;

function commandOf(
  sources: RequestSources,
  channel: CommandChannel,
  input: unknown,
): readonly [string, Command] {
  switch (channel) {
    case 'session:sign-out':
      return [parse(channel, input).commandId, { kind: 'sign-out' }];
    case 'shift:open':
      return command(parse(channel, input), 'open-shift');
    case 'shift:close':
      return command(parse(channel, input), 'close-shift');
    case 'cart:set-multiplier':
      return command(parse(channel, input), 'set-multiplier');
    case 'cart:add-product':
      return command(parse(channel, input), 'add-product');
    case 'cart:set-quantity':
      return command(parse(channel, input), 'set-quantity');
    case 'cart:remove-line':
      return command(parse(channel, input), 'remove-line');
    case 'cart:void':
      return command(parse(channel, input), 'void-cart');
    case 'cart:suspend':
      return command(parse(channel, input), 'suspend-cart');
    case 'cart:resume':
      return command(parse(channel, input), 'resume-cart');
    case 'pay:begin':
      return command(parse(channel, input), 'begin-payment');
    case 'pay:leave':
      return command(parse(channel, input), 'leave-payment');
    case 'cart:decline-redemption':
      return command(parse(channel, input), 'decline-redemption');
    case 'cart:confirm-age':
      return command(parse(channel, input), 'confirm-age');
    case 'coupon:withdraw':
      return command(parse(channel, input), 'withdraw-coupon');
    case 'member:remove':
      return command(parse(channel, input), 'remove-member');
    case 'member:join':
      return command(parse(channel, input), 'join-member');
    case 'member:note':
      return command(parse(channel, input), 'note-member');
    case 'points:burn':
      return command(parse(channel, input), 'burn-points');
    case 'points:drop-burn':
      return command(parse(channel, input), 'drop-burn');
    case 'points:exchange':
      return command(parse(channel, input), 'exchange-points');
    case 'offer:refuse':
      return command(parse(channel, input), 'refuse-offer');
    case 'pay:take-cash':
      return command(parse(channel, input), 'take-cash');
    case 'pay:take-card':
      return command(parse(channel, input), 'take-card');
    case 'pay:take-voucher':
      return command(parse(channel, input), 'take-voucher');
    case 'pay:cancel-tender':
      return command(parse(channel, input), 'cancel-tender');
    case 'sale:next':
      return command(parse(channel, input), 'next-sale');
    case 'screen:show-layer':
      return command(parse(channel, input), 'show-layer');
    case 'receipt:reprint': {
      const { commandId, saleId } = parse(channel, input);
      const receiptNumber = sources.receiptNumberOf(saleId);
      return [
        commandId,
        { kind: 'reprint', sale: receiptNumber === undefined ? undefined : { saleId, receiptNumber } },
      ];
    }
    case 'receipt:resolve':
      return command(parse(channel, input), 'resolve-print');
    case 'recovery:continue':
      return command(parse(channel, input), 'continue-after-recovery');
    case 'settings:change': {
      const { commandId, language, theme } = parse(channel, input);
      return [
        commandId,
        {
          kind: 'change-settings',
          ...(language === undefined ? {} : { language }),
          ...(theme === undefined ? {} : { theme }),
        },
      ];
    }
  }
}

function parse<Channel extends TillChannel>(channel: Channel, input: unknown): Input<Channel> {
  return tillChannels[channel].input.parse(input) as Input<Channel>;
}

/** A window's input with its `kind` in place of the id is the domain's command. */
function command<Ask extends { readonly commandId: string }, Kind extends Command['kind']>(
  ask: Ask,
  kind: Kind,
): readonly [string, Omit<Ask, 'commandId'> & { readonly kind: Kind }] {
  const { commandId, ...rest } = ask;
  return [commandId, { ...rest, kind }];
}

async function signIn(sources: RequestSources, ask: Input<'session:sign-in'>): Promise<Answer> {
  const { commandId, operatorId, pin } = ask;
  const isRight = await checkPin(sources, operatorId, pin);
  return sources.till.execute(commandId, { kind: 'sign-in', operatorId, isPinRight: isRight });
}

async function openDrawer(sources: RequestSources, ask: Input<'drawer:open'>): Promise<Answer> {
  const approval = await checkedApproval(sources, ask.approval);
  return sources.till.execute(ask.commandId, {
    kind: 'open-drawer',
    ...(approval === undefined ? {} : { approval }),
  });
}

/** Somebody's yes with its PIN looked at. */
async function checkedApproval(
  sources: RequestSources,
  approval: { readonly operatorId: string; readonly pin: string } | undefined,
): Promise<Approval | undefined> {
  if (approval === undefined) return undefined;
  const { operatorId, pin } = approval;
  return { operatorId, isPinRight: await checkPin(sources, operatorId, pin) };
}

/** Goods by weight: a person says the grams, or the scale does. */
async function addWeighed(sources: RequestSources, ask: Input<'cart:add-weighed'>): Promise<Answer> {
  const { commandId, sku } = ask;
  const grams = ask.grams ?? (await sources.weigh());
  if (grams === undefined) return { ok: false, error: refuse('scale-not-ready') };
  return sources.till.execute(commandId, { kind: 'add-weighed', sku, grams });
}

/** Outside the loop, since the hash is slow on purpose; the loop then decides what that means. */
async function checkPin(sources: RequestSources, operatorId: string, pin: string): Promise<boolean> {
  const { till, clock, policy } = sources;
  const pinHash = sources.pinHashOf(operatorId);
  const isLocked = pinLockLeftMs(till.state, operatorId, clock.nowMs(), policy) > 0;
  return pinHash !== undefined && !isLocked && (await isPinRight(pin, pinHash));
}

function preview(sources: RequestSources, ask: Input<'pay:preview-cash'>): Answer {
  const { cart } = sources.till.state;
  if (cart === null || cart.saleId !== ask.saleId) return { ok: false, error: refuse('sale-not-open') };
  const scene = sceneOf(sources.till.state, sources.till.scene(sources.clock.nowMs()));
  const value: CashPreview = previewCash(dueOf(cart, scene) - takenOf(cart), ask.amount);
  return { ok: true, value };
}
