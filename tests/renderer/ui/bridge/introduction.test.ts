import { expect, test } from 'vitest';
import { forgetKey, introduceWindow } from '../../../../src-renderer/ui/bridge/introduction.ts';

/** The session storage of one window. */
function storage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
  } as Storage;
}

const at = (hash: string) => ({ hash, pathname: '/', search: '?window=cashier' }) as Location;

test('a window makes a session of 256 bits for its key, and keeps it over reloads', () => {
  const own = storage();
  const first = introduceWindow(at('#key=one'), own);
  expect(first).toEqual({ key: 'one', session: expect.stringMatching(/^[\w-]{43}$/) });
  // Before the welcome had come, with the key still in the address; and after.
  expect(introduceWindow(at('#key=one'), own)).toEqual(first);
  expect(introduceWindow(at(''), own)).toEqual({ session: first.session });
});

test('another key gets another session', () => {
  const own = storage();
  const first = introduceWindow(at('#key=one'), own);
  const second = introduceWindow(at('#key=two'), own);
  expect(second.key).toBe('two');
  expect(second.session).not.toBe(first.session);
  expect(introduceWindow(at(''), own)).toEqual({ session: second.session });
});

test('another window knows nothing of it, and without a key comes with a session that opens nothing', () => {
  const first = introduceWindow(at('#key=one'), storage());
  const other = introduceWindow(at(''), storage());
  expect(other.key).toBeUndefined();
  expect(other.session).toMatch(/^[\w-]{43}$/);
  expect(other.session).not.toBe(first.session);
});

test('a used key is taken out of the address, and the rest of it stays', () => {
  const replaced: unknown[] = [];
  const history = { replaceState: (...args: unknown[]) => replaced.push(args) } as unknown as History;
  forgetKey(at('#key=one'), history);
  forgetKey(at(''), history);
  expect(replaced).toEqual([[null, '', '/?window=cashier']]);
});
