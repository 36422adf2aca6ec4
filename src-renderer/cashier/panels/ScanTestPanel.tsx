import type { DeviceView, ScanTestRow } from '../../../src-main/contract/devices.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useSelected } from '../../ui/state/snapshot-store.ts';
import { useCashier } from '../CashierContext.tsx';
import { NoNews } from './DevicesPanel.tsx';
import { PanelFrame } from './PanelFrame.tsx';
import { ScanRow } from './ScanRow.tsx';

const NO_DEVICES: readonly DeviceView[] = [];
const NO_SCANS: readonly ScanTestRow[] = [];

/** What arrives from the scanners and how the till reads it, without touching the sale. */
export function ScanTestPanel() {
  const { say } = useWords();
  const { desk } = useCashier();
  const view = useSelected(desk.devices, (watched) => watched.view);
  const isOn = view?.isScanTest === true;
  return (
    <PanelFrame title={say('scanTest.title')} testId="panel-scan-test">
      <NoNews />
      {view !== null && (
        <p className="scan-note" data-on={isOn} data-testid="scan-test-note">
          <Icon name={isOn ? 'scan' : 'triangle'} size={20} />
          {say(isOn ? 'scanTest.hint' : 'scanTest.off')}
        </p>
      )}
      {view !== null && <ScanRows scans={view.scans} devices={view.devices} />}
      <NewestSpoken newest={(view?.scans ?? NO_SCANS)[0] ?? null} />
    </PanelFrame>
  );
}

interface ScanRowsProps {
  readonly scans: readonly ScanTestRow[];
  readonly devices: readonly DeviceView[];
}

function ScanRows({ scans, devices = NO_DEVICES }: ScanRowsProps) {
  const { say } = useWords();
  if (scans.length === 0) {
    return (
      <div className="scan-empty" data-testid="scan-test-empty">
        <Icon name="scan" size={88} />
        <strong>{say('scanTest.empty')}</strong>
        <p>{say('scanTest.emptyHint')}</p>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1).
    <section className="scan-scroll" aria-label={say('scanTest.rows')} tabIndex={0}>
      <ol className="scan-rows">
        {scans.map((scan) => (
          <ScanRow key={scan.number} scan={scan} devices={devices} />
        ))}
      </ol>
    </section>
  );
}

interface NewestSpokenProps {
  readonly newest: ScanTestRow | null;
}

/** The result of the newest scan, for a screen reader. */
function NewestSpoken({ newest }: NewestSpokenProps) {
  const { say } = useWords();
  return (
    <output className="only-spoken" aria-live="polite">
      {newest !== null &&
        say('scanTest.spoken', { readAs: say(`scanTest.as.${newest.readAs}`), shown: newest.shown })}
    </output>
  );
}
