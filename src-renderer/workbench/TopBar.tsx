import { useEffect, useState } from 'react';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import type { WorkbenchSay } from '../i18n/workbench.ts';
import type { WindowEnvironment } from '../ui/environment.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { KeyCap } from '../ui/KeyCap.tsx';
import { useBench } from './bench.ts';
import type { Tone } from './Card.tsx';
import { isStepRunning, nextStep, whyNoNextStep } from './scenario.ts';

/** Under this a word would flicker rather than inform (ui.md, Motion). */
const RUNNING_SHOWN_AFTER_MS = 400;

interface TopBarProps {
  readonly isJournalShown: boolean;
  readonly onJournal: () => void;
  readonly onLanguage: () => void;
  readonly onStart: () => void;
  readonly time: Pick<WindowEnvironment, 'after'>;
}

/** What this is, how the till stands, and the one next step. */
export function TopBar({ isJournalShown, onJournal, onLanguage, onStart, time }: TopBarProps) {
  const { view, say, language } = useBench();
  const isStopped = view.till === 'stopped';
  return (
    <header className="bench-top">
      <h1 className="bench-title">{say('bench.title')}</h1>
      <p className="bench-subtitle">{say('bench.subtitle', { register: view.registerNumber })}</p>
      <LinkBadge view={view} say={say} />
      {isStopped && (
        <div className="bench-stopped" role="alert" data-testid="bench-stopped">
          <p className="bench-badge" data-tone="stop">
            <Icon name="octagon" size={18} />
            {say('bench.stopped')}
          </p>
          <p className="bench-stopped-hint">{say('bench.stoppedHint')}</p>
          <button
            type="button"
            className="bench-button bench-primary"
            data-testid="bench-start-top"
            onClick={onStart}
          >
            {say('bench.till.start')}
          </button>
        </div>
      )}
      <div className="bench-top-end">
        <button
          type="button"
          className="bench-button bench-journal-key"
          data-testid="bench-journal-key"
          aria-pressed={isJournalShown}
          aria-keyshortcuts="F2"
          onClick={onJournal}
        >
          {say('bench.journal')}
          <KeyCap label="F2" />
        </button>
        <button
          type="button"
          className="bench-button"
          data-testid="bench-language"
          lang={language === 'en' ? 'zh-Hant-TW' : 'en'}
          aria-keyshortcuts="F8"
          onClick={onLanguage}
        >
          {say('bench.language')}
          <KeyCap label="F8" />
        </button>
        <NextStep time={time} isPrimary={!isStopped} />
      </div>
    </header>
  );
}

function NextStep({ time, isPrimary }: { readonly time: TopBarProps['time']; readonly isPrimary: boolean }) {
  const { bridge, view, say, acts } = useBench();
  const isUnavailable = whyNoNextStep(view, acts) !== null;
  const isSlow = useHeldFor(isStepRunning(acts), RUNNING_SHOWN_AFTER_MS, time);
  return (
    <button
      type="button"
      className={isPrimary && !isUnavailable ? 'bench-button bench-primary' : 'bench-button'}
      data-testid="bench-next"
      aria-disabled={isUnavailable ? true : undefined}
      aria-keyshortcuts="F12"
      onClick={() => acts.run(nextStep(bridge, view, acts, say))}
    >
      {isSlow ? say('bench.nextRunning') : nextLabel(view, say)}
      <KeyCap label="F12" />
    </button>
  );
}

function nextLabel({ scenario }: BenchView, say: WorkbenchSay): string {
  if (scenario === null) return say('bench.nextIdle');
  const n = scenario.steps.length;
  return scenario.step >= n ? say('bench.nextDone', { n }) : say('bench.next', { i: scenario.step + 1, n });
}

function LinkBadge({ view, say }: { readonly view: BenchView; readonly say: WorkbenchSay }) {
  const n = view.headOffice.backlog;
  const { text, tone, icon } = linkState(view.network, n, say);
  return (
    <p className="bench-badge" data-tone={tone} data-testid="bench-link">
      <Icon name={icon} size={18} />
      {text}
    </p>
  );
}

function linkState(
  network: BenchView['network'],
  n: number,
  say: WorkbenchSay,
): { readonly text: string; readonly tone: Tone; readonly icon: IconName } {
  switch (network) {
    case 'down':
      return { text: say('bench.status.offline', { n }), tone: 'warn', icon: 'cloud-off' };
    case 'slow':
      return { text: say('bench.status.slow', { n }), tone: 'warn', icon: 'cloud' };
    case 'up':
      return n > 0
        ? { text: say('bench.status.waiting', { n }), tone: 'plain', icon: 'cloud' }
        : { text: say('bench.status.online'), tone: 'plain', icon: 'cloud' };
  }
}

/** True once `isHeld` has been true for `heldMs` without a break. */
function useHeldFor(isHeld: boolean, heldMs: number, { after }: Pick<WindowEnvironment, 'after'>): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isHeld) return;
    const cancel = after(heldMs, () => setIsLong(true));
    return () => {
      cancel();
      setIsLong(false);
    };
  }, [isHeld, heldMs, after]);
  return isLong && isHeld;
}
