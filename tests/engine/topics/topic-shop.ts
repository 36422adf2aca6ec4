import { createHash, createSecretKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorld } from '../../../fixtures/world/test-world.ts';
import type { MemberItem } from '../../../src-main/contract/member-items.ts';
import { type DocumentKind, signedDocumentText } from '../../../src-main/contract/signed-documents.ts';
import type { Product } from '../../../src-main/domain/product.ts';
import { type MemberKeys, memberSeals } from '../../../src-main/engine/topics/member-keys.ts';
import { topicSinks } from '../../../src-main/engine/topics/topic-list.ts';
import { verifyDocument } from '../../../src-main/engine/vault/signatures.ts';
import { ReferenceStore } from '../../../src-main/store/reference/reference-store.ts';
import type { TopicSink } from '../../../src-main/sync/ports.ts';

/** A fixed 32-byte key. */
export const keyOf = (name: string) => createHash('sha256').update(name).digest();

/** 2026-11-21 12:00 in Taipei. */
export const NOON_MS = Date.UTC(2026, 10, 21, 4);
export const ALWAYS = { from: '2020-01-01T00:00:00+08:00', until: '2035-01-01T00:00:00+08:00' };
export const EVER = { fromMs: 0, untilMs: 2_000_000_000_000 };

export const PRODUCTS: readonly Product[] = [
  { sku: 'A1', barcodes: ['1'], name: 'A1', unitPrice: 50, category: 'DRINK', tax: 'taxable', brand: '山茶' },
  { sku: 'A2', barcodes: ['2'], name: 'A2', unitPrice: 60, category: 'DRINK', tax: 'taxable', tags: ['new'] },
  { sku: 'B1', barcodes: ['3'], name: 'B1', unitPrice: 30, category: 'SNACK', tax: 'taxable' },
];

/** A promotion as head office sends it: second one at half price, unless told. */
export const promotionItem = (id: string, terms: Readonly<Record<string, unknown>> = {}) => ({
  id,
  version: 1,
  label: { 'zh-TW': id },
  validity: ALWAYS,
  kind: 'second-percent',
  select: { categories: ['DRINK'] },
  payPct: 50,
  ...terms,
});

export const programmeItem = (version = 1, more: Readonly<Record<string, unknown>> = {}) => ({
  kind: 'programme',
  programme: {
    id: 'OWN',
    version,
    name: { 'zh-TW': '點數', en: 'points' },
    unit: 'points',
    decimals: 0,
    treatment: 'price-reduction',
    burn: null,
    expiry: { kind: 'never' },
    refundOfExpired: 'stays-expired',
    negativeBalance: { isAllowed: true, floor: null },
    offline: { isBurnAllowed: false, requires: 'nothing', memberDayValue: null, writeOffUpTo: 0 },
    exchangeRates: [],
    exclusions: { categories: [], skus: [], lineKinds: [] },
  },
  ...EVER,
  ...more,
});

export const ruleItem = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  kind: 'earn-rule',
  rule: {
    id,
    version: 1,
    programmeId: 'OWN',
    formula: { kind: 'rate', points: 1, perAmount: 1, rounding: 'down' },
    goods: {},
    when: {},
    money: { kind: 'any' },
    caps: { perSale: null, perDay: null, perMonth: null },
    confirms: 'at-once',
    ...more,
  },
});

export const memberItem = (memberId: string, more: Partial<MemberItem> = {}): MemberItem => ({
  memberId,
  codes: [`CARD-${memberId}`],
  name: '王小明',
  status: 'active',
  tiers: ['gold'],
  segments: [{ id: 'LAPSED', variant: 'B' }],
  hasBought: false,
  balances: [{ programmeId: 'OWN', points: 120, pending: 5 }],
  consent: { offers: true, notes: true },
  interactions: [],
  asOfMs: NOON_MS - 3_600_000,
  ...more,
});

/** Reference data in a folder of their own, with every topic that a till takes. */
export class TopicShop {
  readonly folder = mkdtempSync(join(tmpdir(), 'daybook-topics-'));
  readonly world = new TestWorld(NOON_MS);
  readonly headOffice = generateKeyPairSync('ed25519');
  readonly keys: MemberKeys = { localKey: createSecretKey(keyOf('local')), hashKey: keyOf('hash') };
  readonly seals = memberSeals(this.keys, this.world.random);
  readonly switched: string[] = [];
  reference = new ReferenceStore(this.folder);
  #sinks = this.#open();
  #cursor = 0;

  get publicKey(): string {
    return this.headOffice.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  }

  /** Head office's signature over a document, base64url. */
  sign(kind: DocumentKind, body: object): string {
    const text = signedDocumentText(kind, body) ?? '';
    return sign(null, Buffer.from(text, 'utf8'), this.headOffice.privateKey).toString('base64url');
  }

  sink(topic: string): TopicSink {
    const sink = this.#sinks.find((each) => each.topic === topic);
    if (sink === undefined) throw new Error(`no topic ${topic}`);
    return sink;
  }

  /** One generation from first page to switch. @returns how many items it has, or why it was refused. */
  async publish(
    topic: string,
    items: readonly unknown[],
    mode: 'full' | 'delta' = 'full',
    removed: readonly string[] = [],
  ): Promise<number | string> {
    const sink = this.sink(topic);
    await sink.begin(mode);
    const put = await sink.put(items, removed);
    const done = put.ok ? await sink.commit(String(this.#cursor + 1)) : put;
    if (done.ok) {
      this.#cursor += 1;
      return done.value.count;
    }
    await sink.abandon();
    return done.error.problem;
  }

  /** As after a crash: the files are opened anew, whatever was being built. */
  async reopen(): Promise<void> {
    await this.reference.close();
    this.reference = new ReferenceStore(this.folder);
    this.#sinks = this.#open();
  }

  async end(): Promise<void> {
    await this.reference.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #open(): readonly TopicSink[] {
    return topicSinks({
      reference: this.reference,
      clock: this.world,
      random: this.world.random,
      onSwitched: (topic) => this.switched.push(topic),
      memberKeys: this.keys,
      snapshots: {
        tillId: 'till-1',
        verify: (body, signature) => verifyDocument(this.publicKey, 'points-snapshot', body, signature),
        breathe: () => Promise.resolve(),
      },
    });
  }
}
