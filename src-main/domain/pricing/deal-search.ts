import { assert } from '../../base/assert.ts';
import { type Deal, type DealMachine, NOT_NOW, OVER, type UnitClass } from './deal.ts';
import { machineFor, placesOf } from './deal-machine.ts';

/** What one unit does: joins a deal in a slot, or stays out (`deal` −1). Tried in the order of deals, out last. */
export interface Choice {
  readonly deal: number;
  readonly slot: number;
}

/** The best use of the units, in their order. */
export interface SearchResult {
  readonly saving: number;
  readonly deals: number;
  /** The class of each unit and what it does. */
  readonly choices: readonly { readonly unitClass: number; readonly choice: Choice }[];
  readonly nodes: number;
}

interface Node {
  readonly states: readonly number[];
  saving: number;
  deals: number;
  /** Firings of each promotion. */
  fired: readonly number[];
  parent: Node | undefined;
  option: number;
  /** The most that can still come of it, thousandths of a dollar. */
  ceiling: number;
  /** Place among the nodes of its layer by the path that leads there. */
  rank: number;
}

/** More units are never searched; states are written with a character for each count. */
const MOST_UNITS = 50_000;

const OUT: Choice = { deal: -1, slot: 0 };

/**
 * The item deals of one component with the most saving; of equal saving fewest deals; then, comparing how often each
 * promotion fires from the lowest id on, the one that fires the lower id more often (the lexicographically lowest list
 * of ids); then the dearest unit that differs goes to the deal of the lower id (rules.deals, payments-points.md 4.3).
 *
 * Walks the units dearest first. Between units only the states of the deals matter (`DealMachine`), so paths
 * that meet there are compared and the worse one dropped; a path that cannot reach `floor` any more is dropped too.
 *
 * @param floor a saving that is known to be possible. @param nodeBound most states that may be made.
 * @param width most states that are kept between two units, the most promising; the answer is the best only where
 * nothing was dropped for it.
 * @returns undefined where the bound is passed, or where dropping left no way.
 */
export function searchDeals(
  classes: readonly UnitClass[],
  deals: readonly Deal[],
  floor: number,
  nodeBound: number,
  width = Number.POSITIVE_INFINITY,
): SearchResult | undefined {
  // Each unit makes a state at least, so this is what the bound would say, before anything of that size is made.
  if (classes.reduce((sum, it) => sum + it.count, 0) > Math.min(nodeBound, MOST_UNITS)) return undefined;
  const units = classes.flatMap((it, unitClass) => Array<number>(it.count).fill(unitClass));
  let nodes = 0;
  let reached = floor;
  const spend = () => {
    nodes += 1;
    return nodes <= nodeBound;
  };
  const machines = deals.map((deal, index) => machineFor(deal, index, classes, spend));
  const places = placesOf(machines);
  if (places === undefined) return undefined;
  const promotions = Math.max(...deals.map((deal) => deal.promotion)) + 1;
  const walk = new Walk(classes, machines, units);
  const options = classes.map(optionsOf);
  let layer: Node[] = [firstNode(deals.length, promotions)];

  for (let at = 0; at < units.length; at += 1) {
    const unitClass = units[at] ?? 0;
    const choices = options[unitClass] ?? [OUT];
    const next = new Map<number, Node>();
    let isOutOfOrder = false;
    for (const node of layer) {
      for (let option = 0; option < choices.length; option += 1) {
        const { deal, slot } = choices[option] ?? OUT;
        const moved = walk.move(node, at, unitClass, deal, slot, deals, reached * 1000);
        if (moved === 'over') return undefined;
        if (!moved) continue;
        // Past the last unit all deals are closed, so this saving is possible.
        if (at + 1 === units.length) reached = Math.max(reached, walk.saving);
        let key = 0;
        for (let index = 0; index < places.length; index += 1)
          key += (walk.states[index] ?? 0) * (places[index] ?? 0);
        const known = next.get(key);
        if (known === undefined) {
          if (!spend()) return undefined;
          next.set(key, walk.node(node, option));
        } else if (walk.isBetterThan(known, node, option)) {
          walk.overwrite(known, node, option);
          isOutOfOrder = true;
        }
      }
    }
    layer = [...next.values()];
    if (layer.length > width) {
      layer = layer.sort((a, b) => b.ceiling - a.ceiling).slice(0, width);
      isOutOfOrder = true;
    }
    if (isOutOfOrder)
      layer.sort((a, b) => (a.parent?.rank ?? 0) - (b.parent?.rank ?? 0) || a.option - b.option);
    for (let rank = 0; rank < layer.length; rank += 1) {
      const node = layer[rank];
      if (node !== undefined) node.rank = rank;
    }
  }
  const [best, ...others] = layer;
  // A grouping that took too long closes nothing, which can leave no path at all.
  if (best === undefined || nodes > nodeBound) return undefined;
  assert(others.length === 0, 'all deals are closed at the end, so all paths meet');
  return { saving: best.saving, deals: best.deals, choices: pathTo(best, units, options), nodes };
}

/** One step of the walk, in fields that are reused: most steps lead to a state that is known already. */
class Walk {
  readonly states: number[];
  saving = 0;
  ceiling = 0;
  #deals = 0;
  #fired: readonly number[] = [];
  readonly #machines: readonly DealMachine[];
  readonly #units: readonly number[];
  readonly #classes: readonly UnitClass[];
  /** Most that the units from here on may add, thousandths of a dollar. */
  readonly #bounds: readonly number[];
  /** Units from here on that each deal touches. */
  readonly #left: readonly (readonly number[])[];

