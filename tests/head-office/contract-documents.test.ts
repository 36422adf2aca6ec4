import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contractDocuments } from '../../fixtures/head-office/contract-documents.ts';
import { signedText } from '../../src-main/contract/head-office.ts';
import { TillKey } from '../../src-main/sync/till-key.ts';

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

test('the example of a signature in the README is right', () => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const key = TillKey.make({ bytes: () => Buffer.from(seed, 'hex') });
  const bodyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const path = '/v1/tills/T1/mail?after=7';
  const text = signedText({ method: 'GET', path, tillId: 'T1', timestampMs: 1_795_276_800_000, bodyHash });
  expect(readme).toContain(key.publicKey);
  expect(readme).toContain(`daybook-signature: ${key.sign(text)}\n`);
});

test('the README leads to files that are there', () => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target ?? '');
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
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
    'reservePoints',
    'exchangePoints',
    'findMember',
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
