// Goal: what decisions look up is what the topics and the journal say, at every moment.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentCode } from '../../../src-main/contract/signed-documents.ts';
import { compileOffers } from '../../../src-main/domain/pricing/offers.ts';
import { Promotion } from '../../../src-main/domain/pricing/promotion.ts';
import { FALLBACK_PRICING_POLICY } from '../../../src-main/engine/readers/offers-reader.ts';
import { openReaders, type Readers } from '../../../src-main/engine/readers/open-readers.ts';
import {
  boughtBy,
  burned,
  earned,
  grantBody,
  joined,
  mail,
  reversed,
  saleCompleted,
  saleReturned,
  shareBody,
  uuid,
} from '../../store/customer-entries.ts';
import { RawJournal } from '../../store/raw-journal.ts';
import {
  ALWAYS,
  memberItem,
  NOON_MS,
  PRODUCTS,
  programmeItem,
  promotionItem,
  ruleItem,
  TopicShop,
} from '../topics/topic-shop.ts';

let shop: TopicShop;
let journal: RawJournal;
let readers: Readers;
beforeAll(async () => {
  shop = new TopicShop();
  await shop.publish('catalog', PRODUCTS);
});
afterAll(() => shop.end());
beforeEach(() => {
  journal = new RawJournal();
  readers = openReaders({
    store: { database: journal.database, reference: shop.reference },
    vault: {
      sealFor: (personId, text) => ({
        personId,
        text: Buffer.from(text).toString('base64'),
        keyForHeadOffice: null,
      }),
      phoneHash: (phone) => shop.seals.phoneHash(phone),
    },
    memberSeals: shop.seals,
    storeId: 'S1',
    headOfficePublicKey: shop.publicKey,
  });
  return () => journal.end();
});

const points = (...entries: readonly ReturnType<typeof earned | typeof burned>[]) => ({
  points: { earned: [], burns: [], entries: [...entries] },
});

describe('offers', () => {
  const pricing = (id: string, version: number, category: string, fromMs: number, untilMs: number) => ({
    kind: 'pricing',
    id,
    version,
    policy: {
      notPromoted: { categories: [category], skus: [] },
      notCounted: { categories: [], skus: [] },
      notEarning: { categories: [category], skus: [] },
    },
    fromMs,
    untilMs,
  });
  const till = (id: string, version: number, policy: object, fromMs = 0) => ({
    kind: 'till',
    id,
    version,
    policy,
    fromMs,
    untilMs: NOON_MS * 2,
  });

  test('before any came down nothing is offered, and what law keeps out is kept out', () => {
    expect([readers.offers.generation, readers.offers.compiled.count]).toEqual([0, 0]);
    expect(readers.offers.pricingPolicy(NOON_MS)).toBe(FALLBACK_PRICING_POLICY);
    for (const category of ['TOBACCO', 'INFANT_FORMULA', 'GIFT_CARD', 'COLLECTION', 'DONATION'])
      for (const goods of Object.values(FALLBACK_PRICING_POLICY))
        expect(goods.categories).toContain(category);
    expect(readers.offers.tillPolicy(NOON_MS)).toEqual({});
    expect(readers.offers.nextChangeMs(NOON_MS)).toBeUndefined();
  });

  test('are compiled once after each switch of any of their topics, under a number that rises', async () => {
    const seen = new Set<number>();
    for (const [topic, items] of [
      ['promotions', [promotionItem('P1')]],
      ['programmes', [programmeItem(), ruleItem('R1')]],
      ['segments', []],
      ['policies', []],
      ['promotions', [promotionItem('P1', { version: 2 })]],
    ] as const) {
      const before = readers.offers.generation;
      expect(await shop.publish(topic, items)).toBe(items.length);
      expect(readers.offers.generation).toBeGreaterThan(before);
      expect(readers.offers.compiled).toBe(readers.offers.compiled);
      seen.add(readers.offers.generation);
    }
    expect(seen.size).toBe(5);
    const promotions = shop.reference.documents('promotions').map((body) => Promotion.parse(body));
    expect(readers.offers.compiled).toEqual(compileOffers(promotions, 'S1'));
    expect(readers.offers.earnRules.map(({ id }) => id)).toEqual(['R1']);
    // A catalog or members that switch change nothing here.
    const kept = readers.offers.compiled;
    await shop.publish('members', []);
    expect(readers.offers.compiled).toBe(kept);
  });

  test('of the versions of a programme and a policy the highest that holds counts, at the second', async () => {
    await shop.publish('programmes', [
      programmeItem(1),
      programmeItem(2, { fromMs: NOON_MS, untilMs: NOON_MS + 1_000 }),
    ]);
    await shop.publish('policies', [
      pricing('LAW', 1, 'TOBACCO', 0, NOON_MS * 2),
      pricing('LAW', 2, 'WINE', NOON_MS, NOON_MS + 1_000),
      pricing('OWN', 1, 'BOOKS', NOON_MS + 500, NOON_MS + 1_000),
      till('A', 1, { returnDays: 7, maxVoucher: 100 }),
      till('A', 2, { returnDays: 9 }, NOON_MS),
      till('B', 1, { maxVoucher: 50 }, NOON_MS + 500),
    ]);
    const look = (atMs: number) => [
      readers.offers.programmes(atMs).map(({ version }) => version),
      readers.offers.pricingPolicy(atMs).notPromoted.categories,
      readers.offers.tillPolicy(atMs),
    ];
    expect(look(NOON_MS - 1)).toEqual([[1], ['TOBACCO'], { returnDays: 7, maxVoucher: 100 }]);
    expect(look(NOON_MS)).toEqual([[2], ['WINE'], { returnDays: 9 }]);
    expect(look(NOON_MS + 999)).toEqual([[2], ['WINE', 'BOOKS'], { returnDays: 9, maxVoucher: 50 }]);
    expect(look(NOON_MS + 1_000)).toEqual([[1], ['TOBACCO'], { returnDays: 9, maxVoucher: 50 }]);
    expect(readers.offers.pricingPolicy(NOON_MS * 2)).toBe(FALLBACK_PRICING_POLICY);
    expect(readers.offers.nextChangeMs(NOON_MS - 1)).toBe(NOON_MS);
    expect(readers.offers.nextChangeMs(NOON_MS)).toBe(NOON_MS + 500);
    expect(readers.offers.nextChangeMs(NOON_MS + 500)).toBe(NOON_MS + 1_000);
  });
});

