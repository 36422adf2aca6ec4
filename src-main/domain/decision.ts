import type { UiState } from './context.ts';
import type { NewEntry } from './entries.ts';
import type { Refusal } from './refusals.ts';

/** A sound and its sight (ui.md, Sound). */
export type Cue = 'item' | 'double' | 'known' | 'refused' | 'doubt' | 'done' | 'attention';

/**
 * What a command comes to. Mostly entries or a refusal; both where the saying no is itself something that happened
 * (a wrong PIN counts, a changed price is taken over and told once).
 */
export interface Decision {
  readonly entries: readonly NewEntry[];
  readonly refusal?: Refusal;
  readonly ui?: Partial<UiState>;
  readonly cue?: Cue;
}

/** Nothing happened; here is why. */
export function refused(refusal: Refusal): Decision {
  return { entries: [], refusal, cue: 'refused' };
}
