import { formatMoney } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { unreachable } from '../../ui/unreachable.ts';
import { useAct, useDesk, useView } from '../CashierContext.tsx';
import { AgeDialog } from './AgeDialog.tsx';
import { ApprovalDialog } from './ApprovalDialog.tsx';
import { KeyMap } from './KeyMap.tsx';

/** The dialog that is open, if any. */
export function DialogPlace() {
  const dialog = useDesk((desk) => desk.dialog);
  switch (dialog) {
    case null:
      return null;
    case 'void-cart':
      return <VoidDialog />;
    case 'close-shift':
      return <CloseShiftDialog />;
    case 'key-map':
      return <KeyMapDialog />;
    case 'approval':
      return <ApprovalDialog />;
    case 'age':
      return <AgeDialog />;
    default:
      return unreachable(dialog);
  }
}

function VoidDialog() {
  const { say } = useWords();
  const act = useAct();
  const cart = useView((view) => view.cart, null);
  if (cart === null) return null;
  return (
    <Dialog
      title={say('void.title')}
      safe={{ label: say('void.safe'), onPress: () => act({ kind: 'dialog-safe' }) }}
      primary={{ label: say('void.primary'), onPress: () => act({ kind: 'dialog-primary' }) }}
      testId="dialog-void"
    >
      <p>{say('void.body', { n: cart.pieces, amount: formatMoney(cart.due) })}</p>
    </Dialog>
  );
}

function CloseShiftDialog() {
  const { say } = useWords();
  const act = useAct();
  const entry = useDesk((desk) => desk.entry);
  return (
    <Dialog
      title={say('closeShift.title')}
      safe={{ label: say('closeShift.safe'), onPress: () => act({ kind: 'dialog-safe' }) }}
      primary={{ label: say('closeShift.primary'), onPress: () => act({ kind: 'dialog-primary' }) }}
      testId="dialog-close-shift"
    >
      <p>{say('closeShift.body', { amount: formatMoney(Number(entry)) })}</p>
    </Dialog>
  );
}

function KeyMapDialog() {
  const { say } = useWords();
  const act = useAct();
  return (
    <Dialog
      title={say('keyMap.title')}
      safe={{ label: say('action.close'), onPress: () => act({ kind: 'dialog-safe' }) }}
      size="wide"
      testId="dialog-key-map"
    >
      <KeyMap />
    </Dialog>
  );
}
