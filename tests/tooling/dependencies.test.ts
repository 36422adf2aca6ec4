// Goal: docs/dependencies.md has one true row for each dependency, and the versions are exact.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './plant.ts';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Row {
  readonly name: string;
  readonly why: string;
  readonly licence: string;
  readonly size: string;
  readonly native: string;
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const versions = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };
const names = Object.keys(versions).sort();

/** The rows of the tables, which begin with a name in backquotes. */
function rowsOf(markdown: string): readonly Row[] {
  return [...markdown.matchAll(/^\| `([^`]+)` \| (.+) \| (.+) \| (.+) \| (.+) \|$/gm)].map(
    ([, name = '', why = '', licence = '', size = '', native = '']) => ({ name, why, licence, size, native }),
  );
}

const rows = rowsOf(readFileSync(join(root, 'docs/dependencies.md'), 'utf8'));

test('a row for each dependency, in order, and none besides', () => {
  expect(names.length).toBeGreaterThan(30);
  expect(rows.map((row) => row.name).toSorted()).toEqual(names);
});

test('a missing or surplus row would be seen', () => {
  expect(rowsOf('| `a` | why | MIT | 1 MB | no |\n| b | no name | MIT | 1 MB | no |')).toHaveLength(1);
});

test('each row says why, how big and whether native', () => {
  for (const row of rows) {
    expect(row.why.length, row.name).toBeGreaterThan(10);
    expect(row.size, row.name).toMatch(/^([\d.]+ [kM]B|not installed)$/);
    expect(row.native, row.name).toMatch(/^(no|yes: .+)$/);
  }
});

test('each row names the licence that the installed package names', () => {
  const checked = rows.filter(({ name, licence }) => {
    const path = join(root, 'node_modules', name, 'package.json');
    // A package of another platform is not installed here.
    if (!existsSync(path)) return false;
    const installed = JSON.parse(readFileSync(path, 'utf8')) as { readonly license: string };
    expect(licence, name).toBe(installed.license);
    return true;
  });
  expect(checked.length).toBeGreaterThan(30);
});

test('versions are exact', () => {
  for (const [name, version] of Object.entries(versions)) {
    expect(version, name).toMatch(/^(npm:@node-escpos\/core@)?\d+\.\d+\.\d+$/);
  }
});
