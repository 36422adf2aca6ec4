import type { Difference } from './compare.ts';
import type { Outcome } from './run-scenarios.ts';

/** What programs are told of a run: `unsupported` only where something is, so that a played scenario has four fields. */
export function jsonReport(outcomes: readonly Outcome[]): string {
  const results = outcomes.map(({ id, ok, unsupported, result, differences }) => ({
    id,
    ok,
    ...(unsupported.length === 0 ? {} : { unsupported }),
    result,
    differences,
  }));
  return `${JSON.stringify({ results })}\n`;
}

/** One scenario for a person to read: how it went, then a line for each difference. */
export function outcomeText(outcome: Outcome): string {
  const { id, title, unsupported, differences, durationMs } = outcome;
  const seconds = unsupported.length > 0 ? '' : ` (${(durationMs / 1000).toFixed(1)} s)`;
  const lines = [
    `${markOf(outcome)} ${id.padEnd(ID_COLUMNS)} ${title}${seconds}`,
    ...(unsupported.length > 0 ? [`    cannot be played yet: ${unsupported.join(', ')}`] : []),
    ...differences.map((difference) => `    ${differenceText(difference)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function markOf({ ok, unsupported }: Outcome): string {
  if (ok) return '✓';
  return unsupported.length > 0 ? '?' : '✗';
}

const ID_COLUMNS = 8;
const NAME_COLUMNS = 28;

function differenceText({ name, field, expected, actual }: Difference): string {
  const where = field === undefined ? name : `${name} ${field}`;
  return `${where.padEnd(NAME_COLUMNS)} expected ${shown(expected)}, got ${shown(actual)}`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The last line: how many of each. */
export function summaryText(outcomes: readonly Outcome[]): string {
  const held = outcomes.filter((outcome) => outcome.ok).length;
  const unsupported = outcomes.filter((outcome) => outcome.unsupported.length > 0).length;
  const failed = outcomes.length - held - unsupported;
  return `${outcomes.length} scenarios: ${held} hold, ${failed} do not, ${unsupported} cannot be played yet\n`;
}
