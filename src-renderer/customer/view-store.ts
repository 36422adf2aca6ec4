import type { BridgeCommon, Connection } from '../../src-main/contract/bridge.ts';
import { shareStructure } from '../ui/state/share-structure.ts';
import { SnapshotStore } from '../ui/state/snapshot-store.ts';

/** What the core has shown a window so far. */
export interface ViewSnapshot<View> {
  /** Null until the first view arrives. */
  readonly view: View | null;
  readonly connection: Connection;
}

/** The part of a bridge from which a store is fed. */
export type ViewSource = Pick<BridgeCommon, 'onPublished' | 'onConnection'>;

/** The newest view that the core published to a window that only looks. An older one that arrives late is dropped. */
export class ViewStore<View extends { readonly revision: number }> extends SnapshotStore<ViewSnapshot<View>> {
  readonly #isView: (message: unknown) => message is View;
  /** True after a break: the core may have started anew and count its views from the beginning. */
  #takesAnyRevision = true;
  readonly #disposers: readonly (() => void)[];

  /** @param isView tells the core's own view from anything else; its content is trusted as a whole. */
  constructor(source: ViewSource, isView: (message: unknown) => message is View) {
    super({ view: null, connection: 'open' });
    this.#isView = isView;
    this.#disposers = [
      source.onConnection((connection) => this.#connectionChanged(connection)),
      source.onPublished('view', (message) => this.#viewArrived(message)),
    ];
  }

  /** Hears nothing more. */
  dispose(): void {
    for (const dispose of this.#disposers) dispose();
  }

  #connectionChanged(connection: Connection): void {
    if (connection !== 'open') this.#takesAnyRevision = true;
    this.set({ ...this.get(), connection });
  }

  #viewArrived(message: unknown): void {
    if (!this.#isView(message)) return;
    const { view: previous, connection } = this.get();
    const isOlder = previous !== null && message.revision <= previous.revision;
    if (isOlder && !this.#takesAnyRevision) return;
    this.#takesAnyRevision = false;
    this.set({ view: shareStructure(previous, message), connection });
  }
}

/** Whether a message is an object with a revision and all of `fields`. */
export function hasFields(message: unknown, fields: readonly string[]): boolean {
  if (typeof message !== 'object' || message === null) return false;
  if (!('revision' in message) || typeof message.revision !== 'number') return false;
  return fields.every((field) => field in message);
}
