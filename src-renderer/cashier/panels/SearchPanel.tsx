import { useRef, useState } from 'react';
import type { ProductHit } from '../../../src-main/contract/views.ts';
import { formatCount } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useCashier } from '../CashierContext.tsx';
import { PanelFrame } from './PanelFrame.tsx';

interface Search {
  readonly text: string;
  readonly hits: readonly ProductHit[];
  readonly isAsking: boolean;
}

const NOTHING: Search = { text: '', hits: [], isAsking: false };

/** Finding an item by name, number or barcode. The one text field of the sell screen. */
export function SearchPanel() {
  const { say } = useWords();
  const act = useAct();
  const { desk } = useCashier();
  const [search, setSearch] = useState(NOTHING);
  const newest = useRef('');

  const ask = async (text: string): Promise<void> => {
    newest.current = text;
    const isBlank = text.trim() === '';
    setSearch((before) => ({ text, hits: isBlank ? [] : before.hits, isAsking: !isBlank }));
    if (isBlank) return;
    const outcome = await desk.client.searchProducts(text);
    // An answer to an older text would put back what the person has typed past.
    if (newest.current !== text) return;
    setSearch({ text, hits: outcome.ok ? outcome.value : [], isAsking: false });
    if (!outcome.ok) desk.show({ kind: 'refusal', refusal: outcome.refusal });
  };
  const addFirst = (): void => {
    const [first] = search.hits;
    if (first !== undefined && !search.isAsking) act({ kind: 'add-product', sku: first.sku, from: 'search' });
  };

  return (
    <PanelFrame title={say('search.title')} testId="panel-search">
      <form
        className="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          addFirst();
        }}
      >
        <label className="search-label">
          {say('search.field')}
          <input
            className="search-field"
            type="text"
            value={search.text}
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              void ask(event.target.value);
            }}
            data-testid="search-field"
          />
        </label>
      </form>
      <SearchState search={search} />
      <HitList hits={search.hits} />
    </PanelFrame>
  );
}

interface SearchStateProps {
  readonly search: Search;
}

function SearchState({ search }: SearchStateProps) {
  const { say } = useWords();
  const { text, hits, isAsking } = search;
  if (isAsking && hits.length === 0) {
    return (
      <p className="search-state">
        <WaitingWord word={say('search.asking')} />
      </p>
    );
  }
  if (text.trim() === '') return <p className="search-state">{say('search.start')}</p>;
  return (
    <p className="search-state" role="status">
      {hits.length === 0 ? say('search.none', { text }) : say('search.hint')}
    </p>
  );
}

interface HitListProps {
  readonly hits: readonly ProductHit[];
}

function HitList({ hits }: HitListProps) {
  const { say, language } = useWords();
  const act = useAct();
  return (
    <ul className="choice-list" aria-label={say('search.results')}>
      {hits.map((hit) => (
        <li key={hit.sku}>
          <button
            type="button"
            className="choice"
            onClick={() => act({ kind: 'add-product', sku: hit.sku, from: 'search' })}
            data-testid={`hit-${hit.sku}`}
          >
            <span className="choice-main" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
              {hit.name}
              {hit.detail !== undefined && <small> {hit.detail}</small>}
            </span>
            <span className="choice-note">{hit.barcode}</span>
            <span className="choice-amount">{formatCount(hit.unitPrice)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
