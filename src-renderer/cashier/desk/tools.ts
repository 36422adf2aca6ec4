import type { CartView, CashierView, Cue } from '../../../src-main/contract/views.ts';
import type { WindowEnvironment } from '../../ui/environment.ts';
import type { Outcome } from '../../ui/state/answers.ts';
import type { TillClient } from '../../ui/state/till-client.ts';
import type { Desk, Notice, SingleAsk } from './desk.ts';

/** What the acts of the desk work with. */
export interface DeskTools {
  readonly client: TillClient;
  readonly environment: WindowEnvironment;
  view(): CashierView | null;
  cart(): CartView | null;
  desk(): Desk;
  /** Replaces parts of the desk. */
  change(patch: Partial<Desk>): void;
  /** Shows a notice with its sound. */
  show(notice: Notice): void;
  /** Takes the banner down; what it said stays in the message list. */
  dismiss(): void;
  play(cue: Cue): void;
  /**
   * Waits for the core. A refusal is shown; a success takes down the banner that stood. Resolves to whether it was
   * done.
   */
  settle(asked: Promise<Outcome>): Promise<boolean>;
  /**
   * The same for asks that must not be made twice at once: while one has no answer another of its kind is dropped,
   * so that ten presses in fifty milliseconds are one.
   * @returns null when it was dropped.
   */
  single(kind: SingleAsk, ask: () => Promise<Outcome>): Promise<boolean> | null;
}
