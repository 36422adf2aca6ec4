import { expect, test } from 'vitest';
import { TillStore } from '../../../src-renderer/ui/state/till-store.ts';
import { FakeTill } from '../fake-till.ts';
import { EMPTY } from '../views.ts';

function make() {
  const till = new FakeTill();
  const store = new TillStore(till.bridge);
  return { till, store, revision: () => store.get().view?.revision };
}

test('an older view that arrives late is dropped', () => {
  const { till, revision } = make();
  till.showRaw({ ...EMPTY, revision: 8 });
  till.showRaw({ ...EMPTY, revision: 7 });
  expect(revision()).toBe(8);
});

test('after a break the core may count from the beginning', () => {
  const { till, revision } = make();
  till.showRaw({ ...EMPTY, revision: 812 });
  till.connection('lost');
  till.connection('open');
  till.showRaw({ ...EMPTY, revision: 1 });
  expect(revision()).toBe(1);
});

test('the same view again wakes nobody', () => {
  const { till, store } = make();
  till.showRaw({ ...EMPTY, revision: 1 });
  const cart = store.get().view?.badges;
  till.showRaw({ ...EMPTY, revision: 2 });
  expect(store.get().view?.badges).toBe(cart);
});

test.each([[null], ['view'], [{ revision: 'x' }], [{ revision: 3 }], [42]])('%o is no view', (message) => {
  const { till, store } = make();
  till.showRaw(message as unknown as typeof EMPTY);
  expect(store.get().view).toBe(null);
});

test('after dispose nothing is heard', () => {
  const { till, store, revision } = make();
  till.showRaw({ ...EMPTY, revision: 1 });
  store.dispose();
  till.showRaw({ ...EMPTY, revision: 2 });
  expect(revision()).toBe(1);
});

test('an event of an unknown kind is not passed on', () => {
  const { till, store } = make();
  const heard: unknown[] = [];
  store.onEvent((event) => heard.push(event));
  till.emit({ kind: 'fireworks' } as never);
  till.emit({ kind: 'cue', cue: 'item' });
  expect(heard).toEqual([{ kind: 'cue', cue: 'item' }]);
});
