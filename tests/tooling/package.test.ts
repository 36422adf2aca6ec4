// Goal: the package is configured as the checklist of style.md (section 3) says, as far as that shows without a build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { knownFuses, readConfiguration, validateConfiguration } from './electron-builder.ts';
import { root } from './plant.ts';

test('electron-builder accepts the configuration, and would not accept a misspelt one', async () => {
  const configuration = await readConfiguration();
  await validateConfiguration(configuration);
  const misspelt = { ...configuration, electronFuses: { ...configuration.electronFuses, runAsNod: false } };
  await expect(validateConfiguration(misspelt)).rejects.toThrow('electronFuses');
});

test('every fuse is stated, each on its safe side', async () => {
  const { electronFuses } = await readConfiguration();
  expect(Object.keys(electronFuses ?? {}).sort()).toEqual(knownFuses());
  expect(electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('package.json starts what the build makes, and no install script runs unreviewed', async () => {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({
    type: 'module',
    main: './out/main/electron.js',
    bin: { daybook: './out/main/daybook.js' },
    allowScripts: { 'better-sqlite3': false, 'node-hid': false, '@serialport/bindings-cpp': false },
  });
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('strict-allow-scripts=true');
  expect((await readConfiguration()).npmRebuild).toBe(false);
});
