// Goal: the registry holds what the till really says (style.md 2.6): no number twice, no word that nobody raises.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REFUSALS, type RefusalCode, refuse } from '../../src-main/domain/refusals.ts';

const root = join(import.meta.dirname, '../..');
const sources = ['src-main/**/*.ts', 'src-renderer/ui/bridge/*.ts']
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .filter((path) => !path.endsWith('domain/refusals.ts'))
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n');

test('no number stands for two words', () => {
  const numbers = Object.values(REFUSALS).map((row) => row.number);
  expect(new Set(numbers).size).toBe(numbers.length);
});

describe('every word is raised somewhere', () => {
  test.for(Object.keys(REFUSALS))('%s', (code) => {
    expect(sources).toMatch(new RegExp(`'${code}'`));
  });
});

test('a refusal carries the number of its word and the figures of its sentence', () => {
  const code: RefusalCode = 'cash-short';
  expect(refuse(code, { n: 21 })).toEqual({ code, number: 'PAY-401', params: { n: 21 } });
});
