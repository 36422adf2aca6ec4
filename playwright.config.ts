import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/tooling/runner/machine.ts';

/** The fixture option (tests/e2e/fixtures.ts) that says which host the suite runs on. */
export interface HostOptions {
  hostName: 'chromium' | 'electron';
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
    // Without Electron's binary: its host on the stand-in of tests/hosts/fake-electron, whose windows are real pages.
    // The demo chooses its host by itself, so its test is not this project's.
    { name: 'electron-host', testIgnore: '**/workbench.spec.ts', use: { hostName: 'electron' } },
  ],
});
