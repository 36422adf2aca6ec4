import { useLayoutEffect, useRef } from 'react';
import type { QuickKeyTab, QuickKeyView } from '../../../src-main/contract/views.ts';
import { formatCount } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useAct, useCashier, useDesk, useView } from '../CashierContext.tsx';

const NO_TABS: readonly QuickKeyTab[] = [];

/** Products without a code on them, one touch each, in tabs. */
export function QuickKeys() {
  const { say, language } = useWords();
  const act = useAct();
  const tabs = useView((view) => view.quickKeys, NO_TABS);
  const { desk } = useCashier();
  const chosen = useDesk((state) => state.quickTab);
  const isWanted = useDesk((state) => state.wantsQuickKeys);
  const grid = useRef<HTMLDivElement>(null);
  // Only F1 moves the focus here: keys that merely appear leave it where it is.
  useLayoutEffect(() => {
    if (!isWanted) return;
    grid.current?.querySelector('button')?.focus();
    desk.change({ wantsQuickKeys: false });
  }, [isWanted, desk]);
  const tab = tabs[chosen] ?? tabs[0];
  if (tab === undefined) return <p className="quick-none">{say('quick.none')}</p>;
  return (
    <section className="quick-keys" aria-label={say('quick.title')} data-testid="quick-keys">
      <div className="quick-tabs" role="tablist" aria-label={say('quick.title')}>
        {tabs.map(({ name }, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            className="quick-tab"
            lang={language === 'en' ? 'zh-Hant-TW' : undefined}
            aria-selected={tab.name === name}
            aria-controls="quick-grid"
            onClick={() => act({ kind: 'choose-quick-tab', index })}
            data-testid={`quick-tab-${index}`}
          >
            {name}
          </button>
        ))}
      </div>
      <div ref={grid} className="quick-grid" id="quick-grid" role="tabpanel" aria-label={tab.name}>
        {tab.keys.map((key) => (
          <QuickKey key={key.sku} product={key} />
        ))}
      </div>
    </section>
  );
}

interface QuickKeyProps {
  readonly product: QuickKeyView;
}

function QuickKey({ product }: QuickKeyProps) {
  const { say, language } = useWords();
  const act = useAct();
  const { sku, name, detail, unitPrice, shortCode } = product;
  const wholeName = detail === undefined ? name : `${name} ${detail}`;
  return (
    <button
      type="button"
      className="quick-key"
      aria-label={say('quick.spoken', { name: wholeName, price: unitPrice, code: shortCode })}
      onClick={() => act({ kind: 'add-product', sku, from: 'quick' })}
      data-testid={`quick-key-${shortCode}`}
    >
      <span className="quick-name" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
        {name}
      </span>
      <span className="quick-detail" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
        {detail}
      </span>
      <span className="quick-price">{formatCount(unitPrice)}</span>
      <KeyCap label={shortCode} />
    </button>
  );
}
