// Goal: one document has one text, by the rules and examples of RFC 8785.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, signedDocumentText } from '../../../src-main/contract/signed-documents.ts';

describe('canonical JSON', () => {
  const cases: readonly { name: string; value: unknown; json: string | undefined }[] = [
    { name: 'nothing between parts', value: { b: [1, null], a: true }, json: '{"a":true,"b":[1,null]}' },
    {
      name: 'the escapes of RFC 8785, 3.2.2.2',
      value: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      json: '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"',
    },
    {
      name: 'the order of keys of RFC 8785, 3.2.3',
      value: { '\u20ac': 1, '\r': 2, '\ufb33': 3, 1: 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 },
      json: '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    },
    {
      name: 'inner objects are sorted as well',
      value: [{ z: { b: 1, a: 2 } }],
      json: '[{"z":{"a":2,"b":1}}]',
    },
    { name: 'minus zero is zero', value: -0, json: '0' },
    { name: 'the largest whole number', value: -9_007_199_254_740_991, json: '-9007199254740991' },
    { name: 'an undefined field is absent', value: { a: undefined, b: 1 }, json: '{"b":1}' },
    {
      name: 'a key that prototypes have',
      value: JSON.parse('{"__proto__":1,"a":2}'),
      json: '{"__proto__":1,"a":2}',
    },
    { name: 'a fraction has none', value: { a: 0.5 }, json: undefined },
    { name: 'nor a number that is not exact', value: 2 ** 53, json: undefined },
    { name: 'nor a lone surrogate', value: ['\ud800'], json: undefined },
    { name: 'nor one in a key', value: { '\udc00': 1 }, json: undefined },
    { name: 'nor undefined in a list', value: [undefined], json: undefined },
    { name: 'nor a hole', value: new Array(1), json: undefined },
    { name: 'nor a bigint', value: 1n, json: undefined },
    { name: 'nor a function', value: () => 1, json: undefined },
  ];
  for (const { name, value, json } of cases) test(name, () => expect(canonicalJson(value)).toBe(json));

  test('reads back as the same value and does not depend on the order of keys', () => {
    const value = fc
      .jsonValue({ noUnicodeString: false, maxDepth: 4 })
      .filter((it) => canonicalJson(it) !== undefined);
    fc.assert(
      fc.property(value, (it) => {
        const json = canonicalJson(it) ?? '';
        expect(canonicalJson(JSON.parse(json))).toBe(json);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(it)));
      }),
    );
  });

  test('is bounded in depth, also where a value holds itself', () => {
    const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;
    expect([canonicalJson(nested(32)) !== undefined, canonicalJson(nested(33))]).toEqual([true, undefined]);
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(canonicalJson(loop)).toBeUndefined();
  });
});

describe('the text that is signed', () => {
  test('names what it is, line by line', () => {
    expect(signedDocumentText('grant', { points: 10, grantId: 'G-1' })).toBe(
      'daybook-document-1\ngrant\n{"grantId":"G-1","points":10}\n',
    );
  });
  test('a line break inside cannot make a line', () => {
    expect(signedDocumentText('grant', { a: '\n' })?.split('\n').length).toBe(4);
  });
  test('only a coupon leaves its signature out, and only at the top', () => {
    const body = { id: 'C', signature: { value: 'x' }, within: { signature: 1 } };
    expect(signedDocumentText('coupon', body)).toContain('{"id":"C","within":{"signature":1}}');
    expect(signedDocumentText('grant', body)).toContain('"value":"x"');
  });
  test('there is none for what has no canonical form', () => {
    expect(signedDocumentText('grant', { points: 0.5 })).toBeUndefined();
  });
});