describe('members', () => {
  const hashOf = (phone: string) => shop.seals.phoneHash(phone) ?? '';

  beforeAll(async () => {
    await shop.publish('members', [memberItem('M1', { phone: '0912345678', birthday: '1990-05-17' })]);
  });

  test('are found by code, phone and number, with what decisions need and no more', () => {
    const known = {
      memberId: 'M1',
      status: 'active',
      tiers: ['gold'],
      segments: [{ id: 'LAPSED', variant: 'B' }],
      birthday: '1990-05-17',
      hasBought: false,
      consent: { offers: true, notes: true },
      asOfMs: NOON_MS - 3_600_000,
    };
    expect(readers.members.findByCode('CARD-M1')).toEqual(known);
    expect(readers.members.findByPhoneHash(hashOf('0912345678'))).toEqual(known);
    expect(readers.members.find('M1')).toEqual(known);
    expect(readers.members.findByCode('CARD-M')).toBeUndefined();
  });

  test('are shown masked', () => {
    expect(readers.members.profile('M1')).toEqual({
      memberId: 'M1',
      maskedName: '王○明',
      maskedPhone: '0912***678',
      balances: [{ programmeId: 'OWN', points: 120, pending: 5 }],
      interactions: [],
      asOfMs: NOON_MS - 3_600_000,
    });
    expect(readers.members.profile('M9')).toBeUndefined();
  });

  test('who bought here has bought, whatever yesterday’s copy says', () => {
    journal.append(saleCompleted(1, { member: boughtBy('M1') }));
    expect(readers.members.find('M1')?.hasBought).toBe(true);
  });

  test('who joined here is found by phone before head office’s copy has them', async () => {
    journal.append(joined('M7', hashOf('0977000111')));
    const known = {
      memberId: 'M7',
      status: 'active',
      tiers: [],
      segments: [],
      birthday: null,
      hasBought: false,
      consent: { offers: true, notes: false },
      asOfMs: 1,
    };
    expect(readers.members.findByPhoneHash(hashOf('0977000111'))).toEqual(known);
    expect(readers.members.find('M7')).toEqual(known);
    journal.append(saleCompleted(1, { member: boughtBy('M7') }));
    expect(readers.members.find('M7')?.hasBought).toBe(true);
    await shop.publish('members', [memberItem('M7', { phone: '0977000222' })], 'delta');
    expect(readers.members.find('M7')?.tiers).toEqual(['gold']);
    expect(readers.members.findByPhoneHash(hashOf('0977000222'))?.memberId).toBe('M7');
    expect(readers.members.findByPhoneHash(hashOf('0977000111'))).toBeUndefined();
  });

  test('tokens are read, and whether head office made them is said', () => {
    const token = {
      nonce: 'N1',
      memberId: 'M1',
      programmeId: 'OWN',
      ruleVersion: 1,
      points: 300,
      storeId: null,
      issuedAtMs: NOON_MS,
      expiresAtMs: NOON_MS + 60_000,
    };
    const body = Buffer.from(JSON.stringify(token)).toString('base64url');
    const code = documentCode('points-token', body, shop.sign('points-token', token));
    expect(readers.members.readToken(code)).toEqual({ token, isSignatureValid: true });
    const forged = documentCode('points-token', body, shop.sign('points-token', { ...token, points: 9 }));
    expect(readers.members.readToken(forged)).toEqual({ token, isSignatureValid: false });
    expect(readers.members.readToken('CARD-M1')).toBeUndefined();
  });
});

