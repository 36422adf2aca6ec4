import { unreachable } from '../../src-main/base/assert.ts';
import type { ScaleProfile } from './scale-profile.ts';
import type { ScaleReading } from './scale-reading.ts';

/** A weight that may be sold. It is never edited: a weight typed by a person is another kind of line. */
export interface Weighing {
  readonly grams: number;
  /** Net of a tare that is set on the scale itself. */
  readonly isNet: boolean;
}

/** What a weighing waits for. */
export type WeighWait = 'empty' | 'unstable' | 'not-returned-to-zero' | 'not-ready';

/** What the readings come to that are not a weight. */
export type WeighRefusal =
  | Exclude<WeighWait, 'empty'>
  /** Below zero, or without a zero: ask for an empty pan and zero. */
  | 'under-zero'
  | 'over-capacity'
  | 'unit-mismatch';

export type Verdict =
  | { readonly kind: 'wait'; readonly reason: WeighWait }
  | { readonly kind: 'weighed'; readonly weighing: Weighing }
  | { readonly kind: 'refused'; readonly reason: WeighRefusal; readonly detail: string };

/**
 * Remembers, over weighings, what was last sold, so that goods that stay on the pan are not sold twice. It is free when the
 * scale was seen empty or at rest with other goods since. A till that has just started knows of nothing sold.
 */
export class SoldWeight {
  readonly #profile: ScaleProfile;
  #sold: Weighing | undefined;

  constructor(profile: ScaleProfile) {
    this.#profile = profile;
  }

  /** Whether the goods last sold may still lie there. */
  get isHeld(): boolean {
    return this.#sold !== undefined && this.#profile.returnToZero;
  }

  /** Whether this is the weight that was last sold. A jump of one step of the display is the same goods trembling. */
  isSame(weighing: Weighing): boolean {
    if (this.#sold === undefined || !this.isHeld) return false;
    const { grams, isNet } = this.#sold;
    return isNet === weighing.isNet && Math.abs(grams - weighing.grams) <= this.#profile.divisionGrams;
  }

  /** Takes note of whatever the scale shows. */
  see(reading: ScaleReading): void {
    // Below zero too: with a tare set, an empty pan weighs less than nothing.
    const isEmpty = reading.kind === 'zero' || reading.kind === 'under-zero';
    if (isEmpty || (reading.kind === 'stable' && !this.isSame(reading))) this.#sold = undefined;
  }

  keep(weighing: Weighing): void {
    this.#sold = weighing;
  }
}

interface Candidate extends Weighing {
  readonly sinceMs: number;
}

/** Judges the readings of one weighing, from the prompt to its weight or refusal. Times are elapsed readings. */
export class WeighJudge {
  readonly #profile: ScaleProfile;
  readonly #sold: SoldWeight;
  #candidate: Candidate | undefined;
  /** Since when something has been on the pan that is no weight yet. */
  #busySinceMs: number | undefined;

  constructor(profile: ScaleProfile, sold: SoldWeight) {
    this.#profile = profile;
    this.#sold = sold;
  }

  /** Takes the next reading, of `nowMs`. After a weight or a refusal the weighing is over. */
  judge(reading: ScaleReading, nowMs: number): Verdict {
    if (reading.kind !== 'stable') this.#candidate = undefined;
    switch (reading.kind) {
      case 'zero':
        this.#busySinceMs = undefined;
        return { kind: 'wait', reason: 'empty' };
      case 'unstable':
      case 'not-ready':
        return this.#wait(reading.kind, nowMs);
      case 'stable':
        return this.#judgeStable(reading, nowMs);
      case 'under-zero':
      case 'over-capacity':
        return { kind: 'refused', reason: reading.kind, detail: '' };
      case 'unit-mismatch':
        return { kind: 'refused', reason: 'unit-mismatch', detail: reading.detail };
      default:
        return unreachable(reading);
    }
  }

  #judgeStable({ grams, isNet }: Weighing, nowMs: number): Verdict {
    const held = this.#candidate;
    if (held === undefined || held.grams !== grams || held.isNet !== isNet) {
      this.#candidate = { grams, isNet, sinceMs: nowMs };
    }
    const stoodMs = nowMs - (this.#candidate?.sinceMs ?? nowMs);
    if (stoodMs < this.#profile.stableMs) return this.#wait('unstable', nowMs);
    const weighing: Weighing = { grams, isNet };
    if (this.#sold.isSame(weighing)) return this.#wait('not-returned-to-zero', nowMs);
    this.#sold.keep(weighing);
    return { kind: 'weighed', weighing };
  }

  /** Waits, but not for ever: something lies there, and a person waits too. */
  #wait(reason: Exclude<WeighWait, 'empty'>, nowMs: number): Verdict {
    this.#busySinceMs ??= nowMs;
    if (nowMs - this.#busySinceMs < this.#profile.settleMs) return { kind: 'wait', reason };
    return { kind: 'refused', reason, detail: `for ${this.#profile.settleMs} ms` };
  }
}
