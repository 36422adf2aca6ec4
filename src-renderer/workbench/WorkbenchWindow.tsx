import { useEffect, useRef, useState } from 'react';
import type { BenchBridge, Connection } from '../../src-main/contract/bridge.ts';
import type { Language } from '../../src-main/contract/views.ts';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import { useView } from '../customer/use-view.ts';
import { hasFields } from '../customer/view-store.ts';
import { workbenchSayIn } from '../i18n/workbench.ts';
import { browserEnvironment, type WindowEnvironment } from '../ui/environment.ts';
import { screenSize, watchScreenSize } from '../ui/screen-size.ts';
import { type Bench, BenchContext } from './bench.ts';
import { actOf, CONTROLS, type Control } from './controls.ts';
import { DrawerCard, HeadOfficeCard, NetworkCard, TillCard } from './DeviceCards.tsx';
import { JournalCard } from './JournalCard.tsx';
import { NoticeBar } from './NoticeBar.tsx';
import { PrinterCard } from './PrinterCard.tsx';
import { ScannerCard } from './ScannerCard.tsx';
import { ScenarioCard } from './ScenarioCard.tsx';
import { productAt, scanProduct } from './scan.ts';
import { nextStep, restartScenario } from './scenario.ts';
import { TopBar } from './TopBar.tsx';
import { useActs } from './use-acts.ts';
import { useBenchKeys } from './use-bench-keys.ts';
import './workbench.css';
import './bench-controls.css';
import './bench-cards.css';

type Time = Pick<WindowEnvironment, 'after'>;
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
  const [isJournalShown, setIsJournalShown] = useState(false);
  const codeField = useRef<HTMLInputElement>(null);

  const press = (control: Control | undefined) => {
    if (control !== undefined) acts.run(actOf(control, bridge, view, say));
  };

  const held = useBenchKeys({
    onLetter: (letter) => press(CONTROLS.find((control) => control.letter === letter)),
    onCtrlDigit: (digit) => press(CONTROLS.find((control) => control.digit === digit)),
    onAltDigit: (digit) => {
      const product = productAt(view, digit);
      if (product !== undefined) acts.run(scanProduct(bridge, view, product));
    },
    onAltSlash: () => codeField.current?.select(),
    onFunctionKey: (key) => {
      switch (key) {
        case 'F2':
          setIsJournalShown(!isJournalShown);
          return;
        case 'F8':
          onLanguage();
          return;
        case 'F12':
          acts.run(nextStep(bridge, view, acts, say));
          return;
        case 'ShiftF12':
          acts.run(restartScenario(bridge, view, acts, say));
          return;
      }
    },
  });

  const [size, setSize] = useState(screenSize);
  useEffect(() => watchScreenSize(setSize), []);
  // A notice is a row of the log; where that is folded away it takes the room of the scenario's steps, so that no
  // button moves.
  const isLogHidden = (size === 'small' || size === 'column') && !isJournalShown;
  const notice = <NoticeBar connection={connection} />;

  const bench: Bench = { bridge, view, language, say, acts, held };
  return (
    <BenchContext value={bench}>
      <TopBar
        isJournalShown={isJournalShown}
        onJournal={() => setIsJournalShown(!isJournalShown)}
        onLanguage={onLanguage}
        onStart={() => press(CONTROLS.find((control) => control.id === 'till-start'))}
        time={time}
      />
      <main className="bench-body" data-journal={isJournalShown ? 'shown' : 'folded'}>
        <PrinterCard />
        <div className="bench-cards">
          <ScannerCard codeField={codeField} />
          <NetworkCard />
          <DrawerCard />
          <TillCard />
          <HeadOfficeCard />
          <ScenarioCard notice={isLogHidden ? notice : null} />
          <JournalCard notice={isLogHidden ? null : notice} />
        </div>
      </main>
    </BenchContext>
  );
}

function isBenchView(message: unknown): message is BenchView {
  return hasFields(message, ['till', 'scanner', 'printer', 'drawer', 'network', 'headOffice', 'journal']);
}
