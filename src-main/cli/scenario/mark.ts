/** Where a scenario begins at a till that others were played at before: what came earlier is not its own. */
export interface Mark {
  /** The last entry of the journal. */
  readonly seq: number;
  readonly papers: number;
  readonly kicks: number;
  readonly refusals: number;
  /** What head office had booked by then. */
  readonly booked: { readonly sales: number; readonly total: number };
  readonly exceptions: number;
}

/** At a till of its own nothing was before. */
export const START: Mark = {
  seq: 0,
  papers: 0,
  kicks: 0,
  refusals: 0,
  booked: { sales: 0, total: 0 },
  exceptions: 0,
};
