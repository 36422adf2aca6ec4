import type { BenchChannel, TillChannel } from './channels.ts';

/**
 * The names of the channels without their schemas, for the preload script and the windows, which must not carry a
 * validator. A name that is missing here or too many is a type error.
 */
export const tillChannelNames: readonly string[] = Object.keys({
  'session:sign-in': true,
  'session:sign-out': true,
  'shift:open': true,
  'shift:close': true,
  'cart:enter-code': true,
  'cart:set-multiplier': true,
  'cart:add-product': true,
  'cart:set-quantity': true,
  'cart:remove-line': true,
  'cart:void': true,
  'cart:suspend': true,
  'cart:resume': true,
  'pay:begin': true,
  'pay:leave': true,
  'pay:take-cash': true,
  'pay:preview-cash': true,
  'sale:next': true,
  'screen:show-layer': true,
  'drawer:open': true,
  'receipt:read': true,
  'receipt:reprint': true,
  'receipt:resolve': true,
  'receipt:retry': true,
  'products:search': true,
  'recovery:continue': true,
  'devices:read': true,
  'devices:test': true,
  'devices:reopen': true,
  'settings:change': true,
} satisfies Record<TillChannel, true>);

/** The same for the workbench page. */
export const benchChannelNames: readonly string[] = Object.keys({
  'bench:scan': true,
  'bench:scan-fault': true,
  'bench:printer': true,
  'bench:drawer': true,
  'bench:network': true,
  'bench:head-office': true,
  'bench:till': true,
  'bench:act': true,
  'bench:plug': true,
  'bench:schedule': true,
  'bench:scenario': true,
} satisfies Record<BenchChannel, true>);
