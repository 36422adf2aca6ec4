// The simulated scale's own bytes and behaviour: one test for each claim of docs/devices/scale.md.
import { describe, expect, test } from 'vitest';
import type { Moment } from '../../../fixtures/simulators/schedulable.ts';
import { VirtualScale, type VirtualScaleOptions } from '../../../fixtures/simulators/virtual-scale.ts';
import { ManualTime } from '../../drivers/support/time.ts';

/** A scale and what it sent, as hexadecimal bytes. */
function bench(dialect: VirtualScaleOptions['dialect'], options: Partial<VirtualScaleOptions> = {}) {
  const time = new ManualTime();
  const scale = new VirtualScale({ dialect, timers: time, ...options });
  let sent: number[] = [];
  const unlisten = scale.onSend((bytes) => sent.push(...bytes));
  const take = () => {
    const bytes = sent;
    sent = [];
    return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
  };
  const ask = (...bytes: number[]) => {
    scale.receive(Uint8Array.from(bytes));
    return take();
  };
  return { time, scale, take, ask, unlisten };
}

const weigh = 0x57;
const at1250 = '02 30 31 2E 32 35 30 0D';

describe('an 8217 answers W with', () => {
  const table: readonly { name: string; does: (scale: VirtualScale) => void; answer: string }[] = [
    { name: 'its weight at rest', does: (scale) => scale.put(1_250), answer: at1250 },
    { name: 'zero when empty', does: (scale) => scale.takeOff(), answer: '02 30 30 2E 30 30 30 0D' },
    { name: 'a status in motion', does: (scale) => scale.shake(100), answer: '02 3F 41 0D' },
    { name: 'a status under zero', does: (scale) => scale.liftPan(1), answer: '02 3F 44 0D' },
    { name: 'a status over capacity', does: (scale) => scale.overload(), answer: '02 3F 42 0D' },
    { name: 'nothing while silent', does: (scale) => scale.setSilent(true), answer: '' },
    { name: 'nothing without power', does: (scale) => scale.setPower(false), answer: '' },
    { name: 'nothing of its unit', does: (scale) => scale.setUnit('lb'), answer: '02 30 30 2E 30 30 30 0D' },
    {
      name: 'parity bits when they are wrong',
      does: (scale) => {
        scale.put(1_250);
        scale.setWrongParity(true);
      },
      answer: '82 30 B1 2E B2 35 30 8D',
    },
  ];
  for (const { name, does, answer } of table)
    test(name, () => {
      const { scale, ask } = bench('mettler-8217');
      does(scale);
      expect(ask(weigh)).toBe(answer);
    });

  test('half a frame, then whole ones', () => {
    const { scale, ask } = bench('mettler-8217');
    scale.put(1_250);
    scale.spoilNext('half-frame');
    expect([ask(weigh), ask(weigh)]).toEqual(['02 30 31 2E', at1250]);
  });
});

describe('its keys', () => {
  test('tare gives net weights, and forgetting it gross ones', () => {
    const { scale, ask } = bench('mettler-8217');
    scale.put(40);
    ask(0x54);
    scale.put(1_290);
    expect(ask(weigh)).toBe('02 30 31 2E 32 35 30 4E 0D');
    ask(0x43);
    expect(ask(weigh)).toBe('02 30 31 2E 32 39 30 0D');
  });

  test('zero is taken within 2 % of the capacity and at rest only', () => {
    const { scale, ask } = bench('mettler-8217');
    scale.put(301);
    ask(0x5a);
    expect(scale.shownGrams).toBe(301);
    scale.put(300);
    scale.shake(50);
    ask(0x5a);
    expect(scale.shownGrams).toBe(300);
    scale.put(300);
    ask(0x5a);
    expect(scale.shownGrams).toBe(0);
  });

  test('tare is taken at rest and above zero only', () => {
    const { scale, ask } = bench('mettler-8217');
    ask(0x54);
    scale.put(200);
    scale.shake(50);
    ask(0x54);
    expect(ask(weigh)).toBe('02 3F 41 0D');
    expect(scale.shownGrams).toBe(200);
  });
});

describe('a type 6', () => {
  const enq = 0x05;
  const dc1 = 0x11;
  test('shakes hands and sends the frames of the layout', () => {
    const { scale, ask, time } = bench('cas-type6');
    expect(ask(enq)).toBe('06');
    scale.put(1_250);
    expect(ask(dc1)).toBe('01 02 53 20 30 31 2E 32 35 30 6B 67 67 03 04');
    scale.put(1_248);
    scale.shake(10);
    expect(ask(dc1)).toBe('01 02 55 20 30 31 2E 32 34 38 6B 67 68 03 04');
    time.runNow(10);
    scale.overload();
    expect(ask(dc1)).toBe('01 02 53 46 46 46 46 46 46 46 6B 67 19 03 04');
  });

  test('says NAK when not ready, for as many answers as told', () => {
    const { scale, ask } = bench('cas-type6');
    scale.spoilNext('not-ready', 2);
    expect([ask(enq), ask(enq), ask(enq)]).toEqual(['15', '15', '06']);
  });

  test('spoils its check sum when told', () => {
    const { scale, ask } = bench('cas-type6');
    scale.put(1_250);
    scale.spoilNext('bad-bcc');
    expect(ask(dc1)).toBe('01 02 53 20 30 31 2E 32 35 30 6B 67 27 03 04');
  });

  test('shows pounds to the nearest thousandth', () => {
    const { scale, ask } = bench('cas-type6');
    scale.put(1_250);
    scale.setUnit('lb');
    expect(ask(dc1)).toContain('30 32 2E 37 35 36 6C 62');
  });
});

