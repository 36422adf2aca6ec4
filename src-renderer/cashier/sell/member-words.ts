import type { BalanceView, BurnView, EarnView, MemberView } from '../../../src-main/contract/sale-views.ts';
import { isWordKey, type WordKey, type Words } from '../../i18n/catalogue.ts';
import { formatAge, formatMoney, formatPoints } from '../../i18n/format.ts';

/** Bounds that hold only while head office cannot be asked. */
const OFFLINE: ReadonlySet<string> = new Set([
  ...['offline', 'cap', 'snapshot', 'token', 'grant', 'member-day', 'pool-share'],
]);

/** `12,480 點` */
export function balanceWords({ points, decimals, unit }: BalanceView, { say }: Words): string {
  const n = formatPoints(points, decimals);
  return unit === 'stamps' ? say('member.balanceStamps', { n }) : say('member.balance', { n });
}

/** `本次 +291`: what the sale earns, one for each programme; the member's own need no name. */
export function earnWords(earn: readonly EarnView[], { say, language }: Words): readonly string[] {
  const earned = earn.filter(({ points }) => points > 0);
  return earned.map(({ points, decimals, name, unit }, index) => {
    const n = formatPoints(points, decimals);
    const said = say('member.earnShort', { n });
    return index === 0 && unit === 'points' ? said : `${name[language]} ${said}`;
  });
}

/** `09:10 的點數資料`, or that head office will work the points out. */
export function ageWords(
  { isInCopy, asOfMs, isOld }: Pick<MemberView, 'isInCopy' | 'asOfMs' | 'isOld'>,
  nowMs: number,
  { say }: Words,
): string {
  if (!isInCopy) return say('member.notInCopy');
  if (asOfMs === null) return '';
  return say(isOld ? 'member.old' : 'member.age', { time: formatAge(asOfMs, nowMs) });
}

/** `離線可折 NT$20`: what own points may do for this sale. */
export function burnableWords(
  burns: readonly BurnView[],
  { knownBy }: Pick<MemberView, 'knownBy'>,
  { say }: Words,
): string {
  const own = burns.filter(({ treatment }) => treatment === 'price-reduction');
  const burn = own.find(({ state }) => state !== 'none') ?? own[0];
  if (knownBy === 'phone' && (burn === undefined || burn.maximum === 0)) return say('member.earnsOnly');
  if (burn === undefined) return '';
  if (burn.state === 'chosen') return say('member.burned', { amount: formatMoney(burn.value) });
  if (burn.state === 'asking') return say('member.asking');
  if (burn.maximum === 0) return '';
  const isOffline = burn.boundBy !== null && OFFLINE.has(burn.boundBy);
  return say(isOffline ? 'member.burnableOffline' : 'member.burnable', {
    amount: formatMoney(burn.maximum),
  });
}

/** `載具　手機條碼 /AB***+9`: into what the invoices go; empty where no carrier is known. */
export function carrierWords({ carrier }: Pick<MemberView, 'carrier'>, { say }: Words): string {
  if (carrier === undefined) return '';
  return say('member.carrierNamed', { kind: say(`carrier.${carrier.kind}`), id: carrier.maskedId });
}

/** Whether there is a word for a tier; its code is the chain's. */
function isTierWord(key: string): key is Extract<WordKey, `tier.${string}`> {
  return key.startsWith('tier.') && isWordKey(key);
}

/** Tiers and the birthday, as marks beside the name. */
export function marksOf(member: Pick<MemberView, 'tiers' | 'birthday'>, { say }: Words): readonly string[] {
  const { birthday } = member;
  // A tier that has no word here is shown as the chain wrote it.
  const tiers = member.tiers.map((tier) => {
    const key = `tier.${tier}`;
    return isTierWord(key) ? say(key) : tier;
  });
  if (birthday === null) return tiers;
  return [...tiers, say(birthday === 'day' ? 'member.birthdayDay' : 'member.birthdayMonth')];
}
