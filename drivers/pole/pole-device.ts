import type { Clock, Dispose, Timers } from '../../src-main/base/clock.ts';
import { Emitter } from '../../src-main/base/emitter.ts';
import type { Logger } from '../../src-main/base/log.ts';
import type { Result } from '../../src-main/base/result.ts';
import type { DeviceState } from '../device.ts';
import { stateOfClosedLink } from '../link/link-device-state.ts';
import type { Link, LinkError, LinkFault, LinkState } from '../link.ts';
import type { PoleBrightness } from './pole-commands.ts';
import { blankFrame, type PoleFrame, redrawBytes } from './pole-frame.ts';
import type { PoleProfile } from './profiles.ts';

/** Every reason in a display's state. `stalled`: the port is open and has not taken a redraw in time. */
export type PoleReason = 'closed' | 'opening' | LinkFault | 'stalled';

export type PoleEvent =
  | { readonly kind: 'state'; readonly state: DeviceState; readonly source: string }
  /** The operating system has taken this; what the display made of it nobody can know. */
  | { readonly kind: 'drawn'; readonly frame: PoleFrame; readonly source: string };

export interface PoleCounters {
  /** Calls of `show`. */
  readonly wishes: number;
  /** Wishes that a newer one replaced before they went out. */
  readonly coalesced: number;
  /** Redraws that the operating system took, with those after reconnecting and for refreshing. */
  readonly redraws: number;
  readonly bytesOut: number;
  /** Redraws that failed or stalled. */
  readonly failures: number;
}

export interface PoleFault {
  readonly reason: PoleReason;
  readonly detail: string;
  readonly atMs: number;
}

export interface PoleOptions {
  /** Which display, for events and the log. */
  readonly source: string;
  readonly profile: PoleProfile;
}

export interface PoleDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

/** After a redraw that an open port refused. */
const retryMs = 1_000;
/** Start and stop bit with eight data bits. */
const bitsPerByte = 10;

/**
 * A customer display: one-way, so that it only ever mirrors the newest wish. `show` never waits and never fails;
 * between two redraws lies at least `minIntervalMs`, and of the wishes in between the newest alone is drawn. After
 * every reconnection, and `refreshMs` after the last redraw, the newest wish is drawn again from scratch.
 */
export class PoleDevice {
  readonly #link: Link;
  readonly #options: PoleOptions;
  readonly #deps: PoleDeps;
  readonly #events: Emitter<PoleEvent>;
  readonly #disposers: Dispose[] = [];
  #state: DeviceState = { status: 'closed', reason: 'closed' };
  #counters: PoleCounters = { wishes: 0, coalesced: 0, redraws: 0, bytesOut: 0, failures: 0 };
  #lastFault: PoleFault | undefined;
  #frame: PoleFrame = blankFrame;
  #brightness: PoleBrightness;
  /** A wish that has not gone out yet. */
  #hasNews = false;
  #isFromScratch = true;
  /** What the display shows, if it shows what it was told; undefined when that is in doubt. */
  #drawn: Uint8Array | undefined;
  #sentAtMs = 0;
  #nextAtMs = 0;
  #isWriting = false;
  /** Counts the lives of the port: what a write of an earlier one answers means nothing. */
  #life = 0;
  #cancelTimer: Dispose = () => {};
  #cancelStall: Dispose = () => {};

