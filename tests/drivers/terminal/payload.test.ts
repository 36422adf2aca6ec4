import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskCard } from '../../../drivers/terminal/card-mask.ts';
import { lrcOf } from '../../../drivers/terminal/frame-codec.ts';
import type { FieldSpec, TerminalLayout } from '../../../drivers/terminal/layout.ts';
import { terminalLayouts } from '../../../drivers/terminal/layouts.ts';
import {
  decodePayload,
  encodePayload,
  encodeRequest,
  localTimeOf,
} from '../../../drivers/terminal/payload.ts';
import { terminalProfile } from '../../../drivers/terminal/profiles.ts';
import { prepareRequest, type TerminalRequest } from '../../../drivers/terminal/terminal-request.ts';

const { nccc400, cathay144, ecpay600 } = terminalLayouts;
const tillTime = '20261121153000';

function payloadOf(layout: TerminalLayout, request: TerminalRequest): Uint8Array {
  const prepared = prepareRequest(request, terminalProfile(layout), tillTime);
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.error));
  return prepared.value.payload;
}

/** The vectors of peripherals 4.3 and 4.4. */
const vectors: readonly {
  readonly name: string;
  readonly layout: TerminalLayout;
  readonly request: TerminalRequest;
  readonly lrc: number;
  readonly has: Readonly<Record<number, string>>;
}[] = [
  {
    name: 'NCCC sale by credit card, NT$1,250',
    layout: nccc400,
    request: { verb: 'pay', amount: 1_250 },
    lrc: 0x03,
    has: { 1: 'I', 9: '01', 11: 'N', 43: '000000125000' },
  },
  {
    name: 'NCCC sale by electronic ticket, NT$35',
    layout: nccc400,
    request: { verb: 'pay', amount: 35, method: 'e-ticket' },
    lrc: 0x08,
    has: { 1: 'I', 9: '01', 11: 'E', 43: '000000003500' },
  },
  {
    name: 'NCCC refund, NT$350',
    layout: nccc400,
    request: { verb: 'refund', amount: 350 },
    lrc: 0x00,
    has: { 1: 'I', 9: '02', 11: 'N', 43: '000000035000' },
  },
  {
    name: 'NCCC void of receipt 000123, NT$350',
    layout: nccc400,
    request: { verb: 'void', amount: 350, receiptNo: '123' },
    lrc: 0x01,
    has: { 1: 'I', 9: '30', 11: 'N', 14: '000123', 43: '000000035000' },
  },
  {
    name: 'NCCC settlement',
    layout: nccc400,
    request: { verb: 'settle' },
    lrc: 0x6f,
    has: { 1: 'I', 9: '50' },
  },
  {
    name: 'NCCC sale, NT$1',
    layout: nccc400,
    request: { verb: 'pay', amount: 1 },
    lrc: 0x04,
    has: { 1: 'I', 9: '01', 11: 'N', 43: '000000000100' },
  },
  {
    name: '144 bytes, Cathay, NT$1,250 at 26-11-21 15:30:00',
    layout: cathay144,
    request: { verb: 'pay', amount: 1_250 },
    lrc: 0x17,
    has: {
      1: '01',
      3: '03',
      5: '000000',
      11: '0000000000000000000',
      30: '0000',
      34: '000000125000',
      46: '261121',
      52: '153000',
    },
  },
  {
    name: 'ECPay sale, NT$1,250',
    layout: ecpay600,
    request: { verb: 'pay', amount: 1_250, fields: { unionPayFlag: '00' } },
    lrc: 0x75,
    has: {
      1: '01',
      3: '01',
      30: '00',
      32: '000000125000',
      493: tillTime,
      507: '7515F0B311FC4EA68E9580C86D24A51525C6C71A',
    },
  },
  {
    name: 'ECPay echo',
    layout: ecpay600,
    request: { verb: 'echo' },
    lrc: 0x7e,
    has: { 1: '80', 493: tillTime, 507: 'C8DCEDFE702EEF7E04A331167415F9B850250F85' },
  },
];
describe('the vectors of the specification', () => {
  for (const { name, layout, request, lrc, has } of vectors) {
    test(name, () => {
      const payload = payloadOf(layout, request);
      const wanted = new Uint8Array(layout.payloadBytes).fill(0x20);
      for (const [at, text] of Object.entries(has)) wanted.set(Buffer.from(text, 'latin1'), Number(at) - 1);
      expect(Buffer.from(payload).toString('latin1')).toBe(Buffer.from(wanted).toString('latin1'));
      expect(lrcOf(payload)).toBe(lrc);
    });
  }
});

