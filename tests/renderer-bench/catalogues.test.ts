// Goal: both languages say the same things, and every kind of journal entry has a name.
import { describe, expect, test } from 'vitest';
import { ENTRY_SCHEMAS } from '../../src-main/domain/entries.ts';
import { customerEn, customerSayIn, customerZhTw } from '../../src-renderer/i18n/customer.ts';
import { placeholdersOf } from '../../src-renderer/i18n/fill.ts';
import {
  entryKindName,
  workbenchEn,
  workbenchSayIn,
  workbenchZhTw,
} from '../../src-renderer/i18n/workbench.ts';

const catalogues = [
  { name: 'customer', zhTw: customerZhTw, en: customerEn },
  { name: 'workbench', zhTw: workbenchZhTw, en: workbenchEn },
];

for (const { name, zhTw, en } of catalogues) {
  describe(name, () => {
    const chinese: Readonly<Record<string, string>> = zhTw;
    const english: Readonly<Record<string, string>> = en;
    const keys = Object.keys(chinese);

    test('has the same keys in both languages', () => {
      expect(keys.length).toBeGreaterThan(20);
      expect(Object.keys(english)).toEqual(keys);
    });
    test('has the same placeholders in both languages', () => {
      const differing = keys.filter(
        (key) => placeholdersOf(chinese[key] ?? '').join() !== placeholdersOf(english[key] ?? '').join(),
      );
      expect(differing).toEqual([]);
    });
    test('says something for every key, and nothing that ui.md forbids', () => {
      const all = [...Object.values(chinese), ...Object.values(english)];
      expect(all.filter((text) => text.trim() === '')).toEqual([]);
      expect(all.filter((text) => /錯誤|失敗請重試|系統異常|未知的問題|[!！]/.test(text))).toEqual([]);
    });
  });
}

test('every kind of journal entry has a name in both languages', () => {
  const kinds = Object.keys(ENTRY_SCHEMAS);
  expect(kinds.filter((kind) => entryKindName(kind, 'zh-TW') === kind)).toEqual([]);
  expect(kinds.filter((kind) => entryKindName(kind, 'en') === kind)).toEqual([]);
});

test('no name is kept for a kind of entry that does not exist', () => {
  const named = Object.keys(workbenchZhTw).flatMap((key) => (key.startsWith('entry.') ? [key.slice(6)] : []));
  expect(named.filter((kind) => !Object.hasOwn(ENTRY_SCHEMAS, kind))).toEqual([]);
});

test('a kind that the page does not know keeps its own name', () => {
  expect(entryKindName('points.earned', 'zh-TW')).toBe('points.earned');
});

test('words are filled with figures', () => {
  expect(customerSayIn('zh-TW')('customer.pieces', { n: 1234 })).toBe('1,234 件');
  expect(workbenchSayIn('en')('bench.next', { i: 3, n: 7 })).toBe('Next step 3/7');
});
