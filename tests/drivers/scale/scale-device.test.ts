// Weighing as a cashier does, at each dialect, in time that is moved by hand.
import { describe, expect, test } from 'vitest';
import { askedIds, dialectIds, readyScale, scaleBench } from './scale-bench.ts';

const weighed = (grams: number, isNet = false) => ({ ok: true, value: { grams, isNet } });
const failed = (reason: string) => ({ ok: false, error: expect.objectContaining({ reason }) });

for (const id of dialectIds) {
  describe(id, () => {
    test('is found when the line opens', async () => {
      const { device, states } = await readyScale(id);
      expect(device.state).toEqual({ status: 'enabled' });
      expect(states()).toEqual(['closed opening', 'claimed starting', 'enabled']);
      expect(device.lastFault).toBeUndefined();
    });

    test('gives the weight of what lies there', async () => {
      const { device, scale, time } = await readyScale(id);
      scale.put(1_250);
      expect(await time.until(device.weigh(), 1_000)).toEqual(weighed(1_250));
      expect(device.counters).toMatchObject({ weighings: 1, damaged: 0, timeouts: 0, late: 0 });
    });

    test('waits at an empty pan for as long as the prompt is open, then for the load to come to rest', async () => {
      const { device, scale, time, waits, readings } = await readyScale(id, { scale: { settleMs: 1_500 } });
      const weighing = device.weigh();
      await time.advance(60_000);
      scale.put(432);
      await time.advance(1_000);
      expect(waits()).toEqual(['empty', 'unstable']);
      expect(readings.at(-1)).toEqual({ kind: 'unstable', grams: id === 'mettler-8217' ? undefined : 432 });
      expect(await time.until(weighing, 2_000)).toEqual(weighed(432));
    });

    test('weighs one after another, told apart by the empty pan between, equal or not', async () => {
      const { device, scale, time } = await readyScale(id);
      for (const grams of [500, 500, 735]) {
        scale.put(grams);
        expect(await time.until(device.weigh(), 1_000)).toEqual(weighed(grams));
        scale.takeOff();
        await time.advance(1_000);
      }
    });

    test('does one weighing at a time, and the second caller hears so at once', async () => {
      const { device, scale, time } = await readyScale(id);
      const first = device.weigh();
      expect(await device.weigh()).toEqual(failed('busy'));
      scale.put(80);
      expect(await time.until(first)).toEqual(weighed(80));
    });

    test('stops when told, before and during, and weighs again afterwards', async () => {
      const { device, scale, time } = await readyScale(id);
      expect(await device.weigh({ signal: AbortSignal.abort() })).toEqual(failed('cancelled'));
      const stop = new AbortController();
      const weighing = device.weigh({ signal: stop.signal });
      await time.advance(700);
      stop.abort();
      expect(await weighing).toEqual(failed('cancelled'));
      scale.put(80);
      expect(await time.until(device.weigh(), 2_000)).toEqual(weighed(80));
    });

    test('closes in the middle, with nothing left behind', async () => {
      const { device, time, scale } = await readyScale(id);
      const weighing = device.weigh();
      await time.advance(100);
      await device.close();
      await device.close();
      expect(await weighing).toEqual(failed('closed'));
      expect(await device.weigh()).toEqual(failed('closed'));
      expect(device.state).toEqual({ status: 'closed', reason: 'closed' });
      scale.put(100);
      await time.advance(10_000);
      expect(time.pendingTimers).toBe(0);
    });
  });
}

test('before it is open, and while it opens, a weighing says so', async () => {
  const { device, time, wire } = scaleBench('mettler-8217');
  expect(await device.weigh()).toEqual(failed('closed'));
  wire.unplug();
  device.open();
  device.open();
  expect(await device.weigh()).toEqual(failed('opening'));
  await time.advance(0);
  expect(await device.weigh()).toEqual(failed('not-found'));
});

describe('a scale that sends all the time', () => {
  test('shows every reading without being asked', async () => {
    const { scale, time, readings } = await readyScale('cas-continuous');
    scale.put(310);
    await time.advance(300);
    expect(readings.slice(-2)).toEqual([
      { kind: 'stable', grams: 310, isNet: false },
      { kind: 'stable', grams: 310, isNet: false },
    ]);
  });

  test('must say the same twice, 200 ms apart', async () => {
    const { device, scale, time, waits } = await readyScale('cas-continuous');
    scale.put(310);
    const weighing = device.weigh();
    await time.advance(150);
    scale.put(315);
    const beganMs = time.monotonicMs();
    expect(await time.until(weighing, 1_000)).toEqual(weighed(315));
    expect(time.monotonicMs() - beganMs).toBeGreaterThanOrEqual(200);
    expect(waits()).toEqual(['unstable']);
  });
});

describe('a scale that is asked', () => {
  for (const id of askedIds)
    test(`${id} is left alone while nobody weighs`, async () => {
      const { device, time } = await readyScale(id);
      const { bytesIn } = device.counters;
      await time.advance(60_000);
      expect(device.counters.bytesIn).toBe(bytesIn);
      expect(time.pendingTimers).toBe(0);
    });
});

describe('the keys of an 8217', () => {
  test('zero', async () => {
    const { device, scale, time } = await readyScale('mettler-8217');
    scale.put(100);
    expect(await time.until(device.zero(), 1_000)).toEqual({ ok: true, value: undefined });
    scale.put(600);
    expect(await time.until(device.weigh(), 1_000)).toEqual(weighed(500));
  });

  test('tare, a net weight, and no tare again', async () => {
    const { device, scale, time } = await readyScale('mettler-8217');
    scale.put(40);
    expect(await time.until(device.tare(), 1_000)).toEqual({ ok: true, value: undefined });
    scale.put(540);
    expect(await time.until(device.weigh(), 1_000)).toEqual(weighed(500, true));
    expect(await time.until(device.clearTare(), 1_000)).toEqual({ ok: true, value: undefined });
    expect(await time.until(device.weigh(), 1_000)).toEqual(weighed(540));
  });

  test('not taken is told', async () => {
    const { device, scale, time } = await readyScale('mettler-8217');
    scale.put(5_000);
    expect(await time.until(device.zero(), 6_000)).toEqual(failed('not-taken'));
    expect(await time.until(device.weigh(), 1_000)).toEqual(weighed(5_000));
  });

  test('are not there from afar on the others', async () => {
    const { device } = await readyScale('cas-type6');
    expect(await device.zero()).toEqual(failed('unsupported'));
    expect(await device.tare()).toEqual(failed('unsupported'));
    expect(await device.clearTare()).toEqual(failed('unsupported'));
  });
});
