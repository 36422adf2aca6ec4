// Goal: what comes from a window is bounded and parsed before anything acts on it, whatever was sent.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { ChannelMap } from '../../src-main/contract/channel-map.ts';
import {
  checkCall,
  isLongerThan,
  maxMessageBytes,
  maxMessageDepth,
  readMessage,
} from '../../src-main/contract/channel-map.ts';

const map = {
  'cart:scan': { input: z.strictObject({ code: z.string().max(20) }), windows: ['cashier'] },
  'view:look': { input: z.strictObject({}), windows: ['cashier', 'customer'] },
} as const satisfies ChannelMap;

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const messages: readonly { readonly name: string; readonly text: string; readonly code?: string }[] = [
  { name: 'an object', text: '{"a":1}' },
  { name: 'as long as may be', text: JSON.stringify('x'.repeat(maxMessageBytes - 2)) },
  { name: 'one byte too long', text: JSON.stringify('x'.repeat(maxMessageBytes - 1)), code: 'oversized' },
  {
    name: 'too long in bytes though not in characters',
    text: JSON.stringify('券'.repeat(22_000)),
    code: 'oversized',
  },
  { name: 'as deep as may be', text: nested(maxMessageDepth + 1) },
  { name: 'one level too deep', text: nested(maxMessageDepth + 2), code: 'malformed' },
  { name: 'deeper than a stack', text: nested(30_000), code: 'malformed' },
  { name: 'no JSON', text: '{"a":', code: 'malformed' },
  { name: 'nothing', text: '', code: 'malformed' },
];
for (const { name, text, code } of messages) {
  test(`a message is ${code ?? 'read'}: ${name}`, () => {
    const read = readMessage(text);
    expect(read.ok ? undefined : read.error.code).toBe(code);
  });
}

const calls: readonly {
  readonly name: string;
  readonly call: readonly [string, string, unknown];
  readonly code?: string;
}[] = [
  { name: 'its own window', call: ['cashier', 'cart:scan', { code: '4710088' }] },
  { name: 'a window that may look', call: ['customer', 'view:look', {}] },
  {
    name: 'another window',
    call: ['customer', 'cart:scan', { code: '4710088' }],
    code: 'not-for-this-window',
  },
  { name: 'a channel that is not there', call: ['cashier', 'cart:steal', {}], code: 'unknown-channel' },
  { name: 'a name that every object has', call: ['cashier', 'toString', {}], code: 'unknown-channel' },
  { name: 'the prototype', call: ['cashier', '__proto__', {}], code: 'unknown-channel' },
  { name: 'a field too many', call: ['cashier', 'cart:scan', { code: '1', price: 0 }], code: 'malformed' },
  { name: 'a field too few', call: ['cashier', 'cart:scan', {}], code: 'malformed' },
  { name: 'a value too long', call: ['cashier', 'cart:scan', { code: 'x'.repeat(21) }], code: 'malformed' },
  { name: 'no object', call: ['cashier', 'cart:scan', null], code: 'malformed' },
];
for (const { name, call, code } of calls) {
  test(`a call is ${code ?? 'taken'}: ${name}`, () => {
    const [from, channel, input] = call;
    const checked = checkCall(map, from === 'cashier' ? 'cashier' : 'customer', channel, input);
    expect(checked.ok ? checked.value : checked.error.code).toEqual(code ?? input);
  });
}

test('a refusal says where and why, never what: it may be a PIN', () => {
  const checked = checkCall(map, 'cashier', 'cart:scan', { code: 4_938_271 });
  expect(checked).toEqual({
    ok: false,
    error: { code: 'malformed', params: { channel: 'cart:scan', reason: 'code: invalid_type' } },
  });
});

test('any text gives a result, and what is read is what was written', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof readMessage(text).ok === 'boolean'));
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      // Through text once, since JSON has no negative zero.
      const written = JSON.parse(JSON.stringify(value));
      expect(readMessage(JSON.stringify(value))).toEqual({ ok: true, value: written });
    }),
  );
});

test('any input to any channel gives a result', () => {
  fc.assert(
    fc.property(fc.string(), fc.anything(), (channel, input) => {
      expect(checkCall(map, 'cashier', channel, input).ok).toBe(false);
      checkCall(map, 'cashier', 'cart:scan', input);
    }),
  );
});

test('length is that of UTF-8', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'é', '券', '💴', '\ud800') }),
      fc.nat(40),
      (text, maxBytes) => {
        expect(isLongerThan(text, maxBytes)).toBe(Buffer.byteLength(text) > maxBytes);
      },
    ),
  );
});
