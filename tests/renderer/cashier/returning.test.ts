import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../src-main/contract/bridge.ts';
import { RETURN_REASONS as KNOWN_REASONS } from '../../../src-main/domain/till-policy.ts';
import { CashierDesk } from '../../../src-renderer/cashier/desk/cashier-desk.ts';
import type { Intent, ReturnAct } from '../../../src-renderer/cashier/desk/intents.ts';
import { RETURN_REASONS } from '../../../src-renderer/cashier/desk/returning.ts';
import { TillClient } from '../../../src-renderer/ui/state/till-client.ts';
import { TillStore } from '../../../src-renderer/ui/state/till-store.ts';
import { answerOf } from '../device-views.ts';
import { DONE, FakeTill, refusal } from '../fake-till.ts';
import { answersArrive, ManualEnvironment } from '../manual-time.ts';
import { RETURN_PREVIEW, RETURNABLE } from '../sale-views.ts';
import { EMPTY } from '../views.ts';

/** Goods that come back: what is asked of the core, and in which order. */

let till: FakeTill;
let desk: CashierDesk;

beforeEach(() => {
  till = new FakeTill();
  till.answer('return:find', () => answerOf(RETURNABLE));
  till.answer('return:preview', () => answerOf(RETURN_PREVIEW));
  const time = new ManualEnvironment(1_000_000);
  till.show(EMPTY);
  desk = new CashierDesk(new TillStore(till.bridge), new TillClient(till.bridge, time.nextId), time);
});

async function act(...intents: readonly Intent[]): Promise<void> {
  for (const intent of intents) {
    desk.act(intent);
    await answersArrive();
  }
}

const doing = (wanted: ReturnAct): Intent => ({ kind: 'return', act: wanted });
const OPEN: Intent = { kind: 'open-return', saleId: null };
const FIND = doing({ kind: 'find', text: ' 2-20261121-0042 ' });
const MORE = doing({ kind: 'units', step: 1 });
const LESS = doing({ kind: 'units', step: -1 });
const DOWN = doing({ kind: 'select', step: 'next' });
const MAKE = doing({ kind: 'make' });
const REASON = doing({ kind: 'reason', index: 2 });
const returning = () => desk.get().returning;
const lineId = (number: number) => RETURNABLE.lines[number - 1]?.lineId ?? '';

test('the reasons are those of the core, in its order', () => {
  expect(RETURN_REASONS).toEqual(KNOWN_REASONS);
});

describe('finding', () => {
  test('by the number on the receipt; the first line that can come back is selected', async () => {
    await act(OPEN, FIND);
    expect(till.callsOf('return:find')).toEqual([{ text: '2-20261121-0042' }]);
    expect(returning()).toMatchObject({ lineId: lineId(1), units: {}, reason: null, preview: null });
  });

  test('by the sale itself, from the last sale’s panel', async () => {
    await act({ kind: 'open-return', saleId: RETURNABLE.saleId });
    expect(desk.get().panel).toBe('return');
    expect(till.callsOf('return:find')).toEqual([{ text: RETURNABLE.saleId }]);
    expect(returning()?.sale.receiptNumber).toBe(RETURNABLE.receiptNumber);
  });

  test('a sale that is not here is told, and the search stays', async () => {
    till.answer('return:find', () => refusal('sale-not-found'));
    await act(OPEN, FIND);
    expect(desk.get()).toMatchObject({
      panel: 'return',
      returning: null,
      banner: { refusal: { code: 'sale-not-found' } },
    });
  });

  test('a blank number asks nothing, and an answer after the panel has gone opens nothing', async () => {
    await act(OPEN, doing({ kind: 'find', text: '  ' }));
    expect(till.callsOf('return:find')).toEqual([]);
    let answer: (value: Answer) => void = () => {};
    till.answer('return:find', () => new Promise((resolve) => (answer = resolve)));
    await act(FIND, OPEN);
    answer(answerOf(RETURNABLE));
    await answersArrive();
    expect(desk.get()).toMatchObject({ panel: null, returning: null });
  });

  test('what is not a sale at all counts as not understood', async () => {
    till.answer('return:find', () => answerOf({ ...RETURNABLE, lines: [{ lineId: 'x' }] }));
    await act(OPEN, FIND);
    expect(desk.get()).toMatchObject({ returning: null, banner: { refusal: { code: 'malformed' } } });
  });
});

