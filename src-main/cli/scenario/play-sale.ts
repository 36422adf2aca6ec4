import { machineClock } from '../../hosts/machine-world.ts';
import { type Difference, differencesBetween, isWithin } from './compare.ts';
import { Counter } from './counter.ts';
import { headOfficeDifferences, linesOf, paperDifferences, screenDifferences } from './cross-check.ts';
import { poleRows, readDevices, withSingleBlanks } from './device-steps.ts';
import type { Expected } from './expected.ts';
import type { Scenario, ScenarioFile } from './format.ts';
import { productsOf } from './goods.ts';
import { type JournalFacts, readJournal } from './journal-facts.ts';
import type { Shared } from './open-office.ts';
import { figuresOf } from './sale-figures.ts';
import { Stage } from './stage.ts';
import { TillStep } from './steps.ts';
import { StepFailure, until } from './waiting.ts';

/** What playing a scenario came to: what was measured, and what of it is not as it should be. */
export interface Played {
  readonly result: Readonly<Record<string, unknown>>;
  readonly differences: readonly Difference[];
}

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
  const products = productsOf(file, scenario);
  const stage = await Stage.open({ ...options, products, settings: scenario.till });
  try {
    const counter = counterAt(stage, options, (sku) => barcodeIn(products, sku));
    await counter.begin();
    if (scenario.online === false) await stage.cutNetwork();
    const failure = await playAll(counter, stepsOf(scenario));
    return await measure(stage, counter, scenario.expected, failure);
  } finally {
    await stage.close();
  }
}

/** A counter with the cashier at it. */
export function counterAt(
  stage: Stage,
  { scenario }: Pick<PlayOptions, 'scenario'>,
  barcodeOf: (sku: string) => string,
): Counter {
  return new Counter(stage, { float: scenario.till?.float ?? USUAL_FLOAT, barcodeOf });
}

function barcodeIn(
  products: readonly { readonly sku: string; readonly barcodes: readonly string[] }[],
  sku: string,
): string {
  const code = products.find((product) => product.sku === sku)?.barcodes[0];
  if (code === undefined) throw new StepFailure(`the article ${sku} has a bar code`);
  return code;
}

/** The steps of a scenario; those that its lines and tenders stand for where it names none. */
function stepsOf({ lines = [], tenders = [], steps = [] }: Scenario): readonly TillStep[] {
  if (steps.length > 0) return steps.map((step) => TillStep.parse(step));
  return [
    ...lines.flatMap(({ sku, qty }): TillStep[] => [
      ...(qty === 1 ? [] : [{ do: 'tap', button: 'multiply', quantity: qty } as const]),
      { do: 'scan', sku },
    ]),
    { do: 'tap', button: 'begin_payment' },
    // A sale on which nothing is due is completed without money.
    ...(tenders.length === 0 ? [{ amount: 0 }] : tenders).map(
      ({ amount }): TillStep => ({ do: 'tap', button: 'take_cash', amount }),
    ),
  ];
}

/** Plays the steps; the first of which nothing comes ends it, and is told. */
async function playAll(counter: Counter, steps: readonly TillStep[]): Promise<Difference | undefined> {
  for (const [index, step] of steps.entries()) {
    try {
      await counter.play(step);
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      const field = `${index + 1} ${stepText(step)}`;
      return { name: 'step', field, expected: error.message, actual: error.actual };
    }
  }
  return undefined;
}

function stepText(step: TillStep): string {
  if (step.do === 'tap') return `tap ${step.button}`;
  return 'device' in step ? `${step.do} ${step.device}` : step.do;
}

async function measure(
  stage: Stage,
  counter: Counter,
  expected: Expected,
  failure: Difference | undefined,
): Promise<Played> {
  const facts = await factsOf(stage, expected);
  const { journal, papers } = facts;
  const measured = measuredFields(facts, expected);
  const result = Object.fromEntries(Object.keys(expected).map((field) => [field, measured[field] ?? null]));
  // What nobody mentioned must not have happened.
  const wanted = {
    refusals: [],
    terminalCharges: [],
    ...expected,
    headOffice: { parked: 0, ...expected.headOffice },
  };
  const crash = stage.awaitedCrash;
  const differences: readonly Difference[] = [
    ...(failure === undefined ? [] : [failure]),
    ...(crash === undefined ? [] : [{ name: 'step', field: 'crash', expected: crash, actual: null }]),
    ...stage.faults.failures,
    ...(facts.syncFailure === undefined ? [] : [facts.syncFailure]),
    ...Object.entries(wanted).flatMap(([field, value]) => fieldDifferences(field, value, measured[field])),
    ...journal.sales.flatMap(({ sale }) => screenDifferences(sale, counter.screens.get(sale.saleId))),
    ...journal.sales.flatMap((each) =>
      each.isPrinted || expected.papers === undefined ? paperDifferences(each.sale, papers) : [],
    ),
    ...(journal.damage === undefined
      ? []
      : [{ name: 'journal', expected: 'a whole chain', actual: journal.damage }]),
    ...(facts.syncFailure === undefined ? await headOfficeDifferences(stage.office, journal) : []),
  ];
  return { result, differences };
}

