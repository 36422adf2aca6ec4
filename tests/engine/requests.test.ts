// Goal: each call of a window comes to the command it names, under the id it brought; a question changes nothing.
import { scryptSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TillChannel, tillChannels } from '../../src-main/contract/channels.ts';
import type { Answer } from '../../src-main/contract/views.ts';
import type { PinHash } from '../../src-main/engine/pin.ts';
import { answerRequest } from '../../src-main/engine/requests.ts';
import { ScanDesk } from '../../src-main/engine/scan-desk.ts';
import { ScanTest } from '../../src-main/engine/scan-test.ts';
import { OpenTill } from '../support/open-till.ts';

const COST = { N: 1_024, r: 8, p: 1 } as const;
const SALT = Buffer.from('0123456789abcdef');
const PIN_HASH: PinHash = {
  algorithm: 'scrypt',
  saltBase64: SALT.toString('base64'),
  hashBase64: scryptSync('123456', SALT, 32, COST).toString('base64'),
  ...COST,
};

let till: OpenTill;
let searched: string[];
let retried: number;
let reopened: string[];
beforeEach(async () => {
  till = await OpenTill.make();
  searched = [];
  retried = 0;
  reopened = [];
});
afterEach(() => till.end());

/** Makes a call as a window does. */
function call(channel: TillChannel, input: object = {}, commandId = till.world.ids.next()): Promise<Answer> {
  const isQuestion = !('commandId' in tillChannels[channel].input.shape);
  return answerRequest(
    {
      till: till.till,
      clock: till.world,
      ids: till.world.ids,
      policy: till.policy,
      pinHashOf: (operatorId) => (operatorId === 'op-99' ? undefined : PIN_HASH),
      receiptNumberOf: (saleId) =>
        saleId === till.state.lastSale?.saleId ? till.state.lastSale.receiptNumber : undefined,
      search: async (text) => {
        searched.push(text);
        return [{ sku: 'A01', name: '美式咖啡', unitPrice: 45 }];
      },
      receiptText: (saleId) =>
        saleId === till.state.lastSale?.saleId ? { lines: ['交易明細'], isReprint: false } : undefined,
      retryPrint: () => {
        retried += 1;
      },
      members: { byPhone: async () => ({ ok: true, value: {} }) },
      memberProfile: () => undefined,
      weigh: async () => undefined,
      devices: {
        read: async (scanTest) => ({ devices: [], freePorts: [], scans: [], isScanTest: scanTest }),
        test: async (deviceId, test) => ({ outcome: 'done', reason: null, text: `${deviceId} ${test}` }),
        reopen: (deviceId) => {
          reopened.push(deviceId);
          return true;
        },
      },
      scans: new ScanDesk({
        till: till.till,
        ids: till.world.ids,
        clock: till.world,
        scanTest: new ScanTest(till.world),
        inStoreLayouts: [],
      }),
    },
    channel,
    isQuestion ? input : { commandId, ...input },
  );
}

const code = (answer: Answer) => (answer.ok ? undefined : answer.error.code);
const signIn = (pin = '123456', operatorId = 'op-1') => call('session:sign-in', { operatorId, pin });

describe('signing in', () => {
  test('with the PIN, a wrong one, and as somebody nobody knows', async () => {
    expect(code(await signIn('000000'))).toBe('pin-wrong');
    expect(code(await signIn('123456', 'op-99'))).toBe('operator-unknown');
    expect((await signIn()).ok).toBe(true);
    expect(till.state.operator?.operatorId).toBe('op-1');
  });

  test('five guesses at once, the right one behind them: locked before it is looked at', async () => {
    const answers = await Promise.all(['1', '2', '3', '4', '5'].map((digit) => signIn(digit.repeat(6))));
    const told = answers.map(code).toSorted();
    expect(told).toEqual(['pin-locked', 'pin-wrong', 'pin-wrong', 'pin-wrong', 'pin-wrong']);
    expect(code(await signIn())).toBe('pin-locked');
    till.world.advance(60_001);
    expect((await signIn()).ok).toBe(true);
  });

  test('a hundred guesses in flight together are five guesses', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, guess) => signIn(String(200_000 + guess))),
    );
    expect(answers.filter((answer) => code(answer) === 'pin-wrong')).toHaveLength(4);
    expect(answers.filter((answer) => code(answer) === 'pin-locked')).toHaveLength(96);
    expect(till.state.operator).toBeNull();
  });
});

