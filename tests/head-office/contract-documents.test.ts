import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contractDocuments } from '../../fixtures/head-office/contract-documents.ts';

const folder = join(import.meta.dirname, '../../docs/head-office');

test('what is committed is what the contract says (else: npx node fixtures/head-office/write-contract.ts)', () => {
  const documents = contractDocuments();
  expect(documents.size).toBeGreaterThan(10);
  for (const [path, content] of documents)
    expect(readFileSync(join(folder, path), 'utf8'), path).toBe(content);
  const schemas = readdirSync(join(folder, 'schemas')).map((name) => `schemas/${name}`);
  expect(schemas.filter((path) => !documents.has(path))).toEqual([]);
});

test('every reference leads somewhere', () => {
  const documents = contractDocuments();
  const openApi: unknown = JSON.parse(documents.get('openapi.json') ?? '');
  const references = [...refsIn(openApi)];
  expect(references.length).toBeGreaterThan(30);
  expect(references.filter((reference) => lookUp(openApi, reference) === undefined)).toEqual([]);
  for (const [path, content] of documents) {
    if (path === 'openapi.json') continue;
    const missing = [...refsIn(JSON.parse(content))].filter(
      (file) => !existsSync(join(folder, 'schemas', file)),
    );
    expect(missing, path).toEqual([]);
  }
});

test('every operation is described, named once, and answers what it may refuse', () => {
  const openApi = JSON.parse(contractDocuments().get('openapi.json') ?? '');
  const operations = Object.values<
    Record<string, { operationId: string; summary: string; responses: object }>
  >(openApi.paths).flatMap((path) => Object.values(path));
  expect(operations.map(({ operationId }) => operationId)).toEqual([
    'health',
    'enrol',
    'sendEntries',
    'fetchTopic',
    'fetchMail',
  ]);
  for (const { summary, responses } of operations) {
    expect(summary.length).toBeGreaterThan(10);
    expect(Object.keys(responses)).toContain('200');
  }
});

function* refsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') yield inner;
    else yield* refsIn(inner);
  }
}

/** What `#/a/b` names. */
function lookUp(document: unknown, reference: string): unknown {
  let found: unknown = document;
  for (const part of reference.slice(2).split('/')) found = Object(found)[part];
  return found;
}
