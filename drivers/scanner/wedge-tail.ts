import type { WedgeMeaning } from './wedge-layout.ts';

/** After a code: late strokes of it are known by their times, and do not become typing. */
export interface WedgeTail {
  readonly lastAtMs: number;
  /** Characters this soon are more of the code that has ended. */
  readonly joinMs: number;
  /** Ends this soon are more of its end: CR LF, or an Enter that comes after silence had ended the code. */
  readonly endMs: number;
  readonly isRefused: boolean;
}

/**
 * What a stroke at `atMs` is to the code before it: one more `end` of it, which means nothing; `more` of it, so that
 * it cannot have ended where it seemed to; or `none` of it.
 */
export function partOfTail(tail: WedgeTail, meaning: WedgeMeaning, atMs: number): 'end' | 'more' | 'none' {
  const gapMs = atMs - tail.lastAtMs;
  if (meaning.kind === 'terminator' && gapMs <= tail.endMs) return 'end';
  // A key that no code holds is a person's, unless what it comes with was refused already.
  if (meaning.kind === 'other' && !tail.isRefused) return 'none';
  return gapMs <= tail.joinMs ? 'more' : 'none';
}
