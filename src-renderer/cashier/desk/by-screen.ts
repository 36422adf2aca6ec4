import type { OperatorView } from '../../../src-main/contract/views.ts';
import { unreachable } from '../../ui/unreachable.ts';
import { confirmAge, refuseAge } from './age.ts';
import type { CashierDesk } from './cashier-desk.ts';
import type { DeviceWork } from './device-watch.ts';
import { openDrawer } from './drawer.ts';
import { findMember, member, typePhone } from './members.ts';
import { closePanel, openPanel, panelBehind } from './panels.ts';
import { eraseAmount, leavePayment, takeCash, typeAmount } from './paying.ts';
import { applyPricing, typePricing } from './pricing.ts';
import { resolvePrint, retryPrint } from './printing.ts';
import { type BannerAct, bannerOn } from './refusal-conduct.ts';
import {
  askToCommitCount,
  commitCount,
  continueAfterRecovery,
  openShift,
  typeCount,
  typeFloat,
} from './starting.ts';
import { addWeighed, typeGrams } from './weighing.ts';

/** Acts that mean something different on each screen. */

/** Panels that take digits of their own, over whichever screen they lie. */
const TYPED_IN: Readonly<Record<string, ((desk: CashierDesk, digits: string) => void) | undefined>> = {
  'close-shift': typeCount,
  price: typePricing,
  weigh: typeGrams,
  member: typePhone,
};
/** What Enter means in them. */
const CONFIRMED_IN: Readonly<Record<string, ((desk: CashierDesk) => void) | undefined>> = {
  'close-shift': askToCommitCount,
  price: applyPricing,
  weigh: addWeighed,
  member: findMember,
  return: finishReturn,
};

/** The money is back: nothing is left to do with that sale. */
function finishReturn(desk: CashierDesk): void {
  if (desk.get().returning?.isMade === true) closePanel(desk);
}

/** Digits, to wherever this screen takes them. */
export function typeDigits(desk: CashierDesk, digits: string): void {
  if (desk.get().dialog === 'approval') {
    desk.approving.type(digits);
    return;
  }
  const typed = TYPED_IN[desk.get().panel ?? 'none'];
  if (typed !== undefined) {
    typed(desk, digits);
    return;
  }
  switch (desk.view()?.screen) {
    case 'sell':
      desk.selling.type(digits);
      return;
    case 'pay':
      typeAmount(desk, digits);
      return;
    case 'sign-in':
      desk.signingIn.type(digits);
      return;
    case 'shift-open':
      typeFloat(desk, digits);
      return;
    default:
      return;
  }
}

/** Takes one character back. */
export function erase(desk: CashierDesk): void {
  if (desk.get().dialog === 'approval') {
    desk.approving.erase();
    return;
  }
  const { screen } = desk.view() ?? {};
  if (screen === 'sign-in') {
    desk.signingIn.erase();
    return;
  }
  if (screen === 'pay' && TYPED_IN[desk.get().panel ?? 'none'] === undefined) {
    eraseAmount(desk);
    return;
  }
  desk.change({ entry: desk.get().entry.slice(0, -1) });
}

/** Takes back everything that is typed. */
export function clear(desk: CashierDesk): void {
  if (desk.get().dialog === 'approval') {
    desk.approving.clear();
    return;
  }
  if (desk.view()?.screen === 'sign-in') {
    desk.signingIn.clear();
    return;
  }
  desk.change({ entry: '', preview: null });
}

/** Enter: confirms what is typed, or takes the screen's next step where it has one. */
export function confirm(desk: CashierDesk): void {
  const confirmed = CONFIRMED_IN[desk.get().panel ?? 'none'];
  if (confirmed !== undefined) {
    confirmed(desk);
    return;
  }
  switch (desk.view()?.screen) {
    case 'sell':
      void (desk.get().entry === '' ? desk.selling.applyMultiplier() : desk.selling.lookUp());
      return;
    case 'pay':
      takeCash(desk);
      return;
    case 'done':
      void desk.single('next-sale', () => desk.client.nextSale());
      return;
    case 'recovery':
      continueAfterRecovery(desk);
      return;
    case 'shift-open':
      openShift(desk);
      return;
    default:
      return;
  }
}

