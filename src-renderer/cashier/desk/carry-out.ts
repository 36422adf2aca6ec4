import { unreachable } from '../../ui/unreachable.ts';
import {
  back,
  bannerAct,
  clear,
  closeDialog,
  confirm,
  dialogPrimary,
  erase,
  switchLanguage,
  switchTheme,
  typeDigits,
  workOnDevice,
} from './by-screen.ts';
import type { CashierDesk } from './cashier-desk.ts';
import { openDrawer } from './drawer.ts';
import type { Intent, ReturnAct } from './intents.ts';
import {
  declineRedemption,
  exchangeAll,
  member,
  refuseOffer,
  removeMember,
  withdrawCoupon,
} from './members.ts';
import { closePanel, openPanel, openQuickKeys } from './panels.ts';
import {
  burnOrDrop,
  burnPoints,
  cancelNewest,
  cancelTender,
  dropBurn,
  fillExact,
  fillQuick,
  takeCard,
  takeVoucher,
  toggleTenders,
  typeCardPrefix,
} from './paying.ts';
import { nextKind, nextReason, openPricing, setPricing, takeBackPricing } from './pricing.ts';
import { lastSaleOrReprint, reprint, resolvePrint, retryPrint } from './printing.ts';
import { askToCommitCount } from './starting.ts';

/** Does what was asked for, by the screen that is in front of the cashier. */
export function carryOut(desk: CashierDesk, intent: Intent): void {
  switch (intent.kind) {
    case 'type':
      typeDigits(desk, intent.digits);
      return;
    case 'erase':
      erase(desk);
      return;
    case 'clear':
      clear(desk);
      return;
    case 'confirm':
      confirm(desk);
      return;
    case 'back':
      back(desk);
      return;
    case 'multiply':
      desk.selling.multiply();
      return;
    case 'select':
      desk.selling.select(intent.step);
      return;
    case 'select-line':
      desk.change({ selectedLineId: intent.lineId });
      return;
    case 'change-quantity':
      void desk.selling.changeQuantity(intent.step, intent.mayRemove);
      return;
    case 'remove-line':
      void desk.selling.removeLine();
      return;
    case 'add-product':
      void desk.selling.addProduct(intent.sku, intent.from);
      return;
    case 'choose-quick-tab':
      desk.change({ quickTab: intent.index });
      return;
    case 'suspend-or-resume':
      desk.selling.suspendOrResume();
      return;
    case 'resume':
      desk.selling.resume(intent.saleId);
      return;
    case 'pay':
      desk.selling.pay();
      return;
    case 'fill-quick':
      fillQuick(desk, intent.index);
      return;
    case 'fill-exact':
      fillExact(desk);
      return;
    case 'take-card':
      takeCard(desk);
      return;
    case 'take-voucher':
      takeVoucher(desk);
      return;
    case 'type-card-prefix':
      typeCardPrefix(desk, intent.prefix);
      return;
    case 'toggle-tenders':
      toggleTenders(desk);
      return;
    case 'cancel-tender':
      if (intent.tenderId === null) cancelNewest(desk);
      else cancelTender(desk, intent.tenderId);
      return;
    case 'burn-or-drop':
      burnOrDrop(desk);
      return;
    case 'burn-points': {
      const burn = desk.cart()?.burns.find(({ programmeId }) => programmeId === intent.programmeId);
      if (burn !== undefined) burnPoints(desk, burn);
      return;
    }
    case 'drop-burn':
      dropBurn(desk, intent.programmeId);
      return;
    case 'open-return':
      desk.returning.open(intent.saleId);
      return;
    case 'return':
      carryOutReturn(desk, intent.act);
      return;
    case 'choose-operator':
      desk.signingIn.choose(intent.index);
      return;
    case 'step-operator':
      desk.signingIn.step(intent.by);
      return;
    case 'commit-count':
      askToCommitCount(desk);
      return;
    case 'open-quick-keys':
      openQuickKeys(desk);
      return;
    case 'open-panel':
      openPanel(desk, intent.panel);
      return;
    case 'close-panel':
      closePanel(desk);
      return;
    case 'open-dialog':
      desk.change({ dialog: intent.dialog });
      return;
    case 'dialog-safe':
      closeDialog(desk);
      return;
    case 'dialog-primary':
      dialogPrimary(desk);
      return;
    case 'banner-act':
      bannerAct(desk, intent.act);
      return;
    case 'last-sale-or-reprint':
      lastSaleOrReprint(desk);
      return;
    case 'reprint':
      reprint(desk);
      return;
    case 'retry-print':
      retryPrint(desk);
      return;
    case 'resolve-print':
      resolvePrint(desk, intent.choice);
      return;
    case 'open-drawer':
      openDrawer(desk);
      return;
    case 'open-pricing':
      openPricing(desk);
      return;
    case 'set-pricing':
      setPricing(desk, intent.patch);
      return;
    case 'next-pricing-kind':
      nextKind(desk);
      return;
    case 'next-pricing-reason':
      nextReason(desk);
      return;
    case 'take-back-pricing':
      takeBackPricing(desk);
      return;
    case 'member':
      member(desk);
      return;
    case 'show-joining':
      desk.change({ isJoining: intent.isJoining });
      return;
    case 'remove-member':
      removeMember(desk);
      return;
    case 'refuse-offer':
      refuseOffer(desk, intent.promotionId);
      return;
    case 'exchange-all':
      exchangeAll(desk, intent);
      return;
    case 'withdraw-coupon':
      withdrawCoupon(desk, intent.couponId);
      return;
    case 'decline-redemption':
      void declineRedemption(desk, intent.lineIds, intent.isDeclined);
      return;
    case 'test-device':
      workOnDevice(desk, intent.deviceId, intent.test);
      return;
    case 'reopen-device':
      workOnDevice(desk, intent.deviceId, 'reopen');
      return;
    case 'sign-out':
      void desk.single('sign-out', () => desk.client.signOut());
      return;
    case 'switch-language':
      switchLanguage(desk);
      return;
    case 'switch-theme':
      switchTheme(desk);
      return;
    case 'unavailable':
      desk.show({ kind: 'unavailable', feature: intent.feature });
      return;
    case 'wedge-scan':
      void desk.settle(desk.client.enterCode(intent.code, 'wedge', intent.aimId));
      return;
    default:
      unreachable(intent);
  }
}

function carryOutReturn({ returning }: CashierDesk, act: ReturnAct): void {
  switch (act.kind) {
    case 'find':
      returning.find(act.text);
      return;
    case 'other-sale':
      returning.forget();
      return;
    case 'select':
      returning.select(act.step);
      return;
    case 'select-line':
      returning.selectLine(act.lineId);
      return;
    case 'units':
      returning.changeUnits(act.step, act.lineId);
      return;
    case 'all':
      returning.all();
      return;
    case 'reason':
      returning.chooseReason(act.index);
      return;
    case 'make':
      returning.make();
      return;
    default:
      unreachable(act);
  }
}
