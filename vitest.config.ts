import { defineConfig } from 'vitest/config';

// Rooms whose tests start processes, change the environment or read the whole tree: each file in its own process.
const isolated = ['tests/hosts', 'tests/cli', 'tests/tooling'].map((room) => `${room}/**/*.test.{ts,tsx}`);
const simulation = 'tests/simulation/**/*.test.ts';
// Looks at what the build made, so it runs after it.
const built = 'tests/tooling/built/**/*.test.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    pool: 'forks',
    // Limits for a hang, not for slowness: a test that waits has a deadline of its own.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    allowOnly: false,
    setupFiles: ['tests/support/property-seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // All that is not named elsewhere, so that no room is forgotten. These tests keep no module state and
          // share processes: 60 files take 1.6 s so, and 9.4 s each in its own.
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...isolated, simulation, 'tests/e2e/**'],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'unit-isolated', include: isolated, exclude: [built] } },
      { extends: true, test: { name: 'simulation', include: [simulation], testTimeout: 120_000 } },
      { extends: true, test: { name: 'built', include: [built] } },
    ],
  },
});
