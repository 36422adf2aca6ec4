import { useId } from 'react';
import type { ExchangeView, MemberView } from '../../../src-main/contract/sale-views.ts';
import { formatPoints } from '../../i18n/format.ts';
import { nameIn } from '../../i18n/label.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useDesk, useView } from '../CashierContext.tsx';
import { type ExchangeState, exchangeState } from './exchange-state.ts';

interface MemberExchangesProps {
  readonly member: MemberView;
}

/** Points that may become another programme's, each pair with a key that turns all it can. */
export function MemberExchanges({ member: { exchanges = [], balances } }: MemberExchangesProps) {
  const { say } = useWords();
  const exchanging = useDesk((desk) => desk.exchanging);
  const headOffice = useView((view) => view.badges.headOffice.state, 'offline');
  const isFrozen = useView((view) => view.cart?.isFrozen ?? false, false);
  if (exchanges.length === 0) return null;
  const decimalsOf = (programmeId: string): number =>
    balances.find((balance) => balance.programmeId === programmeId)?.decimals ?? 0;
  return (
    <section className="member-part" data-testid="member-exchanges">
      <h2 className="only-spoken">{say('exchange.title')}</h2>
      <ul className="member-exchanges">
        {exchanges.map((exchange) => (
          <Exchange
            key={`${exchange.fromProgrammeId}-${exchange.toProgrammeId}`}
            exchange={exchange}
            state={exchangeState(exchange, { exchanging, headOffice, isFrozen })}
            fromDecimals={decimalsOf(exchange.fromProgrammeId)}
            toDecimals={decimalsOf(exchange.toProgrammeId)}
          />
        ))}
      </ul>
    </section>
  );
}

interface ExchangeProps {
  readonly exchange: ExchangeView;
  readonly state: ExchangeState;
  readonly fromDecimals: number;
  readonly toDecimals: number;
}

function Exchange({ exchange, state, fromDecimals, toDecimals }: ExchangeProps) {
  const { say, language } = useWords();
  const act = useAct();
  const noteId = useId();
  const { fromProgrammeId, toProgrammeId, give, get, steps } = exchange;
  const from = nameIn(exchange.fromName, language);
  const to = nameIn(exchange.toName, language);
  const label =
    steps === 0 ? say('exchange.all') : say('exchange.allFor', { n: formatPoints(steps * get, toDecimals) });
  const isReady = state === 'ready';
  return (
    <li>
      <span className="exchange-words">
        <span>
          {say('exchange.rate', {
            give: formatPoints(give, fromDecimals),
            from,
            get: formatPoints(get, toDecimals),
            to,
          })}
        </span>
        <small id={noteId}>
          {isReady && say('exchange.most', { n: steps })}
          {state === 'asking' && <WaitingWord word={say('exchange.asking')} />}
          {!isReady && state !== 'asking' && say(`exchange.${state}`)}
        </small>
      </span>
      <button
        type="button"
        className="button"
        aria-disabled={!isReady}
        aria-label={say('exchange.spoken', { label, from, to })}
        aria-describedby={noteId}
        onClick={() => isReady && act({ kind: 'exchange-all', fromProgrammeId, toProgrammeId })}
        data-testid={`exchange-${fromProgrammeId}-${toProgrammeId}`}
      >
        {label}
      </button>
    </li>
  );
}
