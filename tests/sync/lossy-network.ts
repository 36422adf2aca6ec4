import type { EntryStore } from '../../fixtures/head-office/entry-store.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { EntryBatch, MailPage, TopicPage } from '../../src-main/contract/head-office.ts';
import type { BatchAnswer, Transport, TransportError } from '../../src-main/sync/transport.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Chances in a hundred. */
export interface Weather {
  /** That a request never arrives. */
  readonly lost: number;
  /** That it arrives and the answer does not. */
  readonly answerLost: number;
  /** That it arrives once more, later. */
  readonly duplicated: number;
  /** That head office answers 500 and does nothing. */
  readonly faulty: number;
  /** Each way takes up to this long, which may be longer than the sender waits. */
  readonly maxDelayMs: number;
}

export const FINE: Weather = { lost: 0, answerLost: 0, duplicated: 0, faulty: 0, maxDelayMs: 20 };

const GIVES_UP_MS = 5_000;

/** A network between an uplink and a real inbox, with weather. What it does follows from the seed alone. */
export class LossyNetwork implements Transport {
  weather: Weather;
  /** Deliveries that have not reached the inbox yet: the network may hold them after the sender gave up. */
  #onItsWay = 0;
  readonly #store: EntryStore;
  readonly #time: VirtualTime;
  readonly #random: SeededRandom;

  constructor(store: EntryStore, time: VirtualTime, random: SeededRandom, weather: Weather) {
    this.#store = store;
    this.#time = time;
    this.#random = random;
    this.weather = weather;
  }

  get onItsWay(): number {
    return this.#onItsWay;
  }

  sendEntries(batch: EntryBatch): Promise<Result<BatchAnswer, TransportError>> {
    // As it was when it was sent: what arrives late must not be what the sender has made of it since.
    const sent: EntryBatch = structuredClone(batch);
    return new Promise((resolve) => {
      const giveUp = this.#time.after(GIVES_UP_MS, () => resolve(err({ kind: 'timed-out', detail: '' })));
      const answer = (result: Result<BatchAnswer, TransportError>): void => {
        if (this.#happens(this.weather.answerLost)) return;
        this.#time.after(this.#delayMs(), () => {
          giveUp();
          resolve(result);
        });
      };
      if (this.#happens(this.weather.lost)) return;
      this.#deliver(sent, answer);
      if (this.#happens(this.weather.duplicated)) this.#deliver(sent, () => {});
    });
  }

  async fetchTopic(): Promise<Result<TopicPage, TransportError>> {
    return err({ kind: 'closed' });
  }

  async fetchMail(): Promise<Result<MailPage, TransportError>> {
    return err({ kind: 'closed' });
  }

  async close(): Promise<void> {}

  #deliver(batch: EntryBatch, answer: (result: Result<BatchAnswer, TransportError>) => void): void {
    this.#onItsWay += 1;
    this.#time.after(this.#delayMs(), () => {
      this.#onItsWay -= 1;
      if (this.#happens(this.weather.faulty)) {
        answer(err({ kind: 'server-fault', status: 500 }));
        return;
      }
      void this.#store.store(batch).then((stored) => answer(ok(stored)));
    });
  }

  #happens(chance: number): boolean {
    return this.#random.below(100) < chance;
  }

  #delayMs(): number {
    return this.#random.below(this.weather.maxDelayMs + 1);
  }
}
