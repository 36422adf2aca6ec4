import type { BurnView } from '../../../src-main/contract/sale-views.ts';
import type { TenderView } from '../../../src-main/contract/views.ts';
import { isWordKey, type Words } from '../../i18n/catalogue.ts';
import { formatMoney, formatPoints } from '../../i18n/format.ts';
import { nameIn } from '../../i18n/label.ts';

const NAMES = {
  cash: 'tender.cash',
  card: 'tender.card',
  voucher: 'tender.voucher',
  points: 'tender.points',
} as const satisfies Record<TenderView['type'], string>;

/** What a tender is called: points by their programme, where that is known. */
export function tenderName(
  { type, programmeId }: Pick<TenderView, 'type' | 'programmeId'>,
  burns: readonly BurnView[],
  { say, language }: Words,
): string {
  const burn = type === 'points' ? burns.find((each) => each.programmeId === programmeId) : undefined;
  return burn === undefined ? say(NAMES[type]) : nameIn(burn.name, language);
}

/** What sets the most that points may pay. The core names it by a code word. */
export function boundWord({ boundBy }: BurnView, { say }: Words): string {
  const key = `bound.${boundBy ?? 'unknown'}` as const;
  return isWordKey(key) ? say(key) : say('bound.unknown');
}

/** Why points cannot pay. A reason that this window does not know is told without its details. */
export function refusedWord(burn: BurnView, words: Words): string {
  const { say } = words;
  const { refusedBy, boundBy } = burn;
  if (refusedBy === null && boundBy !== null)
    return say('pay.pointsUsedUp', { bound: boundWord(burn, words) });
  const key = `pointsNo.${refusedBy ?? 'unknown'}` as const;
  return isWordKey(key) ? say(key) : say('pointsNo.unknown');
}

/** The most that points may pay, in money and points, and what sets it. */
export function mostWord(burn: BurnView, words: Words): string {
  return words.say('pay.burnMost', {
    amount: formatMoney(burn.maximum),
    points: formatPoints(burn.maximumPoints, burn.decimals),
    bound: boundWord(burn, words),
  });
}

/** The points that pay now. */
export function pointsWord({ points, decimals }: BurnView, { say }: Words): string {
  return say('pay.partnerPoints', { n: formatPoints(points, decimals) });
}
