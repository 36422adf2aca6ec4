import { sumOf } from './arithmetic.ts';

/** All that tills hold which lets points go without head office. Every value is in whole NT$. */
export interface HandedOut {
  readonly grants: readonly { readonly tillId: string; readonly value: number }[];
  /** `tillIds`: every till that would take the token: those of its store, or all. */
  readonly tokens: readonly { readonly tillIds: readonly string[]; readonly value: number }[];
  /** Of tills that had one before they could burn at all: see the programme's `offline.requires`. */
  readonly poolShares: readonly { readonly tillId: string; readonly value: number }[];
  /** Worth of snapshots for which the till has no grant, with what it has itself booked on top as earned or given back. */
  readonly bareSnapshots?: readonly { readonly tillId: string; readonly value: number }[];
}

/**
 * The most NT$ of points that the tills can burn, and so the most that head office can lose by overdrafts, until it has
 * their journals, whatever the network does:
 *
 *     Σ over tills min( Σ pool shares of the till, or ∞ where it has none,
 *                       Σ its grants + Σ tokens it takes + Σ its bare snapshots )
 *
 * Why it holds. (1) A hole opens only where a burn finds fewer points than it takes, so the loss of one provisional
 * burn is at most its worth, and all losses together at most the worth of all provisional burns. (2) Each provisional
 * burn at a till draws its full worth from that till's pool shares, where it has any; these count down in its own
 * journal, so together its burns are worth no more than the shares. (A till that burned before its first share came
 * owes that beside it, so a chain that counts on pools requires them of every burn.) (3) Each provisional burn rests on one paper: a
 * grant, drawn down by the same journal, so together no more than the grants; a token, whose nonce the till burns, so
 * once a till and token; or a snapshot with no grant, on top of which the till counts its own burns, so together no
 * more than the snapshot. (2) and (3) hold at once, hence the smaller; tills add up, since none sees another's journal.
 *
 * The bound is on what is out: what a till uses up and reports stays counted until head office no longer counts the
 * paper as handed out. Where head office keeps a grant reserved until its till has reported, grants cost nothing
 * unless a clawback or correction takes the points meanwhile; the bound holds also where it frees them at their end.
 * (payments-points.md 3.6; what-goes-wrong.md, row 22.)
 */
export function lossBound({ grants, tokens, poolShares, bareSnapshots = [] }: HandedOut): number {
  const tillIds = new Set([
    ...[...grants, ...bareSnapshots].map(({ tillId }) => tillId),
    ...tokens.flatMap((token) => token.tillIds),
  ]);
  return sumOf(
    [...tillIds].map((tillId) => {
      const isOf = (it: { readonly tillId: string }) => it.tillId === tillId;
      const papers = sumOf(
        [
          ...grants.filter(isOf),
          ...bareSnapshots.filter(isOf),
          ...tokens.filter((token) => token.tillIds.includes(tillId)),
        ].map(({ value }) => value),
      );
      const shares = poolShares.filter(isOf);
      if (shares.length === 0) return papers;
      return Math.min(papers, sumOf(shares.map(({ value }) => value)));
    }),
  );
}
