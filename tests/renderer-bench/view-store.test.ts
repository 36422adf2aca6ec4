// Goal: a window shows the newest view, whatever order they arrive in and however often the till starts anew.
import { expect, test } from 'vitest';
import { hasFields, ViewStore } from '../../src-renderer/customer/view-store.ts';
import { FakeBridge } from './page/fake-bridge.ts';

interface Numbered {
  readonly revision: number;
  readonly text: string;
}

function isNumbered(message: unknown): message is Numbered {
  return hasFields(message, ['text']);
}

function opened() {
  const bridge = new FakeBridge();
  const store = new ViewStore(bridge, isNumbered);
  return { bridge, store, shown: () => store.get().view?.text };
}

test('an older view that arrives late is dropped', () => {
  const { bridge, shown } = opened();
  bridge.publish({ revision: 5, text: 'five' });
  bridge.publish({ revision: 4, text: 'four' });
  expect(shown()).toBe('five');
  bridge.publish({ revision: 6, text: 'six' });
  expect(shown()).toBe('six');
});

test('after a break a till that counts from the beginning is believed', () => {
  const { bridge, store, shown } = opened();
  bridge.publish({ revision: 500, text: 'before' });
  bridge.connect('lost');
  expect(store.get()).toEqual({ view: { revision: 500, text: 'before' }, connection: 'lost' });
  bridge.connect('open');
  bridge.publish({ revision: 1, text: 'anew' });
  expect(shown()).toBe('anew');
  bridge.publish({ revision: 1, text: 'late' });
  expect(shown()).toBe('anew');
});

test('what is no view changes nothing', () => {
  const { bridge, shown } = opened();
  bridge.publish({ revision: 1, text: 'one' });
  for (const nonsense of [null, 'text', { revision: '2', text: 'two' }, { revision: 2 }, []]) {
    bridge.publish(nonsense);
  }
  expect(shown()).toBe('one');
});

test('a disposed store hears nothing more', () => {
  const { bridge, store, shown } = opened();
  bridge.publish({ revision: 1, text: 'one' });
  store.dispose();
  bridge.publish({ revision: 2, text: 'two' });
  expect(shown()).toBe('one');
});