const refusals: readonly {
  readonly name: string;
  readonly layout: TerminalLayout;
  readonly request: TerminalRequest;
  readonly error: object;
}[] = [
  ...[0, -1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1].map((amount) => ({
    name: `an amount of ${amount}`,
    layout: nccc400,
    request: { verb: 'pay', amount } as const,
    error: { kind: 'bad-field', field: 'amount', problem: 'not-an-amount' },
  })),
  {
    name: 'an amount with more digits than the field',
    layout: nccc400,
    request: { verb: 'pay', amount: 10_000_000_000 },
    error: { kind: 'bad-field', field: 'amount', problem: 'too-long' },
  },
  {
    name: 'a reference that is too long',
    layout: nccc400,
    request: { verb: 'pay', amount: 1, reference: 'R'.repeat(19) },
    error: { kind: 'bad-field', field: 'storeId', problem: 'too-long' },
  },
  {
    name: 'a reference in Chinese',
    layout: nccc400,
    request: { verb: 'pay', amount: 1, reference: '一號機' },
    error: { kind: 'bad-field', field: 'storeId', problem: 'not-text' },
  },
  {
    name: 'a blank reference',
    layout: nccc400,
    request: { verb: 'pay', amount: 1, reference: ' ' },
    error: { kind: 'missing-field', field: 'storeId' },
  },
  {
    name: 'a receipt number of letters',
    layout: nccc400,
    request: { verb: 'void', amount: 1, receiptNo: 'A1' },
    error: { kind: 'bad-field', field: 'receiptNo', problem: 'not-digits' },
  },
  {
    name: 'a void without its receipt number',
    layout: nccc400,
    request: { verb: 'void', amount: 1, receiptNo: '' },
    error: { kind: 'missing-field', field: 'receiptNo' },
  },
  {
    name: 'an ECPay refund without its order number',
    layout: ecpay600,
    request: { verb: 'refund', amount: 1 },
    error: { kind: 'missing-field', field: 'orderNo' },
  },
  {
    name: 'an inquiry without a key',
    layout: terminalLayouts['nccc400-simulator'],
    request: { verb: 'inquire' },
    error: { kind: 'missing-field', field: 'storeId' },
  },
  {
    name: 'an inquiry where none is public',
    layout: nccc400,
    request: { verb: 'inquire', reference: 'R1' },
    error: { kind: 'unsupported' },
  },
  {
    name: 'an echo where there is none',
    layout: nccc400,
    request: { verb: 'echo' },
    error: { kind: 'unsupported' },
  },
  {
    name: 'a method that the dialect does not know',
    layout: ecpay600,
    request: { verb: 'pay', amount: 1, method: 'e-ticket' },
    error: { kind: 'unsupported' },
  },
  {
    name: 'a method where methods cannot be told',
    layout: cathay144,
    request: { verb: 'pay', amount: 1, method: 'union-pay' },
    error: { kind: 'unsupported' },
  },
  {
    name: 'a field that does not exist',
    layout: nccc400,
    request: { verb: 'pay', amount: 1, fields: { tip: 5 } },
    error: { kind: 'bad-field', field: 'tip', problem: 'unknown-field' },
  },
  {
    name: 'a field that every object inherits',
    layout: nccc400,
    request: { verb: 'pay', amount: 1, fields: { constructor: 'x' } },
    error: { kind: 'bad-field', field: 'constructor', problem: 'unknown-field' },
  },
  {
    name: 'a field of the other view',
    layout: nccc400,
    request: { verb: 'pay', amount: 1, fields: { creditCount: '1' } },
    error: { kind: 'bad-field', field: 'creditCount', problem: 'unknown-field' },
  },
  {
    name: 'an expiry date',
    layout: nccc400,
    request: { verb: 'pay', amount: 1, fields: { expiry: '2912' } },
    error: { kind: 'bad-field', field: 'expiry', problem: 'withheld' },
  },
];
describe('refused before a byte is made', () => {
  for (const { name, layout, request, error } of refusals)
    test(name, () =>
      expect(prepareRequest(request, terminalProfile(layout), tillTime)).toEqual({ ok: false, error }),
    );
});

