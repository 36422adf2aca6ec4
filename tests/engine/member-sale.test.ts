// Goal: one scan of a member's code prices, earns and burns through the whole till, with head office and without it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localPorts } from '../../drivers/ports/local-ports.ts';
import { chainProducts } from '../../fixtures/catalog/sample-chain.ts';
import { sampleMembers } from '../../fixtures/catalog/sample-members.ts';
import { assert } from '../../src-main/base/assert.ts';
import { publishSampleChain, SamplePapers } from '../../src-main/cli/sample-chain-office.ts';
import type { ReturnableSale } from '../../src-main/contract/sale-views.ts';
import type { Answer, CartView } from '../../src-main/contract/views.ts';
import { machineClock } from '../../src-main/hosts/machine-world.ts';
import { WholeTill } from '../support/whole-till.ts';

const [first] = sampleMembers();
assert(first !== undefined, 'the chain has members');
const { memberId, codes, phone } = first.member;
const SHAMPOO = 199;

let till: WholeTill;
beforeAll(async () => {
  till = await WholeTill.start(localPorts, publishSampleChain);
  await till.openShift();
  await till.until(() => till.view().badges.headOffice.backlog === 0);
  await new SamplePapers(till.headOffice.office).renew(machineClock.nowMs());
  // Members and papers are the last topics and mail to come.
  till.service.retryHeadOffice();
  await till.until(() => till.service.till.readers.points.poolShares().length > 0);
  await till.until(() => till.service.till.readers.points.snapshot(memberId, 'OWN') !== undefined);
});
afterAll(() => till.end());

const cart = (): CartView => {
  const open = till.view().cart;
  assert(open !== null, 'a cart is open');
  return open;
};
const burn = (programmeId: string) => cart().burns.find((each) => each.programmeId === programmeId);
const typed = (code: string): Promise<Answer> => till.call('cart:enter-code', { code, origin: 'keys' });
const barcodeAt = (price: number): string => {
  const found = chainProducts().find(
    ({ unitPrice, barcodes, category, soldBy = 'piece' }) =>
      unitPrice === price && barcodes.length > 0 && category === 'HBA' && soldBy === 'piece',
  );
  const code = found?.barcodes[0];
  assert(code !== undefined, 'the chain sells it');
  return code;
};
async function balanceAtHeadOffice(programmeId: string): Promise<number> {
  await till.until(() => till.view().badges.headOffice.backlog === 0);
  await till.headOffice.office.interpretAll();
  const balances = await till.headOffice.office.balances(memberId);
  return balances.find((each) => each.programmeId === programmeId)?.points ?? 0;
}

describe('while head office answers', () => {
  test('a member’s code shows who they are, masked, and what they have; prices are theirs', async () => {
    expect(await typed(codes[0] ?? '')).toMatchObject({ ok: true, value: { isInCopy: true } });
    expect(cart().member).toMatchObject({ memberId, knownBy: 'code', maskedPhone: '0900***001' });
    expect(JSON.stringify(till.view())).not.toContain(first.member.name);
    expect(JSON.stringify(till.view())).not.toContain(phone);
    expect((await typed(barcodeAt(SHAMPOO))).ok).toBe(true);
    expect((await typed(barcodeAt(SHAMPOO))).ok).toBe(true);
    expect(cart().savings).toBeGreaterThan(0);
    expect(cart().notes.reduce((sum, note) => sum + note.amount, 0)).toBe(cart().savings);
  });

  test('points are held by head office first, then lower the price; the sale books them there', async () => {
    const before = await balanceAtHeadOffice('OWN');
    const { saleId, due } = cart();
    expect((await till.call('points:burn', { saleId, programmeId: 'OWN', wanted: 10 })).ok).toBe(true);
    await till.until(() => burn('OWN')?.state === 'chosen');
    expect(burn('OWN')).toMatchObject({ value: 10, points: 3_000 });
    expect(cart().due).toBe(due - 10);
    const earns = cart().earn.find((each) => each.programmeId === 'OWN')?.points ?? 0;
    expect((await till.call('pay:take-card', { saleId, amount: 100 })).ok).toBe(true);
    expect(cart().isFrozen).toBe(true);
    const paid = await till.call('pay:take-cash', { saleId, amount: 1_000 });
    expect(paid).toMatchObject({ ok: true, value: { due: due - 10, change: 1_000 - (due - 110) } });
    const earned = till.view().lastSale?.earned.find((each) => each.programmeId === 'OWN')?.points ?? 0;
    expect(earned).toBeGreaterThan(0);
    expect(earned).toBeLessThanOrEqual(earns);
    expect(await balanceAtHeadOffice('OWN')).toBe(before - 3_000 + earned);
  });

  test('everything brought back leaves money and points where they were', async () => {
    const sale = till.view().lastSale;
    assert(sale !== null, 'there was a sale');
    const before = await balanceAtHeadOffice('OWN');
    const found = await till.service.answer('return:find', { text: sale.receiptNumber });
    assert(found.ok, 'the sale is found');
    const { saleId, lines } = found.value as ReturnableSale;
    const all = lines.map(({ lineId, quantity }) => ({ lineId, units: quantity }));
    const preview = await till.service.answer('return:preview', { saleId, lines: all });
    expect(preview).toMatchObject({ ok: true, value: { refund: sale.due } });
    const ask = { saleId, lines: all, reason: 'defective' };
    expect(await till.call('return:make', ask)).toMatchObject({
      ok: false,
      error: { code: 'approval-needed' },
    });
    const approval = { operatorId: '201', pin: '123456' };
    const made = await till.call('return:make', { ...ask, approval });
    expect(made).toMatchObject({ ok: true, value: { refund: sale.due } });
    const again = await till.call('return:make', { ...ask, approval });
    expect(again).toMatchObject({ ok: false, error: { code: 'return-too-much' } });
    const earned = sale.earned.find((each) => each.programmeId === 'OWN')?.points ?? 0;
    expect(await balanceAtHeadOffice('OWN')).toBe(before + 3_000 - earned);
    expect(await till.headOffice.office.exceptions()).toEqual([]);
  });
});

