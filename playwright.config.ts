import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/tooling/runner/machine.ts';

/** The fixture option (tests/e2e/fixtures.ts) that says which host the suite runs on. */
export interface HostOptions {
  hostName: 'chromium' | 'electron';
}

/** Whether Electron's binary is on this machine; the package alone is not enough, and asking it would download. */
function hasElectronBinary(): boolean {
  const electron = join(import.meta.dirname, 'node_modules/electron');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override !== undefined) return existsSync(join(override, 'electron'));
  if (!existsSync(join(electron, 'path.txt'))) return false;
  return existsSync(join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8')));
}

const chromium = findChromium();

export default defineConfig<HostOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    locale: 'zh-TW',
    timezoneId: 'Asia/Taipei',
    trace: 'retain-on-failure',
    video: 'off',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      // Without these Chromium reaches for the outside at each start.
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
        '--disable-gpu',
      ],
    },
  },
  projects: [
    { name: 'chromium-host', use: { hostName: 'chromium' } },
    ...(hasElectronBinary() ? [{ name: 'electron-host', use: { hostName: 'electron' as const } }] : []),
  ],
});
