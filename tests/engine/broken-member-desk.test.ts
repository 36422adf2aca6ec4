// Goal: what head office answers late about a member reaches the customer who waited, and nobody else.
import { expect, test } from 'vitest';
import { TestWorld } from '../../fixtures/world/test-world.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import type { MemberAnswer } from '../../src-main/contract/member-service.ts';
import { MemberDesk } from '../../src-main/engine/member-desk.ts';
import { ring, tillIn } from '../domain/counter-deeds.ts';
import { NOON_MS } from '../support/open-till.ts';
import { PureLoop } from '../support/pure-loop.ts';

const STRANGER = '0987654321';
const MEMBER: MemberAnswer['member'] = {
  memberId: 'M7',
  codes: [],
  name: '王小明',
  status: 'active',
  tiers: [],
  segments: [],
  hasBought: true,
  balances: [],
  consent: { offers: false, notes: false },
  interactions: [],
  asOfMs: NOON_MS,
};

/** A till that asks head office for a phone, which answers when it is told to. */
function asking() {
  const pure = tillIn();
  pure.isOnline = true;
  const world = new TestWorld(NOON_MS);
  const gate = Promise.withResolvers<void>();
  const desk = new MemberDesk({
    till: new PureLoop(pure),
    ids: world.ids,
    timers: world,
    log: silentLogger,
    service: () => ({
      reserve: async () => ({ ok: false, error: 'no-answer' }),
      exchange: async () => ({ ok: false, error: 'no-answer' }),
      findMember: async () => {
        await gate.promise;
        return { ok: true, value: { member: MEMBER } };
      },
    }),
  });
  const ask = () => desk.byPhone({ commandId: world.ids.next(), phone: STRANGER });
  return { pure, ask, answer: gate.resolve };
}

test('the sale that waited gets the member, whatever was added meanwhile', async () => {
  const { pure, ask, answer } = asking();
  const asked = ask();
  ring(pure, { A01: 1 });
  answer();
  expect(await asked).toMatchObject({ ok: true });
  expect(pure.state.cart?.member?.memberId).toBe('M7');
});

test('the next customer’s sale does not', async () => {
  const { pure, ask, answer } = asking();
  ring(pure, { A01: 1 });
  const asked = ask();
  pure.payCash(45);
  ring(pure, { L01: 1 });
  answer();
  expect(await asked).toMatchObject({ ok: false, error: { code: 'sale-not-open' } });
  expect(pure.state.cart?.member).toBeNull();
});

test('nor does one after a sale that had not begun when they were asked for', async () => {
  const { pure, ask, answer } = asking();
  const asked = ask();
  ring(pure, { A01: 1 });
  pure.payCash(45);
  ring(pure, { L01: 1 });
  answer();
  expect(await asked).toMatchObject({ ok: false, error: { code: 'sale-not-open' } });
  expect(pure.state.cart?.member).toBeNull();
});
