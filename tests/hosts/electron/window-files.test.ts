import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerPage } from '../../../src-main/hosts/electron/windows-scheme.ts';
import { WindowFiles } from '../../../src-main/hosts/window-files.ts';
import { writeRenderer } from '../stand-in/renderer-folder.ts';
import { tempFolder } from '../temp-folder.ts';

function bundle(): { readonly files: WindowFiles; readonly folder: string } {
  const parent = tempFolder('windows');
  writeFileSync(join(parent, 'secret.json'), '{"key":"outside"}');
  const folder = writeRenderer(join(parent, 'renderer'), 'export {};');
  symlinkSync(join(parent, 'secret.json'), join(folder, 'link.json'));
  symlinkSync(parent, join(folder, 'up'));
  writeFileSync(join(folder, 'till.db'), 'not a window');
  mkdirSync(join(folder, 'assets', 'font.woff2.d'));
  return { files: new WindowFiles(folder), folder };
}

const get = (files: WindowFiles, url: string, method = 'GET') =>
  answerPage(files, new Request(url, { method }));

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

for (const [url, type, start] of [
  ['daybook://till/', 'text/html; charset=utf-8', '<!doctype html>'],
  ['daybook://till/?window=cashier', 'text/html; charset=utf-8', '<!doctype html>'],
  ['daybook://till/index.html#x', 'text/html; charset=utf-8', '<!doctype html>'],
  ['daybook://till/assets/page.js', 'text/javascript; charset=utf-8', 'export {}'],
  ['daybook://till/assets/page.css', 'text/css; charset=utf-8', 'main {'],
] as const) {
  test(`served with the content policy: ${url}`, async () => {
    const { files } = bundle();
    const response = await get(files, url);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': type,
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(await response.text()).toMatch(start);
  });
}

for (const url of [
  'daybook://till/nothing.html',
  'daybook://till/../secret.json',
  'daybook://till/%2e%2e/secret.json',
  'daybook://till/..%2fsecret.json',
  'daybook://till/assets/..%5c..%5csecret.json',
  'daybook://till//etc/passwd',
  'daybook://till/link.json',
  'daybook://till/up/secret.json',
  'daybook://till/till.db',
  'daybook://till/assets',
  'daybook://till/assets/font.woff2.d',
  'daybook://till/index.html%00',
  'daybook://other/index.html',
  'daybook://till.example.com/index.html',
]) {
  test(`not found, and with the content policy: ${url}`, async () => {
    const { files } = bundle();
    const response = await get(files, url);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-security-policy')).toBe(policy);
    expect(await response.text()).toBe('');
  });
}

test('only reading is answered, and HEAD without a body', async () => {
  const { files } = bundle();
  expect((await get(files, 'daybook://till/', 'POST')).status).toBe(404);
  const head = await get(files, 'daybook://till/', 'HEAD');
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('what came after the start is not served, and what is gone is not found', async () => {
  const { files, folder } = bundle();
  writeFileSync(join(folder, 'late.html'), 'late');
  rmSync(join(folder, 'assets', 'page.js'));
  expect((await get(files, 'daybook://till/late.html')).status).toBe(404);
  expect((await get(files, 'daybook://till/assets/page.js')).status).toBe(404);
});
