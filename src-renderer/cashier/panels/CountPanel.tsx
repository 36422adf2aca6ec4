import { formatMoney } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { useAct, useDesk } from '../CashierContext.tsx';
import { AmountPad } from '../frame/AmountPad.tsx';
import { PanelFrame } from './PanelFrame.tsx';

/** The blind count: what is in the drawer, typed before anybody knows what should be. */
export function CountPanel() {
  const { say } = useWords();
  const act = useAct();
  const entry = useDesk((desk) => desk.entry);
  return (
    <PanelFrame title={say('count.title')} testId="panel-close-shift" focusesFirst={false}>
      <div className="count-panel">
        <div className="count-words">
          <h2>{say('count.blind')}</h2>
          <p>{say('count.hint')}</p>
        </div>
        <div className="count-pad">
          <AmountPad
            label={say('count.counted')}
            entry={entry}
            primary={
              entry === '' ? say('count.enter') : say('count.commit', { n: formatMoney(Number(entry)) })
            }
            cap="F12"
            onCommit={() => act({ kind: 'commit-count' })}
          />
        </div>
      </div>
    </PanelFrame>
  );
}
