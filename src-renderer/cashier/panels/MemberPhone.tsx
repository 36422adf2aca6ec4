import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { NumericPad } from '../../ui/NumericPad.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useCashier, useDesk } from '../CashierContext.tsx';
import { isPhone } from '../desk/members.ts';
import { EntryFigure } from './EntryFigure.tsx';
import { PanelFrame } from './PanelFrame.tsx';

/** Looking a member up by phone: enough to earn. */
export function MemberPhone() {
  const { say } = useWords();
  const act = useAct();
  const { environment } = useCashier();
  const entry = useDesk((desk) => desk.entry);
  const isAsking = useDesk((desk) => desk.asking.has('member'));
  return (
    <PanelFrame title={say('member.title')} testId="panel-member">
      <div className="entry-panel">
        <div className="entry-words">
          <p className="entry-lead">{say('member.none')}</p>
          <p className="entry-aside">
            {isAsking ? <WaitingWord word={say('member.asks')} /> : say('member.phoneEnoughToEarn')}
          </p>
          <div className="entry-keys">
            <button
              type="button"
              className="primary-key entry-primary"
              aria-disabled={!isPhone(entry)}
              aria-keyshortcuts="Enter"
              onClick={() => act({ kind: 'confirm' })}
              data-testid="member-find"
            >
              {say('member.find')}
              <KeyCap label="Enter" />
            </button>
            <button
              type="button"
              className="button"
              onClick={() => act({ kind: 'show-joining', isJoining: true })}
              data-testid="member-show-join"
            >
              {say('member.join')}
            </button>
          </div>
        </div>
        <div className="entry-side">
          <EntryFigure
            label={say('member.phone')}
            text={grouped(entry)}
            echo={null}
            hint={say('member.typePhone')}
            testId="member-phone"
          />
          <NumericPad
            onDigits={(digits) => act({ kind: 'type', digits })}
            onErase={() => act({ kind: 'erase' })}
            onClear={() => act({ kind: 'clear' })}
            environment={environment}
            testId="member-pad"
          />
        </div>
      </div>
    </PanelFrame>
  );
}

/** `0912 345 678`, as people read one out. */
function grouped(phone: string): string {
  return [phone.slice(0, 4), phone.slice(4, 7), phone.slice(7)].filter((part) => part !== '').join(' ');
}
