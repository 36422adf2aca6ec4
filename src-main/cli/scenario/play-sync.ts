import { type EntryRules, entryRules } from '../../../fixtures/head-office/interpret.ts';
import { assert } from '../../base/assert.ts';
import type { Product } from '../../domain/product.ts';
import { SaleCompleted } from '../../domain/sale-payloads.ts';
import { type Difference, differencesBetween } from './compare.ts';
import { headOfficeDifferences, paperDifferences, screenDifferences } from './cross-check.ts';
import type { Scenario } from './format.ts';
import { barcodesOf } from './goods.ts';
import { type JournaledSale, readJournal } from './journal-facts.ts';
import type { Played } from './measure.ts';
import { counterAt, type PlayOptions } from './play-sale.ts';
import { Stage } from './stage.ts';
import { StageClock } from './stage-clock.ts';
import { SyncStep } from './steps.ts';

type GivenSale = NonNullable<NonNullable<Scenario['given']>['sales']>[number];

/** A category that head office's schema of a sale does not know: what makes a sale unacceptable there. */
const UNKNOWN_CATEGORY = 'NOT_IN_HEAD_OFFICE';
const KNOWN_CATEGORY = 'GENERAL';

/**
 * Most entries that head office takes at a time here. Two finished sales are at least five entries apart, so that no
 * batch holds two of them, and losing the answer to one loses exactly one sale's.
 */
const ENTRIES_AT_A_TIME = 4;

/**
 * Plays a scenario of kind `sync`: sales rung while the network is down, sent with answers lost and sales rejected on
 * the way, and what was rejected put right. One article is made for each sale, at its total.
 */
export async function playSync(options: PlayOptions): Promise<Played> {
  const { scenario } = options;
  const sales = scenario.given?.sales ?? [];
  const course = courseOf(scenario);
  const products = productsFor(sales, course.rejected);
  const stage = await Stage.open({
    ...options,
    products,
    settings: scenario.till,
    rules,
    clock: new StageClock(undefined),
  });
  try {
    const differences = await ring(stage, options, products);
    const counts = countArrivals(stage, journaledSales(stage), course.lost, sales);
    await stage.restoreNetwork();
    await stage.untilSynced();
    const afterFirstPass = await measureFirstPass(stage, sales, counts);
    const unkept = await correctParked(stage);
    await stage.untilSynced();
    const afterFixAndReplay = await measureAfterFix(stage, sales);
    const journal = readJournal(stage.journalPath);
    const measured: Readonly<Record<string, unknown>> = { afterFirstPass, afterFixAndReplay };
    return {
      result: Object.fromEntries(
        Object.keys(scenario.expected).map((field) => [field, measured[field] ?? null]),
      ),
      differences: [
        ...Object.entries(scenario.expected).flatMap(([field, value]) =>
          differencesBetween(value, measured[field] ?? null, field),
        ),
        ...differences,
        ...unkept,
        ...(await headOfficeDifferences(stage.office, journal)),
        ...(await countDifferences(stage, counts)),
      ],
    };
  } finally {
    await stage.close();
  }
}

interface Course {
  readonly lost: readonly number[];
  readonly rejected: readonly number[];
}

function courseOf(scenario: Scenario): Course {
  const steps = (scenario.steps ?? []).map((step) => SyncStep.parse(step));
  return {
    lost: steps.flatMap((step) => (step.do === 'ack_lost' ? [step.seq] : [])),
    rejected: steps.flatMap((step) => (step.do === 'hq_reject' ? [step.seq] : [])),
  };
}

/** Head office's own schema of a sale: it has categories that it knows, and takes no others. */
const rules: EntryRules = (kind, version) =>
  kind === 'sale.completed' && entryRules(kind, version) !== undefined
    ? SaleCompleted.superRefine((sale, context) => {
        sale.lines.forEach((line, place) => {
          if (line.category === KNOWN_CATEGORY) return;
          context.addIssue({ code: 'custom', path: ['lines', place, 'category'], message: 'unknown' });
        });
      })
    : entryRules(kind, version);

function productsFor(sales: readonly GivenSale[], rejected: readonly number[]): readonly Product[] {
  const barcodes = barcodesOf(sales.map(({ seq }) => skuOf(seq)));
  return sales.map(({ seq, total, payload }) => {
    const sku = skuOf(seq);
    const barcode = barcodes.get(sku);
    assert(barcode !== undefined, 'every article has a bar code');
    const isUnacceptable = payload === 'schema_invalid' || rejected.includes(seq);
    return {
      sku,
      barcodes: [barcode],
      name: `交易 ${seq}`,
      unitPrice: total,
      category: isUnacceptable ? UNKNOWN_CATEGORY : KNOWN_CATEGORY,
      tax: 'taxable',
    };
  });
}

function skuOf(seq: number): string {
  return `SALE-${seq}`;
}

