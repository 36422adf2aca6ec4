// Goal: whatever the line, the terminal and the cardholder do, a card is not charged twice and nobody is told that it was
// not charged when it was, or the other way round.
// Method: random schedules of faults against the simulator, whose bank keeps the books, in time that the test moves.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TerminalOutcome } from '../../../drivers/terminal/terminal-outcome.ts';
import type { AckPlan, AnswerPlan } from '../../../fixtures/simulators/terminal-plans.ts';
import { settle } from '../support/time.ts';
import { openBench } from './terminal-bench.ts';

const anAckPlan: fc.Arbitrary<AckPlan | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  fc.constantFrom<AckPlan>({ kind: 'deaf' }, { kind: 'lost' }, { kind: 'nak' }, { kind: 'glued' }),
  fc.integer({ min: 0, max: 15_000 }).map((afterMs): AckPlan => ({ kind: 'late', afterMs })),
);

const aPlan: fc.Arbitrary<AnswerPlan> = fc.record(
  {
    result: fc.constantFrom<AnswerPlan['result']>('approve', 'approve', 'decline', 'cancel', 'silence'),
    afterMs: fc.constantFrom(0, 100, 2_000, 4_900, 5_050, 61_000, 119_000, 121_000),
    isCharged: fc.boolean(),
    alters: fc.constantFrom('amount' as const, 'type' as const),
    damage: fc.record({
      how: fc.constantFrom('bad-lrc' as const, 'half' as const),
      times: fc.integer({ min: 1, max: 4 }),
    }),
    dropsLine: fc.boolean(),
  },
  { requiredKeys: ['result'] },
);

/** Bytes that are no acknowledgement: one that looks like a clean NAK cannot be told from one. */
const someNoise = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((bytes) => bytes.map((byte) => (byte === 0x06 || byte === 0x15 ? 0x41 : byte)));

const aSchedule = fc.record({
  acks: fc.array(anAckPlan, { maxLength: 6 }),
  plans: fc.array(aPlan, { maxLength: 3 }),
  areControlsDoubled: fc.boolean(),
  unplug: fc.option(
    fc.record({
      nth: fc.integer({ min: 1, max: 4 }),
      byte: fc.oneof(fc.constantFrom(0, 1, 402, 403), fc.nat(403)),
      replugAfterMs: fc.integer({ min: 0, max: 200_000 }),
    }),
    { nil: undefined, freq: 3 },
  ),
  cut: fc.option(
    fc.record({ atMs: fc.integer({ min: 0, max: 130_000 }), forMs: fc.integer({ min: 0, max: 60_000 }) }),
    { nil: undefined, freq: 3 },
  ),
  noise: fc.array(fc.record({ atMs: fc.integer({ min: 0, max: 30_000 }), bytes: someNoise }), {
    maxLength: 3,
  }),
  answerTries: fc.constantFrom(1, 3, 6),
  repeats: fc.constantFrom('same' as const, 'new' as const),
  resendAfter: fc.constantFrom('silence-or-nak' as const, 'nak' as const),
  isReferenceEchoed: fc.boolean(),
  amounts: fc.constantFrom([500], [500, 500], [500, 40], [500, 500, 500]),
  pauseMs: fc.constantFrom(0, 1_000, 150_000),
});

type Schedule = typeof aSchedule extends fc.Arbitrary<infer Value> ? Value : never;

interface Told {
  readonly reference: string;
  readonly amount: number;
  readonly outcome: TerminalOutcome;
  readonly steps: readonly string[];
}