/** Everything that can be looked at when the steps are done. */
interface Facts {
  readonly journal: JournalFacts;
  readonly papers: readonly string[];
  readonly kicks: number;
  readonly waitingReceipts: number;
  readonly pole: readonly string[] | null;
  readonly devices: unknown;
  readonly charges: readonly { readonly kind: string; readonly amount: number }[];
  readonly faults: readonly string[];
  readonly refusals: readonly string[];
  readonly suspended: number;
  readonly cart: { readonly pieces: number; readonly due: number } | null;
  readonly headOffice: { readonly sales: number; readonly total: number; readonly parked: number };
  readonly syncFailure: Difference | undefined;
}

/** Brings the network back, has head office answer in order, lets everything go up, and looks. */
async function factsOf(stage: Stage, expected: Expected): Promise<Facts> {
  if (expected.pole !== undefined) await untilPoleShows(stage, expected.pole);
  const devices = expected.devices === undefined ? null : await devicesNamed(stage, expected.devices);
  const syncFailure = await syncInTheEnd(stage);
  const view = stage.service.cashierView();
  const report = await stage.office.report();
  return {
    journal: readJournal(stage.journalPath),
    papers: stage.printer.papers.map((paper) => paper.text),
    kicks: stage.printer.events.filter(
      (event) => event.kind === 'kick' || (event.kind === 'real-time' && event.command.kind === 'pulse'),
    ).length,
    waitingReceipts: stage.service.till.state.printJobs.length,
    pole: poleRows(stage),
    devices,
    charges: (stage.devices.terminal?.charges ?? []).map(({ kind, amount }) => ({ kind, amount })),
    faults: [...stage.faults.log],
    refusals: [...stage.refusals],
    suspended: view.suspended.length,
    cart: view.cart === null ? null : { pieces: view.cart.pieces, due: view.cart.due },
    headOffice: { sales: report.sales, total: report.total, parked: report.parked.length },
    syncFailure,
  };
}

/** A display follows the till in its own time; what it shows then is compared, whatever it is. */
async function untilPoleShows(stage: Stage, rows: readonly string[]): Promise<void> {
  const wanted = JSON.stringify(rows.map(withSingleBlanks));
  try {
    await until(() => JSON.stringify(poleRows(stage)) === wanted, 'the pole shows it', {
      clock: machineClock,
      withinMs: POLE_MS,
    });
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
  }
}

const POLE_MS = 2_000;

/** Of every device that is expected something of: the fields that are named. */
async function devicesNamed(stage: Stage, expected: NonNullable<Expected['devices']>): Promise<unknown> {
  const standing: Readonly<Record<string, object | undefined>> = (await readDevices(stage)) ?? {};
  const named = Object.entries(expected).map(([device, fields]) => {
    const seen = new Map<string, unknown>(Object.entries(standing[device] ?? {}));
    const shown = Object.keys(fields ?? {}).map((field) => [field, seen.get(field) ?? null]);
    return [device, seen.size === 0 ? null : Object.fromEntries(shown)];
  });
  return Object.fromEntries(named);
}

async function syncInTheEnd(stage: Stage): Promise<Difference | undefined> {
  stage.office.faults.answersStatus500 = false;
  stage.office.faults.answersGarbage = false;
  await stage.restoreNetwork();
  try {
    await stage.untilSynced();
    return undefined;
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return { name: 'headOffice', field: 'sync', expected: error.message, actual: null };
  }
}

function measuredFields(facts: Facts, expected: Expected): Readonly<Record<string, unknown>> {
  const { journal, papers, kicks, refusals, suspended, cart, headOffice } = facts;
  const sales = journal.sales.map(({ sale }) => figuresOf(sale));
  const [only] = sales;
  return {
    // With none or several sales the figures of one would be anybody's guess: `sales` names each.
    ...(sales.length === 1 ? only : {}),
    sales,
    refusals,
    suspended,
    cart,
    printed: (expected.printed ?? []).filter((text) => isPrinted(text, papers)),
    papers: papers.length,
    drawerKicks: kicks,
    drawer: journal.drawer,
    receipts: { ...journal.receipts, waiting: facts.waitingReceipts },
    pole: facts.pole,
    devices: facts.devices,
    terminalCharges: facts.charges,
    faults: facts.faults,
    journalKinds: journal.kinds,
    shift: journal.shift,
    headOffice,
  };
}

function isPrinted(text: string, papers: readonly string[]): boolean {
  const wanted = linesOf(text).join('\n');
  return papers.some((paper) => linesOf(paper).join('\n').includes(wanted));
}

function fieldDifferences(field: string, expected: unknown, measured: unknown): readonly Difference[] {
  if (field === 'printed') {
    const found: readonly unknown[] = Array.isArray(measured) ? measured : [];
    const wanted: readonly unknown[] = Array.isArray(expected) ? expected : [];
    return wanted
      .filter((text) => !found.includes(text))
      .map((text) => ({ name: 'printed', expected: text, actual: null }));
  }
  if (
    field === 'journalKinds' &&
    typeof expected === 'object' &&
    expected !== null &&
    'contains' in expected
  ) {
    const [part, whole] = [expected.contains, measured].map(strings);
    return isWithin(part ?? [], whole ?? []) ? [] : [{ name: field, expected, actual: measured }];
  }
  if (field === 'pole' && Array.isArray(expected))
    return differencesBetween(strings(expected).map(withSingleBlanks), measured ?? null, field);
  return differencesBetween(expected, measured ?? null, field);
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
