import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { announcementLine } from '../../src-main/hosts/announce.ts';
import {
  parseHostOptions,
  prepareDataFolder,
  refuseOldNode,
  usualDataFolder,
} from '../../src-main/hosts/host-options.ts';
import { tempFolder } from './temp-folder.ts';

test('the command line is read', () => {
  expect(
    parseHostOptions(
      [
        '--config',
        'till.json',
        '--data',
        '/d',
        '--json',
        '--kiosk',
        '--no-browser',
        '--customer-at',
        '1366,-20',
      ],
      'refuse',
    ),
  ).toEqual({
    configPath: resolve('till.json'),
    dataFolder: '/d',
    rendererFolder: undefined,
    isJson: true,
    isKiosk: true,
    opensBrowser: false,
    browserPath: undefined,
    port: undefined,
    customerAt: { x: 1366, y: -20 },
  });
});

for (const [argv, isKiosk] of [
  [[], undefined],
  [['--kiosk'], true],
  [['--windowed'], false],
] as const) {
  test(`kiosk mode is ${isKiosk ?? 'left to the host'} with ${argv.join(' ') || 'nothing said'}`, () => {
    expect(parseHostOptions(argv, 'refuse').isKiosk).toBe(isKiosk);
  });
}

test('what nobody knows is refused, but on Electron, which hands on Chromium’s own switches', () => {
  expect(() => parseHostOptions(['--kioks'], 'refuse')).toThrow("Unknown option '--kioks'");
  expect(parseHostOptions(['--port', '5180'], 'refuse').port).toBe(5180);
  for (const port of ['65536', '-1', 'x', '1.5', '']) {
    expect(() => parseHostOptions([`--port=${port}`], 'refuse')).toThrow('a whole number up to 65535');
  }
  expect(() => parseHostOptions(['--customer-at', 'left'], 'refuse')).toThrow('two whole numbers');
  expect(parseHostOptions(['--ozone-platform=x11', 'file', '--json'], 'ignore').isJson).toBe(true);
});

test('a till keeps its things where the system keeps those of programs', () => {
  expect(usualDataFolder({ XDG_DATA_HOME: '/x' }, 'linux')).toBe('/x/daybook');
  expect(usualDataFolder({}, 'linux')).toBe(join(homedir(), '.local/share/daybook'));
  expect(usualDataFolder({ LOCALAPPDATA: '/l' }, 'win32')).toBe('/l/Daybook');
});

test('the till’s folder is closed to other accounts, also one that was open', () => {
  const folder = join(tempFolder('data'), 'a', 'b');
  prepareDataFolder(folder);
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  const open = join(tempFolder('data'), 'open');
  mkdirSync(open);
  chmodSync(open, 0o755);
  prepareDataFolder(open);
  expect((statSync(open).mode & 0o777).toString(8)).toBe('700');
});

for (const [version, isGoodEnough] of [
  ['20.20.2', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['24.21.0', true],
] as const) {
  test(`Node ${version} is ${isGoodEnough ? 'taken' : 'refused with a sentence'}`, () => {
    if (isGoodEnough) expect(() => refuseOldNode(version)).not.toThrow();
    else expect(() => refuseOldNode(version)).toThrow('too old');
  });
}

test('announcements are JSON for programs and sentences for people', () => {
  const window = { window: 'cashier', address: 'http://127.0.0.1:1/?window=cashier#key=k' } as const;
  expect(announcementLine(window, 'json')).toBe(`${JSON.stringify(window)}\n`);
  expect(announcementLine(window, 'sentence')).toBe(
    'The cashier window: open this address on this machine: http://127.0.0.1:1/?window=cashier#key=k\n',
  );
  expect(announcementLine({ window: 'customer' }, 'sentence')).toBe('The customer window is open.\n');
  expect(announcementLine({ ready: true, host: 'chromium' }, 'sentence')).toBe(
    'Daybook runs in the Chromium host.\n',
  );
});
