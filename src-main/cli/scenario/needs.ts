import { MEASURED_FIELDS, strangers, unmeasuredWithin } from './expected.ts';
import { type PlayableKind, Scenario, ScenarioFile } from './format.ts';
import { SyncStep, TillStep } from './steps.ts';

const CATALOG_FIELDS = ['name', 'price', 'category', 'tax', 'barcodes', 'shortCode'];

/**
 * What a scenario asks for that this till cannot do yet, each thing by its name; empty where it can be played.
 * A scenario that names any is not played at all: half of it would prove nothing.
 */
export function unsupportedIn(scenario: Scenario, file: ScenarioFile): readonly string[] {
  const kind = playableKind(scenario.kind);
  const needs = [
    ...(kind === undefined ? [`kind ${scenario.kind}`] : []),
    ...strangers(file, Object.keys(ScenarioFile.shape)).map((field) => `file field ${field}`),
    ...strangers(scenario, Object.keys(Scenario.shape)).map((field) => `field ${field}`),
    ...(scenario.promotions ?? []).map((id) => `promotion ${file.promotions?.[id]?.type ?? id}`),
    ...(scenario.coupons ?? []).map((id) => `coupon ${id}`),
    ...((scenario.member ?? null) === null ? [] : ['member']),
    ...((scenario.segments ?? []).length === 0 ? [] : ['segments']),
    ...unknownTenders(scenario),
    ...unknownGoods(scenario, file),
    ...(kind === undefined ? [] : [...unknownGiven(scenario, kind), ...unknownSteps(scenario, kind)]),
    ...(kind === undefined ? [] : unknownExpectations(scenario, kind)),
  ];
  return [...new Set(needs)];
}

/** The kind as one that can be played; undefined for all others. */
export function playableKind(kind: string): PlayableKind | undefined {
  return kind === 'sale' || kind === 'sync' ? kind : undefined;
}

function unknownTenders(scenario: Scenario): readonly string[] {
  const tenders = scenario.tenders ?? [];
  const cash = tenders.filter((tender) => tender.type === 'cash');
  return [
    ...tenders.filter((tender) => tender.type !== 'cash').map((tender) => `tender ${tender.type}`),
    ...tenders.flatMap((tender) => strangers(tender, ['type', 'amount'], 'tender field ')),
    // Cash goes last and covers what is left: the till takes no part payment in cash.
    ...(cash.length > 1 ? ['several cash tenders'] : []),
  ];
}

function unknownGoods(scenario: Scenario, file: ScenarioFile): readonly string[] {
  const lines = scenario.lines ?? [];
  const prices = new Map<string, Set<number>>();
  for (const { sku, unitPrice } of lines) {
    if (unitPrice !== undefined) prices.set(sku, (prices.get(sku) ?? new Set()).add(unitPrice));
  }
  return [
    ...lines.flatMap((line) => strangers(line, ['sku', 'qty', 'unitPrice'], 'line field ')),
    ...lines.flatMap(({ sku }) => strangers(file.catalog[sku] ?? {}, CATALOG_FIELDS, 'catalog field ')),
    ...[...prices].filter(([, seen]) => seen.size > 1).map(([sku]) => `two prices of ${sku}`),
  ];
}

function unknownGiven(scenario: Scenario, kind: PlayableKind): readonly string[] {
  const given = scenario.given ?? {};
  if (kind === 'sale') return strangers(given, [], 'given ');
  return [
    ...strangers(given, ['sales'], 'given '),
    ...(given.sales ?? []).flatMap((sale) => strangers(sale, ['seq', 'total', 'payload'], 'given sales.')),
  ];
}

function unknownSteps(scenario: Scenario, kind: PlayableKind): readonly string[] {
  const steps = scenario.steps ?? [];
  const known = kind === 'sale' ? TillStep : SyncStep;
  const unknown = steps.filter((step) => !known.safeParse(step).success).map((step) => `step ${step.do}`);
  const isOurs = kind === 'sale' && steps.length > 0 && unknown.length === 0;
  return [
    ...unknown,
    // Where both are there nothing says which comes first; what is not asked for here is another till's notation.
    ...(isOurs && (scenario.lines ?? []).length > 0 ? ['lines beside steps'] : []),
    ...(isOurs && (scenario.tenders ?? []).length > 0 ? ['tenders beside steps'] : []),
    ...(kind === 'sync' ? unknownCourse(scenario) : []),
  ];
}

/** What of a sync scenario's course cannot be brought about: everything goes up, in order, and what was lost comes again. */
function unknownCourse(scenario: Scenario): readonly string[] {
  const sales = (scenario.given?.sales ?? []).map((sale) => sale.seq);
  const steps = (scenario.steps ?? []).flatMap((step) => {
    const parsed = SyncStep.safeParse(step);
    return parsed.success ? [parsed.data] : [];
  });
  const sent = steps.flatMap((step) => (step.do === 'send' ? step.seq : []));
  const lost = steps.flatMap((step) => (step.do === 'ack_lost' ? [step.seq] : []));
  const again = steps.flatMap((step) => (step.do === 'resend' ? [step.seq] : []));
  const rejected = steps.flatMap((step) => (step.do === 'hq_reject' ? [step] : []));
  const isAllSent = sent.length === sales.length && sent.every((seq, place) => seq === sales[place]);
  return [
    ...(isAllSent ? [] : ['sending some of the sales']),
    ...(again.every((seq) => lost.includes(seq)) ? [] : ['resending what was acknowledged']),
    ...(lost.every((seq) => again.includes(seq)) ? [] : ['not resending what was not acknowledged']),
    ...rejected.filter((step) => step.reason !== 'SCHEMA').map((step) => `rejection for ${step.reason}`),
    ...((scenario.lines ?? []).length > 0 ? ['lines of kind sync'] : []),
    ...((scenario.tenders ?? []).length > 0 ? ['tenders of kind sync'] : []),
  ];
}

function unknownExpectations(scenario: Scenario, kind: PlayableKind): readonly string[] {
  const { expected } = scenario;
  return [...strangers(expected, [...MEASURED_FIELDS[kind]]), ...unmeasuredWithin(expected)].map(
    (field) => `expected ${field}`,
  );
}
