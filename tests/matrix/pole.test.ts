// Goal: peripherals.md section 7, Customer display, row by row on the whole till over a pseudo-terminal.
// "Wrong dialect" is wrong configuration of a device that never answers: nobody can notice it but a person, who has the
// test text on the technician's screen for it; what each dialect draws is tests/drivers/pole's matter.
import { describe, expect, test } from 'vitest';
import { CounterBench } from './counter-bench.ts';

const bench = new CounterBench();

const shows = (amount: string) => bench.simulators.pole.text.includes(amount);

describe('customer display', () => {
  test('unplugged: never blocks; it is set up anew and shows the last state when it is back', async () => {
    const { pole } = bench.simulators;
    await bench.till.counter.unplug('pole');
    await bench.until('the badge says so', () => bench.badges.pole === 'disconnected');
    expect(await bench.device('pole')).toMatchObject({ status: 'offline' });
    await bench.sell();
    pole.powerOff();
    pole.powerOn();
    expect(pole.isBlank).toBe(true);
    await bench.till.counter.plug('pole');
    await bench.untilDevice('pole', { status: 'enabled', reason: null });
    await bench.until('it shows the change', () => shows('找零'));
  });

  test('wrong baud: never blocks; with the right speed back the next redraw is whole', async () => {
    const { pole } = bench.simulators;
    await bench.until('it shows nothing of a sale', () => !shows('找零'));
    pole.setWrongBaud(true);
    await bench.sell();
    expect(shows('找零')).toBe(false);
    pole.setWrongBaud(false);
    await bench.till.must('devices:test', { deviceId: 'pole', test: 'show-text' });
    await bench.until('it shows the test text', () => shows('測試'));
    await bench.until('the sale has it back', () => !shows('測試'));
  });

  test('takes no bytes: never blocks, and shows the newest state when it does again', async () => {
    const { pole } = bench.simulators;
    pole.setFrozen(true);
    await bench.sell();
    pole.setFrozen(false);
    await bench.until('it shows the change', () => shows('找零'));
  });

  for (const trap of ['vertical-scroll', 'horizontal-scroll'] as const) {
    test(`stuck in string or scroll mode (${trap}): cleared before the next full redraw`, async () => {
      const { pole } = bench.simulators;
      pole.trap(trap);
      await bench.sell();
      await bench.until('it shows the change', () => shows('找零'));
      expect(pole.isScrolling).toBe(false);
    });
  }

  test('EEPROM command hazard: nothing the till ever sent wrote it, and nothing was unknown', async () => {
    await bench.sell();
    expect([bench.simulators.pole.eepromWrites, bench.simulators.pole.unknownCommands]).toEqual([0, 0]);
  });
});
