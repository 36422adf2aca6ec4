// Goal: what is asked of head office about members and points is asked once, or again under its own number where that is
// the rule; its answers come back as commands, and no answer stops no sale.
import { beforeEach, describe, expect, test } from 'vitest';
import { TestWorld } from '../../fixtures/world/test-world.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import type { MemberItem } from '../../src-main/contract/member-items.ts';
import type { Command } from '../../src-main/domain/command.ts';
import { entryId } from '../../src-main/domain/points/entry.ts';
import { MemberDesk, type MemberService } from '../../src-main/engine/member-desk.ts';
import { lastSale, ring, showMember, tillIn } from '../domain/counter-deeds.ts';
import { OffersWorld, openingLot, PHONE, phoneHash } from '../domain/offers-world.ts';
import type { PureTill } from '../domain/pure-till.ts';
import { NOON_MS } from '../support/open-till.ts';
import { PureLoop } from '../support/pure-loop.ts';

const NO_ANSWER = { ok: false, error: 'no-answer' } as const;
const LOT = { lotId: openingLot('M1', 'OWN'), points: 12_000, earnedAtMs: 0, expiresAtMs: null };

let world: TestWorld;
let offers: OffersWorld;
let pure: PureTill;
let loop: PureLoop;
let asked: (readonly [string, object])[];
let answers: {
  reserve: Awaited<ReturnType<MemberService['reserve']>>;
  exchange: Awaited<ReturnType<MemberService['exchange']>>;
  findMember: Awaited<ReturnType<MemberService['findMember']>>;
};
let desk: MemberDesk;

function open(service: () => MemberService | undefined = () => headOffice): MemberDesk {
  desk = new MemberDesk({ till: loop, ids: world.ids, timers: world, log: silentLogger, service });
  desk.open();
  return desk;
}

/** Keeps what was asked, and answers as the test has it. */
function noted<What extends keyof typeof answers>(what: What, request: object): (typeof answers)[What] {
  asked.push([what, request]);
  return answers[what];
}

const headOffice: MemberService = {
  reserve: async (request) => noted('reserve', request),
  exchange: async (request) => noted('exchange', request),
  findMember: async (by) => noted('findMember', by),
};

beforeEach(() => {
  world = new TestWorld(NOON_MS);
  offers = new OffersWorld();
  pure = tillIn(offers);
  pure.isOnline = true;
  loop = new PureLoop(pure);
  asked = [];
  answers = { reserve: NO_ANSWER, exchange: NO_ANSWER, findMember: NO_ANSWER };
});

/** Everything that waits for a promise has had its turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

async function tell(command: Command): Promise<void> {
  loop.execute(world.ids.next(), command);
  await settled();
}

/** Two coffees for the member, and as many points as may be. */
async function burn(): Promise<void> {
  ring(pure, { A01: 2 });
  showMember(pure);
  await tell({ kind: 'burn-points', saleId: pure.saleId, programmeId: 'OWN', wanted: 'max' });
}

describe('points for a sale', () => {
  test('are asked for once, with what the entry says, and chosen when head office holds them', async () => {
    open();
    const reserveId = entryId('r1', 'OWN', 'RESERVE', 0);
    answers.reserve = { ok: true, value: { kind: 'held', reserveId, points: 12_000, lots: [LOT] } };
    await burn();
    const { saleId } = pure;
    expect(asked).toEqual([
      [
        'reserve',
        { requestId: expect.any(String), saleId, memberId: 'M1', programmeId: 'OWN', points: 13_500 },
      ],
    ]);
    pure.payCash(50);
    expect(lastSale(pure).points?.burns).toMatchObject([{ points: 12_000, value: 40 }]);
  });

  test('are refused in head office’s own figures', async () => {
    open();
    answers.reserve = { ok: true, value: { kind: 'refused', reason: 'points-short', available: 7 } };
    await burn();
    expect(pure.entries.at(-1)).toMatchObject({
      kind: 'burn.answered',
      payload: { outcome: { kind: 'refused', reason: 'points-short', available: 7 } },
    });
    pure.payCash(90);
    expect(lastSale(pure).points?.burns).toEqual([]);
  });

  test.each([
    ['no answer', (): MemberService | undefined => headOffice],
    ['nobody to ask', (): MemberService | undefined => undefined],
  ] as const)('%s: what this till was given decides', async (_, service) => {
    offers.sendSnapshot(12_000);
    offers.sendGrant(3_000);
    open(service);
    await burn();
    expect(pure.state.cart).toMatchObject({ asking: null, burns: [{ right: { kind: 'offline' } }] });
    pure.payCash(80);
    expect(lastSale(pure).points?.burns).toMatchObject([{ points: 3_000, value: 10 }]);
  });

  test('an answer after the desk has closed is left for the next start', async () => {
    open();
    ring(pure, { A01: 2 });
    showMember(pure);
    loop.execute(world.ids.next(), {
      kind: 'burn-points',
      saleId: pure.saleId,
      programmeId: 'OWN',
      wanted: 'max',
    });
    desk.close();
    await settled();
    expect(pure.state.cart?.asking).not.toBeNull();
  });
});

