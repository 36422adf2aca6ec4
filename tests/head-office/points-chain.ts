// A head office with members and programmes, and tills whose journals say what the test wants, over the real wire.
import type { SqlDatabase } from '../../fixtures/head-office/database.ts';
import { HEAD_OFFICE_DEFAULTS, type HeadOffice } from '../../fixtures/head-office/head-office.ts';
import type { Clock } from '../../src-main/base/clock.ts';
import type { MemberItem } from '../../src-main/contract/member-items.ts';
import { VAULT_SECRETS } from '../../src-main/contract/sealed.ts';
import type { MemberJoined } from '../../src-main/domain/member-payloads.ts';
import {
  entryHead,
  type Occasion,
  type PointsEntry,
  type Provisional,
} from '../../src-main/domain/points/entry.ts';
import { PointsProgramme } from '../../src-main/domain/points/programme.ts';
import type { SaleCompleted } from '../../src-main/domain/sale-payloads.ts';
import type { SealedText } from '../../src-main/domain/sealed-text.ts';
import { sealBytes, sealingKeyOf, wrapForHeadOffice } from '../../src-main/engine/vault/sealing.ts';
import { CROSS as SHOP_CROSS, OWN as SHOP_OWN } from '../domain/points/points-shop.ts';
import { type EnrolledTill, enrolTill } from '../sync/enrolled-till.ts';
import { hashOf, salePayload, uuidOf } from '../sync/memory-journal.ts';
import { type OpenOffice, openOffice } from './office-harness.ts';
import { systemRandom } from './system-means.ts';

export const HOUR = 3_600_000;
const FAR_MS = 4_000_000_000_000;

/** 300 points are NT$1; 300 are one of the partner's; an overdraft of up to 100 is written off. */
export const OWN = PointsProgramme.parse({
  ...SHOP_OWN,
  offline: { ...SHOP_OWN.offline, writeOffUpTo: 100 },
  exchangeRates: SHOP_OWN.exchangeRates.map((rate) => ({ ...rate, fromMs: 0, untilMs: FAR_MS })),
});
export const CROSS = SHOP_CROSS;

/** M1 as head office writes members down, with what is given in place of its parts. */
export function member(parts: Partial<MemberItem> = {}): MemberItem {
  return {
    memberId: 'M1',
    codes: ['CARD-1'],
    phone: '0912345678',
    name: '王小明',
    status: 'active',
    tiers: [],
    segments: [],
    hasBought: false,
    balances: [],
    consent: { offers: true, notes: true },
    interactions: [],
    asOfMs: 0,
    ...parts,
  };
}

/** One life of one till of the chain. */
export interface ChainTill extends EnrolledTill {
  readonly tillId: string;
  /** Adds an entry to the journal. @returns its seq. */
  readonly write: (kind: string, value: unknown) => number;
  /** Sends what is not sent yet and has it interpreted. */
  readonly sync: () => Promise<void>;
  /** What came by mail: kind, seq and reason. */
  readonly mail: () => Promise<readonly string[]>;
  /** Seals for head office under a new key of the person's. */
  readonly seal: (personId: string, text: string) => SealedText;
}

export interface Chain {
  readonly office: HeadOffice;
  readonly clock: Clock;
  /** Moves every clock on. */
  readonly wait: (ms: number) => void;
  readonly till: (registerNumber?: string) => Promise<ChainTill>;
  readonly close: () => Promise<void>;
}

