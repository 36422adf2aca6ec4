import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useAct, useDesk, useView } from '../CashierContext.tsx';
import type { Intent } from '../desk/intents.ts';
import { PanelFrame } from './PanelFrame.tsx';

/** What is not needed at every sale. */
export function MorePanel() {
  const { say } = useWords();
  const theme = useView((view) => view.theme, 'light');
  const hasCart = useView((view) => view.cart !== null, false);
  // Counting needs the width of the sell screen's left column, and no sale on the screen.
  const canCount = useView((view) => view.screen === 'sell' && view.shift !== null, false);
  const isSelling = useView((view) => view.screen === 'sell', false);
  const toldByTill = useView((view) => view.messages.length, 0);
  const toldHere = useDesk((desk) => desk.earlier.length);
  return (
    <PanelFrame title={say('more.title')} testId="panel-more" focusesFirst={false}>
      <div className="more-grid">
        <MoreKey
          icon="lock"
          label={say('more.signOut')}
          hint={say('more.signOutHint')}
          intent={{ kind: 'sign-out' }}
          testId="more-sign-out"
        />
        {canCount && (
          <MoreKey
            icon="drawer"
            label={say('more.closeShift')}
            hint={say('more.closeShiftHint')}
            intent={{ kind: 'open-panel', panel: 'close-shift' }}
            testId="more-close-shift"
          />
        )}
        {isSelling && (
          <MoreKey
            icon="return"
            label={say('return.more')}
            hint={say('return.moreHint')}
            intent={{ kind: 'open-return', saleId: null }}
            cap="F8"
            testId="more-return"
          />
        )}
        <MoreKey
          icon="drawer-open"
          label={say('more.openDrawer')}
          hint={say('more.openDrawerHint')}
          intent={{ kind: 'open-drawer' }}
          testId="more-open-drawer"
        />
        <MoreKey
          icon="message"
          label={say('more.messages')}
          hint={say('more.messagesHint', { n: toldByTill + toldHere })}
          intent={{ kind: 'open-panel', panel: 'messages' }}
          testId="more-messages"
        />
        <MoreKey
          icon="list"
          label={say('more.status')}
          hint={say('more.statusHint')}
          intent={{ kind: 'open-panel', panel: 'status' }}
          testId="more-status"
        />
        <MoreKey
          icon="language"
          label={say('more.language')}
          hint={say('more.languageHint')}
          intent={{ kind: 'switch-language' }}
          testId="more-language"
        />
        <MoreKey
          icon={theme === 'dark' ? 'sun' : 'moon'}
          label={say(theme === 'dark' ? 'more.themeLight' : 'more.themeDark')}
          hint={say('more.themeHint')}
          intent={{ kind: 'switch-theme' }}
          isAvailable={!hasCart}
          testId="more-theme"
        />
        <MoreKey
          icon="key"
          label={say('more.keyMap')}
          hint={say('more.keyMapHint')}
          intent={{ kind: 'open-dialog', dialog: 'key-map' }}
          cap="?"
          testId="more-key-map"
        />
        {hasCart && (
          <MoreKey
            icon="trash"
            label={say('more.void')}
            hint={say('more.voidHint')}
            intent={{ kind: 'open-dialog', dialog: 'void-cart' }}
            cap="Ctrl ⌫"
            testId="more-void"
          />
        )}
      </div>
    </PanelFrame>
  );
}

interface MoreKeyProps {
  readonly icon: IconName;
  readonly label: string;
  readonly hint: string;
  readonly intent: Intent;
  readonly cap?: string;
  readonly isAvailable?: boolean;
  readonly testId: string;
}

function MoreKey({ icon, label, hint, intent, cap, isAvailable = true, testId }: MoreKeyProps) {
  const act = useAct();
  return (
    <button
      type="button"
      className="more-key"
      aria-disabled={!isAvailable}
      onClick={() => act(intent)}
      data-testid={testId}
    >
      <Icon name={icon} size={26} />
      <span className="more-words">
        <strong>{label}</strong>
        <small className="more-hint">{hint}</small>
      </span>
      {cap !== undefined && <KeyCap label={cap} />}
    </button>
  );
}
