import { useWords } from '../../i18n/WordsContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useAct, useView } from '../CashierContext.tsx';

/** Payment was asked for and something in the cart is not for everybody: an ID must be seen first. */
export function AgeDialog() {
  const { say, language } = useWords();
  const act = useAct();
  const cart = useView((view) => view.cart, null);
  const age = cart?.ageToConfirm ?? null;
  if (cart === null || age === null) return null;
  const names = cart.lines.filter(({ minimumAge }) => minimumAge !== undefined).map(({ name }) => name);
  return (
    <Dialog
      title={say('age.title', { age })}
      safe={{ label: say('age.refuse'), onPress: () => act({ kind: 'dialog-safe' }) }}
      primary={{ label: say('age.confirm', { age }), onPress: () => act({ kind: 'dialog-primary' }) }}
      startsOn="primary"
      testId="dialog-age"
    >
      <p>{say('age.body')}</p>
      {names.length > 0 && (
        <p className="age-lines" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
          {names.join(say('note.between'))}
        </p>
      )}
    </Dialog>
  );
}
