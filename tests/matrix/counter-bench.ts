import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { demoGtin13 } from '../../fixtures/catalog/gtin.ts';
import { CounterTill } from '../../src-main/cli/torture/unplug/counter-till.ts';
import { PaperBook } from '../../src-main/cli/torture/unplug/paper-book.ts';
import { quickTime } from '../../src-main/cli/torture/unplug/quick-time.ts';
import type { DeviceView } from '../../src-main/contract/devices.ts';
import { BENCH_DEVICES } from '../../src-main/contract/workbench.ts';
import type { Entry } from '../../src-main/domain/entries.ts';

/** 98 dollars. */
export const MILK = demoGtin13(1);
/** Another article. */
export const TEA = demoGtin13(2);
export const MILK_PRICE = 98;

/** How many times as fast as the wall's the time of printer, pole, scale and terminal runs: half a minute is six seconds. */
const PACE = 5;
const ROW_MS = 240_000;

/**
 * One whole till for all rows of a file, with a supervisor at it, who may sell and test devices. After each row
 * everything is mended, and all must work again without a restart.
 */
export class CounterBench {
  readonly #pace: number;
  #till: CounterTill | undefined;
  /** Codes of what was refused aloud since the row began. */
  told: string[] = [];
  cues: string[] = [];
  /** What was written into the journal since the row began. */
  entries: Entry['kind'][] = [];
  /** Everything that came out of the printer, by sale. */
  readonly paper = new PaperBook();
  /** Drawer pulses that the printer heard since the row began. */
  pulses = 0;

  /** Registers start, mending and end with the test runner. */
  constructor({
    operatorId = '201',
    pace = PACE,
    ...change
  }: Parameters<typeof CounterTill.start>[1] & { readonly operatorId?: string } = {}) {
    this.#pace = pace;
    // What a row waits for has a deadline of its own, which is to be told before the row's is over.
    vi.setConfig({ testTimeout: ROW_MS, hookTimeout: ROW_MS });
    let folder: string | undefined;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'daybook-matrix-'));
      const till = await CounterTill.start(folder, { ...change, pace: this.#pace });
      this.#till = till;
      const { printer } = till.counter.simulators;
      till.service.events.on((event) => {
        if (event.kind === 'refusal') this.told.push(event.refusal.code);
        if (event.kind === 'cue') this.cues.push(event.cue);
      });
      till.service.till.appended.on((entries) => this.entries.push(...entries.map(({ kind }) => kind)));
      printer.onPaper(({ text }) => this.paper.read(text));
      printer.schedule.watch(({ event }) => {
        if (event === 'kick') this.pulses += 1;
      });
      await till.openShift(operatorId);
    });
    beforeEach(() => {
      this.told = [];
      this.cues = [];
      this.entries = [];
      this.pulses = 0;
    });
    afterEach(() => this.mend());
    afterAll(async () => {
      await this.#till?.stop();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    });
  }

  get till(): CounterTill {
    if (this.#till === undefined) throw new Error('the till is there from the first test on');
    return this.#till;
  }

  get simulators() {
    return this.till.counter.simulators;
  }

  get badges() {
    return this.till.view().badges;
  }

  /** What the till has told since the row began, of one kind or not. */
  until(what: string, holds: () => boolean | Promise<boolean>, timeoutMs?: number): Promise<void> {
    return this.till.until(what, holds, timeoutMs);
  }

  /** Resolves when so much of the devices' time has passed. */
  pass(durationMs: number): Promise<void> {
    return new Promise((resolve) => quickTime(this.#pace).after(durationMs, resolve));
  }

  device(deviceId: string): Promise<DeviceView> {
    return this.till.device(deviceId);
  }

  async counter(deviceId: string, name: string): Promise<number> {
    const { counters } = await this.device(deviceId);
    return counters.find((each) => each.name === name)?.count ?? Number.NaN;
  }

  untilDevice(deviceId: string, expected: Partial<DeviceView>, timeoutMs?: number): Promise<void> {
    const names = Object.keys(expected) as (keyof DeviceView)[];
    return this.until(
      `${deviceId} is ${JSON.stringify(expected)}`,
      async () => {
        const device = await this.device(deviceId);
        return names.every((name) => device[name] === expected[name]);
      },
      timeoutMs,
    );
  }

  /** A whole sale with nothing but keys, as must be possible whatever stands broken at the counter. */
  async sell(): Promise<{ readonly receiptNumber: string; readonly saleId: string }> {
    await this.till.must('cart:enter-code', { code: MILK, origin: 'keys' });
    return this.pay();
  }

  async pay(): Promise<{ readonly receiptNumber: string; readonly saleId: string }> {
    const due = this.till.view().cart?.due ?? Number.NaN;
    const value = await this.till.must('pay:take-cash', { saleId: this.till.saleId, amount: due });
    expect(value).toMatchObject({ due, change: 0 });
    return value as { receiptNumber: string; saleId: string };
  }

  untilReceipt(stands: 'printed' | 'question' | 'waiting' | 'printing', timeoutMs?: number): Promise<void> {
    return this.until(
      `the receipt stands at ${stands}`,
      () => this.till.view().lastSale?.receipt === stands,
      timeoutMs,
    );
  }

  /** Answers the one question that is open. */
  async resolve(choice: 'reprint' | 'skip'): Promise<void> {
    const [question] = this.till.view().printQuestions;
    await this.till.must('receipt:resolve', { jobId: question?.jobId, choice });
  }

  lines(): readonly (readonly [string, number])[] {
    return this.till.view().cart?.lines.map(({ sku, quantity }) => [sku, quantity] as const) ?? [];
  }

  /** Every cable in, every part whole, nothing left on screen; then every device must be well. */
  async mend(): Promise<void> {
    const { counter } = this.till;
    const { printer, pole, scale, terminal } = counter.simulators;
    for (const device of BENCH_DEVICES) await counter.plug(device);
    printer.loadPaper();
    printer.closeCover();
    printer.clearCutter();
    printer.setHeadHot(false);
    printer.setError(undefined);
    printer.setDrawerStuck(false);
    printer.setAnswering(true);
    printer.setNonsense(false);
    printer.setStalled(false);
    printer.setFrozen(false);
    printer.setSpeed(undefined);
    printer.closeDrawer();
    pole.powerOn();
    pole.setFrozen(false);
    pole.setWrongBaud(false);
    scale.setPower(true);
    scale.setSilent(false);
    scale.setWrongParity(false);
    scale.shake(0);
    scale.takeOff();
    terminal.forgetPlans();
    const { cart } = this.till.view();
    await this.till.call('screen:show-layer', { layer: 'none' });
    if (cart !== null) await this.till.must('cart:void', { saleId: cart.saleId });
    await this.till.call('sale:next');
    for (const device of ['printer', 'pole', 'scale', 'terminal'])
      if (!['enabled', 'claimed'].includes((await this.device(device)).status))
        await this.till.must('devices:reopen', { deviceId: device });
    await this.until('everything is mended', async () => {
      printer.closeDrawer();
      if (this.badges.printer.state === 'fault') await this.till.call('receipt:retry');
      for (const { jobId } of this.till.view().printQuestions)
        await this.till.call('receipt:resolve', { jobId, choice: 'skip' });
      const { printer: told, scanner, pole: display, scale: weighs, terminal: takesCards } = this.badges;
      const isWell = [told.state, scanner, display, weighs, takesCards].every((badge) => badge === 'ok');
      const { printJobs, drawerRequests } = this.till.service.till.state;
      return isWell && printJobs.length === 0 && drawerRequests.length === 0;
    });
  }
}