/** A chain with both programmes published and M1 written down. */
export async function openChain(
  openDatabase?: () => Promise<SqlDatabase>,
  opening: MemberItem['balances'] = [],
): Promise<Chain> {
  let aheadMs = 0;
  const clock: Clock = {
    nowMs: () => Date.now() + aheadMs,
    monotonicMs: () => performance.now(),
  };
  // Interpreted when a test says so, so that it can look in between.
  const settings = { ...HEAD_OFFICE_DEFAULTS, interpretDelayMs: 600_000 };
  const open: OpenOffice = await openOffice({ clock, settings }, openDatabase);
  const { office } = open;
  const tills: ChainTill[] = [];
  await office.publishTopic('programmes', {
    mode: 'full',
    items: [OWN, CROSS].map((programme) => ({ kind: 'programme', programme, fromMs: 0, untilMs: FAR_MS })),
  });
  await office.addMembers([member({ balances: opening })]);
  await office.listen(0);
  return {
    office,
    clock,
    wait: (ms) => {
      aheadMs += ms;
    },
    till: async (registerNumber = '01') => {
      const till = await chainTill(office, await enrolTill(office, { registerNumber, clock }), clock);
      tills.push(till);
      return till;
    },
    close: async () => {
      for (const { transport } of tills) await transport.close();
      await open.close();
    },
  };
}

async function chainTill(office: HeadOffice, till: EnrolledTill, clock: Clock): Promise<ChainTill> {
  const { tillId, storeId, secrets } = till.enrolment.till;
  const { journal, transport } = till;
  let sent = 0;
  return {
    ...till,
    tillId,
    write: (kind, value) => {
      const { hash: _, ...row } = journal.append({ kind, value });
      const timed = { ...row, atMs: clock.nowMs() };
      journal.rows[row.seq - 1] = { ...timed, hash: hashOf(timed) };
      return row.seq;
    },
    sync: async () => {
      const entries = journal.rows.slice(sent);
      const answer = await transport.sendEntries({ storeId, tillId, sentAtMs: clock.nowMs(), entries });
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      sent = journal.rows.length;
      await office.interpretAll();
    },
    mail: async () => {
      const page = await transport.fetchMail(undefined);
      if (!page.ok) throw new Error(JSON.stringify(page.error));
      return page.value.items.map(({ kind, body }) => {
        const { seq = '', reason = '' } = body as { readonly seq?: number; readonly reason?: string };
        return `${kind} ${seq} ${reason}`.trim();
      });
    },
    seal: (personId, text) => {
      const personKey = systemRandom.bytes(32);
      const headOffice = sealingKeyOf(secrets[VAULT_SECRETS.sealingKey] ?? '');
      if (headOffice === undefined) throw new Error('no sealing key came with the enrolment');
      return {
        personId,
        text: sealBytes(personKey, Buffer.from(text, 'utf8'), systemRandom, personId).toString('base64'),
        keyForHeadOffice: wrapForHeadOffice(headOffice, personKey, systemRandom).toString('base64'),
      };
    },
  };
}

/** What a till says of one sale. */
export interface SaleWords {
  /** The sale's name within the test: its id follows from it. */
  readonly name: string;
  readonly memberId?: string;
  readonly earn?: number;
  readonly awaits?: 'head-office' | 'card-settlement' | null;
  readonly burn?: number;
  readonly reserveIds?: readonly string[];
  readonly provisional?: Partial<Provisional>;
  readonly couponId?: string;
  /** Entries that no till of ours would write. */
  readonly extra?: readonly PointsEntry[];
}

export const saleIdOf = (name: string): string => uuidOf(name);

