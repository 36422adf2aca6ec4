import { MEASURED_FIELDS, strangers, unmeasuredWithin } from './expected.ts';
import { PLAYABLE_KINDS, type PlayableKind, PROMOTION_TYPES, Scenario, ScenarioFile } from './format.ts';
import { isShort } from './sale-steps.ts';
import { ReturnStep, SyncAtLast } from './sale-tap-format.ts';
import { type Step, SyncStep, TillStep } from './steps.ts';

const CATALOG_FIELDS = ['name', 'price', 'category', 'tax', 'barcodes', 'shortCode', 'soldBy', 'minimumAge'];
const LINE_FIELDS = ['sku', 'qty', 'unitPrice', 'grams', 'priceOverride', 'discount'];
const MEMBER_FIELDS = [
  ...['id', 'joined', 'ownBalance', 'crossBalance', 'stamps', 'burn', 'snapshotAgeHours', 'deviceAllowance'],
];
const TENDERS = ['cash', 'edc_card', 'voucher'];
const BIN_FIELDS = ['prefix', 'ratePct', 'capPerSale', 'programme', 'pendingUntil'];
const GIVEN: Readonly<Record<PlayableKind, readonly string[]>> = {
  sale: ['firstTenderAt', 'binRule'],
  return: ['original'],
  exchange: ['rate'],
  sync: ['sales'],
};

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
    ...unknownOffers(scenario, file),
    ...unknownMember(scenario),
    ...unknownTenders(scenario),
    ...unknownGoods(scenario, file),
    ...(kind === undefined ? [] : [...unknownGiven(scenario, kind), ...unknownSteps(scenario, kind)]),
    ...(kind === undefined ? [] : unknownExpectations(scenario, kind)),
    ...(kind === 'return' ? unknownOriginal(scenario, file) : []),
  ];
  return [...new Set(needs)];
}

/** Goods come back of a sale that can itself be played. */
function unknownOriginal({ given }: Scenario, file: ScenarioFile): readonly string[] {
  const original = file.scenarios.find(({ id }) => id === given?.original);
  if (original === undefined) return ['a return without its sale'];
  return unsupportedIn(original, file).map((need) => `of ${original.id}: ${need}`);
}

/** The kind as one that can be played; undefined for all others. */
export function playableKind(kind: string): PlayableKind | undefined {
  return PLAYABLE_KINDS.find((each) => each === kind);
}

function unknownOffers(
  { promotions = [], coupons = [], segments = [], member }: Scenario,
  file: ScenarioFile,
): readonly string[] {
  const types = promotions.map((id) => file.promotions?.[id]?.type ?? id);
  return [
    ...types.filter((type) => !PROMOTION_TYPES.includes(type)).map((type) => `promotion ${type}`),
    ...(segments.length > 0 && (member ?? null) === null ? ['segments without a member'] : []),
    ...(new Set(coupons).size < coupons.length ? ['a coupon shown twice'] : []),
  ];
}

function unknownMember({ member }: Scenario): readonly string[] {
  if (member === undefined || member === null) return [];
  return [
    ...strangers(member, MEMBER_FIELDS, 'member field '),
    ...(member.joined === false ? ['somebody who has not joined'] : []),
  ];
}

function unknownTenders(scenario: Scenario): readonly string[] {
  const tenders = scenario.tenders ?? [];
  const cash = tenders.filter((tender) => tender.type === 'cash');
  return [
    ...tenders.filter(({ type }) => !TENDERS.includes(type)).map(({ type }) => `tender ${type}`),
    ...tenders.flatMap((tender) => strangers(tender, ['type', 'amount', 'bin'], 'tender field ')),
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
    ...lines.flatMap((line) => strangers(line, LINE_FIELDS, 'line field ')),
    ...lines.flatMap(({ sku }) => strangers(file.catalog[sku] ?? {}, CATALOG_FIELDS, 'catalog field ')),
    ...[...prices].filter(([, seen]) => seen.size > 1).map(([sku]) => `two prices of ${sku}`),
  ];
}

function unknownGiven(scenario: Scenario, kind: PlayableKind): readonly string[] {
  const given = scenario.given ?? {};
  return [
    ...strangers(given, GIVEN[kind], 'given '),
    ...strangers(given.binRule ?? {}, BIN_FIELDS, 'given binRule.'),
    ...(given.sales ?? []).flatMap((sale) => strangers(sale, ['seq', 'total', 'payload'], 'given sales.')),
  ];
}

/** Which steps each kind is told by; `sync` stands beside lines and tenders. */
const KNOWN_STEPS: Readonly<Record<PlayableKind, (step: Step, scenario: Scenario) => boolean>> = {
  sale: (step, scenario) =>
    TillStep.safeParse(step).success ||
    (scenario.online === false && isShort(scenario) && SyncAtLast.safeParse(step).success),
  return: (step) => ReturnStep.safeParse(step).success,
  exchange: () => false,
  sync: (step) => SyncStep.safeParse(step).success,
};

function unknownSteps(scenario: Scenario, kind: PlayableKind): readonly string[] {
  const steps = scenario.steps ?? [];
  const isKnown = (step: Step) => KNOWN_STEPS[kind](step, scenario);
  const unknown = steps.filter((step) => !isKnown(step)).map((step) => `step ${step.do}`);
  const isOurs = kind === 'sale' && !isShort(scenario) && unknown.length === 0;
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
