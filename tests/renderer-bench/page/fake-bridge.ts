import type { Answer, BenchBridge, Connection, Topic } from '../../../src-main/contract/bridge.ts';
import { methodName } from '../../../src-main/contract/bridge.ts';
import { benchChannelNames } from '../../../src-main/contract/channel-names.ts';

type Listener = (message: unknown) => void;

/** A call that the page made: the function's name and what it was given. */
export interface SeenCall {
  readonly name: string;
  readonly input: unknown;
}

/**
 * The other end of a window's bridge, held by the test: it keeps what was called, answers what it was told to, and
 * publishes what it is given.
 */
export class FakeBridge {
  readonly kind = 'workbench';
  readonly calls: SeenCall[] = [];
  /** What every call is answered; null keeps calls waiting until `answerWaiting`. */
  answer: Answer | null = { ok: true, value: null };

  readonly #waiting: ((answer: Answer) => void)[] = [];
  readonly #listeners = new Map<Topic, Set<Listener>>();
  readonly #newest = new Map<Topic, unknown>();
  readonly #connectionListeners = new Set<(connection: Connection) => void>();
  #connection: Connection = 'open';

  constructor() {
    const methods = benchChannelNames.map((channel) => {
      const name = methodName(channel);
      return [name, (input: unknown) => this.#call(name, input)];
    });
    Object.assign(this, Object.fromEntries(methods));
  }

  /** Seen as the workbench sees it: the constructor gave it a function for each channel. */
  asBenchBridge(): BenchBridge {
    return this as unknown as BenchBridge;
  }

  onPublished(topic: Topic, listener: Listener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    if (this.#newest.has(topic)) listener(this.#newest.get(topic));
    return () => listeners.delete(listener);
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    this.#connectionListeners.add(listener);
    listener(this.#connection);
    return () => this.#connectionListeners.delete(listener);
  }

  publish(message: unknown): void {
    this.#newest.set('view', message);
    for (const listener of this.#listeners.get('view') ?? []) listener(message);
  }

  connect(connection: Connection): void {
    this.#connection = connection;
    for (const listener of this.#connectionListeners) listener(connection);
  }

  answerWaiting(answer: Answer): void {
    for (const resolve of this.#waiting.splice(0)) resolve(answer);
  }

  #call(name: string, input: unknown): Promise<Answer> {
    this.calls.push({ name, input });
    if (this.answer !== null) return Promise.resolve(this.answer);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