describe('an exchange', () => {
  const refusedBy = { ok: true, value: { kind: 'refused', reason: 'daily-cap', params: {} } } as const;

  async function exchange(): Promise<void> {
    ring(pure, { A01: 1 });
    showMember(pure);
    const programmes = { fromProgrammeId: 'OWN', toProgrammeId: 'CROSS' };
    await tell({ kind: 'exchange-points', saleId: pure.saleId, ...programmes, points: 300 });
  }

  test('is asked again every five seconds under its own number until it is answered, and not after', async () => {
    open();
    await exchange();
    for (let time = 0; time < 3; time += 1) {
      world.advance(4_999);
      await settled();
      world.advance(1);
      await settled();
    }
    expect(asked.map(([what]) => what)).toEqual(['exchange', 'exchange', 'exchange', 'exchange']);
    expect(new Set(asked.map(([, request]) => JSON.stringify(request))).size).toBe(1);
    answers.exchange = refusedBy;
    world.advance(5_000);
    await settled();
    world.advance(60_000);
    await settled();
    expect([asked.length, pure.state.exchanges]).toEqual([5, []]);
    expect(pure.entries.filter(({ kind }) => kind === 'exchange.answered')).toHaveLength(1);
  });

  test('that was open when the till stopped is asked at the next start', async () => {
    await exchange();
    expect(asked).toEqual([]);
    answers.exchange = refusedBy;
    open();
    await settled();
    expect([asked.length, pure.state.exchanges]).toEqual([1, []]);
  });

  test('is asked no more once the desk is closed', async () => {
    open();
    await exchange();
    desk.close();
    world.advance(60_000);
    await settled();
    expect(asked).toHaveLength(1);
  });
});

describe('a phone number', () => {
  const byPhone = (phone: string) => desk.byPhone({ commandId: world.ids.next(), phone });
  const someone: MemberItem = {
    memberId: 'M7',
    codes: ['M0000000000007'],
    name: '陳美玲',
    status: 'active',
    tiers: ['gold'],
    segments: [],
    hasBought: true,
    balances: [],
    consent: { offers: false, notes: false },
    interactions: [],
    asOfMs: NOON_MS,
  };
  beforeEach(() => {
    open();
  });

  test('of a member in the copy asks nobody', async () => {
    await byPhone(PHONE);
    expect([asked, pure.state.cart?.member?.memberId]).toEqual([[], 'M1']);
  });

  test('of nobody here is asked as a hash, never as it is', async () => {
    answers.findMember = { ok: true, value: { member: someone } };
    await byPhone('0911222333');
    expect(asked).toEqual([['findMember', { phoneHash: phoneHash('0911222333') }]]);
    expect(pure.state.cart?.member).toMatchObject({ memberId: 'M7', knownBy: 'phone', tiers: ['gold'] });
    expect(JSON.stringify(pure.entries)).not.toContain('陳美玲');
  });

  test.each([
    ['no answer', NO_ANSWER],
    ['a number that nobody has', { ok: true, value: { member: null } }],
  ] as const)('%s: it is kept sealed for head office', async (_, answer) => {
    answers.findMember = answer;
    expect((await byPhone('0911222333')).ok).toBe(true);
    expect(pure.state.cart?.member).toMatchObject({
      memberId: phoneHash('0911222333'),
      isInCopy: false,
      sealedPhone: { keyForHeadOffice: null },
    });
  });

  test('is not asked about while head office does not answer, nor where it is none', async () => {
    pure.isOnline = false;
    await byPhone('0911222333');
    pure.isOnline = true;
    expect(await byPhone('123')).toMatchObject({ ok: false, error: { code: 'phone-invalid' } });
    expect(asked).toEqual([]);
  });
});
