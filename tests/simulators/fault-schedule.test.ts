// Goal: a schedule that is not sound is refused with its place; a sound one happens when it says, and never twice.
// Method: one sound text with one thing wrong at a time; a made-up device whose moments the test calls.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Firing, readSchedule, ScheduleRunner } from '../../fixtures/simulators/fault-schedule.ts';
import { faultScheduleSchemaText } from '../../fixtures/simulators/fault-schedule-format.ts';
import { act, type Moment, type Schedulable } from '../../fixtures/simulators/schedulable.ts';
import type { Dispose } from '../../src-main/base/clock.ts';
import { Emitter } from '../../src-main/base/emitter.ts';
import { ManualTime } from '../drivers/support/time.ts';

/** A device that does nothing but note its acts in `done`. */
class MadeUpDevice implements Schedulable {
  readonly events = ['print', 'kick'];
  readonly instants = ['kick'];
  readonly done: string[] = [];
  readonly #moments: Emitter<Moment> = new Emitter();
  readonly #counts = new Map<string, number>();
  watchers = 0;
  readonly acts = {
    jam: act('Jams', z.strictObject({}), () => this.done.push('jam')),
    ink: act('Needs a colour', z.strictObject({ colour: z.enum(['red', 'blue']) }), ({ colour }) =>
      this.done.push(colour),
    ),
    print: act('Prints by itself', z.strictObject({ bytes: z.int().default(1) }), ({ bytes }) => {
      this.done.push('print');
      this.happens('print', bytes);
    }),
    break: act('Throws', z.strictObject({}), () => {
      throw new Error('it broke');
    }),
  };

  watch(listener: (moment: Moment) => void): Dispose {
    this.watchers += 1;
    const dispose = this.#moments.on(listener);
    return () => {
      this.watchers -= 1;
      dispose();
    };
  }

