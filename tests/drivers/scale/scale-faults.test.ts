// Each row of the failure matrix for scales (spec/peripherals.md, 7), at each dialect that can show it.
import { describe, expect, test } from 'vitest';
import { askedIds, dialectIds, readyScale, scaleBench } from './scale-bench.ts';

const weighed = (grams: number) => ({ ok: true, value: { grams, isNet: false } });
const failed = (reason: string) => ({ ok: false, error: expect.objectContaining({ reason }) });

for (const id of dialectIds) {
  describe(id, () => {
    test('no answer: asked four times, a second each, then told; found again by itself', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.setSilent(true);
      const beganMs = time.monotonicMs();
      expect(await time.until(device.weigh(), 10_000)).toEqual(failed('no-answer'));
      const tookMs = time.monotonicMs() - beganMs;
      expect(tookMs).toBeGreaterThanOrEqual(4_000);
      expect(tookMs).toBeLessThan(5_000);
      expect(device.state).toEqual({ status: 'offline', reason: 'no-answer' });
      expect(device.lastFault?.reason).toBe('no-answer');
      expect(device.counters.timeouts).toBeGreaterThanOrEqual(4);
      scale.setSilent(false);
      await time.advance(10_000);
      expect(device.state).toEqual({ status: 'enabled' });
    });

    test('silent from the start: not enabled, and told apart from nonsense', async () => {
      const { device, scale, time, states } = scaleBench(id);
      scale.setSilent(true);
      device.open();
      await time.advance(60_000);
      expect(states()).toEqual(['closed opening', 'claimed starting', 'offline no-answer']);
    });

    test('wrong parity: bytes come and are nonsense; a weighing is refused so; right again once it is set right', async () => {
      const { device, scale, time, states } = scaleBench(id);
      scale.put(1_250);
      scale.setWrongParity(true);
      device.open();
      await time.advance(20_000);
      expect(states()).toEqual(['closed opening', 'claimed starting', 'error nonsense']);
      expect(await time.until(device.weigh(), 10_000)).toEqual(failed('nonsense'));
      expect(device.counters.damaged).toBeGreaterThan(0);
      expect(device.counters.readings).toBe(0);
      scale.setWrongParity(false);
      await time.advance(10_000);
      expect(device.state).toEqual({ status: 'enabled' });
    });

    test('garbage all the time: nonsense', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.spoilNext('garbage', 1_000);
      expect(await time.until(device.weigh(), 10_000)).toEqual(failed('nonsense'));
      expect(device.state).toEqual({ status: 'error', reason: 'nonsense' });
    });

    test('unstable: told meanwhile, refused after five seconds, and no weight is kept', async () => {
      const { device, scale, time, waits } = await readyScale(id);
      scale.put(1_250);
      scale.shake(60_000);
      const weighing = device.weigh();
      await time.advance(4_500);
      expect(waits()).toEqual(['unstable']);
      expect(await time.until(weighing, 1_500)).toEqual(failed('unstable'));
      expect(device.counters.weighings).toBe(0);
      expect(device.state).toEqual({ status: 'enabled' });
    });

    test('unstable for three seconds and then at rest: weighed', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.put(1_250);
      scale.shake(3_000);
      expect(await time.until(device.weigh(), 5_000)).toEqual(weighed(1_250));
    });

    test('negative: ask to zero', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.liftPan(30);
      expect(await time.until(device.weigh(), 2_000)).toEqual(failed('under-zero'));
      scale.pressZero();
      scale.put(1_000);
      expect(await time.until(device.weigh(), 2_000)).toEqual(weighed(1_030));
    });

    test('overload: refused', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.overload();
      expect(await time.until(device.weigh(), 2_000)).toEqual(failed('over-capacity'));
    });

    test('more than the profile allows: refused, whatever the scale says', async () => {
      const { device, scale, time } = await readyScale(id, { profile: { capacityGrams: 6_000 } });
      scale.put(6_001);
      expect(await time.until(device.weigh(), 2_000)).toEqual(failed('over-capacity'));
    });

    test('stale: the same goods still there are not weighed twice', async () => {
      const { device, scale, time, waits } = await readyScale(id);
      scale.put(500);
      expect(await time.until(device.weigh(), 2_000)).toEqual(weighed(500));
      expect(await time.until(device.weigh(), 7_000)).toEqual(failed('not-returned-to-zero'));
      // One step of the display is the same goods trembling.
      scale.put(505);
      expect(await time.until(device.weigh(), 7_000)).toEqual(failed('not-returned-to-zero'));
      expect(waits()).toContain('not-returned-to-zero');
      expect(device.counters.weighings).toBe(1);
    });

    test('stale: free after the empty pan, seen within the weighing or before it', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.put(500);
      await time.until(device.weigh(), 2_000);
      const second = device.weigh();
      await time.advance(1_000);
      scale.takeOff();
      await time.advance(1_000);
      scale.put(500);
      expect(await time.until(second, 2_000)).toEqual(weighed(500));
      scale.takeOff();
      await time.advance(1_000);
      scale.put(500);
      expect(await time.until(device.weigh(), 2_000)).toEqual(weighed(500));
    });

    test('stale: free after other goods', async () => {
      const { device, scale, time } = await readyScale(id);
      for (const grams of [500, 900, 500]) {
        scale.put(grams);
        expect(await time.until(device.weigh(), 2_000)).toEqual(weighed(grams));
      }
    });

    test('stale: a store may do without', async () => {
      const { device, scale, time } = await readyScale(id, { profile: { returnToZero: false } });
      scale.put(500);
      expect(await time.until(device.weigh(), 2_000)).toEqual(weighed(500));
      expect(await time.until(device.weigh(), 2_000)).toEqual(weighed(500));
    });

    test('a spoilt frame is discarded and asked for again', async () => {
      for (const how of ['bad-bcc', 'half-frame'] as const) {
        const { device, scale, time, damage } = await readyScale(id);
        scale.put(1_250);
        scale.spoilNext(how);
        expect(await time.until(device.weigh(), 5_000)).toEqual(weighed(1_250));
        expect(damage()).toHaveLength(1);
        expect(device.lastFault?.reason).toBe(damage()[0]);
        expect(device.state).toEqual({ status: 'enabled' });
      }
    });

    test('the cable out in the middle of a frame, at every byte of it; and in again', async () => {
      const frameBytes = { 'mettler-8217': 8, 'cas-type6': 15, 'cas-continuous': 22 }[id];
      for (let byte = 0; byte < frameBytes; byte += 1) {
        const { device, scale, time, wire } = await readyScale(id);
        scale.put(1_250);
        const stop = scale.watch((moment) => {
          if (moment.byte === byte) wire.unplug();
        });
        expect(await time.until(device.weigh(), 5_000)).toEqual(failed('disconnected'));
        expect(device.state).toEqual({ status: 'offline', reason: 'disconnected' });
        expect(device.lastFault?.reason).toBe('disconnected');
        stop();
        wire.replug();
        await time.advance(5_000);
        expect(device.state).toEqual({ status: 'enabled' });
        expect(await time.until(device.weigh(), 2_000)).toEqual(weighed(1_250));
      }
    });
  });
}