describe('while the network is down', () => {
  test('a phone number earns and lets no point go', async () => {
    await till.headOffice.office.cut();
    await till.until(() => till.view().badges.headOffice.state === 'offline');
    expect((await till.call('member:by-phone', { phone })).ok).toBe(true);
    expect((await typed(barcodeAt(SHAMPOO))).ok).toBe(true);
    expect(burn('OWN')).toMatchObject({ maximum: 0, refusedBy: 'phone-only' });
    const { saleId } = cart();
    const asked = await till.call('points:burn', { saleId, programmeId: 'OWN', wanted: 'max' });
    expect(asked).toMatchObject({ ok: false, error: { code: 'points-need-code' } });
  });

  test('the member’s code burns as far as the papers go, and head office books it later without an exception', async () => {
    expect((await typed(codes[0] ?? '')).ok).toBe(true);
    const { saleId, due } = cart();
    const most = burn('OWN');
    expect(most).toMatchObject({ refusedBy: null, boundBy: 'grant' });
    const chosen = await till.call('points:burn', { saleId, programmeId: 'OWN', wanted: 'max' });
    expect(chosen.ok).toBe(true);
    expect(burn('OWN')).toMatchObject({ state: 'chosen', value: most?.maximum });
    expect(cart().due).toBe(due - (most?.maximum ?? 0));
    const before = burn('OWN')?.points ?? 0;
    expect((await till.call('pay:take-cash', { saleId, amount: 1_000 })).ok).toBe(true);
    const earned = till.view().lastSale?.earned.find((each) => each.programmeId === 'OWN')?.points ?? 0;
    const held = await till.headOffice.office.balances(memberId);
    const own = held.find((each) => each.programmeId === 'OWN')?.points ?? 0;
    await till.headOffice.office.restore();
    till.service.retryHeadOffice();
    expect(await balanceAtHeadOffice('OWN')).toBe(own - before + earned);
    expect(await till.headOffice.office.exceptions()).toEqual([]);
  });

  test('the grant is used up: nothing more goes at this till', async () => {
    await till.headOffice.office.cut();
    await till.until(() => till.view().badges.headOffice.state === 'offline');
    expect((await typed(codes[0] ?? '')).ok).toBe(true);
    expect((await typed(barcodeAt(SHAMPOO))).ok).toBe(true);
    expect(burn('OWN')).toMatchObject({ maximum: 0, boundBy: 'grant' });
    const { saleId } = cart();
    const asked = await till.call('points:burn', { saleId, programmeId: 'OWN', wanted: 'max' });
    expect(asked).toMatchObject({ ok: false, error: { code: 'points-above-limit', params: { max: 0 } } });
    await till.headOffice.office.restore();
  });
});
