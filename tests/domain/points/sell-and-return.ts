// A sale to a member with its points, and returns of it.
import { expect } from 'vitest';
import { type BurnRecord, burn } from '../../../src-main/domain/points/burn.ts';
import { type Earned, type EarnInput, earn, earnEntries } from '../../../src-main/domain/points/earn.ts';
import { PointsEntry } from '../../../src-main/domain/points/entry.ts';
import { type PointsLedger, replay } from '../../../src-main/domain/points/ledger.ts';
import { planReturn, type ReturnedLine, returnEntries } from '../../../src-main/domain/points/returns.ts';
import { BASE, linesOf, maxBurn, must, NOON, OWN, occasionOf, reduced, saleInput } from './points-shop.ts';

/** What a return needs to know of a sale. */
export interface Sale {
  readonly earned: readonly Earned[];
  readonly burns: readonly BurnRecord[];
  readonly lines: readonly ReturnedLine[];
  /** After the sale. */
  readonly ledger: PointsLedger;
}

/** Sells to a member: burns as much as allowed where asked, then earns. */
export function sell(
  before: PointsLedger,
  nets: Readonly<Record<string, number>>,
  { isBurning = false, units = 1, id = 'sale', rules = [BASE] }: SellOptions = {},
): Sale {
  const occasion = occasionOf(id);
  const gross = linesOf(nets);
  const plan = maxBurn(OWN, before, gross);
  const isBurned = isBurning && plan.points > 0;
  const burned = isBurned ? must(burn(before, plan, occasion, { kind: 'free' })) : undefined;
  const lines = isBurned ? reduced(gross, plan) : gross;
  const { earned } = earn(saleInput({ lines, rules }));
  const entries = [...(burned ? [burned.entry] : []), ...earnEntries(occasion, earned)];
  return {
    earned,
    burns: burned ? [burned.record] : [],
    lines: lines.map(({ lineId, net }) => ({ lineId, net, units, returnedUnits: 0, returnedNet: 0 })),
    ledger: replay(before, entries),
  };
}

/** How to sell. */
export interface SellOptions {
  readonly isBurning?: boolean;
  readonly units?: number;
  readonly id?: string;
  readonly rules?: EarnInput['rules'];
}

/** Brings the sale to the state `after`, in one return. */
export function giveBack(
  sale: Sale,
  before: readonly ReturnedLine[],
  after: readonly ReturnedLine[],
  { programme = OWN, id = 'return', atMs = NOON, isSeen = true } = {},
): { readonly ledger: PointsLedger; readonly clawback: number; readonly burnReturned: number } {
  const plan = must(planReturn({ earned: sale.earned, burns: sale.burns, before, after }));
  const entries = returnEntries(plan, {
    occasion: occasionOf(id, { saleId: 'sale', atMs }),
    saleOccasionId: 'sale',
    programmes: [programme],
    ledgers: isSeen ? [sale.ledger] : [],
  });
  for (const entry of entries) expect(PointsEntry.parse(entry)).toEqual(entry);
  const pointsOf = (kind: PointsEntry['kind']) =>
    entries.reduce((sum, entry) => (entry.kind === kind && 'points' in entry ? sum + entry.points : sum), 0);
  return {
    ledger: replay(sale.ledger, entries),
    clawback: pointsOf('REVERSE_EARN'),
    burnReturned: pointsOf('REVERSE_BURN'),
  };
}

/** The line, all of it returned. */
export const back = (line: ReturnedLine): ReturnedLine => ({
  ...line,
  returnedUnits: line.units,
  returnedNet: line.net,
});
/** The sale's lines with one of them returned. */
export const only = (sale: Sale, lineId: string) =>
  sale.lines.map((line) => (line.lineId === lineId ? back(line) : line));
