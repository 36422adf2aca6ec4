import { describe, expect, test } from 'vitest';
import { isReadable, kindOfCode, type ScanKind } from '../../src-main/domain/scan-kind.ts';

const KINDS: readonly (readonly [string, ScanKind])[] = [
  ['/ABC+123', 'carrier'],
  ['/.-+0Z9Q', 'carrier'],
  ['/ABC123', 'unknown'],
  ['/abc+123', 'unknown'],
  ['/AB,D123', 'unknown'],
  ['AB12345678901234', 'carrier'],
  ['11512AB123456799031', 'own-invoice'],
  ['123456789012345678', 'wallet'],
  ['1506306Y9', 'bill'],
  ['123456789', 'unknown'],
  ['4710018000003', 'unknown'],
  ['hello', 'unknown'],
];

describe('a code that names no product is told by its published form', () => {
  for (const [code, kind] of KINDS) test(`${code} is ${kind}`, () => expect(kindOfCode(code)).toBe(kind));
});

const READABLE: readonly (readonly [string, string, boolean])[] = [
  ['a digit', '1', true],
  ['1,024 characters', 'x'.repeat(1_024), true],
  ['1,025 characters', 'x'.repeat(1_025), false],
  ['nothing', '', false],
  ['blanks alone', '   ', false],
  ['a NUL', '4710018\u0000000003', false],
  ['a line feed at the end', '4710018000003\n', false],
  ['a full-width digit', '４710018000003', false],
  ['a lone surrogate', '\ud800', false],
  ['DEL', '\u007f', false],
];

describe('what is fit to be looked up', () => {
  for (const [name, code, isFit] of READABLE) test(name, () => expect(isReadable(code)).toBe(isFit));
});