  /** Tells an event of so many bytes; what the device itself does with each is noted as its number. */
  happens(event: string, bytes: number, from = 0): void {
    const nth = (this.#counts.get(event) ?? 0) + (from === 0 ? 1 : 0);
    this.#counts.set(event, nth);
    for (let byte = from; byte <= bytes; byte += 1) this.#moments.emit({ event, nth, byte });
  }
}

const jam = { device: 'press', when: { event: 'print', nth: 1 }, do: 'jam' };
const schedule = (...faults: readonly object[]) => JSON.stringify({ faults });

function running(...faults: readonly object[]) {
  const time = new ManualTime();
  const press = new MadeUpDevice();
  const other = new MadeUpDevice();
  const devices = { press, other };
  const read = readSchedule(schedule(...faults), devices);
  if (!read.ok) throw new Error(read.error.problem);
  const runner = new ScheduleRunner(read.value, devices, time);
  return { time, press, other, runner };
}

describe('a schedule that is not sound', () => {
  const table: readonly (readonly [string, string, string | RegExp])[] = [
    ['is no JSON', '{"faults": [}', /^this is not JSON: Unexpected token '\}'/],
    ['is no object', '7', /^the schedule: /],
    ['has no faults', '{"faults": []}', /^faults: /],
    ['has a field too many', '{"faults": [], "speed": 1}', /speed|faults/],
    ['names no device', schedule({ ...jam, device: undefined }), /^faults\[0\]\.device: /],
    [
      'names a device that is not there',
      schedule(jam, { ...jam, device: 'oven' }),
      'faults[1].device: there is no device called "oven"; there is press, other',
    ],
    [
      'names a device that every object has',
      schedule({ ...jam, device: 'constructor' }),
      'faults[0].device: there is no device called "constructor"; there is press, other',
    ],
    [
      'waits for another event',
      schedule({ ...jam, when: { event: 'scan', nth: 1 } }),
      'faults[0].when.event: there is no event of the press called "scan"; there is print, kick',
    ],
    [
      'waits for the zeroth',
      schedule({ ...jam, when: { event: 'print', nth: 0 } }),
      /^faults\[0\]\.when\.nth: /,
    ],
    ['waits for every zeroth', schedule({ ...jam, when: { event: 'print', every: 0 } }), /\.when\.every: /],
    ['waits for neither', schedule({ ...jam, when: { event: 'print' } }), /^faults\[0\]\.when\.nth: /],
    [
      'waits for both',
      schedule({ ...jam, when: { event: 'print', nth: 1, every: 1 } }),
      /^faults\[0\]\.when: /,
    ],
    [
      'waits for a byte before the first',
      schedule({ ...jam, when: { event: 'print', nth: 1, byte: -1 } }),
      /^faults\[0\]\.when\.byte: /,
    ],
    [
      'waits for half a byte',
      schedule({ ...jam, when: { event: 'print', nth: 1, byte: 0.5 } }),
      /^faults\[0\]\.when\.byte: /,
    ],
    [
      'waits for a byte of what has none',
      schedule({ ...jam, when: { event: 'kick', nth: 1, byte: 3 } }),
      'faults[0].when.byte: kick is over when it begins, so only byte 0 ever comes',
    ],
    [
      'waits for a time before the start',
      schedule({ ...jam, when: { afterSeconds: -1 } }),
      /^faults\[0\]\.when\.afterSeconds: /,
    ],
    [
      'does what the device cannot',
      schedule({ ...jam, do: 'fly' }),
      'faults[0].do: there is no act of the press called "fly"; there is jam, ink, print, break',
    ],
    ['leaves out what an act needs', schedule({ ...jam, do: 'ink' }), /^faults\[0\]\.with\.colour: .*red/],
    [
      'gives what an act does not take',
      schedule({ ...jam, with: { hard: true } }),
      /^faults\[0\]\.with: .*hard/,
    ],
    [
      'has a wrong step after it',
      schedule({
        ...jam,
        // biome-ignore lint/suspicious/noThenProperty: a word of the format.
        then: [
          { afterSeconds: 1, do: 'jam' },
          { afterSeconds: 1, do: 'fly' },
        ],
      }),
      /^faults\[0\]\.then\[1\]\.do: there is no act of the press called "fly"/,
    ],
    [
      'has a step for nobody after it',
      // biome-ignore lint/suspicious/noThenProperty: a word of the format.
      schedule({ ...jam, then: [{ afterSeconds: 1, device: 'oven', do: 'jam' }] }),
      /^faults\[0\]\.then\[0\]\.device: /,
    ],
  ];
  for (const [name, text, problem] of table) {
    test(name, () => {
      const press = new MadeUpDevice();
      const read = readSchedule(text, { press, other: new MadeUpDevice() });
      expect(read).toEqual({ ok: false, error: { problem: expect.stringMatching(asPattern(problem)) } });
      expect(press.watchers).toBe(0);
    });
  }
});

function asPattern(problem: string | RegExp): RegExp {
  return typeof problem === 'string' ? new RegExp(`^${RegExp.escape(problem)}$`) : problem;
}

describe('a fault', () => {
  test('happens once, at its byte of its event', () => {
    const { press, runner } = running({ ...jam, when: { event: 'print', nth: 2, byte: 3 } });
    runner.start();
    press.happens('print', 9);
    press.happens('print', 2);
    expect(press.done).toEqual([]);
    press.happens('print', 9, 3);
    press.happens('print', 9);
    expect(press.done).toEqual(['jam']);
    expect(runner.log).toEqual(['press: jam (print 2, byte 3)']);
    expect([runner.fired, runner.isRunning, press.watchers]).toEqual([1, false, 0]);
  });

  test('happens after the byte where a device tells of several at once', () => {
    const { press, runner } = running({ ...jam, when: { event: 'print', nth: 1, byte: 3 } });
    runner.start();
    press.happens('print', 0);
    press.happens('print', 56, 56);
    expect(runner.log).toEqual(['press: jam (print 1, byte 56)']);
  });

  test('counts from the start of the schedule, and only what begins after it', () => {
    const { press, runner } = running({ ...jam, when: { event: 'print', nth: 1 } });
    press.happens('print', 5);
    press.happens('print', 2);
    runner.start();
    press.happens('print', 5, 3);
    expect(press.done).toEqual([]);
    press.happens('print', 0);
    expect(runner.log).toEqual(['press: jam (print 1)']);
  });

  test('with every comes back', () => {
    const { press, runner } = running({ ...jam, when: { event: 'print', every: 3, byte: 1 } });
    runner.start();
    for (let i = 0; i < 10; i += 1) press.happens('print', 2);
    expect(runner.log).toEqual([3, 6, 9].map((nth) => `press: jam (print ${nth}, byte 1)`));
    expect([runner.fired, runner.isRunning]).toEqual([3, true]);
    runner.stop();
    press.happens('print', 2);
    press.happens('print', 2);
    expect([press.done.length, runner.isRunning, press.watchers]).toEqual([3, false, 0]);
  });

  test('whose event ends too soon is missed, and said to be', () => {
    const { press, runner } = running({ ...jam, when: { event: 'print', nth: 1, byte: 400 } });
    runner.start();
    press.happens('print', 399);
    expect(runner.isRunning).toBe(true);
    press.happens('print', 500);
    expect(runner.log).toEqual(['press: jam (print 1 ended before byte 400) missed']);
    expect([press.done, runner.fired, runner.isRunning]).toEqual([[], 0, false]);
  });

  test('waits for a time, and what follows for its own', async () => {
    const { time, press, other, runner } = running({
      ...jam,
      when: { afterSeconds: 2.5 },
      // biome-ignore lint/suspicious/noThenProperty: a word of the format.
      then: [
        { afterSeconds: 61, device: 'other', do: 'ink', with: { colour: 'red' } },
        { afterSeconds: 1, do: 'ink', with: { colour: 'blue' } },
      ],
    });
    runner.start();
    await time.advance(2_499);
    expect(press.done).toEqual([]);
    await time.advance(1);
    expect(press.done).toEqual(['jam']);
    await time.advance(60_999);
    expect([press.done, other.done]).toEqual([['jam', 'blue'], []]);
    expect(runner.isRunning).toBe(true);
    await time.advance(1);
    expect(other.done).toEqual(['red']);
    expect([runner.isRunning, runner.fired, time.pendingTimers]).toEqual([false, 1, 0]);
    expect(runner.log).toEqual([
      'press: jam (after 2.5 s)',
      'press: ink (1 s after jam)',
      'other: ink (61 s after jam)',
    ]);
  });

  test('in the same moment as others happens in the order of the file', () => {
    const { press, runner } = running({ ...jam, do: 'ink', with: { colour: 'red' } }, jam, {
      ...jam,
      do: 'ink',
      with: { colour: 'blue' },
    });
    runner.start();
    press.happens('print', 0);
    expect(press.done).toEqual(['red', 'jam', 'blue']);
  });

  test('that breaks is noted, and the rest goes on', () => {
    const { press, runner } = running({ ...jam, do: 'break' }, jam);
    const heard: Firing[] = [];
    runner.onFired((firing) => heard.push(firing));
    runner.start();
    press.happens('print', 0);
    expect(press.done).toEqual(['jam']);
    expect(runner.log).toEqual(['press: break (print 1) failed: it broke', 'press: jam (print 1)']);
    expect(heard).toEqual([
      { device: 'press', act: 'break', because: 'print 1', outcome: 'failed', problem: 'it broke' },
      { device: 'press', act: 'jam', because: 'print 1', outcome: 'done' },
    ]);
  });

  test('that brings about what it waits for does not set itself off, but others', () => {
    const every = { event: 'print', every: 1 };
    const { press, runner } = running({ device: 'press', when: every, do: 'print' }, { ...jam, when: every });
    runner.start();
    press.happens('print', 0);
    expect(press.done).toEqual(['print', 'jam', 'jam']);
    expect(runner.fired).toBe(3);
  });

  test('is not missed because of an event inside the one it waits for', () => {
    const { press, runner } = running(
      { device: 'press', when: { event: 'print', nth: 1, byte: 2 }, do: 'print', with: { bytes: 7 } },
      { ...jam, when: { event: 'print', nth: 1, byte: 5 } },
    );
    runner.start();
    press.happens('print', 6);
    expect(runner.log).toEqual(['press: print (print 1, byte 2)', 'press: jam (print 1, byte 5)']);
  });

  test('keeps twenty lines of what happened', () => {
    const { press, runner } = running({ ...jam, when: { event: 'print', every: 1 } });
    runner.start();
    for (let i = 0; i < 25; i += 1) press.happens('print', 0);
    expect(runner.log).toEqual(Array.from({ length: 20 }, (_, i) => `press: jam (print ${i + 6})`));
    expect(runner.fired).toBe(25);
  });

  test('does not happen after stop, nor does what follows', async () => {
    const { time, press, runner } = running(
      // biome-ignore lint/suspicious/noThenProperty: a word of the format.
      { ...jam, then: [{ afterSeconds: 1, do: 'jam' }] },
      { ...jam, when: { afterSeconds: 1 } },
    );
    runner.start();
    press.happens('print', 0);
    runner.stop();
    runner.stop();
    await time.advance(5_000);
    expect([press.done, time.pendingTimers, press.watchers]).toEqual([['jam'], 0, 0]);
  });

  test('that stops its own schedule is the last', () => {
    const { press, runner } = running(jam, jam);
    runner.onFired(() => runner.stop());
    runner.start();
    press.happens('print', 0);
    expect(press.done).toEqual(['jam']);
  });
});

describe('docs/fault-schedule.schema.json', () => {
  const root = join(import.meta.dirname, '../..');
  const text = readFileSync(join(root, 'docs/fault-schedule.schema.json'), 'utf8');
  const schema = z.fromJSONSchema(JSON.parse(text));
  const folder = join(root, 'fixtures/simulators/schedules');

  test('is what schedules are read with', () => {
    // Written anew by: npx node src-main/cli/simulate/write-documents.ts
    expect(text).toBe(faultScheduleSchemaText());
  });

  test.each(readdirSync(folder))('takes %s', (name) => {
    const content: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(schema.safeParse(content).error?.issues ?? []).toEqual([]);
  });

  test('takes nothing malformed', () => {
    expect(schema.safeParse({ faults: [jam] }).success).toBe(true);
    for (const bad of [{}, { faults: [{ ...jam, when: {} }] }, { faults: [{ ...jam, loud: true }] }])
      expect(schema.safeParse(bad).success).toBe(false);
  });
});
