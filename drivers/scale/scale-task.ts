import { unreachable } from '../../src-main/base/assert.ts';
import type { Dispose } from '../../src-main/base/clock.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { LinkFault } from '../link.ts';
import type { ScaleKey } from './scale-dialects.ts';
import type { ScaleReading } from './scale-reading.ts';
import type { Verdict, Weighing, WeighJudge, WeighRefusal, WeighWait } from './weigh-judge.ts';

/** Why the scale does not talk sense; also the reasons of its state. */
export type ScaleTrouble =
  /** Nothing came within the answer time, retries included: off, cable, wrong port, or so wrong a speed that it hears nothing. */
  | 'no-answer'
  /** Bytes come and are no frames: parity, speed, dialect, or a bad cable. */
  | 'nonsense';

export type WeighFailureReason =
  | WeighRefusal
  | ScaleTrouble
  /** By the caller's signal. */
  | 'cancelled'
  /** Something else is asked of the scale already. */
  | 'busy'
  /** The line is still being opened. */
  | 'opening'
  | LinkFault;

export interface WeighFailure {
  readonly reason: WeighFailureReason;
  /** For the log and the technician; may be empty. */
  readonly detail: string;
}

export type KeyFailureReason =
  | Exclude<WeighFailureReason, WeighRefusal>
  /** This dialect has no such key. */
  | 'unsupported'
  /** The key was sent and the scale does not show that it was pressed. */
  | 'not-taken';

export interface KeyFailure {
  readonly reason: KeyFailureReason;
  readonly detail: string;
}

/** What every task can come to without a word from the scale. */
export interface TaskFailure {
  readonly reason: ScaleTrouble | 'cancelled' | LinkFault;
  readonly detail: string;
}

/** Something that is asked of the scale and takes several readings. It settles once. */
export interface ScaleTask {
  /** Takes a reading that was asked for after the task began; says whether the task is over. */
  read(reading: ScaleReading, nowMs: number): 'more' | 'over';
  fail(failure: TaskFailure): void;
}

/** One weighing. */
export class WeighTask implements ScaleTask {
  readonly #judge: WeighJudge;
  readonly #onWait: (reason: WeighWait) => void;
  readonly #settle: (result: Result<Weighing, WeighFailure>) => void;
  #lastWait: WeighWait | undefined;
  #unlisten: Dispose = () => {};

  /** @param onWait hears what the weighing waits for, each time that it changes. */
  constructor(
    judge: WeighJudge,
    onWait: (reason: WeighWait) => void,
    settle: (result: Result<Weighing, WeighFailure>) => void,
  ) {
    this.#judge = judge;
    this.#onWait = onWait;
    this.#settle = settle;
  }

  /** Lets `cancel` run when the signal is raised while the task goes on. */
  cancelWith(signal: AbortSignal | undefined, cancel: () => void): void {
    if (signal === undefined) return;
    signal.addEventListener('abort', cancel, { once: true });
    this.#unlisten = () => signal.removeEventListener('abort', cancel);
  }

  read(reading: ScaleReading, nowMs: number): 'more' | 'over' {
    const verdict: Verdict = this.#judge.judge(reading, nowMs);
    switch (verdict.kind) {
      case 'wait':
        if (verdict.reason !== this.#lastWait) this.#onWait(verdict.reason);
        this.#lastWait = verdict.reason;
        return 'more';
      case 'weighed':
        this.#end(ok(verdict.weighing));
        return 'over';
      case 'refused':
        this.#end(err({ reason: verdict.reason, detail: verdict.detail }));
        return 'over';
      default:
        return unreachable(verdict);
    }
  }

  fail(failure: TaskFailure): void {
    this.#end(err(failure));
  }

  #end(result: Result<Weighing, WeighFailure>): void {
    this.#unlisten();
    this.#settle(result);
  }
}

/** A key pressed from afar. The dialects do not answer it, so the readings must show that it was taken. */
export class KeyTask implements ScaleTask {
  readonly #key: ScaleKey;
  readonly #settleMs: number;
  readonly #settle: (result: Result<void, KeyFailure>) => void;
  #sinceMs: number | undefined;

  constructor(key: ScaleKey, settleMs: number, settle: (result: Result<void, KeyFailure>) => void) {
    this.#key = key;
    this.#settleMs = settleMs;
    this.#settle = settle;
  }

  read(reading: ScaleReading, nowMs: number): 'more' | 'over' {
    this.#sinceMs ??= nowMs;
    if (showsKey(reading, this.#key)) {
      this.#settle(ok(undefined));
      return 'over';
    }
    if (nowMs - this.#sinceMs < this.#settleMs) return 'more';
    this.#settle(err({ reason: 'not-taken', detail: `${this.#key}; the scale shows ${reading.kind}` }));
    return 'over';
  }

  fail(failure: TaskFailure): void {
    this.#settle(err(failure));
  }
}

function showsKey(reading: ScaleReading, key: ScaleKey): boolean {
  const isAtRest = reading.kind === 'stable' || reading.kind === 'zero';
  switch (key) {
    case 'zero':
      return reading.kind === 'zero';
    case 'tare':
      return isAtRest && reading.isNet;
    case 'clear-tare':
      return isAtRest && !reading.isNet;
    default:
      return unreachable(key);
  }
}
