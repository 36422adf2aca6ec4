import type { PriceNoteView } from '../../../src-main/contract/sale-views.ts';
import type { CartView, LineView } from '../../../src-main/contract/views.ts';

/** Where a row stands in the bracket that ties a note to its lines; null outside any. */
export type RowGroup = 'start' | 'middle' | 'end' | null;

export type CartRow =
  | { readonly kind: 'line'; readonly line: LineView; readonly group: RowGroup }
  | { readonly kind: 'note'; readonly note: PriceNoteView; readonly group: RowGroup }
  /** The customer keeps the stamps for the line above. */
  | { readonly kind: 'declined'; readonly line: LineView; readonly group: RowGroup };

/** A bracket over more lines than this says less than their numbers do. */
const MOST_IN_BRACKET = 4;

interface Placed {
  readonly note: PriceNoteView;
  readonly first: number;
  readonly last: number;
  readonly isTied: boolean;
}

/**
 * The rows of the cart: each note right under the last line that it touches, tied to its lines by a bracket where they
 * are neighbours and no other bracket has them (ui.md, Promotion note). Nothing is moved for it.
 */
export function cartRows({ lines, notes }: Pick<CartView, 'lines' | 'notes'>): readonly CartRow[] {
  const placed = placeNotes(lines, notes);
  const rows: CartRow[] = [];
  for (const [index, line] of lines.entries()) {
    const tied = placed.find(({ isTied, first, last }) => isTied && first <= index && index <= last);
    const within: RowGroup = tied === undefined ? null : 'middle';
    rows.push({ kind: 'line', line, group: tied?.first === index ? 'start' : within });
    const isLastOfTied = tied?.last === index;
    if (isLastOfTied) rows.push({ kind: 'note', note: tied.note, group: 'end' });
    // Inside a bracket its line runs past whatever stands between.
    const between = isLastOfTied ? null : within;
    if (line.isRedemptionDeclined === true) rows.push({ kind: 'declined', line, group: between });
    for (const { note, last, isTied } of placed) {
      if (last === index && !isTied) rows.push({ kind: 'note', note, group: between });
    }
  }
  return rows;
}

function placeNotes(lines: readonly LineView[], notes: readonly PriceNoteView[]): readonly Placed[] {
  const placeOf = new Map(lines.map(({ lineId }, index) => [lineId, index]));
  const taken = new Set<number>();
  return notes.flatMap((note) => {
    const places = note.shares.flatMap(({ lineId }) => placeOf.get(lineId) ?? []).sort((a, b) => a - b);
    const first = places[0];
    const last = places.at(-1);
    if (first === undefined || last === undefined) return [];
    const areNeighbours = last - first === places.length - 1 && places.length <= MOST_IN_BRACKET;
    const isTied = areNeighbours && places.every((place) => !taken.has(place));
    if (isTied) for (const place of places) taken.add(place);
    return [{ note, first, last, isTied }];
  });
}

/** Runs of line numbers: 2, 3, 4 and 7 are `2–4` and `7`. */
export function runsOf(
  numbers: readonly number[],
): readonly { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && number === run.to + 1) run.to = number;
    else runs.push({ from: number, to: number });
  }
  return runs;
}