/** Plays a schedule to its end and says what the till was told. */
async function play(schedule: Schedule) {
  const bench = await openBench({
    terminal: { answerTries: schedule.answerTries, repeats: schedule.repeats },
    profile: { resendAfter: schedule.resendAfter, isReferenceEchoed: schedule.isReferenceEchoed },
  });
  const { virtual, time, link, trace } = bench;
  for (const plan of schedule.acks) if (plan !== undefined) virtual.planAck(plan);
  for (const plan of schedule.plans) virtual.plan(plan);
  virtual.setControlsDoubled(schedule.areControlsDoubled);
  const { unplug, cut } = schedule;
  let stopUnplugging = () => {};
  if (unplug !== undefined) {
    stopUnplugging = virtual.watch(({ nth, byte }) => {
      if (nth !== unplug.nth || byte !== unplug.byte) return;
      virtual.unplug();
      time.after(unplug.replugAfterMs, () => virtual.replug());
    });
  }
  if (cut !== undefined) {
    time.after(cut.atMs, () => virtual.unplug());
    time.after(cut.atMs + cut.forMs, () => virtual.replug());
  }
  for (const { atMs, bytes } of schedule.noise) time.after(atMs, () => virtual.noise(bytes));

  // What reached the till, byte by byte at the wire: from the first ACK on no frame may begin.
  let sentCopies = 0;
  let wasAcked = false;
  let resentAfterAck = 0;
  link.onData((bytes) => {
    if (bytes[0] === 0x06 && sentCopies > 0) wasAcked = true;
  });
  virtual.watch(({ byte }) => {
    if (byte !== 0) return;
    if (wasAcked) resentAfterAck += 1;
    sentCopies += 1;
  });

  const told: Told[] = [];
  for (const [i, amount] of schedule.amounts.entries()) {
    sentCopies = 0;
    wasAcked = false;
    const from = trace.length;
    const outcome = await bench.pay(amount, `R${i}`);
    const steps = trace.slice(from).filter((each) => !/[<>]/.test(each));
    told.push({ reference: `R${i}`, amount, outcome, steps });
    expect(sentCopies).toBeLessThanOrEqual(4);
    await time.advance(schedule.pauseMs);
    await settle();
  }
  stopUnplugging();
  return { ...bench, told, resentAfterAck: () => resentAfterAck };
}

const runs = { numRuns: 250 };

describe('over any schedule of faults', () => {
  test('no request is written again once an ACK has reached the till', () =>
    fc.assert(
      fc.asyncProperty(aSchedule, async (schedule) => {
        const { resentAfterAck } = await play(schedule);
        expect(resentAfterAck()).toBe(0);
      }),
      runs,
    ));

  test('nobody is told approved without a charge, nor anything certain otherwise with one', () =>
    fc.assert(
      fc.asyncProperty(aSchedule, async (schedule) => {
        const { told, virtual } = await play(schedule);
        const mayBeTakenTwice = schedule.repeats === 'new' && schedule.resendAfter === 'silence-or-nak';
        for (const { reference, amount, outcome } of told) {
          const charges = virtual.charges.filter((charge) => charge.reference === reference);
          if (outcome.status === 'approved') {
            expect(charges.map((charge) => charge.amount)).toContain(amount);
            expect(outcome.answer.amount).toBe(amount);
          }
          // A terminal that takes a copy of a request for a new one can be kept from it only by not sending copies.
          if (mayBeTakenTwice) continue;
          expect(charges.length).toBeLessThanOrEqual(1);
          if (outcome.status !== 'approved' && outcome.status !== 'unknown') expect(charges).toEqual([]);
        }
      }),
      runs,
    ));

  test('where every ACK that is sent arrives in time, a card is charged once at most, whatever the terminal is like', () =>
    fc.assert(
      fc.asyncProperty(aSchedule, async (schedule) => {
        const acks = schedule.acks.filter((plan) => plan?.kind !== 'lost' && plan?.kind !== 'late');
        const { told, virtual } = await play({
          ...schedule,
          acks: acks.filter((plan) => plan?.kind !== 'glued'),
        });
        for (const { reference, outcome } of told) {
          const charges = virtual.charges.filter((charge) => charge.reference === reference);
          expect(charges.length).toBeLessThanOrEqual(1);
          if (outcome.status !== 'approved' && outcome.status !== 'unknown') expect(charges).toEqual([]);
        }
      }),
      runs,
    ));

  test('steps come in order, and afterwards the terminal works without a restart', () =>
    fc.assert(
      fc.asyncProperty(aSchedule, async (schedule) => {
        const { told, virtual, time, device, pay } = await play(schedule);
        for (const { outcome, steps } of told) {
          const path = steps.join(' ');
          if (outcome.status === 'not-done') expect(path).toMatch(/^(prepared sent)?$/);
          else expect(path).toMatch(new RegExp(`^prepared sent (acked )?${outcome.status}$`));
        }
        virtual.forgetPlans();
        await time.advance(400_000);
        virtual.replug();
        await time.advance(10_000);
        expect(await pay(77, 'LAST')).toMatchObject({ status: 'approved', answer: { amount: 77 } });
        expect(device.state).toEqual({ status: 'enabled' });
        expect(device.isBusy).toBe(false);
      }),
      runs,
    ));
});
