import { memo, type ReactNode } from 'react';
import type { Language } from '../../src-main/contract/views.ts';
import type { BenchJournalRow } from '../../src-main/contract/workbench.ts';
import { formatCount } from '../i18n/format.ts';
import { entryKindName, workbenchSayIn } from '../i18n/workbench.ts';
import { useBench } from './bench.ts';
import { StateWord } from './Card.tsx';

/** The tail of the journal, newest first, and whether its chain of hashes is whole. A notice stands above the rows. */
export function JournalCard({ notice }: { readonly notice: ReactNode }) {
  const { view, say, language } = useBench();
  return (
    <div className="bench-card bench-journal" data-testid="bench-journal">
      <header className="bench-card-head">
        <h2 id="bench-journal-title">{say('bench.journal')}</h2>
        <p className="bench-caption">{say('bench.journal.newestFirst')}</p>
        <StateWord tone={view.isChainWhole ? 'ok' : 'stop'} testId="bench-chain">
          {say(view.isChainWhole ? 'bench.journal.chainWhole' : 'bench.journal.chainBroken')}
        </StateWord>
      </header>
      {notice}
      <section
        className="bench-journal-scroller"
        aria-labelledby="bench-journal-title"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
        id="bench-journal-rows"
      >
        {view.journal.length === 0 ? (
          <p className="bench-empty">{say('bench.journal.empty')}</p>
        ) : (
          <table className="bench-table">
            {/* The head is only spoken, so the widths are not its to give. */}
            <colgroup>
              <col className="bench-seq-column" />
              <col className="bench-time-column" />
              <col className="bench-kind-column" />
              <col />
              <col className="bench-sync-column" />
            </colgroup>
            <thead className="only-spoken">
              <tr>
                <th scope="col">{say('bench.journal.seq')}</th>
                <th scope="col">{say('bench.journal.time')}</th>
                <th scope="col">{say('bench.journal.kind')}</th>
                <th scope="col">{say('bench.journal.summary')}</th>
                <th scope="col">{say('bench.journal.sync')}</th>
              </tr>
            </thead>
            <tbody>
              {view.journal.map((row) => (
                <Row key={row.seq} row={row} language={language} />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}

const Row = memo(function Row({
  row,
  language,
}: {
  readonly row: BenchJournalRow;
  readonly language: Language;
}) {
  const say = workbenchSayIn(language);
  return (
    <tr data-testid="bench-journal-row" data-kind={row.kind} data-acknowledged={row.isAcknowledged}>
      <td className="bench-seq">{formatCount(row.seq)}</td>
      <td className="bench-time">{toTheSecond.format(row.atMs)}</td>
      <th scope="row" className="bench-kind">
        {entryKindName(row.kind, language)}
      </th>
      <td className="bench-summary" lang="zh-Hant-TW">
        {row.summary}
      </td>
      <td className="bench-sync">
        {say(row.isAcknowledged ? 'bench.journal.acknowledged' : 'bench.journal.waiting')}
      </td>
    </tr>
  );
});

/** Hour, minute and second in Taipei: several entries share a minute. */
const toTheSecond = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Taipei',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
