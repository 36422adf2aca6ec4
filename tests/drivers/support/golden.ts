import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PNG } from 'pngjs';
import { expect } from 'vitest';

const isUpdating = process.env.UPDATE_GOLDEN === '1';
if (isUpdating && process.env.CI !== undefined)
  throw new Error('golden files are not rewritten in CI: look at the difference');

/** Where a picture that differs is left for a person to look at. */
const differencesFolder = join(import.meta.dirname, '../../../test-results/golden');

/** Expects the text of a golden file; with UPDATE_GOLDEN=1 it becomes that text. */
export function expectGoldenText(path: string, actual: string): void {
  if (isUpdating) write(path, actual);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}

/** Expects the dots of a golden picture; how the PNG is compressed does not matter. */
export function expectGoldenPng(path: string, actual: Buffer): void {
  if (isUpdating) write(path, actual);
  const wanted = PNG.sync.read(readFileSync(path));
  const got = PNG.sync.read(actual);
  const isSame = wanted.width === got.width && wanted.height === got.height && wanted.data.equals(got.data);
  if (isSame) return;
  const left = join(differencesFolder, basename(path));
  write(left, actual);
  const size = `${got.width}x${got.height}, wanted ${wanted.width}x${wanted.height}`;
  expect.fail(`${basename(path)} differs (${size}); the new picture is ${left}`);
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