  constructor(link: Link, options: PoleOptions, deps: PoleDeps) {
    this.#link = link;
    this.#options = options;
    this.#deps = deps;
    this.#brightness = options.profile.brightness;
    this.#events = new Emitter((error) =>
      deps.log.log('error', 'a listener of a display failed', {
        source: options.source,
        error: String(error),
      }),
    );
  }

  get state(): DeviceState {
    return this.#state;
  }

  get counters(): PoleCounters {
    return this.#counters;
  }

  /** The newest fault; it stays after the display is back. */
  get lastFault(): PoleFault | undefined {
    return this.#lastFault;
  }

  /** Listens to the link and opens it. What an earlier run left on the display is wiped. Idempotent. */
  open(): void {
    if (this.#disposers.length > 0) return;
    this.#disposers.push(
      this.#link.onState((state) => this.#linkChanged(state)),
      // A display says nothing; but a port that nobody reads notices too late that it is gone.
      this.#link.onData(() => {}),
    );
    this.#link.open();
  }

  /** Closes the link for good; the display keeps what it shows. Idempotent. */
  async close(): Promise<void> {
    this.#cancelTimer();
    this.#cancelStall();
    await this.#link.close();
    for (const dispose of this.#disposers) dispose();
  }

  /** Wishes for this on the display. Whatever fails, the newest wish is drawn when the display is back. */
  show(frame: PoleFrame): void {
    this.#count({ wishes: 1, coalesced: this.#hasNews ? 1 : 0 });
    this.#frame = frame;
    this.#hasNews = true;
    this.#draw();
  }

  setBrightness(brightness: PoleBrightness): void {
    this.#brightness = brightness;
    this.#draw();
  }

  /** Draws the newest wish again from scratch, for whoever stands before a display that shows something else. */
  redraw(): void {
    this.#isFromScratch = true;
    this.#draw();
  }

  onEvent(listener: (event: PoleEvent) => void): Dispose {
    return this.#events.on(listener);
  }

  /** Sends what the display should show and does not yet, now or as soon as it may. */
  #draw(): void {
    if (this.#link.state.status !== 'open' || this.#isWriting) return;
    this.#cancelTimer();
    const waitMs = this.#nextAtMs - this.#deps.clock.monotonicMs();
    if (waitMs > 0) {
      this.#cancelTimer = this.#deps.timers.after(waitMs, () => this.#draw());
      return;
    }
    const { profile } = this.#options;
    const wanted = redrawBytes(profile, this.#frame, { brightness: this.#brightness, isFromScratch: false });
    if (this.#isFromScratch || !isSame(wanted, this.#drawn)) {
      this.#send(wanted);
      return;
    }
    this.#hasNews = false;
    this.#awaitRefresh();
  }

  #send(wanted: Uint8Array): void {
    const { profile } = this.#options;
    const frame = this.#frame;
    const bytes = this.#isFromScratch
      ? redrawBytes(profile, frame, { brightness: this.#brightness, isFromScratch: true })
      : wanted;
    this.#hasNews = false;
    this.#isFromScratch = false;
    this.#drawn = wanted;
    this.#isWriting = true;
    // Never faster than the line, or old redraws would pile up in the operating system's buffer.
    const lineMs = Math.ceil((bytes.length * bitsPerByte * 1_000) / profile.baudRate);
    this.#sentAtMs = this.#deps.clock.monotonicMs();
    this.#nextAtMs = this.#sentAtMs + Math.max(profile.minIntervalMs, lineMs);
    this.#cancelStall = this.#deps.timers.after(profile.writeTimeoutMs, () => this.#stalled());
    const life = this.#life;
    void this.#link.write(bytes).then((result) => {
      if (life === this.#life) this.#written(result, bytes.length, frame);
    });
  }

  #written(result: Result<void, LinkError>, byteCount: number, frame: PoleFrame): void {
    this.#cancelStall();
    this.#isWriting = false;
    if (result.ok) {
      this.#count({ redraws: 1, bytesOut: byteCount });
      this.#setState({ status: 'enabled' });
      this.#events.emit({ kind: 'drawn', frame, source: this.#options.source });
    } else {
      this.#inDoubt();
      this.#nextAtMs = this.#deps.clock.monotonicMs() + retryMs;
      this.#failed(result.error.fault, result.error.detail);
    }
    this.#draw();
  }

  /** The write stays with the operating system; when it is taken after all, the newest wish follows it. */
  #stalled(): void {
    this.#inDoubt();
    this.#failed('stalled', `not taken within ${this.#options.profile.writeTimeoutMs} ms`);
  }

  #failed(reason: PoleReason, detail: string): void {
    this.#count({ failures: 1 });
    this.#fault(reason, detail);
    if (this.#link.state.status === 'open') this.#setState({ status: 'offline', reason });
  }

  #fault(reason: PoleReason, detail: string): void {
    this.#lastFault = { reason, detail, atMs: this.#deps.clock.nowMs() };
    this.#deps.log.log('info', 'display fault', { source: this.#options.source, reason, detail });
  }

  #inDoubt(): void {
    this.#isFromScratch = true;
    this.#drawn = undefined;
  }

  #awaitRefresh(): void {
    const { refreshMs } = this.#options.profile;
    if (refreshMs <= 0) return;
    const waitMs = Math.max(0, this.#sentAtMs + refreshMs - this.#deps.clock.monotonicMs());
    this.#cancelTimer = this.#deps.timers.after(waitMs, () => this.redraw());
  }

  #linkChanged(link: LinkState): void {
    this.#life += 1;
    this.#isWriting = false;
    this.#cancelStall();
    this.#cancelTimer();
    this.#inDoubt();
    if (link.status === 'waiting') this.#fault(link.fault, link.detail);
    // A display answers nothing, so an open port is all that can be known of its health.
    this.#setState(stateOfClosedLink(link, this.#state) ?? { status: 'enabled' });
    this.#draw();
  }

  #setState(state: DeviceState): void {
    if (state.status === this.#state.status && state.reason === this.#state.reason) return;
    this.#state = state;
    this.#events.emit({ kind: 'state', state, source: this.#options.source });
  }

  #count(more: Partial<PoleCounters>): void {
    const { wishes, coalesced, redraws, bytesOut, failures } = this.#counters;
    this.#counters = {
      wishes: wishes + (more.wishes ?? 0),
      coalesced: coalesced + (more.coalesced ?? 0),
      redraws: redraws + (more.redraws ?? 0),
      bytesOut: bytesOut + (more.bytesOut ?? 0),
      failures: failures + (more.failures ?? 0),
    };
  }
}

function isSame(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
