import type { EarnView, MemberView } from '../../../src-main/contract/sale-views.ts';
import { formatPoints } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useClock } from '../../ui/use-clock.ts';
import { useCashier, useView } from '../CashierContext.tsx';
import { ageWords, balanceWords, carrierWords, marksOf } from '../sell/member-words.ts';

const NO_EARN: readonly EarnView[] = [];

interface MemberFactsProps {
  readonly member: MemberView;
}

/** Who it is, and what they have in each programme, with how old that figure is. */
export function MemberFacts({ member }: MemberFactsProps) {
  const words = useWords();
  const { say, language } = words;
  const nowMs = useClock(useCashier().environment);
  const earn = useView((view) => view.cart?.earn ?? NO_EARN, NO_EARN);
  const { maskedName, maskedPhone, balances, isOld, isInCopy, knownBy } = member;
  const age = ageWords(member, nowMs, words);
  const carrier = carrierWords(member, words);
  return (
    <section className="member-part" data-testid="member-facts">
      <p className="member-who">
        <strong>{maskedName === '' ? say('member.unknown') : maskedName}</strong>
        <span>{maskedPhone}</span>
        {marksOf(member, words).map((mark) => (
          <span key={mark} className="chip-mark">
            {mark}
          </span>
        ))}
      </p>
      {age !== '' && (
        <p className="chip-age" data-warning={isOld || !isInCopy}>
          {(isOld || !isInCopy) && <Icon name="triangle" size={18} />}
          <span>{age}</span>
        </p>
      )}
      {carrier !== '' && (
        <p className="member-hint" data-testid="member-carrier">
          {carrier}
        </p>
      )}
      {knownBy === 'phone' && <p className="member-hint">{say('member.phoneEnoughToEarn')}</p>}
      {balances.length === 0 ? (
        isInCopy && <p className="member-hint">{say('member.noBalances')}</p>
      ) : (
        <table className="member-balances">
          <caption className="only-spoken">{say('member.balances')}</caption>
          <tbody>
            {balances.map((balance) => {
              const earned = earn.find(({ programmeId }) => programmeId === balance.programmeId);
              return (
                <tr key={balance.programmeId}>
                  <th scope="row">{balance.name[language]}</th>
                  <td className="member-pending">
                    {balance.pending > 0 &&
                      say('member.pending', { n: formatPoints(balance.pending, balance.decimals) })}
                  </td>
                  <td className="member-earn">
                    {earned !== undefined &&
                      earned.points > 0 &&
                      say('member.earn', { n: formatPoints(earned.points, earned.decimals) })}
                  </td>
                  <td className="member-balance">{balanceWords(balance, words)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
