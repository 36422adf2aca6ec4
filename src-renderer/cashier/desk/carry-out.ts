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
import type { Intent } from './intents.ts';
import { closePanel, openPanel, openQuickKeys } from './panels.ts';
import { fillExact, fillQuick } from './paying.ts';
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
