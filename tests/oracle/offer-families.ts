import {
  equallyGood,
  greedyLoses,
  greedyLosesInAWholeSale,
  halfDollar,
  manyPieces,
  tiedProration,
} from './deal-families.ts';
import { collect, type Scenario } from './make.ts';
import type { Seeded } from './seeded.ts';
import {
  byHand,
  exclusives,
  leftOut,
  memberPrices,
  minima,
  oneAfterTheOther,
  redemptions,
  severalCoupons,
  weighed,
  windows,
} from './step-families.ts';

/** All sales about prices, in a fixed order. */
export function offerSales(chance: Seeded): readonly Scenario[] {
  const families = [
    ['GR', greedyLoses, 120, 3],
    ['GW', greedyLosesInAWholeSale, 30, 2],
    ['EQ', equallyGood, 16, 2],
    ['MP', manyPieces, 12, 1],
    ['PT', tiedProration, 24, 8],
    ['HD', halfDollar, 36, 4],
    ['TW', windows, 18, 6],
    ['EX', leftOut, 20, 4],
    ['ME', memberPrices, 20, 5],
    ['XC', exclusives, 20, 3],
    ['MI', minima, 44, 8],
    ['OR', oneAfterTheOther, 24, 1],
    ['ST', redemptions, 16, 8],
    ['CO', severalCoupons, 16, 3],
    ['BH', byHand, 28, 6],
    ['WE', weighed, 16, 6],
  ] as const;
  return families.flatMap(([prefix, family, count, atMostAlike]) =>
    collect(prefix, family, { count, chance, atMostAlike }),
  );
}
