import { useEffect, useState, useSyncExternalStore } from 'react';
import { type ViewSnapshot, type ViewSource, ViewStore } from './view-store.ts';

/**
 * The newest view that a bridge published. `isView` is a function of its module, not made while drawing: another
 * one means another store.
 */
export function useView<View extends { readonly revision: number }>(
  bridge: ViewSource,
  isView: (message: unknown) => message is View,
): ViewSnapshot<View> {
  const [store, setStore] = useState<ViewStore<View> | null>(null);
  // The store lives as long as the window shows this bridge; made in an effect, so that it is disposed of once.
  useEffect(() => {
    const made = new ViewStore(bridge, isView);
    setStore(made);
    return () => made.dispose();
  }, [bridge, isView]);
  const read = () => store?.get() ?? (nothingYet as ViewSnapshot<View>);
  return useSyncExternalStore(store?.subscribe ?? neverChanges, read, read);
}

const nothingYet: ViewSnapshot<never> = { view: null, connection: 'open' };
const neverChanges = () => () => {};
