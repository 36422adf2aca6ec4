/** One thing that is not as it should be. */
export interface Difference {
  /**
   * What differs: a field of `expected` by its path, or `screen`, `paper`, `headOffice`, `journal` for a source that
   * contradicts the journal's sale, or `step` for a step of which nothing came.
   */
  readonly name: string;
  /** Where within it, for those that are no path themselves. */
  readonly field?: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Compares what is expected, as far as it is named, with what was measured. Lists are compared place by place. */
export function differencesBetween(expected: unknown, actual: unknown, name: string): readonly Difference[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [{ name, expected, actual }];
    const places: readonly unknown[] = actual;
    return expected.flatMap((each: unknown, place) =>
      differencesBetween(each, places[place], `${name}.${place}`),
    );
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return [{ name, expected, actual }];
    return Object.entries(expected).flatMap(([key, each]) =>
      differencesBetween(each, actual[key] ?? null, `${name}.${key}`),
    );
  }
  return Object.is(expected, actual) ? [] : [{ name, expected, actual }];
}

/** Whether `part` stands in `whole` in this order, with or without others between. */
export function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let place = 0;
  for (const each of whole) if (each === part[place]) place += 1;
  return place === part.length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
