import type { Clock } from '../base/clock.ts';
import type { MessageView, TillEvent } from '../contract/views.ts';

const KEPT = 50;

/** The last refusals that nobody asked for, for whoever looks them up later (F10). */
export class MessageList {
  readonly #clock: Pick<Clock, 'nowMs'>;
  #messages: readonly MessageView[] = [];
  #nextId = 1;

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.#clock = clock;
  }

  get newestFirst(): readonly MessageView[] {
    return this.#messages;
  }

  keep(event: TillEvent): void {
    if (event.kind !== 'refusal') return;
    const message = { messageId: this.#nextId++, atMs: this.#clock.nowMs(), refusal: event.refusal };
    this.#messages = [message, ...this.#messages].slice(0, KEPT);
  }
}
