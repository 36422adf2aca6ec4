import { describe, expect, test } from 'vitest';
import { REFUSALS } from '../../../src-main/domain/refusals.ts';
import { REASONS } from '../../../src-main/domain/till-policy.ts';
import { en, wordsIn, zhTw } from '../../../src-renderer/i18n/catalogue.ts';
import { featuresEn, featuresZhTw } from '../../../src-renderer/i18n/features.ts';
import { placeholdersOf } from '../../../src-renderer/i18n/fill.ts';
import { refusalsEn } from '../../../src-renderer/i18n/refusals-en.ts';
import { refusalsZhTw } from '../../../src-renderer/i18n/refusals-zh.ts';

/** ui.md, Messages: never written. Part of it is a word of blame, part a word that says nothing. */
const FORBIDDEN = ['錯誤', '失敗請重試', '系統異常', '發生未知的問題', '！', '!'];

const sentences = [
  ...Object.entries(refusalsZhTw).map(([code, sentence]) => ({
    code,
    zh: sentence,
    en: Reflect.get(refusalsEn, code),
  })),
  ...Object.entries(featuresZhTw).map(([code, sentence]) => ({
    code,
    zh: sentence,
    en: Reflect.get(featuresEn, code),
  })),
];

describe('words', () => {
  test('both languages have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhTw).sort());
  });

  test.each(Object.keys(zhTw))('%s has the same placeholders in both languages', (key) => {
    const zh: string = Reflect.get(zhTw, key);
    const english: string = Reflect.get(en, key);
    expect(placeholdersOf(english)).toEqual(placeholdersOf(zh));
    expect(zh).not.toBe('');
    expect(english).not.toBe('');
  });

  test('no word is one that must not be written', () => {
    const found = Object.values(zhTw).filter((text) => FORBIDDEN.some((word) => text.includes(word)));
    expect(found).toEqual([]);
  });

  test('a cashier is not addressed as 您', () => {
    expect(Object.values(zhTw).filter((text) => text.includes('您'))).toEqual([]);
  });

  test('a language is said in itself, so that a person who chose wrongly finds the way back', () => {
    expect(wordsIn['zh-TW'].say('more.language')).toBe('English');
    expect(wordsIn.en.say('more.language')).toBe('中文');
  });
});

describe('refusals', () => {
  test('each code of the registry has a sentence, and no sentence is without a code', () => {
    const codes = Object.keys(REFUSALS).sort();
    expect(Object.keys(refusalsZhTw).sort()).toEqual(codes);
    expect(Object.keys(refusalsEn).sort()).toEqual(codes);
  });

  test.each(sentences)('$code has three parts in both languages', ({ zh, en: english }) => {
    for (const sentence of [zh, english]) {
      expect(sentence.what).toMatch(/[。.]$/);
      expect(sentence.safe).toMatch(/[。.]$/);
      expect(sentence.press).toMatch(/[^。.]$/);
    }
  });

  test.each(sentences)('$code has the same placeholders in both languages', ({ zh, en: english }) => {
    for (const part of ['what', 'safe', 'press'] as const) {
      expect(placeholdersOf(english[part])).toEqual(placeholdersOf(zh[part]));
    }
  });

  test.each(sentences)('$code blames nobody and is never empty talk', ({ zh }) => {
    const text = `${zh.what}${zh.safe}${zh.press}`;
    expect(FORBIDDEN.filter((word) => text.includes(word))).toEqual([]);
  });

  test('fills in what the core sent, amounts in groups', () => {
    const sentence = wordsIn['zh-TW'].sayRefusal({
      code: 'cash-short',
      number: 'PAY-401',
      params: { n: 1_234 },
    });
    expect(sentence.what).toBe('現金還差 1,234。');
  });

  test('says what was scanned in the person’s language', () => {
    const refusal = { code: 'scan-not-here', number: 'SCAN-103', params: { kind: 'carrier' } } as const;
    expect(wordsIn['zh-TW'].sayRefusal(refusal).what).toBe('這個畫面不收載具。');
    expect(wordsIn.en.sayRefusal(refusal).what).toBe('A carrier is not taken on this screen.');
  });

  test('a kind that this window does not know is still a code', () => {
    const refusal = { code: 'scan-not-here', number: 'SCAN-103', params: { kind: 'parcel' } } as const;
    expect(wordsIn['zh-TW'].sayRefusal(refusal).what).toBe('這個畫面不收這種條碼。');
  });

  test('says what needs a yes in the person’s language', () => {
    const refusal = { code: 'approval-needed', number: 'AUTH-507', params: { act: 'no-sale' } } as const;
    expect(wordsIn['zh-TW'].sayRefusal(refusal).what).toBe('開錢箱要值班主管同意。');
    expect(wordsIn.en.sayRefusal(refusal).what).toBe('Opening the drawer needs a supervisor.');
    const other = { ...refusal, params: { act: 'moon-landing' } };
    expect(wordsIn['zh-TW'].sayRefusal(other).what).toBe('這個動作要值班主管同意。');
  });

  test.each([
    ['token-refused', { reason: 'other-store' }, '會員碼不能用：不是這家店的碼。'],
    ['token-refused', { reason: 'never-heard-of' }, '會員碼不能用：條件不符。'],
    ['points-above-limit', { max: 1_234, boundBy: 'member-day' }, '最多折 1,234 元（會員今日離線額度）。'],
    ['exchange-refused', { reason: 'daily-cap' }, '總部沒有換點：今天的換點上限到了。'],
    ['exchange-refused', { reason: 'unanswered' }, '總部沒有換點：總部沒有回覆。'],
    [
      'coupon-not-now',
      { label: '早餐券', from: '2026-11-21T06:00:00+08:00', until: '2026-11-30T15:59:59Z' },
      '早餐券 只能在 11/21 06:00 到 11/30 23:59 使用。',
    ],
    ['approval-needed', { act: 'discount' }, '這個折扣要值班主管同意。'],
    ['approval-needed', { act: 'price-override' }, '改價要值班主管同意。'],
  ] as const)('%s says code words and moments as people do: %j', (code, params, said) => {
    expect(wordsIn['zh-TW'].sayRefusal({ code, number: '', params }).what).toBe(said);
  });

  test('every reason of a reduction has a word', () => {
    for (const reason of REASONS) expect(Reflect.has(zhTw, `reason.${reason}`)).toBe(true);
  });

  test('what cannot be done says in its sentence for whom and what', () => {
    const params = { age: 18, lines: '3 啤酒' };
    expect(wordsIn['zh-TW'].sayFeature('under-age-lines', params).what).toBe('未滿 18 歲不能買：3 啤酒。');
    expect(wordsIn.en.sayFeature('under-age-lines', params).what).toBe('Not for buyers under 18: 3 啤酒.');
  });

  test('a figure that did not come along leaves no brace on the screen', () => {
    const { what } = wordsIn['zh-TW'].sayRefusal({ code: 'pin-wrong', number: 'AUTH-501', params: {} });
    expect(what).toBe('密碼不對，還可以試 … 次。');
  });
});
