import { expect, expectTypeOf, test } from 'vitest';
import type { TillBridge } from '../../src-main/contract/bridge.ts';
import { bridgeMethods, methodName } from '../../src-main/contract/bridge.ts';
import { benchChannelNames, tillChannelNames } from '../../src-main/contract/channel-names.ts';
import { benchChannels, tillChannels } from '../../src-main/contract/channels.ts';
import { Subscriptions } from '../../src-main/contract/subscriptions.ts';

for (const [channel, name] of [
  ['cart:scan', 'cartScan'],
  ['cart:set-quantity', 'cartSetQuantity'],
  ['head-office:look-up-2', 'headOfficeLookUp2'],
] as const) {
  test(`${channel} is called as ${name}`, () => expect(methodName(channel)).toBe(name));
}

test('a bridge has one function for each channel, which calls that channel', async () => {
  const methods = bridgeMethods(['cart:scan', 'cart:void'], async (channel, input) => ({
    ok: true,
    value: [channel, input],
  }));
  expect(Object.keys(methods)).toEqual(['cartScan', 'cartVoid']);
  expect(await methods.cartVoid?.({ why: 'x' })).toEqual({ ok: true, value: ['cart:void', { why: 'x' }] });
});

test('two channels of one name are a mistake', () => {
  expect(() => bridgeMethods(['a:b-c', 'a-b:c'], async () => ({ ok: true, value: null }))).toThrow(
    'two channels are called as aBC',
  );
});

test('the names for the windows are those of the channels, and none is called as another', () => {
  expect(tillChannelNames).toEqual(Object.keys(tillChannels));
  expect(benchChannelNames).toEqual(Object.keys(benchChannels));
  expect(new Set(tillChannelNames.map(methodName)).size).toBe(tillChannelNames.length);
});

test('the type of the bridge knows the names', () => {
  expectTypeOf<TillBridge>().toHaveProperty('cartEnterCode');
  expectTypeOf<TillBridge>().not.toHaveProperty('send');
});

test('a late listener hears the newest of a kept topic, and nothing of a passing one', () => {
  const subscriptions = new Subscriptions();
  subscriptions.tell('view', 1);
  subscriptions.tell('view', 2);
  subscriptions.tell('event', 'beep');
  const heard: unknown[] = [];
  subscriptions.on('view', (message) => heard.push(['view', message]));
  subscriptions.on('event', (message) => heard.push(['event', message]));
  expect(heard).toEqual([['view', 2]]);
});

test('a listener added twice is taken away once, and one that throws does not silence the others', () => {
  const subscriptions = new Subscriptions();
  const heard: unknown[] = [];
  const listener = (message: unknown) => heard.push(message);
  const dispose = subscriptions.on('event', listener);
  subscriptions.on('event', () => {
    throw new Error('a bug in a window');
  });
  subscriptions.on('event', listener);
  expect(() => subscriptions.tell('event', 'a')).toThrow('a bug in a window');
  expect(heard).toEqual(['a', 'a']);
  dispose();
  dispose();
  expect(() => subscriptions.tell('event', 'b')).toThrow('a bug in a window');
  expect(heard).toEqual(['a', 'a', 'b']);
});

test('a topic that nobody knows is passed over', () => {
  expect(() => new Subscriptions().tell('constructor', 1)).not.toThrow();
});
