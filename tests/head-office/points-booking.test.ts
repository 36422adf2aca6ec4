// Goal: what tills sold without head office is booked once, in any order, and what cannot be accepted is told.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VAULT_SECRETS } from '../../src-main/contract/sealed.ts';
import { entryHead } from '../../src-main/domain/points/entry.ts';
import { uuidOf } from '../sync/memory-journal.ts';
import { databaseKinds, type StartedDatabases } from './databases.ts';
import {
  type Chain,
  type ChainTill,
  HOUR,
  joins,
  member,
  OWN,
  occasionOf,
  openChain,
  returnOf,
  saleIdOf,
  saleOf,
} from './points-chain.ts';

for (const kind of databaseKinds) {
  describe(kind.name, () => {
    let databases: StartedDatabases;
    beforeAll(async () => {
      databases = await kind.start();
    }, 60_000);
    afterAll(() => databases?.stop());

    /** Runs a test over a fresh chain, in which M1 has `points`. */
    async function withChain(points: number, work: (chain: Chain) => Promise<void>): Promise<void> {
      const opening = points === 0 ? [] : [{ programmeId: 'OWN', points, pending: 0 }];
      const chain = await openChain(() => databases.open(), opening);
      try {
        await work(chain);
      } finally {
        await chain.close();
      }
    }

    async function ownOf({ office }: Chain, name = 'M1') {
      return (await office.balances(name)).find(({ programmeId }) => programmeId === 'OWN');
    }

    /** A grant of 6,000 to that till, for a day. */
    async function granted({ office, clock }: Chain, tillId: string) {
      const expiresAtMs = clock.nowMs() + 24 * HOUR;
      const order = { tillId, memberId: 'M1', programmeId: 'OWN', points: 6_000, expiresAtMs };
      const grant = await office.grantPoints(order);
      if (!grant.ok) throw new Error(grant.error.code);
      const { grantId, reserveId } = grant.value;
      return { reserveIds: [reserveId], provisional: { grants: [{ grantId, points: 6_000 }] } };
    }

    test('SC-26: a burn within the grant is accepted, and what waited for head office is confirmed', () =>
      withChain(12_000, async (chain) => {
        const till = await chain.till();
        const grant = await granted(chain, till.tillId);
        expect(await ownOf(chain)).toMatchObject({ points: 12_000, reserved: 6_000, available: 6_000 });
        till.write('sale.completed', saleOf(till, { name: 'a', earn: 70, burn: 6_000, ...grant }));
        await till.sync();
        const after = { programmeId: 'OWN', points: 6_070, pending: 0, reserved: 0, available: 6_070 };
        expect(await ownOf(chain)).toEqual(after);
        expect(await till.mail()).toEqual(['points-grant']);
        const entries = await chain.office.ledger('M1');
        expect(entries.map((entry) => [entry.kind, entry.tillId])).toEqual([
          ['ADJUST', null],
          ['RESERVE', null],
          ['EARN_PENDING', till.tillId],
          ['BURN', till.tillId],
          ['EARN_CONFIRM', null],
        ]);
        expect(await chain.office.member('M1')).toMatchObject({
          hasBought: true,
          balances: [{ points: 6_070 }],
        });
      }));

    test('SC-27: burned though it was spent elsewhere: the sale stands, the hole is an exception', () =>
      withChain(12_000, async (chain) => {
        const till = await chain.till();
        const grant = await granted(chain, till.tillId);
        await chain.office.adjustPoints({
          memberId: 'CARD-1',
          programmeId: 'OWN',
          direction: 'take',
          points: 9_000,
          reason: 'correction',
          approvedBy: 'HQ',
        });
        const seq = till.write(
          'sale.completed',
          saleOf(till, { name: 'a', earn: 70, burn: 6_000, ...grant }),
        );
        await till.sync();
        expect(await ownOf(chain)).toMatchObject({ points: -2_930 });
        expect(await chain.office.exceptions()).toMatchObject([
          { seq, reason: 'POINTS_OVERDRAFT', detail: '2930 points of OWN', isResolved: false },
        ]);
        expect(await till.mail()).toEqual(['points-grant', `exception ${seq} POINTS_OVERDRAFT`]);
        expect(await chain.office.report()).toMatchObject({ sales: 1, total: 90, parked: [] });
      }));

    test('a hole within the programme’s limit is written off, and still told', () =>
      withChain(560, async (chain) => {
        const till = await chain.till();
        till.write('sale.completed', saleOf(till, { name: 'a', burn: 600, provisional: {} }));
        await till.sync();
        expect(await ownOf(chain)).toMatchObject({ points: 0 });
        expect(await chain.office.exceptions()).toMatchObject([
          { reason: 'POINTS_OVERDRAFT', detail: '40 points of OWN, written off' },
        ]);
      }));

    test('a return beyond what is left is no exception: the next earn fills the hole', () =>
      withChain(0, async (chain) => {
        const till = await chain.till();
        till.write('sale.completed', saleOf(till, { name: 'a', earn: 338 }));
        till.write('sale.completed', saleOf(till, { name: 'b', burn: 300, provisional: {} }));
        till.write('sale.returned', returnOf(till, 'a', 338));
        till.write('sale.completed', saleOf(till, { name: 'c', earn: 120 }));
        await till.sync();
        expect(await ownOf(chain)).toMatchObject({ points: -300 + 120 });
        expect(await chain.office.exceptions()).toEqual([]);
      }));

    test('points that wait for a card or a return window stay pending', () =>
      withChain(0, async (chain) => {
        const till = await chain.till();
        till.write('sale.completed', saleOf(till, { name: 'a', earn: 50, awaits: 'card-settlement' }));
        till.write('sale.completed', saleOf(till, { name: 'b', earn: 7, awaits: null }));
        await till.sync();
        expect(await ownOf(chain)).toMatchObject({ points: 7, pending: 50 });
      }));

    test('booked once: sent again, by a cloned till, and judged anew', () =>
      withChain(900, async (chain) => {
        const [till, clone] = [await chain.till('01'), await chain.till('02')];
        const sale = saleOf(till, { name: 'a', earn: 70, burn: 300, provisional: { nonce: 'n1' } });
        till.write('sale.completed', sale);
        till.write('sale.completed', sale);
        await till.sync();
        clone.write('sale.completed', sale);
        await clone.sync();
        await chain.office.reinterpretParked();
        expect(await ownOf(chain)).toMatchObject({ points: 670 });
        // What the clone says was written by another till.
        expect(await clone.mail()).toEqual(['exception 1 POINTS_REJECTED']);
        expect(await till.mail()).toEqual(['exception 2 duplicate-sale']);
      }));

    test('a token and a coupon used at two tills: both sales stand, the second one’s part is told', () =>
      withChain(900, async (chain) => {
        const [one, two] = [await chain.till('01'), await chain.till('02')];
        const words = { burn: 300, provisional: { nonce: 'n1' }, couponId: 'G-1' };
        one.write('sale.completed', saleOf(one, { name: 'a', ...words }));
        two.write('sale.completed', saleOf(two, { name: 'b', ...words }));
        await one.sync();
        await two.sync();
        expect(await one.mail()).toEqual([]);
        expect((await two.mail()).toSorted()).toEqual([
          'exception 1 COUPON_DOUBLE_USE',
          'exception 1 TOKEN_USED_TWICE',
        ]);
        expect(await ownOf(chain)).toMatchObject({ points: 300 });
        expect(await chain.office.report()).toMatchObject({ sales: 2, parked: [] });
      }));

    test('entries that a sale cannot make are rejected, the rest is booked, and nothing is held up', () =>
      withChain(0, async (chain) => {
        const till = await chain.till();
        const occasion = occasionOf(till.tillId, saleIdOf('a'), 'M1');
        const gift = {
          ...entryHead(occasion, 'ADJUST', OWN),
          direction: 'give' as const,
          points: 1_000_000,
          expiresAtMs: null,
          reason: 'x',
          approvedBy: 'x',
        };
        const foreign = { ...gift, id: `other-sale:OWN:ADJUST:0` };
        till.write('sale.completed', saleOf(till, { name: 'a', earn: 5, extra: [gift, foreign] }));
        till.write('sale.completed', { saleId: 'poison' });
        till.write('sale.completed', saleOf(till, { name: 'b', earn: 6 }));
        await till.sync();
        expect(await ownOf(chain)).toMatchObject({ points: 11 });
        expect(await till.mail()).toEqual(['exception 1 POINTS_REJECTED', 'exception 2 schema']);
      }));

    test('a member who has left earns nothing; what was burned is gone', () =>
      withChain(900, async (chain) => {
        await chain.office.addMembers([member({ status: 'closed' })]);
        const till = await chain.till();
        till.write('sale.completed', saleOf(till, { name: 'a', earn: 70, burn: 300, provisional: {} }));
        await till.sync();
        expect(await ownOf(chain)).toMatchObject({ points: 600, pending: 0 });
        expect(await till.mail()).toEqual(['exception 1 POINTS_REJECTED']);
      }));

    describe('who it was', () => {
      const hashOf = (secrets: Readonly<Record<string, string>>, phone: string) =>
        createHmac('sha256', Buffer.from(secrets[VAULT_SECRETS.memberHashKey] ?? '', 'base64'))
          .update(phone)
          .digest('hex');

      test('every till gets the same two keys', () =>
        withChain(0, async (chain) => {
          const [one, two] = [await chain.till('01'), await chain.till('02')];
          const { secrets } = one.enrolment.till;
          expect(Object.keys(secrets).sort()).toEqual(Object.values(VAULT_SECRETS).sort());
          expect(two.enrolment.till.secrets).toEqual(secrets);
          expect(Buffer.from(secrets[VAULT_SECRETS.memberHashKey] ?? '', 'base64')).toHaveLength(32);
        }));

      test('a code and the hash of a phone are the member', () =>
        withChain(0, async (chain) => {
          const till = await chain.till();
          const phoneHash = hashOf(till.enrolment.till.secrets, '0912345678');
          till.write('sale.completed', saleOf(till, { name: 'a', memberId: 'CARD-1', earn: 3 }));
          till.write('sale.completed', saleOf(till, { name: 'b', memberId: phoneHash, earn: 4 }));
          await till.sync();
          expect(await ownOf(chain)).toMatchObject({ points: 7 });
          expect((await chain.office.ledger('M1')).map(({ memberId }) => memberId)).toEqual(
            Array.from({ length: 4 }, () => 'M1'),
          );
          expect(await till.mail()).toEqual([]);
        }));

      test('points of nobody wait until somebody joins, at whatever till; then all who asked are told', () =>
        withChain(0, async (chain) => {
          const [one, two] = [await chain.till('01'), await chain.till('02')];
          const phoneHash = hashOf(one.enrolment.till.secrets, '0987654321');
          const seq = one.write('sale.completed', saleOf(one, { name: 'a', memberId: phoneHash, earn: 9 }));
          await one.sync();
          expect(await one.mail()).toEqual([`exception ${seq} MEMBER_UNKNOWN`]);
          expect(await ownOf(chain, phoneHash)).toMatchObject({ points: 9 });
          two.write('member.joined', joins(two, { memberId: 'M2', phoneHash }));
          two.write('sale.completed', saleOf(two, { name: 'b', memberId: 'M2', earn: 4 }));
          await two.sync();
          expect(await ownOf(chain, 'M2')).toMatchObject({ points: 13 });
          expect(await chain.office.member(phoneHash)).toMatchObject({
            memberId: 'M2',
            name: '陳美麗',
            phone: '0987654321',
            hasBought: true,
          });
          expect(await one.mail()).toEqual([`exception ${seq} MEMBER_UNKNOWN`, `exception-resolved ${seq}`]);
          expect(await two.mail()).toEqual([]);
        }));

      test('joined twice at two cut-off tills: the second becomes another name of the first', () =>
        withChain(0, async (chain) => {
          const [one, two] = [await chain.till('01'), await chain.till('02')];
          const phoneHash = hashOf(one.enrolment.till.secrets, '0987654321');
          for (const [till, memberId] of [
            [one, 'M2'],
            [two, 'M3'],
          ] as const) {
            till.write('member.joined', joins(till, { memberId, phoneHash }));
            till.write('sale.completed', saleOf(till, { name: memberId, memberId, earn: 5 }));
          }
          await one.sync();
          await two.sync();
          expect(await ownOf(chain, 'M3')).toMatchObject({ points: 10 });
          expect(await chain.office.member('M3')).toMatchObject({ memberId: 'M2' });
          expect(await one.mail()).toEqual([]);
          expect(await two.mail()).toEqual(['exception 1 MEMBER_DOUBLE']);
        }));

      test('what does not open makes a member without a name', () =>
        withChain(0, async (chain) => {
          const till = await chain.till();
          const phoneHash = hashOf(till.enrolment.till.secrets, '0987654321');
          const joined = joins(till, { memberId: 'M2', phoneHash });
          const sealed = { ...joined.sealed, personId: 'somebody else' };
          till.write('member.joined', { ...joined, sealed });
          till.write('sale.completed', saleOf(till, { name: 'a', memberId: 'M2', earn: 5 }));
          await till.sync();
          expect(await till.mail()).toEqual(['exception 1 MEMBER_UNREADABLE']);
          expect(await chain.office.member('M2')).toMatchObject({ name: '—', balances: [{ points: 5 }] });
        }));

      test('notes are kept with the member, newest first, once, and only shown with consent', () =>
        withChain(0, async (chain) => {
          const till = await chain.till();
          const note = (name: string, memberId = 'M1') => ({
            noteId: uuidOf(name),
            memberId,
            channel: 'store',
            reason: 'service',
            sealed: till.seal(memberId, name),
          });
          till.write('member.noted', note('喜歡少糖'));
          chain.wait(1_000);
          till.write('member.noted', note('耳機送修', 'CARD-1'));
          till.write('member.noted', note('耳機送修', 'CARD-1'));
          await till.sync();
          const shown = await chain.office.member('M1');
          expect(shown?.interactions.map(({ text }) => text)).toEqual(['耳機送修', '喜歡少糖']);
          await chain.office.addMembers([member({ consent: { offers: true, notes: false } })]);
          expect((await chain.office.member('M1'))?.interactions).toEqual([]);
        }));
    });

    test('many tills at once, and somebody who joins at each of them: all points are one person’s', () =>
      withChain(0, async (chain) => {
        const tills: ChainTill[] = [];
        for (const registerNumber of ['01', '02', '03', '04']) tills.push(await chain.till(registerNumber));
        const phoneHash = 'f'.repeat(64);
        for (const [index, till] of tills.entries()) {
          const memberId = `J${index}`;
          till.write('sale.completed', saleOf(till, { name: `${memberId} a`, memberId: phoneHash, earn: 1 }));
          till.write('member.joined', joins(till, { memberId, phoneHash }));
          till.write('sale.completed', saleOf(till, { name: `${memberId} b`, memberId, earn: 10 }));
          till.write('sale.completed', saleOf(till, { name: `${memberId} c`, earn: 100 }));
        }
        await Promise.all(tills.map((till) => till.sync()));
        await chain.office.interpretAll();
        expect(await ownOf(chain)).toMatchObject({ points: 400 });
        for (const name of [phoneHash, 'J0', 'J1', 'J2', 'J3'])
          expect(await ownOf(chain, name)).toMatchObject({ points: 44 });
        const mail = (await Promise.all(tills.map((till) => till.mail()))).flat();
        expect(mail.filter((each) => each.endsWith('MEMBER_DOUBLE'))).toHaveLength(3);
        const unknown = mail.filter((each) => each.endsWith('MEMBER_UNKNOWN'));
        expect(mail.filter((each) => each.startsWith('exception-resolved'))).toHaveLength(unknown.length);
      }));

    describe('a return before its sale', () => {
      test('waits, and is booked behind it', () =>
        withChain(0, async (chain) => {
          const [one, two] = [await chain.till('01'), await chain.till('02')];
          one.write('sale.completed', saleOf(one, { name: 'a', earn: 70 }));
          two.write('sale.returned', returnOf(two, 'a', 70));
          two.write('sale.completed', saleOf(two, { name: 'b', earn: 6 }));
          await two.sync();
          expect(await ownOf(chain)).toMatchObject({ points: 6 });
          await one.sync();
          expect(await ownOf(chain)).toMatchObject({ points: 6 });
          expect((await chain.office.ledger('M1')).map((entry) => entry.kind).at(-1)).toBe('REVERSE_EARN');
          chain.wait(HOUR);
          await chain.office.sweep();
          expect(await two.mail()).toEqual([]);
        }));

      test('is parked after its time, alone, and taken up when the sale comes after all', () =>
        withChain(0, async (chain) => {
          const [one, two] = [await chain.till('01'), await chain.till('02')];
          const seq = two.write('sale.returned', returnOf(two, 'a', 70));
          await two.sync();
          await chain.office.sweep();
          expect(await chain.office.report()).toMatchObject({ parked: [] });
          chain.wait(HOUR);
          await chain.office.sweep();
          expect(await chain.office.report()).toMatchObject({ parked: [{ seq, reason: 'SALE_MISSING' }] });
          // Judged anew it is still without its sale.
          expect(await chain.office.reinterpretParked()).toBe(0);
          one.write('sale.completed', saleOf(one, { name: 'a', earn: 70 }));
          await one.sync();
          expect(await chain.office.report()).toMatchObject({ parked: [] });
          expect(await two.mail()).toEqual([`exception ${seq} SALE_MISSING`, `exception-resolved ${seq}`]);
          expect(await ownOf(chain)).toMatchObject({ points: 0 });
        }));

      test('corrected while its sale is missing, it goes on waiting as corrected', () =>
        withChain(0, async (chain) => {
          const till = await chain.till();
          const returned = returnOf(till, 'a', 70);
          const seq = till.write('sale.returned', { ...returned, refund: 'NT$90' });
          await till.sync();
          const by = { tillId: till.tillId, seq, correctedBy: '會計', why: 'x' };
          const corrected = await chain.office.correct({ ...by, payload: JSON.stringify(returned) });
          expect(corrected).toMatchObject({ value: { outcome: 'parked', reason: 'SALE_MISSING' } });
          till.write('sale.completed', saleOf(till, { name: 'a', earn: 80 }));
          await till.sync();
          expect(await ownOf(chain)).toMatchObject({ points: 10 });
          expect(await chain.office.report()).toMatchObject({ parked: [] });
          expect(await till.mail()).toEqual([
            `exception ${seq} schema`,
            `exception ${seq} SALE_MISSING`,
            `exception-resolved ${seq}`,
          ]);
        }));
    });
  });
}