  constructor(classes: readonly UnitClass[], machines: readonly DealMachine[], units: readonly number[]) {
    this.#classes = classes;
    this.#machines = machines;
    this.#units = units;
    this.states = machines.map(() => 0);
    const classBounds = classes.map((it, unitClass) => {
      let most = 0;
      for (const [deal, slots] of it.slots.entries()) {
        if (slots !== 0) most = Math.max(most, machines[deal]?.unitBound(unitClass) ?? 0);
      }
      return most;
    });
    const bounds = Array<number>(units.length + 1).fill(0);
    for (let at = units.length - 1; at >= 0; at -= 1) {
      bounds[at] = (bounds[at + 1] ?? 0) + (classBounds[units[at] ?? 0] ?? 0);
    }
    this.#bounds = bounds;
    this.#left = machines.map((_, deal) => {
      const left = Array<number>(units.length + 1).fill(0);
      for (let at = units.length - 1; at >= 0; at -= 1) {
        const touches = (classes[units[at] ?? 0]?.slots[deal] ?? 0) !== 0;
        left[at] = (left[at + 1] ?? 0) + (touches ? 1 : 0);
      }
      return left;
    });
  }

  /** Takes one unit from `node` into a deal, or past all. @returns false for a dead end. */
  move(
    node: Node,
    at: number,
    unitClass: number,
    deal: number,
    slot: number,
    deals: readonly Deal[],
    floor: number,
  ): boolean | 'over' {
    for (let index = 0; index < this.states.length; index += 1) this.states[index] = node.states[index] ?? 0;
    this.saving = node.saving;
    this.#deals = node.deals;
    this.#fired = node.fired;
    if (deal >= 0) {
      const machine = this.#machines[deal];
      assert(machine !== undefined, 'each deal has its machine');
      const state = machine.step(node.states[deal] ?? 0, unitClass, slot);
      if (state === OVER) return 'over';
      if (state === NOT_NOW) return false;
      this.states[deal] = state;
      this.#add(machine, deals[deal]?.promotion ?? 0);
    }
    // Asked before deals are closed, since closing may be the costly part.
    this.ceiling = this.#ceilingAt(at + 1);
    if (this.ceiling < floor) return false;
    const slots = this.#classes[unitClass]?.slots ?? [];
    for (let index = 0; index < slots.length; index += 1) {
      if (slots[index] === 0) continue;
      const machine = this.#machines[index];
      assert(machine !== undefined, 'each deal has its machine');
      const state = this.states[index] ?? 0;
      const left = this.#left[index]?.[at + 1] ?? 0;
      if (left === 0) {
        if (state === 0) continue;
        if (!machine.close(state)) return false;
        this.states[index] = 0;
        this.#add(machine, deals[index]?.promotion ?? 0);
        this.ceiling = this.#ceilingAt(at + 1);
      } else if (state !== 0 && machine.needs(state) > left) {
        return false;
      }
    }
    return this.ceiling >= floor;
  }

  #add(machine: DealMachine, promotion: number): void {
    this.saving += machine.gain;
    if (machine.fired === 0) return;
    this.#deals += machine.fired;
    this.#fired = this.#fired.with(promotion, (this.#fired[promotion] ?? 0) + machine.fired);
  }

  /** The most that can still come of the present states, thousandths of a dollar. */
  #ceilingAt(at: number): number {
    let most = this.saving * 1000 + (this.#bounds[at] ?? 0);
    const price = this.#classes[this.#units[at] ?? -1]?.price ?? 0;
    for (let index = 0; index < this.states.length; index += 1) {
      const state = this.states[index] ?? 0;
      if (state !== 0) most += this.#machines[index]?.promise(state, price) ?? 0;
    }
    return most;
  }

  node(parent: Node, option: number): Node {
    const { saving, ceiling } = this;
    const states = [...this.states];
    return { states, saving, ceiling, deals: this.#deals, fired: this.#fired, parent, option, rank: 0 };
  }

  overwrite(node: Node, parent: Node, option: number): void {
    node.saving = this.saving;
    node.ceiling = this.ceiling;
    node.deals = this.#deals;
    node.fired = this.#fired;
    node.parent = parent;
    node.option = option;
  }

  /** Whether the present step is a better way to `known` than the one that was found. */
  isBetterThan(known: Node, parent: Node, option: number): boolean {
    if (this.saving !== known.saving) return this.saving > known.saving;
    if (this.#deals !== known.deals) return this.#deals < known.deals;
    for (let promotion = 0; promotion < this.#fired.length; promotion += 1) {
      const difference = (this.#fired[promotion] ?? 0) - (known.fired[promotion] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    const rank = known.parent?.rank ?? 0;
    return parent.rank < rank || (parent.rank === rank && option < known.option);
  }
}

function firstNode(deals: number, promotions: number): Node {
  return {
    states: Array<number>(deals).fill(0),
    saving: 0,
    deals: 0,
    fired: Array<number>(promotions).fill(0),
    parent: undefined,
    option: 0,
    ceiling: 0,
    rank: 0,
  };
}

function optionsOf(it: UnitClass): readonly Choice[] {
  const options: Choice[] = [];
  for (const [deal, slots] of it.slots.entries()) {
    for (let slot = 0; slots >> slot !== 0; slot += 1)
      if ((slots & (1 << slot)) !== 0) options.push({ deal, slot });
  }
  options.push(OUT);
  return options;
}

function pathTo(
  last: Node,
  units: readonly number[],
  options: readonly (readonly Choice[])[],
): SearchResult['choices'] {
  const choices: { readonly unitClass: number; readonly choice: Choice }[] = [];
  let node = last;
  for (let at = units.length - 1; at >= 0; at -= 1) {
    const unitClass = units[at] ?? 0;
    choices.push({ unitClass, choice: options[unitClass]?.[node.option] ?? OUT });
    assert(node.parent !== undefined, 'every path begins at the first unit');
    node = node.parent;
  }
  return choices.reverse();
}
