import type { Say } from '../../i18n/catalogue.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Toast } from '../../ui/Toast.tsx';
import { unreachable } from '../../ui/unreachable.ts';
import { useDesk } from '../CashierContext.tsx';
import type { Toast as ShownToast } from '../desk/desk.ts';

/** Good news, bottom left above the function keys. */
export function ToastPlace() {
  const { say } = useWords();
  const toast = useDesk((desk) => desk.toast);
  if (toast === null) return <Toast text={null} />;
  return <Toast text={textOf(toast, say)} />;
}

function textOf(toast: ShownToast, say: Say): string {
  switch (toast.kind) {
    case 'caught-up':
      return say('toast.caughtUp', { n: toast.n });
    case 'printed':
      return say('toast.printed', { receipt: toast.receipt });
    case 'drawer-asked':
      return say('toast.drawerAsked');
    default:
      return unreachable(toast);
  }
}
