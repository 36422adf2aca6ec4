// Goal: one till, whatever people, kills, disks, clocks and printers do to it in whatever order, agrees with a naive
// shop and with its own journal after every step. Method: seeded runs on real files; `SEED=… npm run sim` runs one seed
// again, `RUNS=200 npm run sim` that many from SEED on, `STEPS=` makes each longer.
import { expect, test } from 'vitest';
import { simulate } from './till-simulation.ts';

/** Seeds that once failed, and some that never did. */
const KEPT = [1, 3, 4, 6];
const STEPS = Number(process.env.STEPS ?? 120);
const { SEED, RUNS } = process.env;
const seeds =
  SEED === undefined && RUNS === undefined
    ? KEPT
    : Array.from({ length: Number(RUNS ?? 1) }, (_, run) => Number(SEED ?? 1) + run);

for (const seed of seeds) {
  test(`SEED=${seed}: ${STEPS} steps`, async () => {
    const outcome = await simulate(seed, STEPS);
    expect(outcome.entries).toBeGreaterThan(STEPS / 3);
  });
}

test('what befalls the till in those runs is no little', async () => {
  const outcome = await simulate(20_261_121, 240);
  expect(Math.min(...Object.values(outcome)), JSON.stringify(outcome)).toBeGreaterThan(0);
});

test('a seed gives the same run again', async () => {
  expect(await simulate(9, 40)).toEqual(await simulate(9, 40));
});