test('a whole day at the counter, call by call', async () => {
  const must = async (channel: TillChannel, input: object = {}) => {
    const answer = await call(channel, input);
    expect([channel, code(answer)]).toEqual([channel, undefined]);
    return answer;
  };
  await signIn();
  await must('shift:open', { float: 1_000 });
  await must('cart:enter-code', { code: '12', origin: 'keys' });
  await must('cart:set-multiplier', { quantity: 2 });
  await must('cart:add-product', { sku: 'A01' });
  await must('cart:enter-code', { code: '4710018000010', origin: 'wedge' });
  const { saleId } = till;
  const lineIds = till.state.cart?.lines.map((line) => line.lineId) ?? [];
  await must('cart:set-quantity', { saleId, lineId: lineIds[0], quantity: 3 });
  await must('cart:remove-line', { saleId, lineId: lineIds[2] });
  await must('cart:suspend', { saleId });
  await must('cart:resume', { saleId });
  await must('screen:show-layer', { layer: 'panel' });
  await must('pay:begin', { saleId });
  await must('pay:leave', { saleId });
  expect(await must('pay:preview-cash', { saleId, amount: 200 })).toMatchObject({
    value: { remaining: 165, change: 35 },
  });
  expect(await must('pay:take-cash', { saleId, amount: 200 })).toMatchObject({
    value: { due: 165, change: 35 },
  });
  await must('sale:next');
  expect(await must('receipt:read', { saleId })).toMatchObject({ value: { lines: ['交易明細'] } });
  const jobId = till.state.printJobs[0]?.jobId ?? '';
  till.must({ kind: 'print-started', jobId });
  till.do({ kind: 'print-interrupted', jobId, reason: 'paper-out' });
  await must('receipt:resolve', { jobId, choice: 'skip' });
  await must('receipt:reprint', { saleId });
  await must('receipt:retry');
  await must('settings:change', { language: 'en' });
  await must('cart:enter-code', { code: '47100183', origin: 'wedge' });
  await must('cart:void', { saleId: till.saleId });
  await must('recovery:continue');
  expect(await must('shift:close', { counted: 1_165 })).toMatchObject({
    value: { expected: 1_165, variance: 0 },
  });
  await signIn();
  await must('session:sign-out');
  expect([retried, till.state.settings, till.state.printJobs.map((job) => job.copy)]).toEqual([
    1,
    { language: 'en', theme: 'light' },
    ['reprint'],
  ]);
});

test('a call sent again under its id is answered as before', async () => {
  till.openShift();
  const id = till.world.ids.next();
  await call('cart:enter-code', { code: '47100183', origin: 'wedge' }, id);
  await call('cart:enter-code', { code: '47100183', origin: 'wedge' }, id);
  expect(till.state.cart?.lines[0]?.quantity).toBe(1);
});

describe('questions', () => {
  test('about a sale that is not there are refused', async () => {
    const saleId = '00000000-0000-7000-8000-0000000fffff';
    till.openShift();
    expect(code(await call('pay:preview-cash', { saleId, amount: 1 }))).toBe('sale-not-open');
    expect(code(await call('receipt:read', { saleId }))).toBe('print-job-not-found');
    expect(code(await call('receipt:reprint', { saleId }))).toBe('print-job-not-found');
  });

  test('for an article are asked without the blanks around them; blanks alone find nothing', async () => {
    expect(code(await call('products:search', { text: '咖啡' }))).toBe('signed-out');
    till.openShift();
    expect(await call('products:search', { text: '  咖啡 ' })).toMatchObject({
      ok: true,
      value: [{ sku: 'A01' }],
    });
    expect(await call('products:search', { text: '   ' })).toEqual({ ok: true, value: [] });
    expect(searched).toEqual(['咖啡']);
  });
});
