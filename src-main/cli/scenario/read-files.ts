import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { err, ok, type Result } from '../../base/result.ts';
import { deviceProblemIn } from './device-problems.ts';
import { type Scenario, ScenarioFile } from './format.ts';
import { playableKind } from './needs.ts';

/** One scenario with the file that it stands in. */
export interface Found {
  readonly path: string;
  readonly file: ScenarioFile;
  readonly scenario: Scenario;
}

/** Why files cannot be run: in words, naming file, scenario and field. */
export interface FileProblem {
  readonly problem: string;
}

/**
 * Reads the files and gives their scenarios in order.
 * @param only ids of those that are asked for; all without. Every id must be there.
 */
export function findScenarios(
  paths: readonly string[],
  only: readonly string[] | undefined,
): Result<readonly Found[], FileProblem> {
  const all: Found[] = [];
  for (const path of paths) {
    const read = readScenarioFile(path);
    if (!read.ok) return read;
    const file = read.value;
    for (const scenario of file.scenarios) {
      const twin = all.find((each) => each.scenario.id === scenario.id);
      if (twin !== undefined) {
        const where = twin.path === path ? `twice in ${path}` : `in ${twin.path} and in ${path}`;
        return err({ problem: `the id ${scenario.id} is ${where}` });
      }
      all.push({ path, file, scenario });
    }
  }
  if (only === undefined) return ok(all);
  const unknown = only.filter((id) => !all.some((each) => each.scenario.id === id));
  if (unknown.length > 0) return err({ problem: `no scenario ${unknown.join(', ')} in ${paths.join(', ')}` });
  return ok(all.filter((each) => only.includes(each.scenario.id)));
}

/** Reads and checks one file. */
export function readScenarioFile(path: string): Result<ScenarioFile, FileProblem> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return err({ problem: `${path}: ${error instanceof Error ? error.message : String(error)}` });
  }
  const parsed = ScenarioFile.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return err({
      problem: `${path}: ${issue === undefined ? 'malformed' : wordsOf(innermost(issue, content), content)}`,
    });
  }
  for (const scenario of parsed.data.scenarios) {
    const problem = contradictionIn(scenario, parsed.data);
    if (problem !== undefined) return err({ problem: `${path}: scenario ${scenario.id}: ${problem}` });
  }
  return ok(parsed.data);
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Of the alternatives that did not fit, what is wrong with the one that was meant. */
function innermost(issue: z.core.$ZodIssue, content: unknown, before: readonly PropertyKey[] = []): Issue {
  const path = [...before, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return { path, message: issue.message };
  const [first] = meantOf(issue.errors, valueAt(content, path)) ?? [];
  return first === undefined ? { path, message: issue.message } : innermost(first, content, path);
}

type Branch = readonly z.core.$ZodIssue[];

/** The one whose name fitted; and among several the one that misses nothing, but dislikes what is there. */
function meantOf(branches: readonly Branch[], value: unknown): Branch | undefined {
  const named = branches.flatMap(flattened).filter((branch) => !branch.some((each) => each.path[0] === 'do'));
  const isThere = (key: PropertyKey | undefined) =>
    key === undefined || (typeof value === 'object' && value !== null && Object.hasOwn(value, key));
  return named.find((branch) => branch.every((each) => isThere(each.path[0]))) ?? named[0] ?? branches[0];
}

/** An alternative that is itself one of several is those. */
function flattened(branch: Branch): readonly Branch[] {
  const [issue, ...others] = branch;
  const isUnion = issue?.code === 'invalid_union' && issue.path.length === 0 && issue.errors.length > 0;
  return isUnion && others.length === 0 ? issue.errors.flatMap(flattened) : [branch];
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined,
    content,
  );
}

/** Scenario by its id where it has one, then the field, then what is wrong with it. */
function wordsOf({ path, message }: Issue, content: unknown): string {
  const [list, place, ...rest] = path;
  if (list !== 'scenarios' || typeof place !== 'number') return `${path.join('.') || 'the file'}: ${message}`;
  const scenarios: unknown =
    typeof content === 'object' && content !== null && 'scenarios' in content ? content.scenarios : [];
  const scenario: unknown = Array.isArray(scenarios) ? scenarios[place] : undefined;
  const hasId = typeof scenario === 'object' && scenario !== null && 'id' in scenario;
  const name = hasId && typeof scenario.id === 'string' ? scenario.id : `number ${place + 1}`;
  return `scenario ${name}: ${rest.join('.') || 'the scenario'}: ${message}`;
}

/** What the fields of a scenario say against each other or against the rest of the file. */
function contradictionIn(scenario: Scenario, file: ScenarioFile): string | undefined {
  const { promotions = [], coupons = [], lines = [], steps = [], given } = scenario;
  const promotion = promotions.find((id) => !Object.hasOwn(file.promotions ?? {}, id));
  if (promotion !== undefined) return `promotions: the file has no promotion ${promotion}`;
  const coupon = coupons.find((id) => !Object.hasOwn(file.coupons ?? {}, id));
  if (coupon !== undefined) return `coupons: the file has no coupon ${coupon}`;
  for (const [place, line] of lines.entries()) {
    if (!Object.hasOwn(file.catalog, line.sku))
      return `lines.${place}.sku: the catalog has no article ${line.sku}`;
  }
  for (const [place, step] of steps.entries()) {
    const sku = skusOf(step).find((each) => !Object.hasOwn(file.catalog, each));
    if (sku !== undefined) return `steps.${place}: the catalog has no article ${sku}`;
  }
  const ofDevices = deviceProblemIn(scenario);
  if (ofDevices !== undefined) return ofDevices;
  if (playableKind(scenario.kind) === 'sale' && lines.length === 0 && steps.length === 0)
    return 'steps: there is nothing to do, neither lines nor steps';
  if (scenario.kind === 'return' && !file.scenarios.some(({ id }) => id === given?.original))
    return `given.original: the file has no scenario ${given?.original ?? ''}`;
  if (playableKind(scenario.kind) === 'sync') return contradictionInSync(scenario, given?.sales ?? []);
  return undefined;
}

function contradictionInSync(
  scenario: Scenario,
  sales: readonly { readonly seq: number }[],
): string | undefined {
  if (sales.length === 0) return 'given.sales: a scenario of kind sync has sales';
  const names = sales.map((sale) => sale.seq);
  if (new Set(names).size !== names.length) return 'given.sales: two sales have the same seq';
  for (const [place, step] of (scenario.steps ?? []).entries()) {
    const meant: unknown = 'seq' in step ? step.seq : [];
    const unknown = [meant].flat().find((seq) => typeof seq === 'number' && !names.includes(seq));
    if (unknown !== undefined) return `steps.${place}.seq: there is no sale ${String(unknown)}`;
  }
  return undefined;
}

/** Articles that a step of ours names. Steps of other tills are not ours to read. */
function skusOf(step: NonNullable<Scenario['steps']>[number]): readonly string[] {
  const isOurs = step.do === 'scan' || step.do === 'tap';
  if (isOurs && 'sku' in step && typeof step.sku === 'string') return [step.sku];
  if (
    step.do === 'head_office' &&
    'prices' in step &&
    typeof step.prices === 'object' &&
    step.prices !== null
  )
    return Object.keys(step.prices);
  return [];
}
