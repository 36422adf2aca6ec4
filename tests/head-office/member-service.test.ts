// Goal: what tills ask about members is answered once, holds nothing twice and lets go by itself; papers bind.
// Method: through the till's own client, over the wire, on each database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memberServicePaths, type ReservationRequest } from '../../src-main/contract/member-service.ts';
import { SnapshotItem } from '../../src-main/contract/offer-items.ts';
import { verifyDocument } from '../../src-main/engine/vault/signatures.ts';
import { MemberService } from '../../src-main/gateways/member-service.ts';
import { HTTPS_DEFAULTS } from '../../src-main/sync/https-transport.ts';
import { SignedClient } from '../../src-main/sync/signed-client.ts';
import { uuidOf } from '../sync/memory-journal.ts';
import { databaseKinds, type StartedDatabases } from './databases.ts';
import { type Chain, type ChainTill, HOUR, member, openChain, saleIdOf, saleOf } from './points-chain.ts';
import { send, signatureOf } from './raw-request.ts';
import { systemTimers } from './system-means.ts';

for (const kind of databaseKinds) {
  describe(kind.name, () => {
    let databases: StartedDatabases;
    beforeAll(async () => {
      databases = await kind.start();
    }, 60_000);
    afterAll(() => databases?.stop());

    /** Runs a test with one till and its client; M1 has so many own points and of the partner's. */
    async function withDesk(
      [own, cross]: readonly [number, number],
      work: (chain: Chain, till: ChainTill, service: MemberService) => Promise<void>,
    ): Promise<void> {
      const opening = [
        { programmeId: 'OWN', points: own, pending: 0 },
        { programmeId: 'CROSS', points: cross, pending: 0 },
      ];
      const chain = await openChain(() => databases.open(), opening);
      let client: SignedClient | undefined;
      try {
        const till = await chain.till();
        const { address, certificatesPem } = till.enrolment;
        client = new SignedClient({
          address: new URL(address),
          certificatesPem,
          tillId: till.tillId,
          key: till.key,
          clock: chain.clock,
          timers: systemTimers,
          time: till.time,
          settings: HTTPS_DEFAULTS,
        });
        const service = new MemberService({
          calls: client,
          tillId: till.tillId,
          timers: systemTimers,
          deadlineMs: 20_000,
        });
        await work(chain, till, service);
      } finally {
        client?.close();
        await chain.close();
      }
    }

    const asks = (name: string, parts: Partial<ReservationRequest> = {}): ReservationRequest => ({
      requestId: uuidOf(`request ${name}`),
      saleId: saleIdOf(name),
      memberId: 'M1',
      programmeId: 'OWN',
      points: 6_000,
      ...parts,
    });

    async function ownOf({ office }: Chain) {
      return (await office.balances('M1')).find(({ programmeId }) => programmeId === 'OWN');
    }

    describe('reservations', () => {
      test('held in whole steps, once, and used up by the sale; what is left of them is free again', () =>
        withDesk([12_100, 0], async (chain, till, service) => {
          const first = await service.reserve(asks('a', { memberId: 'CARD-1', points: 6_100 }));
          expect(first).toMatchObject({
            ok: true,
            value: { kind: 'held', points: 6_000, lots: [{ points: 6_000 }] },
          });
          expect(await service.reserve(asks('a', { memberId: 'CARD-1', points: 6_100 }))).toEqual(first);
          expect(await ownOf(chain)).toMatchObject({ points: 12_100, reserved: 6_000, available: 6_100 });
          if (!first.ok || first.value.kind !== 'held') throw new Error('it is held');
          const { reserveId } = first.value;
          till.write(
            'sale.completed',
            saleOf(till, { name: 'a', burn: 3_000, reserveIds: [reserveId], earn: 80, awaits: null }),
          );
          await till.sync();
          expect(await ownOf(chain)).toMatchObject({ points: 9_180, reserved: 0, available: 9_180 });
          expect((await chain.office.ledger('M1')).at(-1)).toMatchObject({ kind: 'RELEASE', reserveId });
          expect(await till.mail()).toEqual([]);
        }));

      test('as much as there is; end by themselves, with a voided cart, or with a sale that used nothing', () =>
        withDesk([9_100, 0], async (chain, till, service) => {
          const held = async (name: string) => {
            const answer = await service.reserve(asks(name));
            return answer.ok && answer.value.kind === 'held' ? answer.value.points : answer;
          };
          expect([await held('a'), await held('b')]).toEqual([6_000, 3_000]);
          till.write('cart.voided', { saleId: saleIdOf('a'), due: 90, pieces: 1 });
          await till.sync();
          expect(await ownOf(chain)).toMatchObject({ reserved: 3_000 });
          till.write('sale.completed', saleOf(till, { name: 'b' }));
          await till.sync();
          expect(await ownOf(chain)).toMatchObject({ reserved: 0 });
          expect(await held('c')).toBe(6_000);
          chain.wait(14 * 60_000);
          await chain.office.sweep();
          expect(await ownOf(chain)).toMatchObject({ reserved: 6_000 });
          chain.wait(2 * 60_000);
          await chain.office.sweep();
          await chain.office.sweep();
          expect(await ownOf(chain)).toMatchObject({ points: 9_100, reserved: 0 });
        }));

      test('asked again for the same sale, take the place of what was held for it before', () =>
        withDesk([9_000, 0], async (chain, till, service) => {
          const ids: string[] = [];
          for (const [name, points] of [
            ['first', 9_000],
            ['fewer', 3_000],
            ['more', 9_000],
          ] as const) {
            const answer = await service.reserve(
              asks(name, { requestId: uuidOf(`request ${name}`), saleId: saleIdOf('one'), points }),
            );
            expect(answer).toMatchObject({ ok: true, value: { kind: 'held', points } });
            expect(await ownOf(chain)).toMatchObject({ points: 9_000, reserved: points });
            if (answer.ok && answer.value.kind === 'held') ids.push(answer.value.reserveId);
          }
          till.write('cart.voided', { saleId: saleIdOf('one'), due: 90, pieces: 1 });
          await till.sync();
          chain.wait(60 * 60_000);
          await chain.office.sweep();
          expect(await ownOf(chain)).toMatchObject({ points: 9_000, reserved: 0, available: 9_000 });
          const released = (await chain.office.ledger('M1')).filter(({ kind }) => kind === 'RELEASE');
          expect(released).toHaveLength(ids.length);
        }));

      test('many at once never hold more than there is', () =>
        withDesk([3_000, 0], async (chain, _till, service) => {
          const answers = await Promise.all(
            Array.from({ length: 8 }, (_, index) => service.reserve(asks(`${index % 4}`, { points: 900 }))),
          );
          const held = answers.map((answer) =>
            answer.ok && answer.value.kind === 'held' ? answer.value.points : -1,
          );
          expect(held.slice(4)).toEqual(held.slice(0, 4));
          expect(held.slice(0, 4).toSorted((a, b) => a - b)).toEqual([300, 900, 900, 900]);
          expect(await ownOf(chain)).toMatchObject({ reserved: 3_000, available: 0 });
        }));

      test('refused, as an answer', () =>
        withDesk([200, 40], async (chain, till, service) => {
          await chain.office.addMembers([
            member({ memberId: 'M9', codes: ['C9'], phone: '0911111111', status: 'closed' }),
          ]);
          till.write('sale.completed', saleOf(till, { name: 'sold' }));
          await till.sync();
          const cases: readonly (readonly [Partial<ReservationRequest>, string, number])[] = [
            [{ memberId: 'nobody' }, 'unknown-member', 0],
            [{ programmeId: 'NONE' }, 'unknown-programme', 0],
            [{}, 'points-short', 200],
            [{ memberId: 'C9' }, 'closed', 0],
            [{ saleId: saleIdOf('sold') }, 'closed', 200],
          ];
          for (const [index, [parts, reason, available]] of cases.entries())
            expect(await service.reserve(asks(`${index}`, parts)), reason).toEqual({
              ok: true,
              value: { kind: 'refused', reason, available },
            });
          expect(await service.reserve(asks('x', { programmeId: 'CROSS', points: 41 }))).toMatchObject({
            value: { kind: 'held', points: 40 },
          });
        }));
    });

    describe('exchanges', () => {
      test('SC-36: 3,900 own points become 13, and the same request again is the same exchange', () =>
        withDesk([4_000, 5], async (chain, _till, service) => {
          const request = {
            requestId: uuidOf('exchange'),
            memberId: 'M1',
            fromProgrammeId: 'OWN',
            toProgrammeId: 'CROSS',
            points: 'max',
          } as const;
          const first = await service.exchange(request);
          expect(first).toMatchObject({
            ok: true,
            value: {
              kind: 'exchanged',
              out: { points: 3_900 },
              into: { points: 13 },
              remainder: 100,
              balances: [
                { programmeId: 'OWN', points: 100 },
                { programmeId: 'CROSS', points: 18 },
              ],
            },
          });
          expect(await service.exchange(request)).toEqual(first);
          expect(await chain.office.balances('M1')).toMatchObject([
            { programmeId: 'CROSS', points: 18 },
            { programmeId: 'OWN', points: 100 },
          ]);
          const again = { ...request, requestId: uuidOf('again') };
          expect(await service.exchange(again)).toMatchObject({
            value: { kind: 'refused', reason: 'below-one-unit', params: { needed: 300 } },
          });
          const who = { ...request, requestId: uuidOf('who'), memberId: 'nobody' };
          expect(await service.exchange(who)).toMatchObject({ value: { reason: 'unknown-member' } });
        }));
    });

    test('a member is found by code and by the hash of the phone, and nobody by anything else', () =>
      withDesk([700, 0], async (_chain, _till, service) => {
        const found = await service.findMember({ code: 'CARD-1' });
        expect(found).toMatchObject({
          ok: true,
          value: { member: { memberId: 'M1', balances: [{ programmeId: 'OWN', points: 700, pending: 0 }] } },
        });
        expect(await service.findMember({ code: '&= 沒有' })).toEqual({ ok: true, value: { member: null } });
        expect(await service.findMember({ phoneHash: 'a'.repeat(64) })).toEqual({
          ok: true,
          value: { member: null },
        });
      }));

    test('what is not of the contract’s form is refused, and so is a number that another request had', () =>
      withDesk([9_000, 0], async ({ office, clock }, till, service) => {
        const { tillId, key } = till;
        const ask = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
          const raw = { method, path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
          const headers = signatureOf(raw, { tillId, key, timestampMs: clock.nowMs() });
          return (await send(office, { ...raw, headers })).status;
        };
        const reservations = memberServicePaths.reservations(tillId);
        const members = `/v1/tills/${tillId}/members`;
        await service.reserve(asks('a'));
        expect([
          await ask('POST', reservations, asks('a', { points: 300 })),
          await ask('POST', reservations, { ...asks('b'), extra: 1 }),
          await ask('POST', reservations, { ...asks('b'), points: 0 }),
          await ask('POST', reservations, { ...asks('b'), extra: 'x'.repeat(5_000) }),
          await ask('POST', memberServicePaths.exchanges(tillId), {}),
          await ask('GET', members),
          await ask('GET', `${members}?code=a&phoneHash=${'a'.repeat(64)}`),
          await ask('GET', `${members}?phoneHash=${'A'.repeat(64)}`),
          await ask('GET', `${members}?code=a&code=b`),
        ]).toEqual([400, 400, 400, 413, 400, 400, 400, 400, 400]);
        const unsigned = await send(office, { method: 'GET', path: `${members}?code=CARD-1` });
        expect(unsigned).toMatchObject({ status: 401, json: { code: 'signature-missing' } });
      }));

    describe('papers', () => {
      test('a grant holds points for one till, and comes back once its till is known to be past the end', () =>
        withDesk([9_000, 0], async (chain, till, service) => {
          const { office, clock } = chain;
          const order = { tillId: till.tillId, memberId: 'M1', programmeId: 'OWN' };
          const expiresAtMs = clock.nowMs() + HOUR;
          const grant = await office.grantPoints({ ...order, points: 6_000, expiresAtMs });
          expect(grant).toMatchObject({ ok: true, value: { ...order, points: 6_000, expiresAtMs } });
          expect(await office.grantPoints({ ...order, points: 6_000, expiresAtMs })).toMatchObject({
            error: { code: 'points-short', params: { available: 3_000 } },
          });
          expect(await till.mail()).toEqual(['points-grant']);
          till.write('sale.completed', saleOf(till, { name: 'a' }));
          await till.sync();
          chain.wait(2 * HOUR);
          await office.sweep();
          // A burn under the grant may still be on its way.
          expect(await ownOf(chain)).toMatchObject({ reserved: 6_000 });
          till.write('sale.completed', saleOf(till, { name: 'b' }));
          await till.sync();
          await office.sweep();
          expect(await ownOf(chain)).toMatchObject({ reserved: 0, points: 9_000 });
          expect(await service.reserve(asks('c', { points: 9_000 }))).toMatchObject({
            value: { points: 9_000 },
          });
        }));

      test('a life that is over burns no more: its grants come back at their end', () =>
        withDesk([6_000, 0], async (chain, till) => {
          const expiresAtMs = chain.clock.nowMs() + HOUR;
          const order = { tillId: till.tillId, memberId: 'M1', programmeId: 'OWN', points: 6_000 };
          await chain.office.grantPoints({ ...order, expiresAtMs });
          await chain.till('01');
          await chain.office.sweep();
          expect(await ownOf(chain)).toMatchObject({ reserved: 6_000 });
          chain.wait(2 * HOUR);
          await chain.office.sweep();
          expect(await ownOf(chain)).toMatchObject({ reserved: 0 });
        }));

      test('snapshots are one till’s own, signed, and as of one entry of its journal', () =>
        withDesk([9_000, 0], async (chain, till, service) => {
          const { office, clock } = chain;
          const other = await chain.till('02');
          till.write('sale.completed', saleOf(till, { name: 'a', earn: 70 }));
          till.write('sale.completed', saleOf(till, { name: 'b', earn: 5, awaits: 'card-settlement' }));
          await till.sync();
          const expiresAtMs = clock.nowMs() + HOUR;
          const order = { memberId: 'M1', programmeId: 'OWN', expiresAtMs };
          await office.grantPoints({ ...order, tillId: till.tillId, points: 3_000 });
          await office.grantPoints({ ...order, tillId: other.tillId, points: 1_200 });
          await service.reserve(asks('c', { points: 300 }));
          await office.publishSnapshots(till.tillId, ['CARD-1', 'nobody']);
          const page = await till.transport.fetchTopic('snapshots', undefined);
          const [item] = page.ok ? page.value.items : [];
          const { snapshot, signature } = SnapshotItem.parse(item);
          expect(snapshot).toMatchObject({
            tillId: till.tillId,
            memberId: 'M1',
            programmeId: 'OWN',
            ruleVersion: 3,
            balance: 9_070,
            reservedElsewhere: 1_200,
            throughSeq: 2,
          });
          expect(snapshot.expiresAtMs - snapshot.issuedAtMs).toBe(24 * HOUR);
          const { headOfficePublicKey } = till.enrolment.till;
          expect(verifyDocument(headOfficePublicKey, 'points-snapshot', snapshot, signature)).toBe(true);
          expect(await other.transport.fetchTopic('snapshots', undefined)).toMatchObject({
            error: { code: 'not-found' },
          });
          await office.publishSnapshots(other.tillId, ['M1']);
          expect(await other.transport.fetchTopic('snapshots', undefined)).toMatchObject({
            value: { nextCursor: '1', items: [{ snapshot: { tillId: other.tillId, throughSeq: 0 } }] },
          });
          await office.publishSnapshots(till.tillId, []);
          expect(await till.transport.fetchTopic('snapshots', '1')).toMatchObject({
            value: { nextCursor: '2', mode: 'full', items: [] },
          });
        }));

      test('a share of the pool is mailed; a token is signed and short enough to be shown', () =>
        withDesk([0, 0], async ({ office, clock }, till) => {
          const expiresAtMs = clock.nowMs() + HOUR;
          await office.sharePool({ tillId: till.tillId, value: 100, expiresAtMs });
          const mail = await till.transport.fetchMail(undefined);
          expect(mail).toMatchObject({
            value: { items: [{ kind: 'pool-share', body: { value: 100, expiresAtMs } }] },
          });
          const order = { memberId: 'M1', programmeId: 'OWN', points: 3_100, storeId: 'S001' };
          const { token, code } = await office.issueToken({ ...order, lifeMs: 300_000 });
          const [prefix, body = '', signature = ''] = code.split('.');
          expect([prefix, JSON.parse(Buffer.from(body, 'base64url').toString())]).toEqual(['DBT1', token]);
          const { headOfficePublicKey } = till.enrolment.till;
          expect(verifyDocument(headOfficePublicKey, 'points-token', token, signature)).toBe(true);
        }));
    });

    test('members are published with what they have now; what is over is swept', () =>
      withDesk([900, 0], async (chain, till) => {
        const { office } = chain;
        till.write('sale.completed', saleOf(till, { name: 'a', earn: 70 }));
        await till.sync();
        expect(await office.publishMembers()).toBe(1);
        expect(await till.transport.fetchTopic('members', undefined)).toMatchObject({
          value: { items: [{ memberId: 'M1', hasBought: true, balances: [{ points: 970 }] }] },
        });
        expect(await office.expirePoints()).toBe(0);
        // The opening ends with the next year; what the test's sale earned never does.
        chain.wait(3 * 366 * 24 * HOUR);
        expect(await office.expirePoints()).toBe(1);
        expect(await ownOf(chain)).toMatchObject({ points: 70 });
        await expect(office.addMembers([member({ memberId: 'M8' })])).rejects.toThrow(/another member/);
      }));

    test('a topic published as what has changed, by the contract’s keys', () =>
      withDesk([0, 0], async ({ office }, till) => {
        const used = (couponId: string) => ({ kind: 'used', couponId });
        const campaign = { kind: 'campaign', campaignId: 'GAME', needsSignature: true };
        expect(await office.publishChanges('coupons', [used('A'), campaign])).toBe(1);
        expect(await office.publishChanges('coupons', [campaign, used('A')])).toBe(1);
        const freed = { ...campaign, needsSignature: false };
        expect(await office.publishChanges('coupons', [freed, used('B')])).toBe(2);
        expect(await till.transport.fetchTopic('coupons', '1')).toMatchObject({
          value: { mode: 'delta', items: [freed, used('B')], removed: ['used:A'], nextCursor: '2' },
        });
        await expect(
          office.publishTopic('coupons', { mode: 'full', items: [], tillId: till.tillId }),
        ).rejects.toThrow(/never both/);
      }));
  });
}
