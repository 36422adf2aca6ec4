import { machineClock } from '../../hosts/machine-world.ts';
import { type Difference, differencesBetween, isWithin } from './compare.ts';
import type { Counter } from './counter.ts';
import { headOfficeDifferences, linesOf, paperDifferences, screenDifferences } from './cross-check.ts';
import { memberIdOf } from './customer.ts';
import { poleRows, readDevices, withSingleBlanks } from './device-steps.ts';
import type { Expected } from './expected.ts';
import type { Scenario, ScenarioFile } from './format.ts';
import { greedyBasket, greedyDiscountOf } from './greedy-discount.ts';
import { type JournalFacts, readJournal } from './journal-facts.ts';
import type { Mark } from './mark.ts';
import { referenceDataOf } from './reference-data.ts';
import { figuresOf, returnFiguresOf } from './sale-figures.ts';
import type { Stage } from './stage.ts';
import { StepFailure, until } from './waiting.ts';

/** What playing a scenario came to: what was measured, and what of it is not as it should be. */
export interface Played {
  readonly result: Readonly<Record<string, unknown>>;
  readonly differences: readonly Difference[];
}

/** What is measured, and by whom and since when. */
export interface MeasureOptions {
  readonly stage: Stage;
  readonly counter: Pick<Counter, 'screens'>;
  readonly scenario: Scenario;
  readonly file: ScenarioFile;
  readonly since: Mark;
  /** The step of which nothing came, if there was one. */
  readonly failure: Difference | undefined;
}

