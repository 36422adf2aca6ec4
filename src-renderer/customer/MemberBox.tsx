import type { BalanceView, EarnView, MemberView } from '../../src-main/contract/sale-views.ts';
import type { CartView, Language } from '../../src-main/contract/views.ts';
import type { CustomerSay } from '../i18n/customer.ts';
import { formatPoints } from '../i18n/format.ts';
import { nameIn } from '../i18n/label.ts';
import { Icon } from '../ui/Icon.tsx';

/** Programmes that fit under the amount; the member's own comes first. */
const MOST = 2;

interface MemberBoxProps {
  readonly cart: CartView;
  readonly member: MemberView;
  readonly say: CustomerSay;
  readonly language: Language;
}

/** Whose sale it is, masked, with points held and points to come. */
export function MemberBox({ cart, member, say, language }: MemberBoxProps) {
  const programmes = programmesOf(member.balances, cart.earn).slice(0, MOST);
  const { maskedName, maskedPhone, birthday } = member;
  const who = [maskedName, maskedPhone].find((each) => each !== '') ?? say('customer.member');
  return (
    <dl className="customer-member" data-testid="customer-member">
      {programmes.map(({ programmeId, name, balance, earn }, index) => (
        <div key={programmeId}>
          <dt>
            {index === 0 ? (
              <>
                <Icon name="person" size={28} />
                <span className="customer-who">
                  <strong>{who}</strong>
                  {birthday === 'day' && <small>{say('customer.birthdayDay')}</small>}
                </span>
              </>
            ) : (
              nameIn(name, language)
            )}
          </dt>
          <dd>
            {balance !== undefined && <span>{balanceWord(balance, say)}</span>}
            {earn !== undefined && <span>{earnWord(earn, say)}</span>}
          </dd>
        </div>
      ))}
      {programmes.length === 0 && (
        <div>
          <dt>
            <Icon name="person" size={28} />
            <strong>{who}</strong>
          </dt>
          <dd />
        </div>
      )}
    </dl>
  );
}

/** What the sale has earned, once it is paid. */
export function EarnedBox({
  earned,
  say,
  language,
}: { readonly earned: readonly EarnView[] } & Pick<MemberBoxProps, 'say' | 'language'>) {
  return (
    <dl className="customer-member" data-testid="customer-earned">
      {earned.slice(0, MOST).map((earn) => (
        <div key={earn.programmeId}>
          <dt>{nameIn(earn.name, language)}</dt>
          <dd>{earnWord(earn, say)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Programme {
  readonly programmeId: string;
  readonly name: EarnView['name'];
  readonly balance: BalanceView | undefined;
  readonly earn: EarnView | undefined;
}

/** Programmes of which this sale earns first, then the others of the member. */
function programmesOf(balances: readonly BalanceView[], earned: readonly EarnView[]): readonly Programme[] {
  const earning = earned.map((earn) => ({
    programmeId: earn.programmeId,
    name: earn.name,
    balance: balances.find(({ programmeId }) => programmeId === earn.programmeId),
    earn,
  }));
  const others = balances
    .filter(({ programmeId }) => !earned.some((earn) => earn.programmeId === programmeId))
    .map((balance) => ({
      programmeId: balance.programmeId,
      name: balance.name,
      balance,
      earn: undefined,
    }));
  return [...earning, ...others];
}

function balanceWord({ unit, points, decimals }: BalanceView, say: CustomerSay): string {
  const n = formatPoints(points, decimals);
  return say(unit === 'stamps' ? 'customer.balanceStamps' : 'customer.balance', { n });
}

function earnWord({ unit, points, decimals }: EarnView, say: CustomerSay): string {
  const n = formatPoints(points, decimals);
  return say(unit === 'stamps' ? 'customer.earnStamps' : 'customer.earn', { n });
}
