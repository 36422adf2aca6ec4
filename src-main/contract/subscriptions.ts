import type { Dispose } from '../base/clock.ts';
import type { Topic } from './bridge.ts';
import { topics } from './bridge.ts';

/** Hands what the core has published to the window's listeners: the window's half of the topics. */
export class Subscriptions {
  readonly #newest = new Map<Topic, unknown>();
  readonly #listeners = new Map<Topic, Set<(message: unknown) => void>>();

  /** Hears `topic` from now on; of a kept topic the newest message at once, where there is any. */
  on(topic: Topic, listener: (message: unknown) => void): Dispose {
    // A function of its own for each call, so that one listener may be added twice and taken away once.
    const own = (message: unknown) => listener(message);
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(own));
    if (this.#newest.has(topic)) own(this.#newest.get(topic));
    return () => {
      listeners.delete(own);
    };
  }

  /**
   * Tells every listener. A topic that this window does not know is passed over.
   * @throws what the first failing listener threw, once all have been told.
   */
  tell(topic: string, message: unknown): void {
    if (!isTopic(topic)) return;
    if (topics[topic] === 'kept') this.#newest.set(topic, message);
    const failures: unknown[] = [];
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) {
      try {
        listener(message);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

function isTopic(topic: string): topic is Topic {
  return Object.hasOwn(topics, topic);
}
