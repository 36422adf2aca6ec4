import type { Clock } from '../../src-main/base/clock.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import { drawerKick } from './escpos-commands.ts';
import type { PrinterLine } from './printer-line.ts';
import type { PrinterCounters } from './printer-record.ts';
import { isDrawerOpen } from './printer-status.ts';
import type { PrinterStep } from './printer-step.ts';
import type { PrinterProfile } from './profiles.ts';

export interface KickOptions {
  /** The profile's values unless told. */
  readonly pin?: 2 | 5;
  readonly onMs?: number;
  readonly offMs?: number;
}

/** What became of a pulse that the printer has executed. `unknown`: the drawer's switch is not wired. */
export type DrawerResult = 'opened' | 'still-closed' | 'unknown';

/** A solenoid must cool down. */
const leastMsBetweenKicks = 500;
/** A drawer needs a moment to spring open. */
export const drawerSpringMs = 1_000;

/** Sends drawer pulses to a printer that is online and in step, and sees what came of them. */
export class DrawerKicker {
  readonly #line: PrinterLine;
  readonly #step: PrinterStep;
  readonly #profile: PrinterProfile;
  readonly #clock: Clock;
  readonly #counters: PrinterCounters;
  #lastKickAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    line: PrinterLine,
    step: PrinterStep,
    profile: PrinterProfile,
    clock: Clock,
    counters: PrinterCounters,
  ) {
    this.#line = line;
    this.#step = step;
    this.#profile = profile;
    this.#clock = clock;
    this.#counters = counters;
  }

  /** Elapsed reading of the last pulse. */
  get lastKickAtMs(): number {
    return this.#lastKickAtMs;
  }

  /** One pulse, executed before `deadlineMs` (Clock.monotonicMs) or cleared from the printer. */
  async kick(
    options: KickOptions,
    deadlineMs: number,
  ): Promise<Result<{ readonly drawer: DrawerResult }, 'timed-out'>> {
    const { session } = this.#line;
    const isLate = () => this.#clock.monotonicMs() >= deadlineMs;
    const isLost = () => session !== this.#line.session;
    const isCool = () => this.#clock.monotonicMs() - this.#lastKickAtMs >= leastMsBetweenKicks;
    await this.#line.until(() => isCool() || isLate() || undefined, leastMsBetweenKicks);
    if (isLate() || isLost()) return err('timed-out');
    this.#lastKickAtMs = this.#clock.monotonicMs();
    this.#counters.drawerKicks += 1;
    const { kickPin, onMs, offMs } = this.#profile.drawer;
    void this.#line.write(drawerKick({ pin: kickPin, onMs, offMs, ...options }));
    this.#line.askInOrder('drawer');
    const waitMs = Math.max(1, deadlineMs - this.#clock.monotonicMs());
    await this.#line.until(() => this.#line.isCaughtUp || isLate() || isLost() || undefined, waitMs);
    if (isLost()) return err('timed-out');
    if (!this.#line.isCaughtUp) {
      this.#step.lose();
      await this.#line.clearBuffers();
      return err('timed-out');
    }
    return ok({ drawer: await this.#awaitDrawer(session) });
  }

  async #awaitDrawer(session: number): Promise<DrawerResult> {
    if (!this.#profile.drawer.isSenseWired) return 'unknown';
    const untilMs = this.#clock.monotonicMs() + drawerSpringMs;
    const isOver = () => session !== this.#line.session || this.#clock.monotonicMs() >= untilMs;
    for (;;) {
      await this.#line.refresh();
      if (this.#isOpen()) return 'opened';
      if (session !== this.#line.session) return 'unknown';
      if (isOver()) return 'still-closed';
      await this.#line.until(() => this.#isOpen() || isOver() || undefined, drawerSpringMs / 4);
    }
  }

  #isOpen(): boolean {
    const { status } = this.#line;
    return status !== undefined && isDrawerOpen(status, this.#profile.drawer) === true;
  }
}
