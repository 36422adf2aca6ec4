// Goal: what stands on screens and paper tells a person from the next one, and not who they are.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskName, maskPhone } from '../../../src-main/domain/members/mask.ts';
import { taiwanMobile } from '../../../src-main/domain/members/phone.ts';

describe('a name', () => {
  const cases: readonly (readonly [name: string, masked: string])[] = [
    ['王小明', '王○明'],
    ['王明', '王○'],
    ['王', '王○'],
    ['歐陽娜娜', '歐○○娜'],
    ['司馬相如如', '司○○○如'],
    ['谷辣斯·尤達卡', '谷○○○卡'],
    ['王 小 明', '王○明'],
    ['王　小明', '王○明'],
    ['王小明（阿明）', '王○○○明'],
    // U+20BB7 and U+2B823 are two UTF-16 units each.
    ['𠮷田明', '𠮷○明'],
    ['陳𫠣', '陳○'],
    ['陳小𫠣', '陳○𫠣'],
    // A variation selector belongs to the character before it.
    ['葛\u{E0100}城', '葛\u{E0100}○'],
    // A character that a household register made for itself.
    ['\u{E000}小明', '\u{E000}○明'],
    ['ㄅㄆㄇ', 'ㄅ○ㄇ'],
    ['さくら', 'さ○ら'],
    ['김민수', '김○수'],
    ['Mary Chen', 'M○ C○'],
    ['Mary Ann Chen', 'M○ C○'],
    ['Chen, Mary', 'C○ M○'],
    ['Mary', 'M○'],
    ['M', 'M○'],
    ['E\u0301mile', 'E\u0301○'],
    ["O'Brien", 'O○'],
    ['王小明 Jerry', '王○○○y'],
    ['', ''],
    ['   ', '○'],
    ['—', '○'],
  ];
  for (const [name, masked] of cases) test(`${name} → ${masked}`, () => expect(maskName(name)).toBe(masked));

  test('masked again stays as it is', () => {
    const parts = fc.constantFrom(
      '王',
      '小',
      '𠮷',
      '葛\u{E0100}',
      'a',
      'É',
      ' ',
      '·',
      '○',
      ',',
      '-',
      '\u{E000}',
      '1',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(parts).map((all) => all.join('')),
        ),
        (name) => {
          expect(maskName(maskName(name))).toBe(maskName(name));
        },
      ),
    );
  });
  test('of three characters or more always hides what is between', () => {
    const han = fc.array(fc.constantFrom(...'王陳林黃張李吳劉蔡楊'), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(han, (all) => {
        const masked = [...maskName(all.join(''))];
        expect([masked[0], masked.at(-1)]).toEqual([all[0], all.at(-1)]);
        expect(masked.slice(1, -1).every((character) => character === '○')).toBe(true);
      }),
    );
  });
});

describe('a phone number', () => {
  const cases: readonly (readonly [phone: string, masked: string])[] = [
    ['0912345678', '0912***678'],
    ['0912-345-678', '0912***678'],
    ['+886 912 345 678', '0912***678'],
    ['０９１２３４５６７８', '0912***678'],
    ['(02) 2345-6789', '0223***789'],
    ['+1 415 555 0123', '1415***123'],
    ['2345-6789', '23***789'],
    ['037123456', '03***456'],
    ['1234567', '***'],
    ['', '***'],
    ['王小明', '***'],
  ];
  for (const [phone, masked] of cases)
    test(`${phone} → ${masked}`, () => expect(maskPhone(phone)).toBe(masked));

  test('always hides three digits at least', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{0,20}$/), (digits) => {
        const shown = maskPhone(digits).replaceAll(/\D/g, '');
        expect(shown.length === 0 || digits.length - shown.length >= 3).toBe(true);
      }),
    );
  });
});

describe('a mobile number of Taiwan', () => {
  const cases: readonly (readonly [text: string, number: string | undefined])[] = [
    ['0912345678', '0912345678'],
    ['0912 345 678', '0912345678'],
    ['0912-345-678', '0912345678'],
    ['0912–345–678', '0912345678'],
    ['0912.345.678', '0912345678'],
    ['+886912345678', '0912345678'],
    ['886912345678', '0912345678'],
    ['+886 (0)912 345 678', '0912345678'],
    ['＋８８６９１２３４５６７８', '0912345678'],
    ['', undefined],
    ['912345678', undefined],
    ['091234567', undefined],
    ['09123456789', undefined],
    ['0223456789', undefined],
    ['+8612345678901', undefined],
    ['0912a345678', undefined],
    ['0912345678 x', undefined],
    [`0912345678${' '.repeat(40)}`, undefined],
    ['٠٩١٢٣٤٥٦٧٨', undefined],
  ];
  for (const [text, number] of cases)
    test(`${text.slice(0, 24)} → ${number}`, () => expect(taiwanMobile(text)).toBe(number));

  test('is found again from what it found', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(\+886|886|0)9[0-9]{8}$/), (text) => {
        const number = taiwanMobile(text) ?? '';
        expect([number.length, taiwanMobile(number)]).toEqual([10, number]);
      }),
    );
  });
});
