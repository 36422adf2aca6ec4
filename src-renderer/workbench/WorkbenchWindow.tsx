import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { BenchBridge, Connection } from '../../src-main/contract/bridge.ts';
import type { Language } from '../../src-main/contract/views.ts';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import { useView } from '../customer/use-view.ts';
import { hasFields } from '../customer/view-store.ts';
import { workbenchSayIn } from '../i18n/workbench.ts';
import { browserEnvironment, type WindowEnvironment } from '../ui/environment.ts';
import { screenSize, watchScreenSize } from '../ui/screen-size.ts';
import { type Bench, BenchContext } from './bench.ts';
import { shortcutOf } from './ControlButton.tsx';
import { actOf, type Control, type PageId, pageOf } from './control.ts';
import { CONTROLS } from './controls.ts';
import { DrawerCard, HeadOfficeCard, NetworkCard, TillCard } from './DeviceCards.tsx';
import { DevicesPage } from './DevicesPage.tsx';
import { FaultsPage } from './FaultsPage.tsx';
import { JournalCard } from './JournalCard.tsx';
import { NoticeBar } from './NoticeBar.tsx';
import { PageBar, pageOfKey } from './PageBar.tsx';
import { PhonePage } from './PhonePage.tsx';
import { PrinterCard } from './PrinterCard.tsx';
import { pressShortcut } from './press-shortcut.ts';
import { ScannerCard } from './ScannerCard.tsx';
import { ScanPage } from './ScanPage.tsx';
import { ScenarioCard } from './ScenarioCard.tsx';
import { productAt, scanProduct } from './scan.ts';
import { nextStep, restartScenario } from './scenario.ts';
import { TopBar } from './TopBar.tsx';
import { useActs } from './use-acts.ts';
import { type FunctionKey, useBenchKeys } from './use-bench-keys.ts';
import './workbench.css';
import './bench-controls.css';
import './bench-cards.css';
import './bench-pages.css';
import './bench-phone.css';

type Time = Pick<WindowEnvironment, 'after' | 'nowMs'>;
const ofThisMachine: Time = browserEnvironment();

interface WorkbenchWindowProps {
  readonly bridge: BenchBridge;
  readonly time?: Time;
}

/** A page of buttons over the simulators: a newcomer without hardware sees the whole till work. */
export function WorkbenchWindow({ bridge, time = ofThisMachine }: WorkbenchWindowProps) {
  const { view, connection } = useView(bridge, isBenchView);
  const [language, setLanguage] = useState<Language>('zh-TW');
  const tag = language === 'en' ? 'en' : 'zh-Hant-TW';

  // The document speaks the page's language too: it is what a screen reader begins with.
  useEffect(() => {
    document.documentElement.lang = tag;
  }, [tag]);

  return (
    <div className="bench" lang={tag} data-theme="light" data-testid="bench">
      {view === null ? (
        <main className="bench-empty">{workbenchSayIn(language)('bench.connecting')}</main>
      ) : (
        <Page
          bridge={bridge}
          time={time}
          view={view}
          connection={connection}
          language={language}
          onLanguage={() => setLanguage(language === 'en' ? 'zh-TW' : 'en')}
        />
      )}
    </div>
  );
}

interface PageProps {
  readonly bridge: BenchBridge;
  readonly time: Time;
  readonly view: BenchView;
  readonly connection: Connection;
  readonly language: Language;
  readonly onLanguage: () => void;
}

function Page({ bridge, time, view, connection, language, onLanguage }: PageProps) {
  const say = workbenchSayIn(language);
  const acts = useActs();
  const [page, setPage] = useState<PageId>('shop');
  const [isJournalShown, setIsJournalShown] = useState(false);
  const codeField = useRef<HTMLInputElement>(null);

  const press = (control: Control | undefined) => {
    if (control !== undefined) acts.run(actOf(control, bridge, view, say));
  };
  const toggleJournal = () => {
    setIsJournalShown(page !== 'shop' || !isJournalShown);
    setPage('shop');
  };
  const onFunctionKey = (key: FunctionKey) => {
    const shown = pageOfKey(key);
    if (shown !== undefined) setPage(shown);
    if (key === 'F2') toggleJournal();
    if (key === 'F8') onLanguage();
    if (key === 'F12') acts.run(nextStep(bridge, view, acts, say));
    if (key === 'ShiftF12') acts.run(restartScenario(bridge, view, acts, say));
  };

  const held = useBenchKeys({
    onLetter: (letter) =>
      press(CONTROLS.find((control) => pageOf(control) === 'shop' && control.letter === letter)),
    onCtrlDigit: (digit) => press(CONTROLS.find((control) => control.digit === digit)),
    onAltDigit: (digit) => {
      const product = productAt(view, digit);
      if (product !== undefined) acts.run(scanProduct(bridge, view, product));
    },
    onPageKey: (key) => pressShortcut(shortcutOf(key, true)),
    onAltSlash: () => {
      // What is hidden takes no focus, so its page is shown first.
      flushSync(() => setPage('scan'));
      codeField.current?.focus();
      codeField.current?.select();
    },
    onFunctionKey,
  });

  const [size, setSize] = useState(screenSize);
  useEffect(() => watchScreenSize(setSize), []);
  // A notice is a row of the log; where that is folded away it takes the room of the scenario's steps, so that no
  // button moves.
  const isLogFolded = (size === 'small' || size === 'column') && !isJournalShown;
  const notice = <NoticeBar connection={connection} />;
  const noticeOn = (isHere: boolean) => (isHere ? notice : null);

  const bench: Bench = { bridge, view, language, say, acts, held, nowMs: time.nowMs };
  return (
    <BenchContext value={bench}>
      <TopBar
        isJournalShown={isJournalShown && page === 'shop'}
        onJournal={toggleJournal}
        onLanguage={onLanguage}
        onStart={() => press(CONTROLS.find((control) => control.id === 'till-start'))}
        time={time}
      />
      <main
        className="bench-body"
        data-page={page}
        data-journal={isJournalShown && page === 'shop' ? 'shown' : 'folded'}
      >
        <PrinterCard />
        <div className="bench-main">
          <PageBar page={page} onPage={setPage} />
          {/* Hidden and not taken away: what was typed on a page is still there when it is shown again. */}
          <div className="bench-cards" hidden={page !== 'shop'}>
            <ScannerCard />
            <NetworkCard />
            <DrawerCard />
            <TillCard />
            <HeadOfficeCard />
            <ScenarioCard notice={noticeOn(page === 'shop' && isLogFolded)} />
            <JournalCard notice={noticeOn(page === 'shop' && !isLogFolded)} />
          </div>
          <div className="bench-page bench-page-scan" hidden={page !== 'scan'}>
            <ScanPage codeField={codeField} />
          </div>
          <div className="bench-page bench-page-phone" hidden={page !== 'phone'}>
            <PhonePage />
          </div>
          <div className="bench-page bench-page-devices" hidden={page !== 'devices'}>
            <DevicesPage />
          </div>
          <div className="bench-page bench-page-faults" hidden={page !== 'faults'}>
            <FaultsPage />
          </div>
          {/* Its room is always there, so that no button moves. */}
          {page !== 'shop' && <div className="bench-notice-room">{notice}</div>}
        </div>
      </main>
    </BenchContext>
  );
}

function isBenchView(message: unknown): message is BenchView {
  return hasFields(message, [
    'till',
    'scanner',
    'printer',
    'drawer',
    'devices',
    'pole',
    'scale',
    'terminal',
    'members',
    'schedule',
    'network',
    'headOffice',
    'journal',
  ]);
}
