import { useSyncExternalStore } from 'react';

/** A value that changes as a whole, and those who look at it. */
export interface Readable<State> {
  get(): State;
  subscribe(listener: () => void): () => void;
}

/** The simplest store: a snapshot and its listeners. */
export class SnapshotStore<State> implements Readable<State> {
  #state: State;
  readonly #listeners = new Set<() => void>();

  constructor(initial: State) {
    this.#state = initial;
  }

  readonly get = (): State => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Replaces the snapshot; listeners hear only of a different one. */
  set(next: State): void {
    if (Object.is(next, this.#state)) return;
    this.#state = next;
    for (const listener of [...this.#listeners]) listener();
  }
}

/**
 * What `select` sees in the store, drawn anew only when it sees something else. `select` returns a part of the state
 * or a primitive, never a freshly made object.
 */
export function useSelected<State, Part>(store: Readable<State>, select: (state: State) => Part): Part {
  const read = () => select(store.get());
  return useSyncExternalStore(store.subscribe, read, read);
}
