import { halfUp, hasTiedRemainder, least, prorate, sumOf } from './amounts.ts';
import { discountOf, type Priced, price } from './price.ts';
import type { Sale, Shop } from './sale.ts';

/** Points, tenders and tax of a sale (rules.ownPoints, crossPoints, jointCap, tax, change, stamps, balance). */

const NEVER_EARNING = ['TOBACCO', 'GIFT_CARD', 'COLLECTION', 'DONATION', 'REDEEM_ITEM'];
const POINTS_PER_DOLLAR = 300n;
const CAP_PCT = 50n;
const SNAPSHOT_LIFE_HOURS = 24;

/** A line of a finished sale, with what of its net the burned points paid. */
export interface SettledLine {
  readonly sku: string;
  readonly qty: number;
  readonly gross: bigint;
  readonly discount: bigint;
  readonly net: bigint;
  readonly burnShare: bigint;
  readonly isEarning: boolean;
  readonly tax: 'taxable' | 'exempt' | 'not_invoiced';
}

export interface Settled {
  readonly lines: readonly SettledLine[];
  readonly gross: bigint;
  readonly discount: bigint;
  readonly due: bigint;
  readonly invoice: Invoice;
  readonly tenders: readonly { readonly type: string; readonly amount: bigint }[];
  readonly change: bigint;
  readonly breakage: bigint;
  readonly burnValue: bigint;
  readonly crossValue: bigint;
  readonly earn: bigint;
  readonly crossPending: bigint | undefined;
  readonly stampsEarned: bigint;
  readonly traits: ReadonlySet<string>;
  readonly priced: Priced;
}

export interface Invoice {
  readonly taxableTotal: bigint;
  readonly taxableNet: bigint;
  readonly tax: bigint;
  readonly exempt: bigint;
  readonly invoiceTotal: bigint;
  readonly notInvoiced: bigint;
}

/** What is due, before anything is paid: the sale's prices with its points burned. Tenders may then be made for it. */
export function settle(sale: Sale, shop: Shop): Settled {
  const priced = price(sale, shop);
  const traits = new Set(priced.traits);
  const isEarning = priced.lines.map(({ category }) => !NEVER_EARNING.includes(category));
  const eligible = priced.lines.map(({ net }, place) => (isEarning[place] === true ? net : 0n));
  const jointCap = (sumOf(eligible) * CAP_PCT) / 100n;
  const burnValue = ownBurn(sale, jointCap, traits);
  if (hasTiedRemainder(burnValue, eligible)) traits.add('burn proration tie');
  const burnShares = prorate(burnValue, eligible);
  const lines = priced.lines.map(({ line, gross, net }, place): SettledLine => {
    const burnShare = burnShares[place] ?? 0n;
    const left = net - burnShare;
    const tax = shop.catalog[line.sku]?.tax ?? 'taxable';
    return {
      sku: line.sku,
      qty: line.qty,
      gross,
      discount: gross - left,
      net: left,
      burnShare,
      isEarning: isEarning[place] === true,
      tax,
    };
  });
  const due = sumOf(lines.map(({ net }) => net));
  const crossValue = crossBurn(sale, jointCap - burnValue, traits);
  const given = [
    ...(crossValue > 0n ? [{ type: 'points_cross', amount: crossValue }] : []),
    ...sale.tenders.map(({ type, amount }) => ({ type, amount: BigInt(amount) })),
  ];
  const paid = paidBy(given, due);
  const base = earningBase(lines, crossValue + paid.vouchers);
  return {
    lines,
    gross: sumOf(lines.map(({ gross }) => gross)),
    discount: discountOf(priced.lines) + burnValue,
    due,
    invoice: invoiceOf(lines),
    tenders: given,
    change: paid.change,
    breakage: paid.breakage,
    burnValue,
    crossValue,
    earn: sale.member === null ? 0n : base,
    crossPending: cardBonus(sale, base, traits),
    stampsEarned: base / 100n,
    traits,
    priced,
  };
}

