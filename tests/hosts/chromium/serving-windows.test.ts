// Goal: the windows' files go to our own windows alone, with the content policy, and nothing else goes at all.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeRenderer } from '../stand-in/renderer-folder.ts';
import { tempFolder } from '../temp-folder.ts';
import { get, serve } from './serve-bridge.ts';

const refusedRequests = [
  {
    name: 'a wrong Host (DNS rebinding)',
    headers: { Host: 'till.evil.example' },
    method: 'GET',
    status: 403,
  },
  { name: 'the name localhost', headers: { Host: 'localhost' }, method: 'GET', status: 403 },
  {
    name: 'a picture embedded by another site',
    headers: { 'Sec-Fetch-Site': 'cross-site' },
    method: 'GET',
    status: 403,
  },
  { name: 'another method', headers: {}, method: 'POST', status: 405 },
];
for (const { name, headers, method, status } of refusedRequests) {
  test(`a request with ${name} is refused`, async () => {
    const { server } = await serve();
    const response = await get(server.origin, '/', headers as Record<string, string>, method);
    expect(response.status).toBe(status);
    expect(response.body).not.toContain('收銀機');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
  });
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

test('the page comes with the content policy and is never stored; assets are', async () => {
  const { server } = await serve();
  const page = await get(server.origin, '/?window=cashier');
  expect(page).toMatchObject({
    status: 200,
    headers: {
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
    },
  });
  expect(page.headers['access-control-allow-origin']).toBeUndefined();
  const asset = await get(server.origin, '/assets/page.css');
  expect(asset.headers).toMatchObject({
    'content-security-policy': policy,
    'cache-control': 'private, max-age=31536000, immutable',
    'content-type': 'text/css; charset=utf-8',
  });
});

for (const path of [
  '/nothing',
  '/../package.json',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/assets/..%2f..%2fsecret',
  '//etc/passwd',
  '/%',
]) {
  test(`what is not in the bundle is not found: ${path}`, async () => {
    const { server } = await serve();
    expect(await get(server.origin, path)).toMatchObject({
      status: 404,
      headers: { 'content-security-policy': policy },
    });
  });
}

for (const range of ['bytes=5-3', 'bytes=0-99999999999', 'bytes=-', 'nonsense', 'bytes=99999999999-']) {
  test(`a request for a part is answered with the whole: ${range}`, async () => {
    const { server } = await serve();
    const part = await get(server.origin, '/', { Range: range });
    expect([part.status, part.body]).toEqual([200, (await get(server.origin, '/')).body]);
  });
}

test('a file that an update has taken away is not found, and the rest goes on', async () => {
  const rendererFolder = writeRenderer(tempFolder('windows'), '');
  const { server } = await serve({ rendererFolder });
  rmSync(join(rendererFolder, 'assets', 'page.css'));
  expect((await get(server.origin, '/assets/page.css')).status).toBe(404);
  expect((await get(server.origin, '/')).status).toBe(200);
});

test('HEAD has the same headers and no body', async () => {
  const { server } = await serve();
  const [head, whole] = [await get(server.origin, '/', {}, 'HEAD'), await get(server.origin, '/')];
  expect([head.status, head.body]).toEqual([200, '']);
  expect(head.headers['content-length']).toBe(String(Buffer.byteLength(whole.body)));
});
