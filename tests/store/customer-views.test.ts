// Goal: what people earned, used, were shown and brought back stands in rows, and only as the entries say it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  boughtBy,
  burned,
  cartPriced,
  earned,
  exchanged,
  grantBody,
  joined,
  mail,
  offerRefused,
  offersShown,
  personalOffers,
  reversed,
  saleCompleted,
  saleReturned,
  shareBody,
  uuid,
} from './customer-entries.ts';
import { RawJournal } from './raw-journal.ts';

let journal: RawJournal;
beforeEach(() => {
  journal = new RawJournal();
});
afterEach(() => journal.end());

test('points of sales, returns and exchanges, each entry once', () => {
  const one = earned('s1', 'R1', 100);
  const two = burned('s1', 30, 'paper-1');
  const sale = journal.append(
    saleCompleted(1, { member: boughtBy('M1'), points: { earned: [], burns: [], entries: [one, two] } }),
  );
  const back = reversed('r1', one, 40);
  journal.append(saleReturned(1, 1, { points: { entries: [back] } }));
  journal.append(exchanged(), exchanged());
  const row = {
    seq: sale,
    place: 0,
    member_id: 'M1',
    programme_id: 'OWN',
    business_date: '2026-11-21',
    is_provisional: 0,
    lot_id: null,
    rule_id: null,
  };
  const { out, into } = outcomeOf(exchanged());
  const rows = [
    { ...row, entry_id: one.id, rule_id: 'R1', kind: 'EARN_PENDING', points: 100, body: JSON.stringify(one) },
    {
      ...row,
      entry_id: two.id,
      place: 1,
      kind: 'BURN',
      points: 30,
      is_provisional: 1,
      body: JSON.stringify(two),
    },
    {
      ...row,
      entry_id: back.id,
      seq: 2,
      rule_id: 'R1',
      kind: 'REVERSE_EARN',
      points: 40,
      lot_id: one.id,
      body: JSON.stringify(back),
    },
    { ...row, entry_id: out.id, seq: 3, kind: 'EXCHANGE_OUT', points: 300, body: JSON.stringify(out) },
    {
      ...row,
      entry_id: into.id,
      seq: 3,
      place: 1,
      programme_id: 'AIR',
      kind: 'EXCHANGE_IN',
      points: 100,
      body: JSON.stringify(into),
    },
  ];
  const byId = (a: { entry_id: string }, b: { entry_id: string }) => (a.entry_id < b.entry_id ? -1 : 1);
  expect(journal.all('points_entries')).toEqual(rows.sort(byId));
});

function outcomeOf(entry: ReturnType<typeof exchanged>) {
  if (entry.kind !== 'exchange.answered' || entry.payload.outcome.kind !== 'exchanged')
    throw new Error('an exchange');
  return entry.payload.outcome;
}

test('a burn that head office agreed to is not provisional; a refused exchange moves nothing', () => {
  journal.append(saleCompleted(1, { points: { earned: [], burns: [], entries: [burned('s1', 30, null)] } }));
  journal.append({
    kind: 'exchange.answered',
    payload: { requestId: uuid(6_001), memberId: 'M1', outcome: { kind: 'refused', reason: 'closed' } },
  });
  expect(journal.database.prepare('SELECT is_provisional FROM points_entries').pluck().all()).toEqual([0]);
});

test('a coupon stays used when everything came back', () => {
  const used = { couponId: 'K1', campaignId: 'C', amount: 10, isSingleUse: true };
  journal.append(saleCompleted(1, { couponsUsed: [used, { ...used, couponId: 'K2', isSingleUse: false }] }));
  journal.append(saleReturned(1, 1));
  expect(journal.all('coupon_uses')).toEqual([
    { coupon_id: 'K1', sale_id: uuid(1), seq: 1 },
    { coupon_id: 'K2', sale_id: uuid(1), seq: 1 },
  ]);
  expect(journal.all('returns')).toEqual([
    {
      return_id: uuid(7_001),
      sale_id: uuid(1),
      seq: 2,
      receipt_number: '2-20261121-R1',
      business_date: '2026-11-21',
      returned_at: 2,
      refund: 100,
    },
  ]);
});

test('grants and shares are papers; what is no paper is for somebody to look at', () => {
  journal.append(
    mail('1', 'points-grant', grantBody('G1')),
    mail('2', 'pool-share', shareBody('P1')),
    mail('3', 'points-grant', grantBody('G1', 'M2')),
    mail('4', 'points-grant', { ...grantBody('G2'), points: -5 }),
    mail('5', 'exception', { why: '會員不明' }),
  );
  expect(journal.all('papers')).toEqual([
    { paper_id: 'G1', kind: 'points-grant', member_id: 'M1', seq: 1, body: JSON.stringify(grantBody('G1')) },
    { paper_id: 'P1', kind: 'pool-share', member_id: null, seq: 2, body: JSON.stringify(shareBody('P1')) },
  ]);
  expect(journal.database.prepare('SELECT mail_id, kind FROM exceptions').all()).toEqual([
    { mail_id: '4', kind: 'points-grant' },
    { mail_id: '5', kind: 'exception' },
  ]);
});

test('who joined here is found by the hash of the phone', () => {
  const hash = 'ab'.repeat(32);
  journal.append(joined('M7', hash), joined('M7', 'cd'.repeat(32)));
  expect(journal.all('members_joined')).toEqual([
    { member_id: 'M7', phone_hash: hash, joined_at: 1, consent: '{"offers":true,"notes":false}', seq: 1 },
  ]);
});

test('a personal offer’s way: shown or held out, refused, applied as last priced, converted by paying', () => {
  journal.append(
    offersShown(1, ['P1', 'P2'], ['P3']),
    offerRefused(1, 'P2'),
    cartPriced(1, 'P1', 'P2'),
    cartPriced(1, 'P1'),
    saleCompleted(1, { member: boughtBy('M1'), offers: personalOffers('P1') }),
  );
  const rows = journal.database
    .prepare('SELECT promotion_id, event, variant, seq FROM offer_events')
    .raw()
    .all();
  expect(rows).toEqual([
    ['P1', 'applied', 'B', 4],
    ['P1', 'converted', 'B', 5],
    ['P1', 'shown', 'B', 1],
    ['P2', 'refused', 'B', 2],
    ['P2', 'shown', 'B', 1],
    ['P3', 'held-out', 'control', 1],
  ]);
  expect(journal.database.prepare('SELECT member_id FROM sales').pluck().all()).toEqual(['M1']);
});