test('a continuous one sends 22 bytes every 100 ms while somebody is connected, and stops then', () => {
  const { scale, time, take, unlisten } = bench('cas-continuous');
  scale.put(1_250);
  time.runNow(100);
  expect(take()).toBe('53 54 2C 47 53 2C 31 44 2C 20 20 20 31 2E 32 35 30 20 6B 67 0D 0A');
  time.runNow(1_000);
  expect(take().split(' ')).toHaveLength(220);
  unlisten();
  expect(time.pendingTimers).toBe(0);
});

describe('time', () => {
  test('a load swings before it rests', () => {
    const { scale, ask, time } = bench('mettler-8217', { settleMs: 400 });
    scale.put(1_250);
    time.runNow(399);
    expect(ask(weigh)).toBe('02 3F 41 0D');
    time.runNow(1);
    expect(ask(weigh)).toBe(at1250);
  });

  test('a late answer tells of when it was asked for, and none comes after the power went', () => {
    const { scale, ask, take, time } = bench('mettler-8217');
    scale.put(1_250);
    scale.setLate(500);
    expect(ask(weigh)).toBe('');
    scale.takeOff();
    time.runNow(500);
    expect(take()).toBe(at1250);
    ask(weigh);
    scale.setPower(false);
    scale.setPower(true);
    time.runNow(500);
    expect(take()).toBe('');
  });
});

describe('power', () => {
  test('forgets tare and zero', () => {
    const { scale } = bench('mettler-8217');
    scale.put(100);
    scale.pressZero();
    scale.put(200);
    scale.pressTare();
    scale.setPower(false);
    scale.setPower(true);
    expect(scale.shownGrams).toBe(200);
  });

  test('takes the port along only where the port lives on it', () => {
    for (const hasPoweredPort of [true, false]) {
      const { scale } = bench('mettler-8217', { hasPoweredPort });
      const heard: boolean[] = [];
      scale.onPresence((isPresent) => heard.push(isPresent));
      scale.setPower(false);
      expect(scale.isPresent).toBe(!hasPoweredPort);
      scale.setPower(true);
      expect(heard).toEqual(hasPoweredPort ? [false, true] : []);
    }
  });
});

describe('a schedule', () => {
  test('is told each byte before the next one goes, and may change how the answer goes on', () => {
    const { scale, ask } = bench('mettler-8217');
    const moments: Moment[] = [];
    scale.put(1_250);
    scale.watch((moment) => {
      moments.push(moment);
      if (moment.nth === 2 && moment.byte === 3) scale.acts.power?.run({ isOn: false });
    });
    expect([ask(weigh), ask(weigh)]).toEqual([at1250, '02 30 31']);
    expect(moments.map(({ nth, byte }) => `${nth}.${byte}`).join(' ')).toBe(
      '1.0 1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 2.0 2.1 2.2 2.3',
    );
    expect(new Set(moments.map(({ event }) => event))).toEqual(new Set(scale.events));
  });

  const acts: readonly { name: string; params: unknown; shows: string }[] = [
    { name: 'put', params: { grams: 1_250 }, shows: at1250 },
    { name: 'take-off', params: {}, shows: '02 30 30 2E 30 30 30 0D' },
    { name: 'shake', params: { forMs: 10 }, shows: '02 3F 41 0D' },
    { name: 'negative', params: { grams: 20 }, shows: '02 3F 44 0D' },
    { name: 'overload', params: {}, shows: '02 3F 42 0D' },
    { name: 'zero', params: {}, shows: '02 30 30 2E 30 30 30 0D' },
    { name: 'tare', params: {}, shows: '02 30 30 2E 30 30 30 4E 0D' },
    { name: 'clear-tare', params: {}, shows: '02 30 30 2E 31 30 30 0D' },
    { name: 'unit', params: { unit: 'lb' }, shows: '02 30 30 2E 32 32 30 0D' },
    { name: 'garbage', params: {}, shows: '8B B0 D5 FA A0 C5 EA 90 B5 DA 80 A5 CA EF 95 BA DF 85 AA CF' },
    { name: 'half-frame', params: { answers: 2 }, shows: '02 30 30 2E' },
    { name: 'bad-bcc', params: {}, shows: '02 70 30 2E 31 30 30 0D' },
    { name: 'not-ready', params: {}, shows: '02 3F 40 0D' },
    { name: 'silent', params: { isSilent: true }, shows: '' },
    { name: 'late', params: { byMs: 5 }, shows: '' },
    { name: 'parity', params: { isWrong: true }, shows: '82 30 30 2E B1 30 30 8D' },
    { name: 'power', params: { isOn: false }, shows: '' },
  ];
  for (const { name, params, shows } of acts)
    test(`can ${name}, and refuses what the act does not take`, () => {
      const { scale, ask } = bench('mettler-8217');
      scale.put(100);
      expect(scale.acts[name]?.run({ nonsense: 1 })).toMatchObject({ ok: false });
      expect(ask(weigh)).toBe('02 30 30 2E 31 30 30 0D');
      expect(scale.acts[name]?.run(params)).toEqual({ ok: true, value: undefined });
      expect(ask(weigh)).toBe(shows);
    });

  test('has no act without a test', () => {
    expect(acts.map(({ name }) => name)).toEqual(Object.keys(bench('mettler-8217').scale.acts));
  });
});
