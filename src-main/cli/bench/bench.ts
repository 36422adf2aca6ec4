import { percentile, ratioOf, rounded } from './statistics.ts';

/** One line of what was measured. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  /** What `value` and `floor` are counted in. */
  readonly unit: string;
  /** The least that could be done for the same effect on this machine, measured in the same run; null where there is no such thing. */
  readonly floor: number | null;
  /** `value` divided by `floor`. */
  readonly ratio: number | null;
  /** The ratio that is aimed at, or the aim in words. */
  readonly aim: number | string;
}

/** The aim of what is watched and has no limit of its own. */
export const NO_AIM = 'none';

/** What a bench works in. */
export interface BenchWorld {
  /** Catalogs and histories are kept here between runs. */
  readonly keptFolder: string;
  /** For this run alone, on the same disk; removed afterwards. */
  readonly runFolder: string;
  /** Smaller sizes, for a look in passing: figures are not comparable with those of a full run. */
  readonly isQuick: boolean;
  /** Says where the work is. */
  readonly tell: (progress: string) => void;
}

/** Something that can be measured by its name. */
export interface Bench {
  readonly name: string;
  /** One line for `--help`. */
  readonly about: string;
  run(world: BenchWorld): Promise<readonly BenchResult[]>;
}

/** This machine lacks something that a bench needs, which breaks nothing: it is said and left out. */
export class CannotMeasure extends Error {
  override readonly name = 'CannotMeasure';
}

/** One result for each percentile, the floor's own percentile beside it. Samples are milliseconds. */
export function percentileResults(
  what: { readonly name: string; readonly percents: readonly number[]; readonly aim: number | string },
  measuredMs: readonly number[],
  floorMs: readonly number[],
): readonly BenchResult[] {
  return what.percents.map((percent) =>
    result(
      `${what.name} p${percent}`,
      percentile(measuredMs, percent),
      'ms',
      percentile(floorMs, percent),
      what.aim,
    ),
  );
}

/** A result with its ratio worked out and its figures rounded. */
export function result(
  name: string,
  value: number,
  unit: string,
  floor: number | null,
  aim: number | string,
): BenchResult {
  const ratio = ratioOf(value, floor);
  return {
    name,
    value: rounded(value),
    unit,
    floor: floor === null ? null : rounded(floor),
    ratio: ratio === null ? null : rounded(ratio),
    aim,
  };
}