/** Rings every sale with the network down, the last one first seen on screen and paper. */
async function ring(
  stage: Stage,
  options: PlayOptions,
  products: readonly Product[],
): Promise<readonly Difference[]> {
  const counter = counterAt(stage, { ...options, products });
  await counter.begin();
  await stage.untilSynced();
  await stage.cutNetwork();
  for (const { sku, unitPrice } of products) {
    await counter.play({ do: 'scan', sku });
    await counter.play({ do: 'tap', button: 'begin_payment' });
    await counter.play({ do: 'tap', button: 'take_cash', amount: unitPrice });
  }
  const papers = stage.printer.papers.map((paper) => paper.text);
  return [
    ...differencesBetween([], stage.refusals, 'refusals'),
    ...journaledSales(stage).flatMap(({ sale }) => [
      ...screenDifferences(sale, counter.screens.get(sale.saleId)),
      ...paperDifferences(sale, papers),
    ]),
  ];
}

function journaledSales(stage: Stage): readonly JournaledSale[] {
  return readJournal(stage.journalPath).sales;
}

/** What arrived at head office, entry by entry, as the wire brought it. */
interface Arrivals {
  /** Entries that came although they were held already. */
  entriesAgain: number;
  /** The same of finished sales. */
  salesAgain: number;
}

/**
 * Watches what head office stores, and has it lose the answer to a batch that brings one of the named sales, as often
 * as the sale is named.
 */
function countArrivals(
  stage: Stage,
  journaled: readonly JournaledSale[],
  lost: readonly number[],
  sales: readonly GivenSale[],
): Arrivals {
  const { faults } = stage.office;
  const counts: Arrivals = { entriesAgain: 0, salesAgain: 0 };
  const arrived = new Set<number>();
  const toLose = lost.map((name) => journaled[sales.findIndex((sale) => sale.seq === name)]?.seq);
  faults.maxEntriesPerBatch = ENTRIES_AT_A_TIME;
  faults.onBatch = ({ entries }) => {
    const arriving = new Set(entries.map((entry) => entry.seq));
    const place = toLose.findIndex((seq) => seq !== undefined && arriving.has(seq));
    if (place >= 0) {
      toLose.splice(place, 1);
      faults.loseNextAnswers(1);
    }
    for (const { seq, kind } of entries) {
      if (arrived.has(seq)) {
        counts.entriesAgain += 1;
        if (kind === 'sale.completed') counts.salesAgain += 1;
      }
      arrived.add(seq);
    }
  };
  return counts;
}

async function measureFirstPass(stage: Stage, sales: readonly GivenSale[], counts: Arrivals) {
  const report = await stage.office.report();
  const { rows, sales: journaled } = readJournal(stage.journalPath);
  const { backlog } = stage.service.badges().headOffice;
  const ackedSeq = rows.length - backlog;
  return {
    hqCount: report.sales,
    hqTotal: report.total,
    duplicatesSuppressed: counts.salesAgain,
    parked: parkedSales(report.parked, journaled, sales),
    outboxOpen: journaled.filter(({ seq }) => seq > ackedSeq).length,
  };
}

async function measureAfterFix(stage: Stage, sales: readonly GivenSale[]) {
  const report = await stage.office.report();
  return {
    hqCount: report.sales,
    hqTotal: report.total,
    parked: parkedSales(report.parked, journaledSales(stage), sales),
    sequenceGaps: report.sequenceGaps,
  };
}

/** Parked entries by the `seq` of the given sale; an entry that is no sale is told by its place in the journal, below zero. */
function parkedSales(
  parked: readonly { readonly seq: number }[],
  journaled: readonly JournaledSale[],
  sales: readonly GivenSale[],
): readonly number[] {
  return parked.map(({ seq }) => sales[journaled.findIndex((each) => each.seq === seq)]?.seq ?? -seq);
}

/**
 * Head office's people put right what is parked, as they would: the same sale with a category that is known.
 * @returns a difference for each original that is not kept as it was sent.
 */
async function correctParked(stage: Stage): Promise<readonly Difference[]> {
  const { parked } = await stage.office.report();
  const { rows, sales } = readJournal(stage.journalPath);
  const differences: Difference[] = [];
  for (const { tillId, seq } of parked) {
    const found = sales.find((each) => each.seq === seq);
    if (found === undefined) continue;
    const lines = found.sale.lines.map((line) => ({ ...line, category: KNOWN_CATEGORY }));
    await stage.office.correct({
      tillId,
      seq,
      payload: JSON.stringify({ ...found.sale, lines }),
      correctedBy: 'scenario',
      why: 'the category is not one of head office',
    });
    const [kept] = await stage.office.entriesOf(tillId, seq - 1, 1);
    const original = rows[seq - 1];
    differences.push(...differencesBetween(original, kept, `headOffice.original ${seq}`));
  }
  return differences;
}

/** Our count of what came twice against head office's own. */
async function countDifferences(stage: Stage, counts: Arrivals): Promise<readonly Difference[]> {
  const { duplicatesSuppressed } = await stage.office.report();
  return differencesBetween(counts.entriesAgain, duplicatesSuppressed, 'headOffice.duplicates');
}
