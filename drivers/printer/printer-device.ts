import type { Dispose } from '../../src-main/base/clock.ts';
import { Emitter } from '../../src-main/base/emitter.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { DeviceState } from '../device.ts';
import { stateOfClosedLink } from '../link/link-device-state.ts';
import type { Link } from '../link.ts';
import { DrawerKicker, type DrawerResult, drawerSpringMs, type KickOptions } from './drawer-kicker.ts';
import { recoverAndClear, recoverAndRetry } from './escpos-commands.ts';
import { awaitPrinted, sendJob } from './job-run.ts';
import { type InterruptCause, JobWatch } from './job-watch.ts';
import { type PrinterDeps, PrinterLine } from './printer-line.ts';
import {
  type PrinterCounters,
  type PrinterDeviceState,
  type PrinterFault,
  PrinterRecord,
  printerStateOf,
} from './printer-record.ts';
import { isDrawerOpen, type PrinterStatus, stateOfStatus, troubleOf } from './printer-status.ts';
import { PrinterStep } from './printer-step.ts';
import type { PrinterProfile } from './profiles.ts';

/** Why nothing was sent. `offline` includes a port that is not there; `no-answer`, one with a silent printer behind it. */
export type NotReadyReason =
  | 'paper-out'
  | 'cover-open'
  | 'offline'
  | 'error'
  | 'no-answer'
  | 'nonsense'
  | 'stalled';

export type PrintFailure =
  /** Nothing of the job has left; it can be printed later as if it had never been tried. */
  | { readonly kind: 'not-ready'; readonly reason: NotReadyReason }
  /** `onFirstByte` failed, so nothing has left. */
  | { readonly kind: 'not-started'; readonly detail: string }
  /**
   * Something may be on paper, all of it even; only a person who looks can tell. `bytesWritten` is how much the
   * operating system had taken for certain.
   */
  | { readonly kind: 'interrupted'; readonly cause: InterruptCause; readonly bytesWritten: number };

export interface PrintOptions {
  /** Awaited before the first byte leaves: the place to note durably that from now on paper may carry something. */
  readonly onFirstByte: () => Promise<void>;
}

export type KickFailure =
  | { readonly kind: 'not-ready'; readonly reason: NotReadyReason }
  /** Not done in time; what was sent has been cleared from the printer, so that it cannot open later by itself. */
  | { readonly kind: 'timed-out' };

export type PrinterEvent =
  | { readonly kind: 'state'; readonly state: PrinterDeviceState; readonly status: PrinterStatus | undefined }
  /** The drawer was opened or closed; `isOurs` when by a pulse of ours. */
  | { readonly kind: 'drawer'; readonly isOpen: boolean; readonly isOurs: boolean };

/**
 * A receipt printer and the drawer that hangs on it: one owner of the port, one job at a time.
 * A job is reported printed only when the printer itself has said so after the last byte.
 */
export class PrinterDevice {
  readonly #line: PrinterLine;
  readonly #step: PrinterStep;
  readonly #drawer: DrawerKicker;
  readonly #profile: PrinterProfile;
  readonly #deps: PrinterDeps;
  readonly #record: PrinterRecord;
  readonly #events: Emitter<PrinterEvent>;
  #disposers: Dispose[] = [];
  #jobs: Promise<unknown> = Promise.resolve();
  #state: PrinterDeviceState = { status: 'closed', reason: 'closed' };
  #status: PrinterStatus | undefined;
  #isClosed = false;
  #isSending = false;
  #isJobRunning = false;
  #watch: JobWatch | undefined;
  #wasHeard = false;
  #wasDrawerOpen: boolean | undefined;
  #seenSession = 0;
  #seenRestarts = 0;
  #cancelPoll: Dispose = () => {};