/** Brings everything to rest and up to head office, and compares what came of a scenario with what must come of it. */
export async function measure(options: MeasureOptions): Promise<Played> {
  const { stage, counter, scenario, since, failure } = options;
  const { expected } = scenario;
  const facts = await factsOf(options);
  const { journal, papers } = facts;
  const measured = { ...measuredFields(facts, expected), ...greedyField(options) };
  const result = Object.fromEntries(Object.keys(expected).map((field) => [field, measured[field] ?? null]));
  // What nobody mentioned must not have happened.
  const wanted = {
    refusals: [],
    terminalCharges: [],
    exceptions: [],
    ...(expected.due === undefined || journal.sales.length !== 1
      ? {}
      : { gifts: [], couponsUsed: [], breakage: 0 }),
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
    ...syncDifferences(scenario, facts.exceptions),
    ...journal.sales.flatMap(({ sale }) => screenDifferences(sale, counter.screens.get(sale.saleId))),
    ...journal.sales.flatMap((each) =>
      each.isPrinted || expected.papers === undefined ? paperDifferences(each.sale, papers) : [],
    ),
    ...(journal.damage === undefined
      ? []
      : [{ name: 'journal', expected: 'a whole chain', actual: journal.damage }]),
    ...(facts.syncFailure === undefined ? await headOfficeDifferences(stage.office, journal, since) : []),
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
  readonly exceptions: readonly string[];
  readonly balances: Readonly<Record<string, number>> | undefined;
  readonly headOffice: { readonly sales: number; readonly total: number; readonly parked: number };
  readonly syncFailure: Difference | undefined;
}

/** Brings the network back, has head office answer in order, lets everything go up, and looks. */
async function factsOf({ stage, scenario, since }: MeasureOptions): Promise<Facts> {
  const { expected } = scenario;
  if (expected.pole !== undefined) await untilPoleShows(stage, expected.pole);
  const devices = expected.devices === undefined ? null : await devicesNamed(stage, expected.devices);
  const syncFailure = await syncInTheEnd(stage);
  const view = stage.service.cashierView();
  const report = await stage.office.report();
  const exceptions = await stage.office.exceptions();
  const { booked } = since;
  return {
    journal: readJournal(stage.journalPath, since.seq),
    papers: stage.printer.papers.slice(since.papers).map((paper) => paper.text),
    kicks: kicksOf(stage) - since.kicks,
    exceptions: exceptions.slice(since.exceptions).map(({ reason }) => reason),
    balances: await balancesOf(stage, scenario),
    waitingReceipts: stage.service.till.state.printJobs.length,
    pole: poleRows(stage),
    devices,
    charges: (stage.devices.terminal?.charges ?? []).map(({ kind, amount }) => ({ kind, amount })),
    faults: [...stage.faults.log],
    refusals: stage.refusals.slice(since.refusals),
    suspended: view.suspended.length,
    cart: view.cart === null ? null : { pieces: view.cart.pieces, due: view.cart.due },
    headOffice: {
      sales: report.sales - booked.sales,
      total: report.total - booked.total,
      parked: report.parked.length,
    },
    syncFailure,
  };
}

/** Where the next scenario at this till begins. */
export async function markAt(stage: Stage): Promise<Mark> {
  const { sales, total } = await stage.office.report();
  return {
    seq: stage.service.cashierView().journal.entries,
    papers: stage.printer.papers.length,
    kicks: kicksOf(stage),
    refusals: stage.refusals.length,
    booked: { sales, total },
    exceptions: (await stage.office.exceptions()).length,
  };
}

function kicksOf(stage: Stage): number {
  return stage.printer.events.filter(
    (event) => event.kind === 'kick' || (event.kind === 'real-time' && event.command.kind === 'pulse'),
  ).length;
}

/** What head office has for the member when all is booked, in the words of the format. */
export async function balancesOf(
  stage: Stage,
  scenario: Scenario,
): Promise<Readonly<Record<string, number>> | undefined> {
  if ((scenario.member ?? null) === null) return undefined;
  const reports = await stage.office.balances(memberIdOf(scenario));
  const of = (id: string) => reports.find(({ programmeId }) => programmeId === id);
  const own = of('OWN')?.points ?? 0;
  return {
    balance: own,
    overdraft: Math.max(0, -own),
    crossBalance: of('CROSS')?.points ?? 0,
    crossPending: of('CROSS')?.pending ?? 0,
    stamps: of('STAMPS')?.points ?? 0,
  };
}

/** What head office said of a sale that was made without it. */
function syncDifferences({ steps = [] }: Scenario, exceptions: readonly string[]): readonly Difference[] {
  const actual = exceptions.includes('POINTS_OVERDRAFT') ? 'accepted_overdraft' : 'accepted';
  return steps.flatMap((step, place) =>
    step.do === 'sync' && 'result' in step && step.result !== undefined
      ? differencesBetween(step.result, actual, `steps.${place}.result`)
      : [],
  );
}

/** Worked out only where it is asked for: it is no figure of the till's. */
function greedyField({ stage, scenario, file }: MeasureOptions): Readonly<Record<string, unknown>> {
  if (scenario.expected.greedyDiscount === undefined) return {};
  const { promotions } = referenceDataOf(scenario, file);
  const atMs =
    scenario.given?.firstTenderAt === undefined
      ? stage.clock.nowMs()
      : Date.parse(scenario.given.firstTenderAt);
  return { greedyDiscount: greedyDiscountOf(greedyBasket(scenario, file), promotions, atMs) };
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
  const { stamps = 0, ...points } = facts.balances ?? {};
  const isOne = only !== undefined && sales.length === 1;
  return {
    // With none or several sales the figures of one would be anybody's guess: `sales` names each.
    ...(isOne ? only : {}),
    ...(isOne ? { points: { ...only.points, ...points }, stamps: { ...only.stamps, balance: stamps } } : {}),
    ...returnFields(facts, points),
    exceptions: facts.exceptions,
    events: journal.offerEvents,
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

/** Of goods that came back; the points of a sale that all this is about stand beside them. */
function returnFields({ journal }: Facts, balances: object): Readonly<Record<string, unknown>> {
  if (journal.returns.length === 0) return {};
  const { points, ...figures } = returnFiguresOf(journal.returns);
  const [sale] = journal.sales;
  const ofSale = journal.sales.length === 1 && sale !== undefined ? figuresOf(sale.sale).points : {};
  return { ...figures, points: { ...ofSale, ...points, ...balances } };
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