describe('points', () => {
  test('entries of one member in order, and every provisional burn', () => {
    const mine = [earned('s1', 'R1', 10), burned('s1', 30, 'paper-1'), burned('s2', 5, null)] as const;
    const theirs = burned('s3', 7, 'paper-2', { memberId: 'M2' });
    journal.append(
      saleCompleted(1, points(mine[0], mine[1])),
      saleCompleted(2, points(theirs)),
      saleCompleted(3, points(mine[2])),
    );
    expect(readers.points.tillEntries('M1')).toEqual([
      { seq: 1, entry: mine[0] },
      { seq: 1, entry: mine[1] },
      { seq: 3, entry: mine[2] },
    ]);
    expect(readers.points.provisionalBurns()).toEqual([
      { seq: 1, entry: mine[1] },
      { seq: 2, entry: theirs },
    ]);
  });

  test('papers as they came', () => {
    journal.append(
      mail('1', 'points-grant', grantBody('G1')),
      mail('2', 'points-grant', grantBody('G2', 'M2')),
      mail('3', 'pool-share', shareBody('P1')),
    );
    expect(readers.points.grants('M1')).toEqual([grantBody('G1')]);
    expect(readers.points.poolShares()).toEqual([shareBody('P1')]);
  });

  test('a snapshot with its signature, looked at again', async () => {
    const snapshot = {
      snapshotId: 'N1',
      tillId: 'till-1',
      memberId: 'M1',
      programmeId: 'OWN',
      ruleVersion: 1,
      balance: 0,
      lots: [],
      issuedAtMs: NOON_MS,
      expiresAtMs: NOON_MS + 3_600_000,
      throughSeq: 4,
    };
    const item = { snapshot, signature: shop.sign('points-snapshot', snapshot) };
    expect(await shop.publish('snapshots', [item])).toBe(1);
    const read = { ...snapshot, reservedElsewhere: 0 };
    expect(readers.points.snapshot('M1', 'OWN')).toEqual({ snapshot: read, isSignatureValid: true });
    expect(readers.points.snapshot('M1', 'AIR')).toBeUndefined();
    // Somebody who can write the file cannot sign.
    const altered = { ...item, snapshot: { ...snapshot, throughSeq: 0 } };
    shop.reference.replaceDocuments('snapshots', [{ key: 'M1:OWN', body: altered }], '99', 1);
    expect(readers.points.snapshot('M1', 'OWN')?.isSignatureValid).toBe(false);
  });

  test('what a rule gave that day and month, less what came back of it', () => {
    const today = earned('s1', 'R1', 100);
    const before = earned('s2', 'R1', 40, { businessDate: '2026-11-02' });
    const entries = [
      today,
      before,
      earned('s3', 'R1', 7, { businessDate: '2026-10-31' }),
      earned('s4', 'R2', 8),
      earned('s5', 'R1', 9, { memberId: 'M2' }),
    ];
    journal.append(...entries.map((entry, index) => saleCompleted(index + 1, points(entry))));
    const counters = () => readers.points.earnedBy('R1', 'M1', '2026-11-21');
    expect(counters()).toEqual({ day: 100, month: 140 });
    const back = (n: number, entry: ReturnType<typeof reversed>) =>
      saleReturned(n, n, { points: { entries: [entry] } });
    journal.append(back(1, reversed('r1', today, 30)), back(2, reversed('r2', before, 40)));
    expect(counters()).toEqual({ day: 70, month: 70 });
    // Returned a day later it still counts for the day on which it was earned.
    expect(readers.points.earnedBy('R1', 'M1', '2026-11-22')).toEqual({ day: 0, month: 70 });
    expect(readers.points.earnedBy('R9', 'M1', '2026-11-21')).toEqual({ day: 0, month: 0 });
  });
});

