import type { ChannelMap } from './channel-map.ts';
import * as ask from './commands.ts';
import * as devices from './devices.ts';
import * as bench from './workbench.ts';

/** Every call a till's windows may make: the only description, shared by core, preload, bridge and renderer. */
export const tillChannels = {
  'session:sign-in': { input: ask.SignIn, windows: ['cashier'] },
  'session:sign-out': { input: ask.SignOut, windows: ['cashier'] },
  'shift:open': { input: ask.OpenShift, windows: ['cashier'] },
  'shift:close': { input: ask.CloseShift, windows: ['cashier'] },
  'cart:enter-code': { input: ask.EnterCode, windows: ['cashier'] },
  'cart:set-multiplier': { input: ask.SetMultiplier, windows: ['cashier'] },
  'cart:add-product': { input: ask.AddProduct, windows: ['cashier'] },
  'cart:set-quantity': { input: ask.SetQuantity, windows: ['cashier'] },
  'cart:remove-line': { input: ask.RemoveLine, windows: ['cashier'] },
  'cart:void': { input: ask.VoidCart, windows: ['cashier'] },
  'cart:suspend': { input: ask.SuspendCart, windows: ['cashier'] },
  'cart:resume': { input: ask.ResumeCart, windows: ['cashier'] },
  'cart:add-weighed': { input: ask.AddWeighed, windows: ['cashier'] },
  'cart:override-price': { input: ask.OverridePrice, windows: ['cashier'] },
  'cart:discount': { input: ask.GiveDiscount, windows: ['cashier'] },
  'cart:decline-redemption': { input: ask.DeclineRedemption, windows: ['cashier'] },
  'cart:confirm-age': { input: ask.ConfirmAge, windows: ['cashier'] },
  'coupon:withdraw': { input: ask.WithdrawCoupon, windows: ['cashier'] },
  'member:by-phone': { input: ask.MemberByPhone, windows: ['cashier'] },
  'member:remove': { input: ask.RemoveMember, windows: ['cashier'] },
  'member:join': { input: ask.JoinMember, windows: ['cashier'] },
  'member:note': { input: ask.NoteMember, windows: ['cashier'] },
  'member:read': { input: ask.ReadMember, windows: ['cashier'] },
  'points:burn': { input: ask.BurnPoints, windows: ['cashier'] },
  'points:drop-burn': { input: ask.DropBurn, windows: ['cashier'] },
  'points:exchange': { input: ask.ExchangePoints, windows: ['cashier'] },
  'offer:refuse': { input: ask.RefuseOffer, windows: ['cashier'] },
  'pay:begin': { input: ask.BeginPayment, windows: ['cashier'] },
  'pay:leave': { input: ask.LeavePayment, windows: ['cashier'] },
  'pay:take-cash': { input: ask.TakeCash, windows: ['cashier'] },
  'pay:take-card': { input: ask.TakeCard, windows: ['cashier'] },
  'pay:take-voucher': { input: ask.TakeVoucher, windows: ['cashier'] },
  'pay:cancel-tender': { input: ask.CancelTender, windows: ['cashier'] },
  'return:find': { input: ask.FindSale, windows: ['cashier'] },
  'return:preview': { input: ask.PreviewReturn, windows: ['cashier'] },
  'return:make': { input: ask.MakeReturn, windows: ['cashier'] },
  'pay:preview-cash': { input: ask.PreviewCash, windows: ['cashier'] },
  'sale:next': { input: ask.NextSale, windows: ['cashier'] },
  'screen:show-layer': { input: ask.ShowLayer, windows: ['cashier'] },
  'drawer:open': { input: ask.OpenDrawer, windows: ['cashier'] },
  'receipt:read': { input: ask.ReadReceipt, windows: ['cashier'] },
  'receipt:reprint': { input: ask.Reprint, windows: ['cashier'] },
  'receipt:resolve': { input: ask.ResolvePrint, windows: ['cashier'] },
  'receipt:retry': { input: ask.RetryPrint, windows: ['cashier'] },
  'products:search': { input: ask.SearchProducts, windows: ['cashier'] },
  'recovery:continue': { input: ask.ContinueAfterRecovery, windows: ['cashier'] },
  'devices:read': { input: devices.ReadDevices, windows: ['cashier'] },
  'devices:test': { input: devices.TestDevice, windows: ['cashier'] },
  'devices:reopen': { input: devices.ReopenDevice, windows: ['cashier'] },
  'settings:change': { input: ask.ChangeSettings, windows: ['cashier'] },
} as const satisfies ChannelMap;

/** The calls of the workbench page, answered by the demo's own process, so that they outlive a killed till. */
export const benchChannels = {
  'bench:scan': { input: bench.BenchScan, windows: ['workbench'] },
  'bench:scan-fault': { input: bench.BenchScanFault, windows: ['workbench'] },
  'bench:printer': { input: bench.BenchPrinter, windows: ['workbench'] },
  'bench:drawer': { input: bench.BenchDrawer, windows: ['workbench'] },
  'bench:network': { input: bench.BenchNetwork, windows: ['workbench'] },
  'bench:head-office': { input: bench.BenchHeadOffice, windows: ['workbench'] },
  'bench:till': { input: bench.BenchTill, windows: ['workbench'] },
  'bench:act': { input: bench.BenchAct, windows: ['workbench'] },
  'bench:plug': { input: bench.BenchPlug, windows: ['workbench'] },
  'bench:schedule': { input: bench.BenchSchedule, windows: ['workbench'] },
  'bench:member-code': { input: bench.BenchMemberAsk, windows: ['workbench'] },
  'bench:scenario': { input: bench.BenchScenario, windows: ['workbench'] },
} as const satisfies ChannelMap;

export type TillChannel = keyof typeof tillChannels;
export type BenchChannel = keyof typeof benchChannels;