/** One step back, in this order: the entry, the banner, the question on paper, the panel, the pay screen. */
export function back(desk: CashierDesk): void {
  const { entry, panel, dialog, pinLength, pinRefusal } = desk.get();
  const view = desk.view();
  if (view === null) return;
  if (dialog !== null) {
    closeDialog(desk);
    return;
  }
  if (view.screen === 'sign-in' && (pinLength > 0 || pinRefusal !== null)) {
    desk.signingIn.clear();
    return;
  }
  if (entry !== '') {
    clear(desk);
    return;
  }
  if (view.screen === 'sell' && view.multiplier !== 1) {
    void desk.selling.forgetMultiplier();
    return;
  }
  if (bannerOn(view.screen, desk.get()) !== null) {
    desk.dismiss();
    return;
  }
  if (panel !== null) {
    desk.change({ panel: panelBehind(panel) });
    return;
  }
  if (view.printQuestions.length > 0 && (view.screen === 'sell' || view.screen === 'done')) {
    resolvePrint(desk, 'skip');
    return;
  }
  if (view.screen === 'pay') leavePayment(desk);
}

/** The safe way out of a dialog: nothing is lost by it. */
export function closeDialog(desk: CashierDesk): void {
  if (desk.get().dialog === 'approval') desk.approving.cancel();
  else if (desk.get().dialog === 'age') refuseAge(desk);
  else desk.change({ dialog: null });
}

/** A device's test or reopening, which is not for every role; the core decides that once more. */
export function workOnDevice(desk: CashierDesk, deviceId: string, work: DeviceWork): void {
  const role = desk.view()?.operator?.role;
  if (role === undefined || !mayWorkOnDevices(role)) {
    desk.show({ kind: 'unavailable', feature: 'device-work' });
    return;
  }
  void desk.devices.work(deviceId, work);
}

/** Tests move paper, drawers and scales: not for who rings up sales alone. */
export function mayWorkOnDevices(role: OperatorView['role']): boolean {
  return role !== 'cashier';
}

/** What the open dialog asked for. */
export function dialogPrimary(desk: CashierDesk): void {
  switch (desk.get().dialog) {
    case 'void-cart':
      desk.selling.voidCart();
      return;
    case 'close-shift':
      void commitCount(desk);
      return;
    case 'approval':
      desk.approving.confirm();
      return;
    case 'age':
      confirmAge(desk);
      return;
    default:
      desk.change({ dialog: null });
      return;
  }
}

/** The banner's one key. */
export function bannerAct(desk: CashierDesk, act: BannerAct): void {
  switch (act) {
    case 'dismiss':
      desk.dismiss();
      return;
    case 'search':
      desk.dismiss();
      openPanel(desk, 'search');
      return;
    case 'retry-print':
      retryPrint(desk);
      return;
    case 'open-drawer':
      openDrawer(desk);
      return;
    case 'member':
      desk.dismiss();
      member(desk);
      return;
    default:
      unreachable(act);
  }
}

/** Chinese or English, for the operator. */
export function switchLanguage(desk: CashierDesk): void {
  const language = desk.view()?.language === 'en' ? 'zh-TW' : 'en';
  void desk.single('settings', () => desk.client.changeLanguage(language));
}

/** The theme changes between sales only: a screen that turns dark in the middle of one makes the hand stop. */
export function switchTheme(desk: CashierDesk): void {
  const view = desk.view();
  if (view === null) return;
  if (view.cart !== null) {
    desk.show({ kind: 'unavailable', feature: 'theme-during-sale' });
    return;
  }
  const theme = view.theme === 'dark' ? 'light' : 'dark';
  void desk.single('settings', () => desk.client.changeTheme(theme));
}
