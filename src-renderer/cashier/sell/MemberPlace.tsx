import type { CartView } from '../../../src-main/contract/views.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { MemberChip } from '../../ui/MemberChip.tsx';
import { useClock } from '../../ui/use-clock.ts';
import { useAct, useCashier, useView } from '../CashierContext.tsx';
import { ageWords, balanceWords, burnableWords, carrierWords, earnWords, marksOf } from './member-words.ts';

/** The member of the sale at the top of the right column, or how one comes in. */
export function MemberPlace() {
  const words = useWords();
  const { say } = words;
  const act = useAct();
  const nowMs = useClock(useCashier().environment);
  const cart = useView<CartView | null>((view) => view.cart, null);
  const member = cart?.member ?? null;
  const onPress = () => act({ kind: 'member' });
  if (cart === null || member === null) {
    return (
      <MemberChip
        member={null}
        empty={say('member.none')}
        spoken={say('member.none')}
        onPress={onPress}
        testId="member-chip"
      />
    );
  }
  const [first, ...others] = member.balances;
  const name = member.maskedName === '' ? say('member.unknown') : member.maskedName;
  const balance = first === undefined ? '' : balanceWords(first, words);
  const burnable = burnableWords(cart.burns, member, words);
  const age = ageWords(member, nowMs, words);
  const note = [
    ...earnWords(cart.earn, words),
    ...others.map((each) =>
      say('member.named', { name: each.name[words.language], balance: balanceWords(each, words) }),
    ),
  ].join('・');
  return (
    <MemberChip
      member={{
        name,
        phone: member.maskedPhone,
        marks: marksOf(member, words),
        age,
        isWarning: member.isOld || !member.isInCopy,
        note,
        carrier: member.carrier === undefined ? '' : say('member.carrier'),
        balance,
        burnable,
      }}
      empty=""
      spoken={[
        say('member.open', { name }),
        member.maskedPhone,
        balance,
        burnable,
        age,
        note,
        carrierWords(member, words),
      ]
        .filter((part) => part !== '')
        .join('，')}
      onPress={onPress}
      testId="member-chip"
    />
  );
}
