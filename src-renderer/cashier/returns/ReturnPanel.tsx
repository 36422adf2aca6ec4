import { useState } from 'react';
import { useWords } from '../../i18n/WordsContext.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useDesk } from '../CashierContext.tsx';
import type { ReturnDesk } from '../desk/desk.ts';
import { PanelFrame } from '../panels/PanelFrame.tsx';
import { RefundSummary } from './RefundSummary.tsx';
import { ReturnLines } from './ReturnLines.tsx';
import { ReturnMade } from './ReturnMade.tsx';

/** Goods that come back: find the sale, choose lines and pieces, see what it comes to, and give the money back. */
export function ReturnPanel() {
  const { say } = useWords();
  const returning = useDesk((desk) => desk.returning);
  // A step is a panel of its own for the focus: the search begins in its field, the lines with none.
  if (returning === null) {
    return (
      <PanelFrame key="find" title={say('return.title')} testId="panel-return">
        <FindForm />
      </PanelFrame>
    );
  }
  if (returning.isMade) {
    return (
      <PanelFrame key="made" title={say('return.title')} testId="panel-return">
        <ReturnMade returning={returning} />
      </PanelFrame>
    );
  }
  return <ChooseLines returning={returning} />;
}

interface ChooseLinesProps {
  readonly returning: ReturnDesk;
}

function ChooseLines({ returning }: ChooseLinesProps) {
  const { say } = useWords();
  const act = useAct();
  return (
    <PanelFrame
      key="choose"
      title={`${say('return.title')}　${returning.sale.receiptNumber}`}
      testId="panel-return"
      focusesFirst={false}
      actions={
        <button
          type="button"
          className="button"
          onClick={() => act({ kind: 'return', act: { kind: 'other-sale' } })}
          data-testid="return-other"
        >
          {say('return.other')}
        </button>
      }
    >
      <div className="return-body">
        <ReturnLines returning={returning} />
        <RefundSummary returning={returning} />
      </div>
    </PanelFrame>
  );
}

/** By the number on the receipt. A scan finds it too, by way of the core. */
function FindForm() {
  const { say } = useWords();
  const act = useAct();
  const isFinding = useDesk((desk) => desk.asking.has('find-sale'));
  const [text, setText] = useState('');
  return (
    <form
      className="search-form"
      onSubmit={(event) => {
        event.preventDefault();
        act({ kind: 'return', act: { kind: 'find', text } });
      }}
    >
      <div className="return-find">
        <label className="search-label">
          {say('return.find')}
          <input
            className="search-field"
            type="text"
            value={text}
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
            data-testid="return-number"
          />
        </label>
        <button type="submit" className="button button-primary" data-testid="return-search">
          {say('return.search')}
        </button>
      </div>
      <p className="search-state">{isFinding && <WaitingWord word={say('return.finding')} />}</p>
    </form>
  );
}
