import { expect } from 'vitest';
import type { Command } from '../../src-main/domain/command.ts';
import { type Refusal, type RefusalCode, refuse } from '../../src-main/domain/refusals.ts';
import type { PureTill } from './pure-till.ts';

/** One row of a table: what is asked at which till, and the words and figures of the no. */
export interface RefusedCase {
  readonly name: string;
  readonly code: RefusalCode;
  readonly params?: Refusal['params'];
  readonly at: () => PureTill;
  readonly ask: (till: PureTill) => Command;
}

/** The till says no in those words, and nothing has changed: neither its state nor its journal. */
export function expectRefused(
  till: PureTill,
  command: Command,
  code: RefusalCode,
  params: Refusal['params'] = {},
): void {
  const { state } = till;
  const before = till.entries.length;
  const { refusal } = till.do(command);
  expect(refusal).toEqual(refuse(code, params));
  expect(till.state).toBe(state);
  expect(till.entries).toHaveLength(before);
}

/** `<number> <code>: <name>`, as the telephone would have it. */
export function titled(cases: readonly RefusedCase[]): readonly (readonly [string, RefusedCase])[] {
  return cases.map((each) => [`${refuse(each.code).number} ${each.code}: ${each.name}`, each]);
}