describe('units', () => {
  for (const id of ['cas-type6', 'cas-continuous'] as const)
    test(`${id} in pounds is refused, and right again when it is set to kilograms`, async () => {
      const { device, scale, time } = await readyScale(id);
      scale.put(1_250);
      scale.setUnit('lb');
      expect(await time.until(device.weigh(), 2_000)).toEqual(failed('unit-mismatch'));
      expect(device.state).toEqual({ status: 'error', reason: 'unit-mismatch' });
      expect(device.lastFault?.detail).toBe('the scale says "lb", the profile kg');
      scale.setUnit('kg');
      await time.advance(6_000);
      expect(device.state).toEqual({ status: 'enabled' });
    });

  test('an 8217 does not say its unit: a profile that says pounds is refused', async () => {
    const { device, scale, time } = await readyScale('mettler-8217', { profile: { unit: 'lb' } });
    expect(device.state).toEqual({ status: 'error', reason: 'unit-mismatch' });
    scale.put(1_250);
    expect(await time.until(device.weigh(), 2_000)).toEqual(failed('unit-mismatch'));
  });
});

for (const id of askedIds) {
  describe(`${id}, asked`, () => {
    test('not ready: offline, refused after five seconds, enabled when it is', async () => {
      const { device, scale, time } = scaleBench(id);
      scale.put(100);
      scale.spoilNext('not-ready', 1_000_000);
      device.open();
      await time.advance(500);
      expect(device.state).toEqual({ status: 'offline', reason: 'not-ready' });
      expect(await time.until(device.weigh(), 7_000)).toEqual(failed('not-ready'));
      scale.spoilNext('not-ready', 1);
      await time.advance(12_000);
      expect(device.state).toEqual({ status: 'enabled' });
    });

    test('a late answer is never used: the goods it saw are gone', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.put(999);
      scale.setLate(1_300);
      const weighing = device.weigh();
      await time.advance(10);
      // The retry is still unanswered when the late answer comes.
      scale.setLate(600);
      scale.put(250);
      expect(await time.until(weighing, 6_000)).toEqual(weighed(250));
      expect(device.counters.late).toBeGreaterThan(0);
      expect(device.counters.timeouts).toBeGreaterThan(0);
    });

    test('an answer to what was asked before the weighing began is not its weight', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.put(999);
      scale.setLate(600);
      const stop = new AbortController();
      const first = device.weigh({ signal: stop.signal });
      // By now the weight has been asked for, which type 6 does in two steps.
      await time.advance(id === 'cas-type6' ? 700 : 100);
      stop.abort();
      expect(await first).toEqual(failed('cancelled'));
      scale.put(250);
      expect(await time.until(device.weigh(), 3_000)).toEqual(weighed(250));
    });

    test('a whole frame that is broken is asked for again without waiting out its time', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.put(80);
      scale.spoilNext('bad-bcc');
      expect(await time.until(device.weigh(), 500)).toEqual(weighed(80));
    });

    test('a scale that always answers too late does not answer', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.put(999);
      scale.setLate(1_300);
      expect(await time.until(device.weigh(), 30_000)).toEqual(failed('no-answer'));
      expect(device.counters.weighings).toBe(0);
    });
  });
}

test('a listener that throws, and one that begins the next weighing, harm nothing', async () => {
  const { device, scale, time } = await readyScale('mettler-8217');
  device.onReading(() => {
    throw new Error('a screen that is gone');
  });
  let second: ReturnType<typeof device.weigh> | undefined;
  device.onEvent((event) => {
    if (event.kind === 'state' && event.state.reason === 'no-answer') second ??= device.weigh();
  });
  scale.setSilent(true);
  expect(await time.until(device.weigh(), 6_000)).toEqual(failed('no-answer'));
  scale.setSilent(false);
  scale.put(70);
  expect(await time.until(second ?? Promise.reject(new Error('not begun')), 6_000)).toEqual(weighed(70));
});
