import {
  type Answer,
  bridgeMethods,
  type Connection,
  type TillBridge,
} from '../../src-main/contract/bridge.ts';
import { tillChannelNames } from '../../src-main/contract/channel-names.ts';
import type { CashierView, TillEvent } from '../../src-main/contract/views.ts';

/** One call that the window made. */
export interface FakeCall {
  readonly channel: string;
  readonly input: Readonly<Record<string, unknown>>;
}

type Answerer = (input: Readonly<Record<string, unknown>>) => Answer | Promise<Answer>;

export const DONE: Answer = { ok: true, value: null };

/** A refusal as the core answers it. */
export function refusal(
  code: string,
  params: Readonly<Record<string, string | number>> = {},
  number = code,
): Answer {
  return { ok: false, error: { code, number, params } as { code: string; params: typeof params } };
}

/**
 * A till without a core: it plays the views that a test gives it, remembers what the window asked, and answers as it
 * was told, or else with "done".
 */
export class FakeTill {
  readonly calls: FakeCall[] = [];
  readonly bridge: TillBridge;
  readonly #answers = new Map<string, Answerer>();
  readonly #listeners = {
    view: new Set<(message: unknown) => void>(),
    event: new Set<(message: unknown) => void>(),
  };
  readonly #connectionListeners = new Set<(connection: Connection) => void>();
  #view: CashierView | null = null;
  #revision = 0;

  constructor() {
    const methods = bridgeMethods(tillChannelNames, (channel, input) => this.#call(channel, input));
    const common: Pick<TillBridge, 'kind' | 'onPublished' | 'onConnection'> = {
      kind: 'cashier',
      onPublished: (topic, listener) => {
        this.#listeners[topic].add(listener);
        if (topic === 'view' && this.#view !== null) listener(this.#view);
        return () => this.#listeners[topic].delete(listener);
      },
      onConnection: (listener) => {
        this.#connectionListeners.add(listener);
        listener('open');
        return () => this.#connectionListeners.delete(listener);
      },
    };
    this.bridge = { ...methods, ...common } as unknown as TillBridge;
  }

  /** Publishes a view; its revision is the next one. A copy goes out, as over a real bridge. */
  show(view: CashierView): void {
    this.#revision += 1;
    this.#view = structuredClone({ ...view, revision: this.#revision });
    for (const listener of this.#listeners.view) listener(this.#view);
  }

  /** Publishes a view exactly as given, revision included. */
  showRaw(view: CashierView): void {
    this.#view = structuredClone(view);
    for (const listener of this.#listeners.view) listener(this.#view);
  }

  emit(event: TillEvent): void {
    for (const listener of this.#listeners.event) listener(structuredClone(event));
  }

  connection(connection: Connection): void {
    for (const listener of this.#connectionListeners) listener(connection);
  }

  /** How a channel is answered from now on. */
  answer(channel: string, answerer: Answerer): void {
    this.#answers.set(channel, answerer);
  }

  /** The inputs of all calls of a channel so far. */
  callsOf(channel: string): readonly FakeCall['input'][] {
    return this.calls.filter((call) => call.channel === channel).map(({ input }) => input);
  }

  async #call(channel: string, input: unknown): Promise<Answer> {
    const plain = structuredClone(input) as FakeCall['input'];
    this.calls.push({ channel, input: plain });
    return (await this.#answers.get(channel)?.(plain)) ?? DONE;
  }
}
