import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrol } from '../../src-main/sync/enrolment.ts';
import { HeadOfficeTime } from '../../src-main/sync/head-office-time.ts';
import { HTTPS_DEFAULTS, HttpsTransport } from '../../src-main/sync/https-transport.ts';
import { TillKey } from '../../src-main/sync/till-key.ts';
import { MemoryJournal } from '../sync/memory-journal.ts';
import { systemClock, systemRandom, systemTimers } from './system-means.ts';

// Head office as a process of its own: what it answered survives its death.

const MAIN = join(import.meta.dirname, '../../fixtures/head-office/main.ts');
const START_TIMEOUT_MS = 15_000;

interface Running {
  readonly process: ChildProcess;
  readonly address: string;
  readonly code: string;
  readonly said: string;
}

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-main-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) await end(child, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(flags: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [MAIN, '--dir', folder, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (): void => reject(new Error(`it did not start:\n${said}`));
    const deadline = setTimeout(fail, START_TIMEOUT_MS);
    child.once('exit', fail);
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const address = /head office (\S+)/.exec(said)?.[1];
      const code = /enrolment {3}(\S+)/.exec(said)?.[1];
      if (address === undefined || code === undefined) return;
      clearTimeout(deadline);
      child.removeListener('exit', fail);
      resolve({ process: child, address, code, said });
    });
  });
}

/** Resolves with the exit code, or the signal that ended it. */
function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | string | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code, by) => resolve(code ?? by));
    child.kill(signal);
  });
}

test('killed right after its answer, it has what it answered for', async () => {
  const catalogPath = join(folder, 'catalog-items.json');
  writeFileSync(catalogPath, JSON.stringify([{ sku: 'A01' }]));
  const first = await start(['--port', '0', '--catalog', catalogPath]);
  const { port } = new URL(first.address);
  const certificatePem = readFileSync(join(folder, 'certificate.pem'), 'utf8');
  const means = { clock: systemClock, timers: systemTimers, time: new HeadOfficeTime() };
  const key = TillKey.make(systemRandom);
  const enrolled = await enrol(
    { address: first.address, certificatePem, enrolmentCode: first.code, key },
    means,
  );
  if (!enrolled.ok) throw new Error(JSON.stringify(enrolled.error));
  const { tillId, storeId } = enrolled.value.till;
  const transport = new HttpsTransport({
    address: new URL(first.address),
    certificatesPem: [certificatePem],
    tillId,
    key,
    settings: HTTPS_DEFAULTS,
    ...means,
  });
  const journal = new MemoryJournal();
  for (let due = 1; due <= 50; due += 1) journal.appendSale(due);
  const entries = [...journal.rows];
  expect(await transport.sendEntries({ storeId, tillId, sentAtMs: 1, entries })).toMatchObject({
    value: { ackedSeq: 50 },
  });
  await end(first.process, 'SIGKILL');
  expect(await transport.fetchMail(undefined)).toMatchObject({ error: { kind: 'unreachable' } });

  // The same certificate, the same tills, the same entries.
  const second = await start(['--port', port]);
  expect(await transport.sendEntries({ storeId, tillId, sentAtMs: 1, entries: [] })).toMatchObject({
    value: { kind: 'acked', ackedSeq: 50 },
  });
  expect(await transport.fetchTopic('catalog', undefined)).toMatchObject({
    value: { items: [{ sku: 'A01' }] },
  });
  await transport.close();
  expect(await end(second.process, 'SIGTERM')).toBe(0);
});

test('its private keys are for its account alone', async () => {
  await start(['--port', '0']);
  for (const name of ['key.pem', 'signing-key.pem']) {
    expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
  }
});

test('plain HTTP where it is asked for', async () => {
  const { address, said } = await start(['--port', '0', '--http']);
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect(said).not.toContain('certificate');
  const answer = await fetch(`${address}/v1/health`);
  expect(await answer.json()).toMatchObject({ status: 'ok' });
});
