import type { QuickKeyTab, QuickKeyView } from '../contract/views.ts';
import type { Product } from '../domain/product.ts';

/** Articles with a place, tab by tab: the tab of the lowest short code comes first. */
export function quickKeyTabs(products: readonly Product[]): readonly QuickKeyTab[] {
  const tabs = new Map<string, { readonly position: number; readonly key: QuickKeyView }[]>();
  for (const { quickKey, sku, name, detail, unitPrice, shortCode } of products) {
    if (quickKey === undefined) continue;
    const keys = tabs.get(quickKey.tab) ?? [];
    const key = {
      sku,
      name,
      ...(detail === undefined ? {} : { detail }),
      unitPrice,
      shortCode: shortCode ?? '',
    };
    keys.push({ position: quickKey.position, key });
    tabs.set(quickKey.tab, keys);
  }
  return [...tabs]
    .map(([name, keys]) => ({
      name,
      keys: keys.sort((a, b) => a.position - b.position).map((each) => each.key),
    }))
    .sort((a, b) => lowestCode(a) - lowestCode(b) || (a.name < b.name ? -1 : 1));
}

function lowestCode(tab: QuickKeyTab): number {
  return Math.min(
    ...tab.keys.map((key) => (key.shortCode === '' ? Number.MAX_SAFE_INTEGER : Number(key.shortCode))),
  );
}