/** A sale of NT$90 as `sale.completed` says it. */
export function saleOf({ tillId }: Pick<ChainTill, 'tillId'>, words: SaleWords): SaleCompleted {
  const { name, memberId = 'M1', earn = 0, awaits = 'head-office', burn = 0, couponId } = words;
  const occasion = occasionOf(tillId, saleIdOf(name), memberId);
  const entries: PointsEntry[] = [...(words.extra ?? [])];
  const earned: NonNullable<SaleCompleted['points']>['earned'] = [];
  if (earn > 0) {
    const rule = { ruleId: 'base', ruleVersion: 1 };
    const lot = {
      ...entryHead(occasion, 'EARN_PENDING', OWN, rule),
      ruleId: 'base',
      points: earn,
      baseAmount: earn,
      expiresAtMs: null,
    };
    entries.push(lot);
    if (awaits === null) entries.push({ ...entryHead(occasion, 'EARN_CONFIRM', OWN, rule), lotId: lot.id });
    earned.push({
      programmeId: OWN.id,
      programmeVersion: OWN.version,
      ...rule,
      formula: { kind: 'rate', points: 1, perAmount: 1, rounding: 'down' },
      bases: [{ lineId: uuidOf(`${name}:line`), amount: earn }],
      baseAmount: earn,
      ceiling: null,
      cutBy: null,
      points: earn,
      awaits,
      expiresAtMs: null,
    });
  }
  if (burn > 0) entries.push(burnEntry(occasion, words, burn));
  return {
    ...(salePayload(name, 90) as SaleCompleted),
    member: { memberId, knownBy: 'code', dataAgeMs: null },
    points: { earned, burns: [], entries },
    ...(couponId === undefined
      ? {}
      : { couponsUsed: [{ couponId, campaignId: 'GAME', amount: 10, isSingleUse: true }] }),
  };
}

function burnEntry(occasion: Occasion, { reserveIds, provisional }: SaleWords, points: number): PointsEntry {
  const paper = { paperId: 'paper-1', paperAgeMs: 0, grants: [], nonce: null, poolShares: [] };
  return {
    ...entryHead(occasion, 'BURN', OWN),
    points,
    value: points / 300,
    lots: [],
    reserveIds: [...(reserveIds ?? [])],
    provisional: provisional === undefined ? null : { ...paper, ...provisional },
  };
}

/** A return of a sale that takes `clawback` points of it away again. */
export function returnOf({ tillId }: Pick<ChainTill, 'tillId'>, saleName: string, clawback: number) {
  const saleId = saleIdOf(saleName);
  const returnId = uuidOf(`${saleName}:return`);
  const { tax } = salePayload(saleName, 90) as SaleCompleted;
  const line = {
    lineId: uuidOf(`${saleName}:line`),
    sku: 'A01',
    name: '拿鐵咖啡',
    units: 1,
    gross: 90,
    net: 90,
    tax: 'taxable',
    parts: [],
  };
  const occasion = { ...occasionOf(tillId, returnId, 'M1'), saleId };
  const entry = {
    ...entryHead(occasion, 'REVERSE_EARN', OWN, { ruleId: 'base', ruleVersion: 1 }),
    lotId: `${saleId}:base:EARN_PENDING:0`,
    points: clawback,
  };
  return {
    returnId,
    receiptNumber: '01-20261121-R001',
    saleId,
    saleReceiptNumber: '01-20261121-0001',
    lines: [line],
    refund: 90,
    tenders: [],
    allowance: { total: 90, net: tax.taxableNet, tax: tax.tax, exempt: 0, notInvoiced: 0 },
    remaining: { ...tax, taxableTotal: 0, taxableNet: 0, tax: 0, invoiceTotal: 0 },
    points: { entries: [entry] },
    memberId: 'M1',
    reason: 'defective',
    operatorName: '小美',
  };
}

export function occasionOf(tillId: string, occasionId: string, memberId: string): Occasion {
  const businessDate = '2026-11-21';
  const where = { channel: 'store', storeId: 'S001', tillId };
  return {
    occasionId,
    saleId: occasionId,
    memberId,
    ...where,
    businessDate,
    atMs: Date.UTC(2026, 10, 21, 2),
  };
}

/** Somebody who joins at a till. */
export function joins(
  till: ChainTill,
  { memberId, phoneHash, name = '陳美麗' }: { memberId: string; phoneHash: string; name?: string },
): MemberJoined {
  return {
    memberId,
    phoneHash,
    sealed: till.seal(memberId, JSON.stringify({ name, phone: '0987654321' })),
    consent: { terms: true, offers: false, notes: true },
  };
}
