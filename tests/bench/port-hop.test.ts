import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { portHop } from '../../src-main/cli/bench/port-hop.ts';
import { portProcessesOf } from '../support/port-processes.ts';

test('the hop to the port process is measured against the port in this process, and leaves no process behind', async () => {
  const runFolder = mkdtempSync(join(tmpdir(), 'daybook-hop-'));
  onTestFinished(() => rmSync(runFolder, { recursive: true }));
  const told: string[] = [];
  const results = await portHop.run({
    keptFolder: runFolder,
    runFolder,
    isQuick: true,
    tell: (progress) => told.push(progress),
  });
  expect(results.map(({ name }) => name)).toEqual(['port-hop p50', 'port-hop p95']);
  for (const { value, floor } of results) {
    expect(value).toBeGreaterThan(0);
    expect(floor).toBeGreaterThan(0);
  }
  expect(told.at(-1)).toBe('port-hop: block 4 of 4');
  expect(portProcessesOf(process.pid)).toEqual([]);
});