  constructor(link: Link, profile: PrinterProfile, deps: PrinterDeps) {
    this.#record = new PrinterRecord(deps.clock);
    const { counters } = this.#record;
    this.#line = new PrinterLine(link, profile.timeouts, counters, deps);
    this.#step = new PrinterStep(this.#line, profile, deps.clock);
    this.#drawer = new DrawerKicker(this.#line, this.#step, profile, deps.clock, counters);
    this.#profile = profile;
    this.#deps = deps;
    this.#events = new Emitter((error) =>
      deps.log.log('error', 'a listener of a printer failed', { link: link.name, error: String(error) }),
    );
  }

  get state(): PrinterDeviceState {
    return this.#state;
  }

  get counters(): Readonly<PrinterCounters> {
    return this.#record.counters;
  }

  /** What last kept it from working, or interrupted a job; undefined while nothing has. */
  get lastFault(): PrinterFault | undefined {
    return this.#record.lastFault;
  }

  /** What the printer told last; undefined while it is not connected or has not answered yet. */
  get status(): PrinterStatus | undefined {
    return this.#status;
  }

  /** Opens the link and keeps an eye on the printer from now on. Idempotent. */
  open(): void {
    if (this.#disposers.length > 0 || this.#isClosed) return;
    this.#disposers = [this.#line.onChange(() => this.#changed())];
    this.#line.open();
  }

  /** Ends for good; the job in hand is interrupted, waiting ones are not ready. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelPoll();
    await this.#line.close();
    await this.#jobs;
    for (const dispose of this.#disposers) dispose();
  }

  onEvent(listener: (event: PrinterEvent) => void): Dispose {
    return this.#events.on(listener);
  }

  /**
   * Prints one job, after those before it. Resolves when the printer has confirmed it or it has failed; while paper
   * or cover need a person it waits, since the printer keeps what it has and goes on by itself.
   * @param bytes a whole job, such as `encodeReceipt` makes.
   */
  print(
    bytes: Uint8Array,
    options: PrintOptions,
  ): Promise<Result<{ readonly confirmed: 'status' }, PrintFailure>> {
    return this.#inTurn(() => this.#print(bytes, options));
  }

  /**
   * Opens the drawer, by a job of its own. It happens within the profile's `kickMs` of this call or not at all: a drawer
   * must not spring open later, when nobody stands there.
   */
  kickDrawer(options: KickOptions = {}): Promise<Result<{ readonly drawer: DrawerResult }, KickFailure>> {
    const { kickMs } = this.#profile.timeouts;
    const deadlineMs = this.#nowMs() + kickMs;
    return new Promise((resolve, reject) => {
      let isStarted = false;
      // The job in front may be waiting for paper; whoever wants the drawer must not wait with it.
      const cancel = this.#deps.timers.after(kickMs, () => {
        if (!isStarted) resolve(err({ kind: 'timed-out' }));
      });
      this.#inTurn(() => {
        isStarted = true;
        cancel();
        return this.#kick(options, deadlineMs);
      }).then(resolve, reject);
    });
  }

  /**
   * After a cutter jam has been cleared by hand: go on from where it stopped, or drop the rest of the job.
   */
  async recover(how: 'retry' | 'clear'): Promise<void> {
    if (how === 'clear') this.giveUp();
    await this.#line.write(how === 'retry' ? recoverAndRetry : recoverAndClear);
  }

  /** A job or a pulse is in hand. */
  get isBusy(): boolean {
    return this.#isJobRunning;
  }

  /** Ends the job in hand as interrupted, when a person does not want to wait for it any longer. */
  giveUp(): void {
    this.#watch?.giveUp();
    this.#line.wake();
  }

  #nowMs(): number {
    return this.#deps.clock.monotonicMs();
  }

  #inTurn<Value>(job: () => Promise<Value>): Promise<Value> {
    const done = this.#jobs.then(async () => {
      this.#isJobRunning = true;
      try {
        return await job();
      } finally {
        this.#isJobRunning = false;
      }
    });
    // The caller hears of a failure; the next job does not depend on it.
    this.#jobs = done.catch(() => {});
    return done;
  }

  async #print(
    bytes: Uint8Array,
    options: PrintOptions,
  ): Promise<Result<{ readonly confirmed: 'status' }, PrintFailure>> {
    const reason = await this.#whyNotReady();
    if (reason !== undefined) return err({ kind: 'not-ready', reason });
    this.#isSending = true; // no question may land inside the job
    await this.#line.quiet();
    if (!this.#step.isInStep) {
      this.#isSending = false;
      return err({ kind: 'not-ready', reason: 'offline' }); // lost in this very moment
    }
    const watch = new JobWatch(this.#line, this.#deps.clock, this.#profile.timeouts, bytes.length);
    this.#watch = watch;
    try {
      return await this.#printWatched(bytes, options, watch);
    } finally {
      this.#isSending = false;
      this.#watch = undefined;
      watch.dispose();
    }
  }

  async #printWatched(
    bytes: Uint8Array,
    options: PrintOptions,
    watch: JobWatch,
  ): Promise<Result<{ readonly confirmed: 'status' }, PrintFailure>> {
    try {
      await options.onFirstByte();
    } catch (error) {
      return err({ kind: 'not-started', detail: String(error) });
    }
    this.#step.lose();
    this.#record.counters.jobs += 1;
    const sent = await sendJob(this.#line, bytes, watch, this.#profile.timeouts.pollMs);
    this.#isSending = false;
    const outcome =
      sent.cause ?? (await awaitPrinted(this.#line, this.#profile, watch, () => this.#pollSoon(0)));
    if (outcome !== 'printed') {
      this.#record.counters.interrupted += 1;
      this.#record.fault(outcome, `after ${sent.bytesWritten} of ${bytes.length} bytes`);
      this.#line.fillUp();
      this.#deps.log.log('warn', 'print job interrupted', {
        cause: outcome,
        bytesWritten: sent.bytesWritten,
      });
      return err({ kind: 'interrupted', cause: outcome, bytesWritten: sent.bytesWritten });
    }
    this.#step.regain();
    this.#record.counters.printed += 1;
    return ok({ confirmed: 'status' });
  }

  /** Asks the printer, now, and gets in step with it; what it said a second ago is no promise. */
  async #whyNotReady(): Promise<NotReadyReason | undefined> {
    if (!this.#line.isOpen) return 'offline';
    if (this.#line.isStalled) return 'stalled';
    const status = await this.#line.refresh();
    if (status === undefined) return this.#whyUnheard();
    const trouble = troubleOf(status);
    switch (trouble) {
      case 'paper-out':
      case 'cover-open':
        return trouble;
      case 'cutter-jam':
      case 'recoverable':
      case 'unrecoverable':
        return 'error';
      case 'head-hot':
      case 'offline':
        return 'offline';
      case undefined:
        return (await this.#step.ensure()) ? undefined : this.#whyUnheard();
    }
  }

  #whyUnheard(): NotReadyReason {
    if (!this.#line.isOpen) return 'offline';
    return this.#line.isNonsense ? 'nonsense' : 'no-answer';
  }

  async #kick(
    options: KickOptions,
    deadlineMs: number,
  ): Promise<Result<{ readonly drawer: DrawerResult }, KickFailure>> {
    if (this.#nowMs() >= deadlineMs) return err({ kind: 'timed-out' });
    const reason = await this.#whyNotReady();
    if (reason !== undefined) return err({ kind: 'not-ready', reason });
    const kicked = await this.#drawer.kick(options, deadlineMs);
    return kicked.ok ? kicked : err({ kind: kicked.error });
  }

  /** Something happened on the line: keep state, status and polling up with it. */
  #changed(): void {
    const { session, restarts, isOpen } = this.#line;
    if (session !== this.#seenSession || restarts !== this.#seenRestarts) {
      this.#seenSession = session;
      this.#seenRestarts = restarts;
      this.#step.lose();
      this.#wasHeard = false;
      this.#cancelPoll();
      if (isOpen) this.#pollSoon(0);
    }
    this.#follow();
  }

  /** Shows what link, status and flow of bytes amount to. */
  #follow(): void {
    const { linkState, status, isStalled } = this.#line;
    const closed = stateOfClosedLink(linkState, this.#state);
    if (closed !== undefined) this.#show(closed, undefined, 'detail' in linkState ? linkState.detail : '');
    else if (status !== undefined) {
      const state = stateOfStatus(status);
      if (state.status === 'enabled' && isStalled) this.#showStalled(status);
      else this.#show(state, status);
    } else if (isStalled) this.#showStalled(undefined);
    else if (this.#state.reason !== 'no-answer' && this.#state.reason !== 'nonsense')
      this.#show({ status: 'claimed', reason: 'opening' }, undefined);
  }

  #showStalled(status: PrinterStatus | undefined): void {
    const detail = `no byte taken for ${this.#profile.timeouts.stallMs} ms`;
    this.#show({ status: 'offline', reason: 'stalled' }, status, detail);
  }

  #show(shown: DeviceState, status: PrinterStatus | undefined, detail = ''): void {
    const state = printerStateOf(shown);
    const isSameState = state.status === this.#state.status && state.reason === this.#state.reason;
    const isSame = isSameState && JSON.stringify(status) === JSON.stringify(this.#status);
    this.#state = state;
    this.#status = status;
    if (isSame) return;
    const isFault = state.status === 'offline' || state.status === 'error' || state.reason === 'no-answer';
    if (!isSameState && isFault) this.#record.fault(state.reason ?? 'failed', detail);
    this.#events.emit({ kind: 'state', state, status });
    if (status === undefined) return;
    this.#wasHeard = true;
    this.#noticeDrawer(isDrawerOpen(status, this.#profile.drawer));
  }

  #noticeDrawer(isOpen: boolean | undefined): void {
    const wasOpen = this.#wasDrawerOpen;
    this.#wasDrawerOpen = isOpen;
    if (isOpen === undefined || wasOpen === undefined || isOpen === wasOpen) return;
    const isOurs = isOpen && this.#nowMs() - this.#drawer.lastKickAtMs < 2 * drawerSpringMs;
    this.#events.emit({ kind: 'drawer', isOpen, isOurs });
  }

  #pollSoon(delayMs: number): void {
    this.#cancelPoll();
    if (this.#isClosed) return;
    this.#cancelPoll = this.#deps.timers.after(delayMs, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    const { session } = this.#line;
    if (!this.#line.isOpen) return; // the next connection starts polling anew
    if (this.#line.isStalled) this.#follow();
    // While a job's bytes are on their way a question could land inside a command; reports still come unasked.
    else if (!this.#isSending) {
      const status = await this.#line.refresh();
      if (session !== this.#line.session) return;
      if (status === undefined && !this.#isJobRunning) this.#fellSilent();
      if (
        status !== undefined &&
        troubleOf(status) === undefined &&
        !this.#isJobRunning &&
        !this.#step.isInStep
      ) {
        this.#greet();
      }
    }
    this.#pollSoon(this.#profile.timeouts.pollMs);
  }

  /** A silent printer on a standing line: never heard in this connection, or heard before. */
  #fellSilent(): void {
    this.#line.forgetStatus();
    if (this.#line.isNonsense) {
      const detail = `${this.#record.counters.nonsenseBytes} bytes that are no status`;
      this.#show({ status: 'error', reason: 'nonsense' }, undefined, detail);
      return;
    }
    const detail = `no answer within ${this.#profile.timeouts.answerMs} ms`;
    this.#show({ status: this.#wasHeard ? 'offline' : 'claimed', reason: 'no-answer' }, undefined, detail);
  }

  /** Gets in step with a printer that has just come, so that the first job need not wait and changes are reported. */
  #greet(): void {
    void this.#inTurn(async () => {
      if (this.#line.isOpen && !this.#step.isInStep) await this.#step.ensureGently();
    });
  }
}
