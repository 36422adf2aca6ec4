import { useWords } from '../../i18n/WordsContext.tsx';
import { Toast } from '../../ui/Toast.tsx';
import { useDesk } from '../CashierContext.tsx';

/** Good news, bottom left above the function keys. */
export function ToastPlace() {
  const { say } = useWords();
  const toast = useDesk((desk) => desk.toast);
  if (toast === null) return <Toast text={null} />;
  return (
    <Toast
      text={
        toast.kind === 'caught-up'
          ? say('toast.caughtUp', { n: toast.n })
          : say('toast.printed', { receipt: toast.receipt })
      }
    />
  );
}
