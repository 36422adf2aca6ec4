import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFileLog } from '../../src-main/hosts/file-log.ts';
import { tempFolder } from './temp-folder.ts';

const nowMs = () => Date.UTC(2026, 10, 21, 3, 4, 5, 6);

test('a line is JSON with its time, redacted; debug lines are not written', () => {
  const folder = join(tempFolder('log'), 'logs');
  const log = openFileLog({ folder, nowMs });
  log.log('debug', 'chatter');
  log.log('warn', 'member 0912345678', { pin: '1234', ms: 5 });
  expect(readFileSync(join(folder, 'daybook.log'), 'utf8')).toBe(
    '{"at":"2026-11-21T03:04:05.006Z","level":"warn","message":"member [redacted]","fields":{"pin":"[redacted]","ms":5}}\n',
  );
});

test('files are this account’s alone, even one that was there before', () => {
  const folder = join(tempFolder('log'), 'logs');
  openFileLog({ folder, nowMs }).log('info', 'one');
  chmodSync(join(folder, 'daybook.log'), 0o644);
  openFileLog({ folder, nowMs }).log('info', 'two');
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  expect((statSync(join(folder, 'daybook.log')).mode & 0o777).toString(8)).toBe('600');
});

test('files are rotated and capped', () => {
  const folder = tempFolder('log');
  const log = openFileLog({ folder, nowMs, maxFileBytes: 1000, maxFiles: 3 });
  for (let count = 0; count < 100; count += 1) log.log('info', `line ${count}`);
  expect(readdirSync(folder).sort()).toEqual(['daybook.1.log', 'daybook.2.log', 'daybook.log']);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1000);
  const kept = ['daybook.2.log', 'daybook.1.log', 'daybook.log'].flatMap((name) =>
    readFileSync(join(folder, name), 'utf8').trim().split('\n'),
  );
  const numbers = kept.map((line) => Number(/line (\d+)/.exec(line)?.[1]));
  expect(numbers.at(-1)).toBe(99);
  expect(numbers).toEqual(numbers.map((_, index) => 100 - numbers.length + index));
});

test('trouble with the log is told once and stops nothing; writing goes on when it can', () => {
  const folder = join(tempFolder('log'), 'logs');
  const troubles: unknown[] = [];
  const log = openFileLog({ folder, nowMs, onTrouble: (error) => troubles.push(error) });
  writeFileSync(folder, 'a file where the folder should be');
  log.log('info', 'one');
  log.log('info', 'two');
  expect(troubles).toHaveLength(1);
  rmSync(folder);
  log.log('info', 'three');
  expect(readFileSync(join(folder, 'daybook.log'), 'utf8')).toContain('three');
});

test('a value that cannot be written does not stop the till', () => {
  const folder = tempFolder('log');
  const log = openFileLog({ folder, nowMs });
  log.log('error', 'odd', { big: 1n, undefined, at: 'mine', level: 'mine' });
  expect(JSON.parse(readFileSync(join(folder, 'daybook.log'), 'utf8'))).toEqual({
    at: '2026-11-21T03:04:05.006Z',
    level: 'error',
    message: 'odd',
    fields: { big: '1', at: 'mine', level: 'mine' },
  });
});
