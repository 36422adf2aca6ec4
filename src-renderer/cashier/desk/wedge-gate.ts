import { WedgeCodec } from '../../../drivers/scanner/wedge-codec.ts';
import type { WedgeDecision, WedgeRefusal, WedgeVerdict } from '../../../drivers/scanner/wedge-decision.ts';
import type { WedgeStroke } from '../../../drivers/scanner/wedge-layout.ts';
import type { Dispose } from '../../ui/environment.ts';
import { belongsToInputMethod } from '../../ui/keyboard/key.ts';
import { type FieldSnapshot, restoreField, snapshotOf, textFieldOf } from '../../ui/keyboard/text-field.ts';
import { shownRefusalOf } from '../../ui/state/answers.ts';
import { unreachable } from '../../ui/unreachable.ts';
import type { CashierDesk } from './cashier-desk.ts';
import { wedgeOptions } from './wedge-options.ts';

/** A machine that is later than this is not waited for. */
const MOST_LAG_MS = 500;

/** A stroke that was kept back, and where it would have gone. */
export interface HeldStroke {
  readonly event: KeyboardEvent;
  /** The text field that had the focus. */
  readonly field: HTMLInputElement | null;
  /** An input method had taken the stroke before the window heard of it; nothing can be kept from it. */
  readonly isInputMethods: boolean;
}

/** How things stood when a run of strokes began, and after the last of them that was let go. */
interface Before {
  readonly field: FieldSnapshot | null;
  readonly restoreEntry: () => void;
  after: string | null;
}

/**
 * Stands before everything else that hears the window's keys, and takes the scans of keyboard scanners out of them
 * (ui.md, Scan routing). Typing goes on to `typed`, in order, at most one gap of the codec later.
 */
export class WedgeGate {
  readonly #desk: CashierDesk;
  readonly #typed: (stroke: HeldStroke) => void;
  #codec: WedgeCodec<HeldStroke>;
  #settings: string;
  #before: Before | null = null;
  #beforeOfRun = 0;
  #cancelTimer: Dispose = () => {};
  #stopRestoring: Dispose = () => {};

  constructor(desk: CashierDesk, typed: (stroke: HeldStroke) => void) {
    this.#desk = desk;
    this.#typed = typed;
    const options = wedgeOptions(desk.view());
    this.#settings = JSON.stringify(options);
    this.#codec = new WedgeCodec(options);
  }

  /** Takes a key that went down. What it decided before is done when this returns. */
  press(event: KeyboardEvent): WedgeVerdict {
    this.#followSettings();
    const field = textFieldOf(event.target);
    const isInputMethods = belongsToInputMethod(event, field !== null);
    const held: HeldStroke = { event, field, isInputMethods };
    const { verdict, decisions } = this.#codec.press(strokeOf(event), event.timeStamp, held);
    for (const decision of decisions) this.#carryOut(decision);
    if (this.#codec.runs !== this.#beforeOfRun) {
      this.#beforeOfRun = this.#codec.runs;
      this.#before = {
        field: field === null ? null : snapshotOf(field),
        restoreEntry: this.#desk.checkpoint(),
        after: null,
      };
    }
    this.#awaitSilence(lagOf(event));
    return verdict;
  }

  /** Lets typing go that is still held, before a touch acts. */
  yieldToHand(): void {
    for (const decision of this.#codec.yieldToHand()) this.#carryOut(decision);
    this.#awaitSilence();
  }

  dispose(): void {
    this.#cancelTimer();
    this.#stopRestoring();
  }

  /** @param lagMs how late the window hears of keys at present: silence has to be that much longer to be silence. */
  #awaitSilence(lagMs = 0): void {
    this.#cancelTimer();
    const { waitMs } = this.#codec;
    if (waitMs === undefined) return;
    const { after } = this.#desk.environment;
    this.#cancelTimer = after(waitMs + lagMs, () => {
      // Once more round the queue: keys that this window has not got to yet are older than this moment.
      this.#cancelTimer = after(0, () => {
        for (const decision of this.#codec.settle()) this.#carryOut(decision);
        this.#awaitSilence();
      });
    });
  }

  #carryOut(decision: WedgeDecision<HeldStroke>): void {
    switch (decision.kind) {
      case 'release':
        this.#stopRestoring();
        this.#typed(decision.tag);
        if (this.#before !== null) this.#before.after = this.#entryState();
        return;
      case 'scan':
        this.#takeBack();
        this.#desk.act({ kind: 'wedge-scan', code: decision.scan.text, aimId: decision.scan.aimId ?? null });
        return;
      case 'refused':
        this.#takeBack();
        this.#desk.show({
          kind: 'refusal',
          refusal: shownRefusalOf(refusalOf(decision.reason, decision.length)),
        });
        return;
      case 'vendor-answer':
        this.#takeBack();
        return;
      default:
        unreachable(decision);
    }
  }

  /** Undoes what strokes of a scan did before it was known for one. */
  #takeBack(): void {
    const before = this.#before;
    this.#before = null;
    this.#stopRestoring();
    if (before === null) return;
    // What has changed since is newer than those strokes, and stays.
    if (before.after !== null && before.after === this.#entryState()) before.restoreEntry();
    if (before.field === null || !before.field.field.isConnected) return;
    const stop = restoreField(before.field);
    const cancel = this.#desk.environment.after(this.#codec.maxGapMs, stop);
    this.#stopRestoring = () => {
      cancel();
      stop();
    };
  }

  #entryState(): string {
    const { entry, pinLength } = this.#desk.get();
    return `${this.#desk.view()?.screen} ${entry} ${pinLength}`;
  }

  /** The till may change its scanner's settings; a run that is in hand ends under the old ones. */
  #followSettings(): void {
    if (!this.#codec.isIdle) return;
    const options = wedgeOptions(this.#desk.view());
    const settings = JSON.stringify(options);
    if (settings === this.#settings) return;
    this.#settings = settings;
    this.#codec = new WedgeCodec(options);
    this.#before = null;
    this.#beforeOfRun = 0;
  }
}

/** How long ago the key went down, by the browser's clock. */
function lagOf(event: KeyboardEvent): number {
  const nowMs = event.view?.performance.now() ?? event.timeStamp;
  return Math.min(MOST_LAG_MS, Math.max(0, nowMs - event.timeStamp));
}

function strokeOf(event: KeyboardEvent): WedgeStroke {
  return {
    code: event.code,
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    isRepeat: event.repeat,
  };
}

/** What is said aloud: most bursts want another scan, some another setting of the scanner (docs/devices). */
function refusalOf(
  reason: WedgeRefusal,
  length: number,
): { readonly code: string; readonly number: string; readonly params: Readonly<Record<string, number>> } {
  switch (reason) {
    case 'embedded-end':
    case 'prefix-needed':
      return { code: 'scanner-setting', number: 'SCAN-104', params: {} };
    case 'interrupted':
    case 'no-end':
    case 'not-text':
    case 'too-long':
      return { code: 'scan-damaged', number: 'SCAN-102', params: { length } };
    default:
      return unreachable(reason);
  }
}
