import { type Deal, type Firing, remainderOf, savingOf, type UnitClass } from './deal.ts';
import type { Choice } from './deal-search.ts';
import { PercentGrouping } from './percent-grouping.ts';

/**
 * Puts the units that joined each deal into its groups: neighbours from the dearest on; a bundle's first of each slot
 * together; a percentage whose remainders differ as rounding gives most.
 */
export function firingsOf(
  choices: readonly { readonly unitClass: number; readonly choice: Choice }[],
  classes: readonly UnitClass[],
  deals: readonly Deal[],
): readonly Firing[] {
  const firings: Firing[] = [];
  for (const [index, deal] of deals.entries()) {
    const joined = choices.filter(({ choice }) => choice.deal === index);
    for (const group of groupsOf(deal, joined, classes)) {
      const units = group.toSorted((a, b) => a - b);
      const saving = savingOf(
        deal,
        units.map((it) => classes[it]?.price ?? 0),
      );
      const takes = [...Map.groupBy(units, (it) => it)].map(([unitClass, own]) => ({
        unitClass,
        count: own.length,
      }));
      const last = firings.at(-1);
      if (last !== undefined && last.deal === index && JSON.stringify(last.takes) === JSON.stringify(takes)) {
        firings[firings.length - 1] = { ...last, times: last.times + 1 };
      } else {
        firings.push({ deal: index, takes, saving, times: 1 });
      }
    }
  }
  return firings;
}

type Joined = readonly { readonly unitClass: number; readonly choice: Choice }[];

/** The groups as lists of classes. */
function groupsOf(deal: Deal, joined: Joined, classes: readonly UnitClass[]): readonly (readonly number[])[] {
  const units = joined.map((it) => it.unitClass);
  switch (deal.kind) {
    case 'pair':
      return neighbours(units, 2);
    case 'price':
      return neighbours(units, deal.n);
    case 'bundle': {
      const slots = Map.groupBy(joined, (it) => it.choice.slot);
      const first = slots.get(0) ?? [];
      return first.map((_, place) =>
        Array.from({ length: deal.n }, (__, slot) => slots.get(slot)?.[place]?.unitClass ?? 0),
      );
    }
    case 'percent':
      return deal.n === 1 ? neighbours(units, 1) : percentGroups(deal, units, classes);
  }
}

function neighbours(units: readonly number[], size: number): readonly (readonly number[])[] {
  const groups: (readonly number[])[] = [];
  for (let at = 0; at < units.length; at += size) groups.push(units.slice(at, at + size));
  return groups;
}

function percentGroups(
  deal: Extract<Deal, { readonly kind: 'percent' }>,
  units: readonly number[],
  classes: readonly UnitClass[],
): readonly (readonly number[])[] {
  const remainder = (it: number) => remainderOf(deal, classes[it]?.price ?? 0);
  const grouping = new PercentGrouping(units.map(remainder), deal.n, () => true);
  if (grouping.remainders.length <= 1) return neighbours(units, deal.n);
  const queues = grouping.remainders.map((it) => units.filter((unit) => remainder(unit) === it));
  const counts = queues.map((queue) => queue.length);
  grouping.gain(counts);
  return grouping.groups(counts).map((group) =>
    group.flatMap((index) => {
      const unit = queues[index]?.shift();
      return unit === undefined ? [] : [unit];
    }),
  );
}
