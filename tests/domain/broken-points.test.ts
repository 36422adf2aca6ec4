// Goal: points and stamps that papers, head office and returns move in odd steps are neither lost nor doubled.
import { describe, expect, test } from 'vitest';
import { crossProgramme, ownProgramme } from '../../fixtures/pricing/scenario-programmes.ts';
import { EarnRule } from '../../src-main/domain/points/earn-rule.ts';
import { entryId } from '../../src-main/domain/points/entry.ts';
import { balanceOf } from '../../src-main/domain/points/ledger.ts';
import { PointsSnapshot, snapshotLedger } from '../../src-main/domain/points/offline-papers.ts';
import { PointsProgramme } from '../../src-main/domain/points/programme.ts';
import { NOON_MS } from '../support/open-till.ts';
import {
  APPROVAL,
  lastReturn,
  lastSale,
  lineIdOf,
  PRODUCTS,
  returnOf,
  ring,
  showMember,
  tillIn,
} from './counter-deeds.ts';
import { MEMBER_CODE, memberOf, OffersWorld, PHONE, promotion } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

function cash(till: PureTill, amount: number): void {
  till.must({ kind: 'take-cash', saleId: till.saleId, amount });
}

describe('points', () => {
  test('stamps stay with a member who only said a phone number', () => {
    const world = new OffersWorld();
    world.promotions = [promotion('R', { kind: 'redeem', sku: 'PAN', price: 399, stamps: 20 })];
    world.sendSnapshot(22, { programmeId: 'STAMPS' });
    world.sendGrant(22, { programmeId: 'STAMPS' });
    const till = tillIn(world);
    till.must({ kind: 'identify-phone', phone: PHONE });
    ring(till, { PAN: 1 });
    cash(till, 2_000);
    expect(lastSale(till).due).toBe(1_490);
    expect(lastSale(till).points?.burns ?? []).toEqual([]);
  });

  test('stamps for two lines come back with each of them', () => {
    const world = new OffersWorld();
    world.promotions = [promotion('R', { kind: 'redeem', sku: 'PAN', price: 399, stamps: 20, maxUnits: 2 })];
    world.sendSnapshot(40, { programmeId: 'STAMPS' });
    world.sendGrant(40, { programmeId: 'STAMPS' });
    const till = tillIn(world);
    showMember(till);
    ring(till, { PAN: 1, A01: 1 });
    ring(till, { PAN: 1 });
    cash(till, 1_000);
    const sale = lastSale(till);
    expect(sale.due).toBe(399 * 2 + 45);
    const [first] = sale.lines;
    till.must({
      kind: 'return-goods',
      saleId: sale.saleId,
      lines: [{ lineId: first?.lineId ?? '', units: 1 }],
      reason: 'other',
      approval: APPROVAL,
    });
    const given = lastReturn(till).points?.entries.filter(({ kind }) => kind === 'REVERSE_BURN');
    expect(given).toMatchObject([{ points: 20 }]);
  });

  test('a first purchase is rewarded once, though two carts were opened before it', () => {
    const world = new OffersWorld();
    world.memberCodes.set(MEMBER_CODE, memberOf('M1', { hasBought: false }));
    world.earnRules = [
      EarnRule.parse({
        id: 'first',
        version: 1,
        programmeId: 'OWN',
        formula: { kind: 'threshold', points: 500, minimum: 1 },
        goods: {},
        when: { isFirstPurchase: true },
        money: { kind: 'any' },
        caps: { perSale: null, perDay: null, perMonth: null },
        confirms: 'at-once',
      }),
    ];
    const till = tillIn(world);
    showMember(till);
    ring(till, { B01: 1 });
    const parked = till.saleId;
    till.must({ kind: 'suspend-cart', saleId: parked });
    showMember(till);
    ring(till, { B01: 1 });
    cash(till, 89);
    expect(lastSale(till).points?.earned).toHaveLength(1);
    till.must({ kind: 'resume-cart', saleId: parked });
    cash(till, 89);
    expect(lastSale(till).points?.earned ?? []).toEqual([]);
  });

  test('points in steps of NT$10 that paid all of three pieces come back piece by piece', () => {
    const world = new OffersWorld();
    const cross = crossProgramme();
    world.programmes = [
      PointsProgramme.parse({
        ...cross,
        burn: {
          points: 10,
          value: 10,
          minimumValue: 0,
          cap: { percent: null, absolute: null },
          sharedCap: null,
        },
      }),
    ];
    world.sendSnapshot(1_000, { programmeId: 'CROSS' });
    world.sendGrant(1_000, { programmeId: 'CROSS' });
    const till = tillIn(world);
    till.catalog.publish(PRODUCTS.map((each) => (each.sku === 'R01' ? { ...each, unitPrice: 10 } : each)));
    showMember(till);
    ring(till, { R01: 4, B01: 1 });
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'CROSS', wanted: 'max' });
    cash(till, 100);
    const sale = lastSale(till);
    let money = 0;
    let points = 0;
    for (const units of [{ R01: 1 }, { R01: 1 }, { B01: 1 }, { R01: 2 }]) {
      till.must(returnOf(sale, units));
      money += lastReturn(till).refund;
      points += (lastReturn(till).points?.entries ?? []).reduce(
        (sum, entry) => (entry.kind === 'REVERSE_BURN' ? sum + entry.points : sum),
        0,
      );
    }
    expect([money, points]).toEqual([9, 120]);
  });

  test('a sale that points paid to the last dollar comes back in uneven pieces', () => {
    const world = new OffersWorld();
    world.programmes = [
      PointsProgramme.parse({
        ...crossProgramme(),
        burn: {
          points: 10,
          value: 10,
          minimumValue: 0,
          cap: { percent: null, absolute: null },
          sharedCap: null,
        },
      }),
    ];
    world.sendSnapshot(1_000, { programmeId: 'CROSS' });
    world.sendGrant(1_000, { programmeId: 'CROSS' });
    const till = tillIn(world);
    till.must({ kind: 'add-product', sku: 'W01' });
    showMember(till);
    till.must({ kind: 'set-quantity', saleId: till.saleId, lineId: lineIdOf(till, 'W01'), quantity: 3 });
    till.must({
      kind: 'give-discount',
      saleId: till.saleId,
      lineId: null,
      discount: { kind: 'amount', amount: 20 },
      reason: 'goodwill',
      approval: APPROVAL,
    });
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'CROSS', wanted: 'max' });
    cash(till, 0);
    const sale = lastSale(till);
    expect(sale.due).toBe(40);
    const tenders: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      till.must(returnOf(sale, { W01: 1 }));
      tenders.push(lastReturn(till).refund);
    }
    expect(tenders).toEqual([0, 0, 0]);
  });

  test('what head office exchanged before it made a snapshot is not counted on top of it', () => {
    const issuedAtMs = NOON_MS;
    const common = {
      memberId: 'M1',
      channel: 'store',
      storeId: 'HQ',
      tillId: null,
      businessDate: '2026-11-20',
      saleId: null,
      ruleVersion: 1,
      atMs: NOON_MS - 1_000,
    };
    const into = {
      ...common,
      id: entryId('x', 'CROSS', 'EXCHANGE_IN', 0),
      kind: 'EXCHANGE_IN',
      programmeId: 'CROSS',
      pairId: 'x',
      rateVersion: 1,
      points: 13,
      expiresAtMs: null,
    } as const;
    const snapshot = PointsSnapshot.parse({
      snapshotId: 's',
      tillId: 'till-1',
      memberId: 'M1',
      programmeId: 'CROSS',
      ruleVersion: 1,
      balance: 13,
      lots: [{ lotId: into.id, points: 13, earnedAtMs: into.atMs, expiresAtMs: null }],
      issuedAtMs,
      expiresAtMs: issuedAtMs + 1_000,
      throughSeq: 5,
    });
    expect(balanceOf(snapshotLedger(snapshot, [{ seq: 9, entry: into }]))).toBe(13);
    const later = { ...into, id: entryId('y', 'CROSS', 'EXCHANGE_IN', 0), atMs: NOON_MS + 1 };
    expect(balanceOf(snapshotLedger(snapshot, [{ seq: 10, entry: later }]))).toBe(26);
  });

  test('a token buys points online also where none may be burned offline', () => {
    const world = new OffersWorld();
    const own = ownProgramme();
    world.programmes = [PointsProgramme.parse({ ...own, offline: { ...own.offline, isBurnAllowed: false } })];
    const token = {
      nonce: 'n1',
      memberId: 'M1',
      programmeId: 'OWN',
      ruleVersion: 1,
      points: 3_000,
      storeId: null,
      issuedAtMs: NOON_MS - 1_000,
      expiresAtMs: NOON_MS + 60_000,
    };
    world.tokens.set('TOKEN', { token, isSignatureValid: true });
    const till = tillIn(world);
    till.isOnline = true;
    showMember(till, 'TOKEN');
    ring(till, { SH1: 1 });
    till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'OWN', wanted: 10 });
    expect(till.state.cart?.asking?.points).toBe(3_000);
  });
});