describe('read', () => {
  const read = (layout: TerminalLayout, at: Readonly<Record<number, string>>) => {
    const payload = new Uint8Array(layout.payloadBytes).fill(0x20);
    for (const [position, text] of Object.entries(at))
      payload.set(Buffer.from(text, 'latin1'), Number(position) - 1);
    return decodePayload(layout, payload);
  };

  test('a sale: amounts in dollars, blanks absent, the card masked, the expiry never', () => {
    const answer = { 1: 'E', 9: '01', 20: '4579581234561234', 39: '2912', 43: '000000125000', 77: '0000' };
    expect(read(nccc400, answer)).toEqual({
      values: { indicator: 'E', type: '01', cardNo: '457958******1234', amount: 1_250, responseCode: '0000' },
      problems: [],
    });
  });

  test('a settlement: the same bytes are counts and totals', () => {
    const answer = { 9: '50', 39: '0007', 43: '000000125000', 104: '0030000010500', 117: '0010000002500' };
    expect(read(nccc400, answer).values).toEqual({
      type: '50',
      creditCount: '0007',
      creditTotal: 1_250,
      easyCardCount: '003',
      easyCardTotal: 105,
      iPassCount: '001',
      iPassTotal: 25,
    });
  });

  test('cents and letters in an amount are a problem, not an amount', () => {
    expect(read(nccc400, { 9: '01', 43: '000000125050' }).problems).toEqual([
      { field: 'amount', problem: 'not-an-amount' },
    ]);
    expect(read(nccc400, { 9: '01', 43: '0000001250OO' }).problems).toEqual([
      { field: 'amount', problem: 'not-an-amount' },
    ]);
  });
});

const masks: readonly (readonly [string, string])[] = [
  ['4579581234561234', '457958******1234'],
  ['4579-5812-3456-1234', '457958******1234'],
  ['457958******1234   ', '457958******1234'],
  ['457958XXXXXX1234', '457958******1234'],
  ['************1234', '************1234'],
  ['1234567890123456789', '123456*********6789'],
  ['1234567890123', '123456***0123'],
  ['123456789012', '********9012'],
  ['1234', '*234'],
  ['7', '*'],
  ['0000000000000000000', ''],
  ['', ''],
];
describe('a card number', () => {
  test.each(masks)('%j is kept as %j', (text, masked) => expect(maskCard(text)).toBe(masked));

  test('never keeps more than ten digits, nor all of them', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 -]{0,24}$/), (text) => {
        const kept = maskCard(text).replaceAll('*', '').length;
        const given = text.replaceAll(/[^0-9]/g, '').length;
        expect(kept).toBeLessThanOrEqual(10);
        expect(kept === 0 || kept < given).toBe(true);
        expect(maskCard(maskCard(text)).replaceAll('*', '').length).toBeLessThanOrEqual(kept);
      }),
    );
  });
});

test('local time is the store’s, over midnight too', () => {
  expect(localTimeOf(Date.UTC(2026, 10, 21, 7, 30), 480)).toBe(tillTime);
  expect(localTimeOf(Date.UTC(2026, 11, 31, 16, 0, 1), 480)).toBe('20270101000001');
});

function valueFor({ kind, length }: FieldSpec): fc.Arbitrary<string | number | undefined> {
  switch (kind) {
    case 'amount':
      return fc.integer({ min: 0, max: Math.min(10 ** (length - 2) - 1, Number.MAX_SAFE_INTEGER) });
    case 'numeric':
    case 'date':
    case 'time':
    case 'date-time':
      return fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
    case 'text':
      return fc.stringMatching(new RegExp(`^[!-~]([ -~]{0,${length}})$`)).map((text) => {
        return text.slice(0, length).trimEnd();
      });
    case 'masked-card':
      return fc.constant('457958******1234');
    case 'withheld':
      return fc.constant(undefined);
  }
}

describe.each(Object.entries(terminalLayouts))('in layout %s', (_, layout: TerminalLayout) => {
  const wanted = Object.entries(layout.fields).filter(
    ([name, spec]) => name !== 'type' && spec.view !== 'settlement' && spec.kind !== 'withheld',
  );
  const anyValues = fc
    .record(Object.fromEntries(wanted.map(([name, spec]) => [name, valueFor(spec)])), { requiredKeys: [] })
    .map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));

  test('what is written is read again, alone and with everything else', () => {
    fc.assert(
      fc.property(anyValues, (some) => {
        const values: Record<string, string | number> = { ...some, type: '01' };
        const encoded = encodePayload(layout, values);
        expect(encoded.ok && decodePayload(layout, encoded.value)).toEqual({ values, problems: [] });
      }),
      { numRuns: 30 },
    );
  });

  test('any bytes can be read, and no reading has a whole card number or an expiry', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: layout.payloadBytes, maxLength: layout.payloadBytes }),
        (payload) => {
          const { values } = decodePayload(layout, payload);
          expect(Object.keys(values)).not.toContain('expiry');
          expect(String(values.cardNo ?? '').replaceAll(/[^0-9]/g, '').length).toBeLessThanOrEqual(10);
        },
      ),
      { numRuns: 30 },
    );
  });
});

test('a host of the profile wins over the layout’s', () => {
  const encoded = encodeRequest(cathay144, { type: '01', amount: 1, hostId: '09' }, tillTime);
  expect(encoded.ok && Buffer.from(encoded.value).toString('latin1', 0, 4)).toBe('0109');
});
