import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { billCheckCharacters, billSegmentKinds, readBill } from '../../../drivers/scanner/bill-segments.ts';

// Sums worked by hand in peripherals.md 1.10.
const bills = [
  { deadline: '1512316AB', reference: '0012345678901234', due: '1512', amount: '000001250', checks: '24' },
  { deadline: '991231Y01', reference: 'ABCDEFGHIKLMNPQR', due: '1234', amount: '000007890', checks: '9Y' },
  { deadline: '160115K6A', reference: '0000123456789012', due: '1601', amount: '000001234', checks: '57' },
  { deadline: '1512316AB', reference: '0012345678901234', due: '1512', amount: '000000010', checks: 'AY' },
  { deadline: '1512316AB', reference: '0012345678901234', due: '1512', amount: '000000020', checks: 'AX' },
  { deadline: '1512316AB', reference: '0012345678901234', due: '1512', amount: '000000109', checks: 'B9' },
];
describe('a bill', () => {
  for (const { deadline, reference, due, amount, checks } of bills) {
    test(`${deadline} ${reference} ${due}${checks}${amount}`, () => {
      const withoutChecks = { deadline, reference, dueDigits: due, amountDigits: amount };
      expect(billCheckCharacters(withoutChecks)).toBe(checks);
      expect(readBill({ deadline, reference, amount: due + checks + amount })).toEqual({
        ok: true,
        value: {
          deadlineDigits: deadline.slice(0, 6),
          collectionCode: deadline.slice(6),
          reference,
          dueDigits: due,
          amountDollars: Number(amount),
        },
      });
    });
  }

  const good = { deadline: '1512316AB', reference: '0012345678901234', amount: '151224000001250' };
  const wrong = [
    { name: 'another amount', bill: { ...good, amount: '151224000001251' }, error: 'check-characters' },
    {
      name: 'another bill’s reference',
      bill: { ...good, reference: '0012345678901235' },
      error: 'check-characters',
    },
    { name: 'segments exchanged', bill: { ...good, deadline: good.amount }, error: 'form' },
    { name: 'a short amount', bill: { ...good, amount: '15122400000125' }, error: 'form' },
    { name: 'a thirteenth month', bill: { ...good, deadline: '1513316AB' }, error: 'form' },
  ];
  for (const { name, bill, error } of wrong)
    test(`with ${name} is refused`, () => expect(readBill(bill)).toEqual({ ok: false, error }));
});

const kinds = [
  { text: '1512316AB', kinds: ['deadline'] },
  { text: '1502296AB', kinds: ['deadline'] },
  { text: '1502306AB', kinds: [] },
  { text: '1500316AB', kinds: [] },
  { text: '1512306ab', kinds: [] },
  { text: '0012345678901234', kinds: ['reference'] },
  { text: 'ABCDEFGHIKLMNPQR', kinds: ['reference'] },
  { text: '151224000001250', kinds: ['amount', 'reference'] },
  { text: '1512AX000001250', kinds: ['amount', 'reference'] },
  { text: '1512XA000001250', kinds: ['reference'] },
  { text: '1234567890123', kinds: [] },
  { text: '12345678901234567890', kinds: ['reference'] },
  { text: '123456789012345678901', kinds: [] },
  { text: '0012345678-01234', kinds: [] },
  { text: '', kinds: [] },
];
describe('a segment may be', () => {
  for (const { text, kinds: expected } of kinds)
    test(`"${text}": ${expected.join(' or ') || 'none'}`, () =>
      expect(billSegmentKinds(text)).toEqual(expected));
});

test('letters have the values of the table', () => {
  const values = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) =>
    billCheckCharacters({ deadline: letter, reference: '', dueDigits: '', amountDigits: '' }),
  );
  expect(values.join(' ')).toBe(
    '1X 2X 3X 4X 5X 6X 7X 8X 9X 1X 2X 3X 4X 5X 6X 7X 8X 9X 2X 3X 4X 5X 6X 7X 8X 9X',
  );
});

test('any single wrong digit of the amount is noticed, and any text is answered', () => {
  fc.assert(
    fc.property(fc.nat(999_999_999), fc.nat(8), fc.integer({ min: 1, max: 9 }), (n, at, by) => {
      const amountDigits = String(n).padStart(9, '0');
      const bill = { deadline: '1512316AB', reference: '0012345678901234', dueDigits: '1512' };
      const checks = billCheckCharacters({ ...bill, amountDigits });
      const wrong =
        amountDigits.slice(0, at) + ((Number(amountDigits[at]) + by) % 10) + amountDigits.slice(at + 1);
      expect(billCheckCharacters({ ...bill, amountDigits: wrong })).not.toBe(checks);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (deadline, reference, amount) => {
      expect(readBill({ deadline, reference, amount }).ok).toBe(false);
    }),
  );
});
