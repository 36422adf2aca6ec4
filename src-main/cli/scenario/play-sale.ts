import type { Product } from '../../domain/product.ts';
import type { Difference } from './compare.ts';
import { Counter } from './counter.ts';
import { enrolMember, givePapers, memberCode, memberIdOf, needsPapers, spendElsewhere } from './customer.ts';
import type { Scenario, ScenarioFile } from './format.ts';
import { productsOf } from './goods.ts';
import { START } from './mark.ts';
import { measure, type Played } from './measure.ts';
import type { Shared } from './open-office.ts';
import { couponCode, couponSerial, needsReferenceData, referenceDataOf } from './reference-data.ts';
import { isShort, longStepsOf, shortSaleOf } from './sale-steps.ts';
import { Stage } from './stage.ts';
import { StageClock } from './stage-clock.ts';
import type { TillStep } from './steps.ts';
import { StepFailure } from './waiting.ts';

export interface PlayOptions {
  readonly file: ScenarioFile;
  readonly scenario: Scenario;
  /** An empty folder. */
  readonly folder: string;
  readonly shared: Shared;
  /** Whether a person will look at the folder. */
  readonly isKept: boolean;
}

const USUAL_FLOAT = 3_000;

/** Plays a scenario of kind `sale` at a till of its own, and measures what came of it. */
export async function playSale(options: PlayOptions): Promise<Played> {
  const { file, scenario } = options;
  const stage = await openStage(options);
  try {
    const counter = counterAt(stage, options);
    await counter.begin();
    await receiveMember(stage, scenario);
    if (scenario.online === false) await stage.cutNetwork();
    const failure = await playSteps(stage, counter, scenario);
    return await measure({ stage, counter, scenario, file, since: START, failure });
  } finally {
    await stage.close();
  }
}

/** A till of its own for one scenario, with what head office publishes for it. */
export async function openStage(options: PlayOptions): Promise<Stage> {
  const { file, scenario } = options;
  const at = scenario.given?.firstTenderAt;
  const products = productsOf(file, scenario);
  const reference = needsReferenceData(scenario) ? referenceDataOf(scenario, file) : undefined;
  const clock = new StageClock(at === undefined ? undefined : Date.parse(at));
  const stage = await Stage.open({ ...options, products, settings: scenario.till, reference, clock });
  try {
    // People can sign in before the last of it has come.
    if (reference !== undefined) await stage.setScene(products, reference);
    return stage;
  } catch (error) {
    await stage.close();
    throw error;
  }
}

/** A counter with the cashier at it. @param scenario whose goods and customer come. */
export function counterAt(
  stage: Stage,
  {
    scenario,
    file,
    products = productsOf(file, scenario),
  }: Pick<PlayOptions, 'scenario' | 'file'> & { readonly products?: readonly Product[] },
): Counter {
  return new Counter(stage, {
    float: scenario.till?.float ?? USUAL_FLOAT,
    barcodeOf: (sku) => barcodeIn(products, sku),
    memberCode: memberCode(memberIdOf(scenario)),
    couponCodeOf: (id) => couponCode(scenario, id),
    couponSerialOf: (id) => couponSerial(scenario, id),
  });
}

function barcodeIn(products: readonly Product[], sku: string): string {
  const code = products.find((product) => product.sku === sku)?.barcodes[0];
  if (code === undefined) throw new StepFailure(`the article ${sku} has a bar code`);
  return code;
}

/** Head office writes the scenario's member down, and the till gets its copy and its papers. */
export async function receiveMember(stage: Stage, scenario: Scenario): Promise<void> {
  if ((scenario.member ?? null) === null) return;
  await enrolMember(stage.office, scenario, stage.clock.nowMs());
  await stage.publishMembers();
  if (!needsPapers(scenario)) return;
  const { snapshotGeneration, mailsReceived } = stage;
  await givePapers(stage.office, scenario, { tillId: stage.tillId, nowMs: stage.clock.nowMs() });
  const hasGrant = (scenario.member?.deviceAllowance ?? 0) > 0;
  await stage.untilPapers({ snapshots: snapshotGeneration + 1, mails: mailsReceived + (hasGrant ? 1 : 0) });
}

/** Plays a scenario's steps; the first of which nothing comes ends it, and is told. */
export async function playSteps(
  stage: Stage,
  counter: Counter,
  scenario: Scenario,
): Promise<Difference | undefined> {
  if (!isShort(scenario)) return playAll(counter, longStepsOf(scenario), 0);
  const { basket, burns, payment } = shortSaleOf(scenario);
  const before = await playAll(counter, basket, 0);
  if (before !== undefined) return before;
  const wished = burns.flatMap((programme): readonly TillStep[] => [
    { do: 'tap', button: 'burn', programme, value: 'max' },
  ]);
  let played = basket.length;
  for (const step of wished) {
    // What the window says cannot be had is not asked for.
    if (step.do !== 'tap' || step.button !== 'burn' || !counter.mayBurn(step.programme ?? 'OWN')) continue;
    const failure = await playAll(counter, [step], played);
    if (failure !== undefined) return failure;
    played += 1;
  }
  const at = scenario.given?.firstTenderAt;
  if (at !== undefined) stage.clock.holdAt(Date.parse(at));
  const failure = await playAll(counter, payment, played);
  stage.clock.release();
  if (failure === undefined) await playSync(stage, scenario);
  return failure;
}

/** Beside a sale made offline: what happened elsewhere meanwhile. The line itself comes back before anything is measured. */
async function playSync(stage: Stage, scenario: Scenario): Promise<void> {
  for (const step of scenario.steps ?? []) {
    if (step.do === 'sync' && 'hqBalanceBefore' in step && typeof step.hqBalanceBefore === 'number')
      await spendElsewhere(stage.office, memberIdOf(scenario), step.hqBalanceBefore);
  }
}

/** @param before how many steps were played already. */
async function playAll(
  counter: Counter,
  steps: readonly TillStep[],
  before: number,
): Promise<Difference | undefined> {
  for (const [index, step] of steps.entries()) {
    try {
      await counter.play(step);
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      const field = `${before + index + 1} ${stepText(step)}`;
      return { name: 'step', field, expected: error.message, actual: error.actual };
    }
  }
  return undefined;
}

function stepText(step: TillStep): string {
  if (step.do === 'tap') return `tap ${step.button}`;
  return 'device' in step ? `${step.do} ${step.device}` : step.do;
}