/** What earns: eligible net after burn, less what vouchers and the other programme's points paid of it. */
export function earningBase(
  lines: readonly Pick<SettledLine, 'net' | 'isEarning'>[],
  foreign: bigint,
): bigint {
  const eligible = sumOf(lines.map(({ net, isEarning }) => (isEarning ? net : 0n)));
  return eligible > foreign ? eligible - foreign : 0n;
}

/** Whole NT$ of own points: the least of all limits (rules.ownPoints; offline, payments-points.md 3.6). */
function ownBurn({ member, online }: Sale, jointCap: bigint, traits: Set<string>): bigint {
  if (member?.burn !== 'max') return 0n;
  const worth = member.ownBalance > 0 ? BigInt(member.ownBalance) / POINTS_PER_DOLLAR : 0n;
  const limits: [string, bigint][] = [
    ['cap', jointCap],
    ['balance', worth],
  ];
  if (!online) {
    const isFresh = (member.snapshotAgeHours ?? SNAPSHOT_LIFE_HOURS) < SNAPSHOT_LIFE_HOURS;
    limits.push(['device allowance', isFresh ? BigInt(member.deviceAllowance ?? 0) / POINTS_PER_DOLLAR : 0n]);
  }
  const value = least(...limits.map(([, limit]) => limit));
  for (const [name, limit] of limits) if (limit === value) traits.add(`burn limit ${name}`);
  return value;
}

function crossBurn({ member }: Sale, left: bigint, traits: Set<string>): bigint {
  if (member?.burn !== 'max' || member.crossBalance === undefined) return 0n;
  const value = least(BigInt(member.crossBalance), left);
  if (value < BigInt(member.crossBalance)) traits.add('joint cap');
  return value;
}

/** Only cash gives change; a voucher's excess is breakage; others never exceed what is due (rules.change). */
function paidBy(tenders: readonly { readonly type: string; readonly amount: bigint }[], due: bigint) {
  const of = (...types: readonly string[]) =>
    sumOf(tenders.filter(({ type }) => types.includes(type)).map(({ amount }) => amount));
  const exact = of('points_cross', 'edc_card');
  const given = of('voucher');
  const afterExact = due - exact;
  if (afterExact < 0n) throw new Error(`${exact} of ${due} by card and points`);
  const vouchers = least(given, afterExact);
  const rest = afterExact - vouchers;
  const cash = of('cash');
  return {
    vouchers,
    breakage: given - vouchers,
    change: cash > rest ? cash - rest : 0n,
    isPaid: cash >= rest,
  };
}

export function invoiceOf(lines: readonly Pick<SettledLine, 'net' | 'tax'>[]): Invoice {
  const of = (kind: SettledLine['tax']) =>
    sumOf(lines.filter(({ tax }) => tax === kind).map(({ net }) => net));
  const taxableTotal = of('taxable');
  const taxableNet = halfUp(taxableTotal * 100n, 105n);
  const exempt = of('exempt');
  return {
    taxableTotal,
    taxableNet,
    tax: taxableTotal - taxableNet,
    exempt,
    invoiceTotal: taxableTotal + exempt,
    notInvoiced: of('not_invoiced'),
  };
}

/** The bonus of the other programme for a card of the right prefix: once per sale, downwards, at most the cap. */
function cardBonus({ given, tenders, member }: Sale, base: bigint, traits: Set<string>): bigint | undefined {
  const rule = given?.binRule;
  if (rule === undefined || member === null) return undefined;
  const cards = tenders.filter(({ type }) => type === 'edc_card');
  if (!cards.some(({ bin }) => bin?.startsWith(rule.prefix) === true)) return 0n;
  const bonus = (base * BigInt(rule.ratePct)) / 100n;
  if (bonus > BigInt(rule.capPerSale)) traits.add('bonus cap');
  return least(bonus, BigInt(rule.capPerSale));
}
