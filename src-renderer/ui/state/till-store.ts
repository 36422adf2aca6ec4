import type { Connection, TillBridge } from '../../../src-main/contract/bridge.ts';
import type { CashierView, TillEvent } from '../../../src-main/contract/views.ts';
import { shareStructure } from './share-structure.ts';
import { SnapshotStore } from './snapshot-store.ts';

/** What the core has shown so far. */
export interface TillSnapshot {
  /** Null until the first view arrives. */
  readonly view: CashierView | null;
  readonly connection: Connection;
}

/** The part of a bridge from which a store is fed. */
export type ViewSource = Pick<TillBridge, 'onPublished' | 'onConnection'>;

/** The newest view of the core, and its passing events. The window adds nothing to it. */
export class TillStore extends SnapshotStore<TillSnapshot> {
  /** True after a break: the core may have started anew and count its views from the beginning. */
  #takesAnyRevision = true;
  readonly #eventListeners = new Set<(event: TillEvent) => void>();
  readonly #disposers: readonly (() => void)[];

  constructor(source: ViewSource) {
    super({ view: null, connection: 'open' });
    this.#disposers = [
      source.onConnection((connection) => this.#connectionChanged(connection)),
      source.onPublished('view', (message) => this.#viewArrived(message)),
      source.onPublished('event', (message) => this.#eventArrived(message)),
    ];
  }

  /** Hears what happens once and is no state: cues, refusals of scans, good news. */
  onEvent(listener: (event: TillEvent) => void): () => void {
    this.#eventListeners.add(listener);
    return () => {
      this.#eventListeners.delete(listener);
    };
  }

  dispose(): void {
    for (const dispose of this.#disposers) dispose();
  }

  #connectionChanged(connection: Connection): void {
    if (connection !== 'open') this.#takesAnyRevision = true;
    this.set({ ...this.get(), connection });
  }

  #viewArrived(message: unknown): void {
    if (!isCashierView(message)) return;
    const { view: previous, connection } = this.get();
    const isOlder = previous !== null && message.revision <= previous.revision;
    if (isOlder && !this.#takesAnyRevision) return;
    this.#takesAnyRevision = false;
    this.set({ view: shareStructure(previous, message), connection });
  }

  #eventArrived(message: unknown): void {
    if (!isTillEvent(message)) return;
    for (const listener of [...this.#eventListeners]) listener(message);
  }
}

/**
 * The core's own messages over an authenticated bridge are trusted as a whole; this only tells them from anything
 * else, so that a window older than its core shows nothing rather than nonsense.
 */
function isCashierView(message: unknown): message is CashierView {
  return (
    typeof message === 'object' &&
    message !== null &&
    'revision' in message &&
    typeof message.revision === 'number' &&
    'screen' in message &&
    'badges' in message
  );
}

function isTillEvent(message: unknown): message is TillEvent {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  return message.kind === 'cue' || message.kind === 'refusal' || message.kind === 'toast';
}
