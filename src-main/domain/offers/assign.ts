import type { Experiment, ExperimentSegment } from './experiment.ts';

/** Which variant of an experiment a member is in. */
export interface AssignedSegment {
  readonly id: string;
  readonly variant: string;
  /** Shown nothing, so that the others can be measured against them. */
  readonly isHoldOut: boolean;
}

/**
 * The segments of a member with their variants: head office's choice where it made one, else by the experiment's shares
 * and a stable hash of the member, so that every till comes to the same (payments-points.md 1.1 row 25). Of an experiment
 * that does not run at `nowMs` a member is not part.
 */
export function assignedSegments(
  segments: readonly ExperimentSegment[],
  memberId: string,
  experiments: readonly Experiment[],
  nowMs: number,
): readonly AssignedSegment[] {
  return segments.flatMap(({ id, variant }) => {
    const experiment = experiments.find((each) => each.id === id);
    if (experiment === undefined) return variant === undefined ? [] : [{ id, variant, isHoldOut: false }];
    if (nowMs < experiment.fromMs || nowMs >= experiment.untilMs) return [];
    const chosen = experiment.variants.find((each) => each.id === variant) ?? byShare(experiment, memberId);
    return chosen === undefined ? [] : [{ id, variant: chosen.id, isHoldOut: chosen.isHoldOut }];
  });
}

function byShare(experiment: Experiment, memberId: string): Experiment['variants'][number] | undefined {
  let left = stableHash(`${experiment.id}:${memberId}`) % 10_000;
  for (const variant of experiment.variants) {
    if (left < variant.share) return variant;
    left -= variant.share;
  }
  return experiment.variants.at(-1);
}

/**
 * 32 bits of a text that are the same everywhere and for ever: FNV-1a (the Fowler, Noll and Vo hash, with its published
 * offset and prime) over UTF-16 units, and the finishing mix of MurmurHash3, so that also its low digits are even.
 */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
