import { useEffect, useLayoutEffect, useMemo } from 'react';
import type { TillBridge } from '../../src-main/contract/bridge.ts';
import type { Language, Screen, Theme } from '../../src-main/contract/views.ts';
import { wordsIn } from '../i18n/catalogue.ts';
import { WordsContext } from '../i18n/WordsContext.tsx';
import type { WindowEnvironment } from '../ui/environment.ts';
import { watchScreenSize } from '../ui/screen-size.ts';
import { TillClient } from '../ui/state/till-client.ts';
import { TillStore } from '../ui/state/till-store.ts';
import { type Cashier, CashierContext, useView } from './CashierContext.tsx';
import { CashierScreens } from './CashierScreens.tsx';
import { CashierDesk } from './desk/cashier-desk.ts';
import { listenToKeys } from './desk/key-listener.ts';
import { ConnectionNote } from './frame/ConnectionNote.tsx';
import { ToastPlace } from './frame/ToastPlace.tsx';
import { TopBar } from './frame/TopBar.tsx';
import { DialogPlace } from './panels/DialogPlace.tsx';
import './frame/frame.css';
import './sell/last-sale.css';
import './sell/sell.css';
import './pay/pay.css';
import './pay/tenders-panel.css';
import './returns/returns.css';
import './start/recovery.css';
import './start/start.css';
import './panels/panels.css';
import './panels/devices.css';
import './panels/scan-test.css';
import './panels/approval.css';
import './panels/entry-panels.css';
import './panels/member.css';
import './sell/notes.css';

interface CashierWindowProps {
  readonly bridge: TillBridge;
  readonly environment: WindowEnvironment;
}

/** The cashier's window: everything a sale needs, by scanner, number pad, keyboard or touch. */
export function CashierWindow({ bridge, environment }: CashierWindowProps) {
  const cashier = useMemo(() => makeCashier(bridge, environment), [bridge, environment]);
  useEffect(() => {
    const { desk } = cashier;
    const stopWatching = watchScreenSize((size) => desk.change({ size }));
    const stopListening = listenToKeys(window, desk);
    return () => {
      stopWatching();
      stopListening();
      cashier.desk.dispose();
      cashier.till.dispose();
    };
  }, [cashier]);
  return (
    <CashierContext value={cashier}>
      <CashierFrame />
    </CashierContext>
  );
}

function makeCashier(bridge: TillBridge, environment: WindowEnvironment): Cashier {
  const till = new TillStore(bridge);
  const desk = new CashierDesk(till, new TillClient(bridge, environment.nextId), environment);
  return { till, desk, environment };
}

function CashierFrame() {
  const language = useView<Language>((view) => view.language, 'zh-TW');
  const theme = useView<Theme>((view) => view.theme, 'light');
  const screen = useView<Screen>((view) => view.screen, 'starting');
  // The root element is outside React's tree.
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-Hant-TW';
    document.documentElement.dataset.theme = theme;
  }, [language, theme]);
  return (
    <WordsContext value={wordsIn[language]}>
      <div className="window" data-screen={screen}>
        <CashierScreens />
        <ToastPlace />
        <ConnectionNote />
        <TopBar />
        <DialogPlace />
      </div>
    </WordsContext>
  );
}
