// Goal: what-goes-wrong.md, row 22, with the till's own rules: tills that are cut off spend the points of the same
// members, and head office never loses more than its papers allow, whatever the order in which it hears of them.
// Method: seeded runs; `SEED=… npx vitest run --project=simulation tests/simulation/cut-off-tills.test.ts` runs one.
import { describe, expect, test } from 'vitest';
import { type CutOffOptions, CutOffTills } from './cut-off-tills.ts';

const RUNS = Number(process.env.RUNS ?? 40);
const FIRST = Number(process.env.SEED ?? 1);
const seeds =
  process.env.SEED === undefined ? Array.from({ length: RUNS }, (_, run) => FIRST + run) : [FIRST];
/** Sums of parts of NT$1 are floats here. */
const HAIR = 1e-6;

const play = (seed: number, options: CutOffOptions) => new CutOffTills(seed, options).shop(25).settle();

describe(`row 22: seeds ${seeds.at(0)} to ${seeds.at(-1)}, two to five tills, two members, two programmes`, () => {
  const cases: readonly [string, CutOffOptions][] = [
    ['grants', { papers: 'grants', hasTokens: false }],
    ['grants and tokens', { papers: 'grants', hasTokens: true }],
    ['shares of a pool', { papers: 'pools', hasTokens: false }],
    ['all of them', { papers: 'both', hasTokens: true }],
  ];
  test.each(cases)(
    '%s: what is lost is within the bound, and entries sent twice lose nothing',
    (_, options) => {
      const sums = { burns: 0, returns: 0, losses: 0 };
      for (const seed of seeds) {
        const { bound, overdraft, debt, burns, returns, again } = play(seed, options);
        const told = `SEED=${seed}`;
        expect(overdraft, `${told}: NT$ lost`).toBeLessThanOrEqual(bound + HAIR);
        expect(
          debt,
          `${told}: no hole is deeper than the losses and what head office itself took`,
        ).toBeLessThanOrEqual(overdraft + HAIR);
        expect(again, `${told}: lost by what came twice`).toBe(0);
        sums.burns += burns;
        sums.returns += returns;
        if (overdraft > 0) sums.losses += 1;
      }
      // The promise is put to the test: tills burn and take back, and points are really lost.
      if (seeds.length > 1) expect(Math.min(...Object.values(sums)), JSON.stringify(sums)).toBeGreaterThan(5);
    },
  );

  test('tills that do not count what they have burned break the bound: the runs would show it', () => {
    const beyond = Array.from({ length: 40 }, (_, run) => run + 1).filter((seed) => {
      const { bound, overdraft } = play(seed, { papers: 'both', hasTokens: true, isForgetful: true });
      return overdraft > bound + HAIR;
    });
    expect(beyond.length).toBeGreaterThan(0);
  });

  test('a seed gives the same run again', () => {
    const options = { papers: 'both', hasTokens: true } as const;
    expect(play(7, options)).toEqual(play(7, options));
  });
});
