import type { PriceNoteView } from '../../../src-main/contract/sale-views.ts';
import type { LineView } from '../../../src-main/contract/views.ts';
import type { Say, Words } from '../../i18n/catalogue.ts';
import { formatCount, formatSaving } from '../../i18n/format.ts';
import { nameIn } from '../../i18n/label.ts';
import { runsOf } from './cart-rows.ts';

/** What customers read of a promotion, in the language of the screen where it has one. */
export function labelIn(
  label: { readonly 'zh-TW': string; readonly en?: string | undefined },
  { language }: Words,
): string {
  return nameIn(label, language);
}

/** The name of a note: its promotion's, or what a person gave. */
export function noteName({ label, step }: PriceNoteView, words: Words): string {
  if (label !== null) return labelIn(label, words);
  switch (step) {
    case 'manual-line':
      return words.say('note.manual-line');
    case 'manual-sale':
      return words.say('note.manual-sale');
    case 'reduction':
      return words.say('note.reduction');
    default:
      return words.say('note.other');
  }
}

/** Enough of a name to know the line by: its first word. */
function shortName(name: string): string {
  return name.split(/\s/u)[0] ?? name;
}

/** `65 付 52：每朝健康 −7、純喫茶 −6`: what its units cost before and after, and each line's share. */
export function noteExplained(note: PriceNoteView, lines: readonly LineView[], { say }: Words): string {
  const { before, after, shares } = note;
  if (shares.length === 1) {
    return say('note.explainedOne', { before, after });
  }
  const nameOf = new Map(lines.map(({ lineId, name }) => [lineId, shortName(name)]));
  const names = shares.map(({ lineId }) => nameOf.get(lineId) ?? '');
  const areDistinct = new Set(names).size === names.length;
  const parts = shares.map(({ lineNumber, amount }, index) => {
    const named = { name: names[index] ?? '', saving: formatSaving(amount) };
    return areDistinct
      ? say('note.share', named)
      : say('note.shareNumbered', { ...named, number: lineNumber });
  });
  return say('note.explained', { before, after, shares: parts.join(say('note.between')) });
}

/** `第 2、7 項` */
export function noteLines(numbers: readonly number[], say: Say): string {
  const runs = runsOf(numbers).map(({ from, to }) =>
    from === to ? formatCount(from) : say('note.range', { from, to }),
  );
  return say('note.lines', { numbers: runs.join(say('note.between')) });
}