describe('choosing', () => {
  test('pieces one by one, each change asked about anew', async () => {
    await act(OPEN, FIND, MORE, DOWN, MORE);
    expect(returning()?.units).toEqual({ [lineId(1)]: 1, [lineId(2)]: 1 });
    expect(till.callsOf('return:preview').at(-1)).toEqual({
      saleId: RETURNABLE.saleId,
      lines: [
        { lineId: lineId(1), units: 1 },
        { lineId: lineId(2), units: 1 },
      ],
    });
    expect(returning()?.preview).toEqual(RETURN_PREVIEW);
  });

  test('no more than can still come back, which is said', async () => {
    await act(OPEN, FIND, DOWN, MORE, MORE);
    expect(returning()?.units).toEqual({ [lineId(2)]: 1 });
    expect(desk.get().banner).toMatchObject({
      refusal: { code: 'return-too-much', params: { name: '茶葉蛋', left: 1 } },
    });
  });

  test('not below none; with nothing chosen there is nothing to come to', async () => {
    await act(OPEN, FIND, LESS, MORE, LESS);
    expect(returning()).toMatchObject({ units: { [lineId(1)]: 0 }, preview: null });
    expect(till.callsOf('return:preview')).toHaveLength(1);
  });

  test('everything at once leaves out what came back before', async () => {
    await act(OPEN, FIND, doing({ kind: 'all' }));
    const [asked] = till.callsOf('return:preview');
    expect(asked?.lines).toHaveLength(7);
    expect(asked?.lines).not.toContainEqual(expect.objectContaining({ lineId: lineId(6) }));
  });

  test('an answer about other pieces is not shown', async () => {
    const waiting: ((value: Answer) => void)[] = [];
    till.answer('return:preview', () => new Promise((resolve) => waiting.push(resolve)));
    await act(OPEN, FIND, MORE, DOWN, MORE);
    waiting[1]?.(answerOf({ ...RETURN_PREVIEW, refund: 222 }));
    await answersArrive();
    waiting[0]?.(answerOf(RETURN_PREVIEW));
    await answersArrive();
    expect(returning()?.preview?.refund).toBe(222);
  });
});

describe('making it', () => {
  test('needs pieces and a reason, which it says', async () => {
    await act(OPEN, FIND, MAKE);
    expect(desk.get().banner).toMatchObject({ feature: 'return-nothing' });
    await act(MORE, MAKE);
    expect(desk.get().banner).toMatchObject({ feature: 'return-reason' });
    expect(till.callsOf('return:make')).toEqual([]);
  });

  test('sends what was chosen and shows what was given back', async () => {
    await act(OPEN, FIND, MORE, REASON, MAKE);
    expect(till.callsOf('return:make')).toEqual([
      {
        commandId: expect.any(String),
        saleId: RETURNABLE.saleId,
        lines: [{ lineId: lineId(1), units: 1 }],
        reason: 'changed-mind',
      },
    ]);
    expect(returning()).toMatchObject({ isMade: true, preview: RETURN_PREVIEW });
    await act(MORE, MAKE);
    expect(till.callsOf('return:make')).toHaveLength(1);
  });

  test('with a supervisor’s yes on the spot, under an id of its own', async () => {
    till.answer('return:make', (input) =>
      'approval' in input ? DONE : refusal('approval-needed', { act: 'return' }),
    );
    await act(OPEN, FIND, MORE, REASON, MAKE);
    expect(desk.get()).toMatchObject({ dialog: 'approval', approval: { act: 'return' } });
    await act(
      { kind: 'type', digits: '201' },
      { kind: 'dialog-primary' },
      { kind: 'type', digits: '123456' },
    );
    const [first, second] = till.callsOf('return:make');
    expect(second).toMatchObject({ approval: { operatorId: '201', pin: '123456' }, lines: first?.lines });
    expect(second?.commandId).not.toBe(first?.commandId);
    expect(desk.get()).toMatchObject({ dialog: null, returning: { isMade: true } });
  });

  test('a refusal keeps what was chosen', async () => {
    till.answer('return:make', () => refusal('return-too-much', { name: '茶葉蛋', left: 0 }));
    await act(OPEN, FIND, MORE, REASON, MAKE);
    expect(returning()).toMatchObject({ isMade: false, units: { [lineId(1)]: 1 } });
  });
});
