import { describe, expect, test } from 'vitest';
import { field, type TerminalLayout } from '../../../drivers/terminal/layout.ts';
import { checkLayout, terminalLayouts } from '../../../drivers/terminal/layouts.ts';

const layouts: readonly (readonly [string, TerminalLayout])[] = Object.entries(terminalLayouts);

describe('every layout that comes with the till', () => {
  test.each(layouts)('%s is sound', (id, layout) => {
    expect(checkLayout(layout)).toEqual([]);
    expect(layout.id).toBe(id);
    expect(layout.source.note).not.toBe('');
  });

  test('has the size and the serial settings of the table in peripherals 4.2', () => {
    const table = layouts.map(([id, { payloadBytes, serial }]) => {
      const parity = serial.parity === 'none' ? 'N' : 'E';
      return `${id} ${payloadBytes} ${serial.baudRate} ${serial.dataBits}${parity}1`;
    });
    expect(table).toEqual([
      'nccc400 400 9600 8N1',
      'nccc400-simulator 400 9600 8N1',
      'cathay144 144 9600 7E1',
      'sinopac144 144 9600 7E1',
      'hypercom144 144 9600 7E1',
      'sagem144 144 19200 7E1',
      'esun144 144 9600 7E1',
      'as320-144 144 9600 8N1',
      'ctbc250 250 19200 7E1',
      'netpos200 200 9600 7E1',
      'taishin400 400 115200 8N1',
      'firstbank400 400 9600 8N1',
      'esun600 600 19200 7E1',
      'ecpay600 600 115200 8N1',
    ]);
  });

  test('NCCC 400 covers its payload without a gap in either view', () => {
    const { fields, payloadBytes } = terminalLayouts.nccc400;
    for (const view of ['payment', 'settlement'] as const) {
      const covered = new Set<number>();
      for (const spec of Object.values(fields))
        if ((spec.view ?? view) === view)
          for (let at = spec.at; at < spec.at + spec.length; at += 1) covered.add(at);
      const gap = Array.from({ length: payloadBytes }, (_, i) => i + 1).filter((at) => !covered.has(at));
      // In a settlement answer the bytes from 156 to 212 mean nothing that is public.
      expect(gap.filter((at) => view === 'payment' || at < 156 || at > 212)).toEqual([]);
    }
  });

  test('only the simulator’s own dialect has the inquiry that this product defined', () => {
    const asking = layouts.filter(([, { rules }]) => rules.isInquirySupported).map(([id]) => id);
    expect(asking).toEqual(['nccc400-simulator']);
    expect(Object.keys(terminalLayouts.nccc400.transactionTypes)).not.toContain('inquire');
  });
});

const { nccc400 } = terminalLayouts;
const withFields = (fields: TerminalLayout['fields']): TerminalLayout => ({
  ...nccc400,
  fields: { ...nccc400.fields, ...fields },
});
const faulty: readonly { readonly name: string; readonly layout: TerminalLayout; readonly says: string }[] = [
  { name: 'beyond the end', layout: withFields({ x: field(400, 2) }), says: 'x ends after the payload' },
  {
    name: 'before the beginning',
    layout: withFields({ x: field(0, 1) }),
    says: 'x has no whole position and length from 1',
  },
  { name: 'on another field', layout: withFields({ x: field(26, 2) }), says: 'cardNo and x overlap' },
  {
    name: 'on another field of the same view',
    layout: withFields({ x: field(105, 1, 'text', 'settlement'), extraAmount: field(104, 12, 'amount') }),
    says: 'extraAmount and x overlap',
  },
  {
    name: 'a short date',
    layout: withFields({ date: field(55, 4, 'date') }),
    says: 'date is a date of 4 bytes',
  },
  {
    name: 'an amount without room for decimals',
    layout: withFields({ amount: field(43, 2, 'amount') }),
    says: 'amount has no room for a dollar and its decimals',
  },
  {
    name: 'a rule about no field',
    layout: { ...nccc400, rules: { ...nccc400.rules, stamps: ['tillTime'] } },
    says: 'there is no field tillTime',
  },
  {
    name: 'a type that does not fit',
    layout: { ...nccc400, transactionTypes: { pay: '1' } },
    says: 'type 1 does not fit',
  },
  {
    name: 'a type for two verbs',
    layout: { ...nccc400, transactionTypes: { pay: '01', refund: '01' } },
    says: 'two verbs share a type',
  },
  {
    name: 'a response code that does not fit',
    layout: { ...nccc400, responseCodes: { '00': { status: 'approved', meaning: '' } } },
    says: 'response code 00 does not fit',
  },
  {
    name: 'an inquiry without a type',
    layout: { ...nccc400, rules: { ...nccc400.rules, isInquirySupported: true } },
    says: 'an inquiry is supported and has no type',
  },
  {
    name: 'a hash over more than there is',
    layout: {
      ...nccc400,
      rules: { ...nccc400.rules, requestHash: { field: 'cardHash', hashedBytes: 401 } },
    },
    says: 'the request hash does not fit',
  },
  {
    name: 'no size',
    layout: { ...nccc400, payloadBytes: 0 },
    says: 'a payload of 0 bytes is not between 1 and 4096',
  },
];
describe('the checker sees', () => {
  for (const { name, layout, says } of faulty) test(name, () => expect(checkLayout(layout)).toContain(says));
});
