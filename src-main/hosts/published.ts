import { assert } from '../base/assert.ts';
import type { TopicKinds } from '../contract/bridge.ts';
import type { WindowKind } from '../contract/windows.ts';

/** The newest message of every kept topic as JSON, for windows that open later. */
export class Published {
  readonly #topics: TopicKinds;
  readonly #newest = new Map<WindowKind, Map<string, string>>();

  constructor(topics: TopicKinds) {
    this.#topics = topics;
  }

  /** Turns `message` into JSON, and remembers it where its topic is a kept one. */
  remember(kind: WindowKind, topic: string, message: unknown): string {
    assert(Object.hasOwn(this.#topics, topic), 'only listed topics are published');
    const text: string | undefined = JSON.stringify(message);
    assert(text !== undefined, 'what is published survives JSON');
    if (this.isKept(topic)) {
      const ofKind = this.#newest.get(kind) ?? new Map<string, string>();
      this.#newest.set(kind, ofKind.set(topic, text));
    }
    return text;
  }

  isKept(topic: string): boolean {
    return this.#topics[topic] === 'kept';
  }

  /** What a window of this kind must be told first: topics with their newest message. */
  newest(kind: WindowKind): ReadonlyMap<string, string> {
    return this.#newest.get(kind) ?? new Map();
  }
}
