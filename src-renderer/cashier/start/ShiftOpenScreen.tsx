import { formatMoney } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Wordmark } from '../../ui/Wordmark.tsx';
import { useAct, useDesk } from '../CashierContext.tsx';
import { AmountPad } from '../frame/AmountPad.tsx';
import { BannerPlace } from '../frame/BannerPlace.tsx';
import { DoneKeys } from '../frame/DoneKeys.tsx';
import { PanelPlace } from '../panels/PanelPlace.tsx';
import { StartFacts } from './StartFacts.tsx';

/** Signed in, no shift yet: how much is in the drawer. */
export function ShiftOpenScreen() {
  const { say } = useWords();
  const act = useAct();
  const entry = useDesk((desk) => desk.entry);
  const panel = useDesk((desk) => desk.panel);
  return (
    <>
      <main
        className="left"
        data-region="lines"
        aria-label={say('frame.main')}
        data-testid="screen-shift-open"
      >
        {panel === null ? (
          <div className="panel sign-in-left">
            <Wordmark tagline={say('start.product')} />
            <h1 className="sign-in-question">{say('shift.openQuestion')}</h1>
            <p className="start-hint">{say('shift.openHint')}</p>
            <BannerPlace />
            <StartFacts />
          </div>
        ) : (
          <PanelPlace panel={panel} />
        )}
      </main>
      <aside className="right" data-region="side" aria-label={say('frame.side')}>
        <AmountPad
          label={say('drawer.float')}
          entry={entry}
          primary={
            entry === '' ? say('shift.enterFloat') : say('shift.openWith', { n: formatMoney(Number(entry)) })
          }
          cap="Enter"
          onCommit={() => act({ kind: 'confirm' })}
        />
      </aside>
      <DoneKeys hasReprint={false} />
    </>
  );
}