describe('coupons', () => {
  const coupon = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
    id,
    campaignId: 'C',
    version: 1,
    label: { 'zh-TW': '券' },
    benefit: { kind: 'amount' as const, off: 10 },
    minimum: 0,
    validity: ALWAYS,
    isSingleUse: true,
    ...more,
  });
  const codeOf = (body: object, signed: object = body) =>
    documentCode(
      'coupon',
      Buffer.from(JSON.stringify(body)).toString('base64url'),
      shop.sign('coupon', signed),
    );
  const used = (couponId: string, sale: number) =>
    saleCompleted(sale, { couponsUsed: [{ couponId, campaignId: 'C', amount: 10, isSingleUse: true }] });
  const listed = (item: ReturnType<typeof coupon>, ...codes: readonly string[]) => ({
    kind: 'coupon',
    codes,
    coupon: item,
  });
  const told = (code: string) => {
    const found = readers.coupons.find(code);
    return found && [found.coupon.id, found.isAuthentic, found.isUsedUp];
  };

  test('by the topic’s code, whole and nothing else', async () => {
    await shop.publish('coupons', [listed(coupon('K1'), 'HELLO', '你好')]);
    expect(['HELLO', '你好', 'hello', 'HELL'].map(told)).toEqual([
      ['K1', true, false],
      ['K1', true, false],
      undefined,
      undefined,
    ]);
    await shop.publish('coupons', [], 'delta', ['coupon:K1']);
    expect(told('HELLO')).toBeUndefined();
  });

  test('by a code that carries it, with its signature', async () => {
    await shop.publish('coupons', [{ kind: 'campaign', campaignId: 'FREE', needsSignature: false }]);
    expect(told(codeOf(coupon('K2')))).toEqual(['K2', true, false]);
    expect(told(codeOf(coupon('K2'), coupon('K3')))).toEqual(['K2', false, false]);
    const free = coupon('K4', { campaignId: 'FREE' });
    expect(told(codeOf(free, coupon('K3')))).toEqual(['K4', true, false]);
    expect(told('DBC1.x.y')).toBeUndefined();
  });

  test('of a campaign that needs signatures are believed with one, listed or not', async () => {
    const signed = coupon('K5');
    const signature = { keyId: 'k', value: shop.sign('coupon', signed) };
    await shop.publish('coupons', [
      listed(coupon('K6'), 'BARE'),
      listed({ ...signed, signature } as ReturnType<typeof coupon>, 'SIGNED'),
      { kind: 'campaign', campaignId: 'C', needsSignature: true },
    ]);
    expect([told('BARE'), told('SIGNED')]).toEqual([
      ['K6', false, false],
      ['K5', true, false],
    ]);
  });

  test('are used up elsewhere, or here where they are good for once; a return does not free them', async () => {
    await shop.publish('coupons', [
      listed(coupon('K1'), 'ONCE'),
      listed(coupon('K2', { isSingleUse: false }), 'OFTEN'),
      listed(coupon('K3'), 'GONE'),
      { kind: 'used', couponId: 'K3' },
    ]);
    journal.append(used('K1', 1), used('K2', 2), saleReturned(1, 1));
    expect([told('ONCE'), told('OFTEN'), told('GONE')]).toEqual([
      ['K1', true, true],
      ['K2', true, false],
      ['K3', true, true],
    ]);
  });
});

describe('sales', () => {
  test('by id or receipt number, with what came back, in order', () => {
    journal.append(
      saleCompleted(1),
      saleCompleted(2),
      saleReturned(1, 1),
      saleReturned(2, 2),
      saleReturned(3, 1),
    );
    const found = readers.sales.find(uuid(1));
    expect(found?.sale.saleId).toBe(uuid(1));
    expect([found?.completedAtMs, found?.businessDate]).toEqual([1, '2026-11-21']);
    expect(found?.returns.map(({ returnId }) => returnId)).toEqual([uuid(7_001), uuid(7_003)]);
    expect(readers.sales.find('2-20261121-0002')?.returns).toHaveLength(1);
    expect(readers.sales.find('2-20261121-0001')).toEqual(found);
    expect([readers.sales.find('2-20261121-R1'), readers.sales.find('none')]).toEqual([undefined, undefined]);
  });
});
