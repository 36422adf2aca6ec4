// Goal: the rules that the style guide leaves to lint are on, where they should be and nowhere else.
// Method: plant one violation of each and read the rule's name in the report.
import { expect, test } from 'vitest';
import { type Files, lintPlanted } from './plant.ts';

interface Case {
  readonly rule: string;
  readonly path: string;
  readonly source: string;
}

const floating = 'async function work(): Promise<void> {}\nexport function start(): void {\n  work();\n}\n';

const violations: readonly Case[] = [
  { rule: 'noExplicitAny', path: 'src-main/domain/a.ts', source: 'export const a: any = 1;\n' },
  {
    rule: 'noNonNullAssertion',
    path: 'drivers/b.ts',
    source: 'export const b = (x: string | null) => x!;\n',
  },
  { rule: 'noDefaultExport', path: 'src-main/store/c.ts', source: 'export default 1;\n' },
  { rule: 'noDefaultExport', path: 'tests/unit/c.ts', source: 'export default 1;\n' },
  { rule: 'noFloatingPromises', path: 'src-main/engine/d.ts', source: floating },
  { rule: 'noFloatingPromises', path: 'tests/engine/d.ts', source: floating },
  { rule: 'noFloatingPromises', path: 'src-renderer/d.ts', source: floating },
  {
    rule: 'useImportType',
    path: 'src-main/store/e.ts',
    source: "import { Thing } from './thing.ts';\nexport type E = Thing;\n",
  },
  { rule: 'noConsole', path: 'src-main/engine/f.ts', source: "console.log('f');\n" },
  { rule: 'noConsole', path: 'src-main/hosts/f.ts', source: "console.log('f');\n" },
  { rule: 'noConsole', path: 'tests/engine/f.ts', source: "console.log('f');\n" },
  {
    rule: 'noImportCycles',
    path: 'src-main/domain/cycle.ts',
    source: "import { other } from './cycle-other.ts';\nexport const one = () => other;\n",
  },
  { rule: 'noRestrictedGlobals', path: 'src-main/domain/timer.ts', source: 'setTimeout(() => {}, 1);\n' },
  { rule: 'noRestrictedGlobals', path: 'drivers/timer.ts', source: 'setInterval(() => {}, 1);\n' },
  { rule: 'noRestrictedGlobals', path: 'fixtures/simulators/now.ts', source: 'performance.now();\n' },
  { rule: 'noRestrictedGlobals', path: 'src-main/sync/id.ts', source: 'crypto.randomUUID();\n' },
  {
    rule: 'noJsRestrictedProperties',
    path: 'src-main/sync/global.ts',
    source: 'globalThis.setTimeout(() => {}, 1);\n',
  },
  { rule: 'noJsRestrictedProperties', path: 'src-main/domain/now.ts', source: 'Date.now();\n' },
  { rule: 'noJsRestrictedProperties', path: 'src-main/engine/dice.ts', source: 'Math.random();\n' },
  { rule: 'noJsRestrictedProperties', path: 'src-main/gateways/g.ts', source: 'AbortSignal.timeout(1);\n' },
  {
    rule: 'noRestrictedImports',
    path: 'src-main/store/id.ts',
    source: "import { randomUUID } from 'node:crypto';\nrandomUUID();\n",
  },
  { rule: 'noProcessEnv', path: 'src-main/engine/env.ts', source: 'export const home = process.env.HOME;\n' },
  {
    rule: 'noNamespaceImport',
    path: 'src-main/hosts/electron/star.ts',
    source: "import * as electron from 'electron';\nvoid electron;\n",
  },
  { rule: 'noEnum', path: 'src-main/domain/enum.ts', source: 'export enum E {\n  A,\n}\n' },
  { rule: 'useImportExtensions', path: 'src-main/store/bare.ts', source: "import './thing';\n" },
  { rule: 'useFilenamingConvention', path: 'src-main/domain/camelCase.ts', source: 'export const x = 1;\n' },
  { rule: 'noFocusedTests', path: 'tests/a.test.ts', source: "test.only('a', () => {});\n" },
  { rule: 'noSkippedTests', path: 'tests/b.test.ts', source: "test.skip('b', () => {});\n" },
  {
    rule: 'useAltText',
    path: 'src-renderer/Logo.tsx',
    source: 'export const Logo = () => <img src="a.png" />;\n',
  },
  {
    rule: 'useButtonType',
    path: 'src-renderer/Key.tsx',
    source: 'export const Key = () => <button>1</button>;\n',
  },
  {
    rule: 'noUndeclaredDependencies',
    path: 'src-main/hosts/dev.ts',
    source: "import 'vitest';\n",
  },
];

const clean: Files = {
  'src-main/store/thing.ts': 'export interface Thing {\n  readonly a: number;\n}\n',
  'src-main/domain/cycle-other.ts':
    "import { one } from './cycle.ts';\nexport const other = 1;\nexport const again = () => one;\n",
};

/** What the rules leave alone on purpose. */
const allowed: Files = {
  'src-main/cli/print.ts':
    'console.log(process.env.HOME, Date.now(), Math.random());\nsetTimeout(() => {}, 1);\n',
  'src-main/hosts/clock.ts':
    "import { randomUUID } from 'node:crypto';\nexport const now = () => [Date.now(), randomUUID(), performance.now()];\n",
  'fixtures/demo.ts': "import { setTimeout } from 'node:timers/promises';\nawait setTimeout(1);\n",
  'src-main/store/hash.ts': "import { createHash } from 'node:crypto';\nexport const hash = createHash;\n",
  'tool.config.ts': 'export default {};\n',
};

const result = lintPlanted({
  ...clean,
  ...allowed,
  ...Object.fromEntries(violations.map(({ path, source }) => [path, source])),
});

test.each(violations)('$rule is reported in $path', ({ rule, path }) => {
  expect(result.complaints[path]).toContain(rule);
});

test.each(Object.keys(allowed))('%s is left alone', (path) => {
  expect(result.complaints[path]).toBeUndefined();
});
