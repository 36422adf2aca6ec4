// Goal: peripherals.md section 7, Scale, row by row on the whole till over a pseudo-terminal, through the technician's
// test, since no line is sold by weight yet.
// Not here: "unit mismatch". The simulated counter's scale speaks 8217, whose answers carry no unit; a scale that says
// pounds is refused in tests/drivers/scale. A weight typed by hand with permission comes with selling by weight.
import { describe, expect, test } from 'vitest';
import { CounterBench } from './counter-bench.ts';

const bench = new CounterBench();

/** Puts goods on the pan, which comes to rest at once. */
function put(grams: number): void {
  bench.simulators.scale.put(grams);
  bench.simulators.scale.shake(0);
}

const weigh = () => bench.till.test('scale', 'weigh');

describe('scale', () => {
  test('no answer: asked again three times, then told; selling goes on; heard again, it weighs', async () => {
    const { scale } = bench.simulators;
    const timeouts = await bench.counter('scale', 'timeouts');
    scale.setSilent(true);
    put(500);
    expect(await weigh()).toMatchObject({ outcome: 'failed', reason: 'no-answer' });
    expect(await bench.counter('scale', 'timeouts')).toBe(timeouts + 4);
    expect(bench.badges.scale).toBe('disconnected');
    expect(await bench.device('scale')).toMatchObject({ status: 'offline', reason: 'no-answer' });
    await bench.sell();
    scale.setSilent(false);
    await bench.untilDevice('scale', { status: 'enabled', reason: null });
    expect(await weigh()).toEqual({ outcome: 'done', reason: null, text: '0.500 kg' });
  });

  test('cable out: told at once; selling goes on; back, it weighs without a restart', async () => {
    await bench.till.counter.unplug('scale');
    await bench.until('the badge says so', () => bench.badges.scale === 'disconnected');
    expect((await weigh()).outcome).toBe('failed');
    await bench.sell();
    await bench.till.counter.plug('scale');
    await bench.untilDevice('scale', { status: 'enabled' });
    put(750);
    expect(await weigh()).toMatchObject({ text: '0.750 kg' });
  });

  test('unstable: waited for, five seconds at most, no weight taken', async () => {
    bench.simulators.scale.put(500);
    bench.simulators.scale.shake(60_000);
    expect(await weigh()).toMatchObject({ outcome: 'failed', reason: 'unstable' });
    put(500);
    expect(await weigh()).toMatchObject({ text: '0.500 kg' });
  });

  test('negative / not zeroed: refused, and well again after zero', async () => {
    const { scale } = bench.simulators;
    scale.liftPan(200);
    scale.shake(0);
    expect(await weigh()).toMatchObject({ outcome: 'failed', reason: 'under-zero' });
    expect(await bench.till.test('scale', 'zero')).toMatchObject({ outcome: 'done' });
    put(300);
    expect((await weigh()).outcome).toBe('done');
    scale.takeOff();
    scale.shake(0);
    scale.pressZero();
  });

  test('overload: refused', async () => {
    bench.simulators.scale.overload();
    expect(await weigh()).toMatchObject({ outcome: 'failed', reason: 'over-capacity' });
  });

  test('stale weight: the same goods are not weighed twice, the next ones are', async () => {
    put(640);
    expect(await weigh()).toMatchObject({ text: '0.640 kg' });
    expect(await weigh()).toMatchObject({ outcome: 'failed', reason: 'not-returned-to-zero' });
    put(820);
    expect(await weigh()).toMatchObject({ text: '0.820 kg' });
  });

  test('parity wrong: told as nonsense, not as a weight; selling goes on; set right, it weighs', async () => {
    const { scale } = bench.simulators;
    scale.setWrongParity(true);
    put(500);
    expect(await weigh()).toMatchObject({ outcome: 'failed', reason: 'nonsense' });
    expect(bench.badges.scale).toBe('fault');
    expect(await bench.device('scale')).toMatchObject({ status: 'error', reason: 'nonsense' });
    await bench.sell();
    scale.setWrongParity(false);
    await bench.untilDevice('scale', { status: 'enabled' });
    expect(await weigh()).toMatchObject({ text: '0.500 kg' });
  });

  for (const [how, grams] of [
    ['bad-bcc', 410],
    ['half-frame', 470],
    ['garbage', 530],
  ] as const) {
    test(`bad BCC / half frame (${how}): thrown away, asked again, never repaired`, async () => {
      const damaged = await bench.counter('scale', 'damaged');
      put(grams);
      bench.simulators.scale.spoilNext(how, 2);
      expect(await weigh()).toMatchObject({ text: `0.${grams} kg` });
      expect(await bench.counter('scale', 'damaged')).toBeGreaterThan(damaged);
    });
  }
});
