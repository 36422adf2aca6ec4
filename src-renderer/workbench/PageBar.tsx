import type { WorkbenchPlainKey } from '../i18n/workbench.ts';
import { KeyCap } from '../ui/KeyCap.tsx';
import { useBench } from './bench.ts';
import { StateWord } from './Card.tsx';
import { PAGES, type PageId } from './control.ts';
import type { FunctionKey } from './use-bench-keys.ts';

const LABELS = {
  shop: 'bench.page.shop',
  scan: 'bench.page.scan',
  phone: 'bench.page.phone',
  devices: 'bench.page.devices',
  faults: 'bench.page.faults',
} as const satisfies Readonly<Record<PageId, WorkbenchPlainKey>>;

const KEYS = { shop: 'F4', scan: 'F6', phone: 'F3', devices: 'F7', faults: 'F9' } as const satisfies Readonly<
  Record<PageId, FunctionKey>
>;

/** The page that a function key shows; undefined for a key of something else. */
export function pageOfKey(key: FunctionKey): PageId | undefined {
  return PAGES.find((page) => KEYS[page] === key);
}

/** Which cards are shown, and whether faults happen on schedule: that is to be seen from every page. */
export function PageBar({
  page,
  onPage,
}: {
  readonly page: PageId;
  readonly onPage: (page: PageId) => void;
}) {
  const { view, say } = useBench();
  const { schedule } = view;
  return (
    <nav className="bench-pages" aria-label={say('bench.pages')}>
      {PAGES.map((each) => (
        <button
          key={each}
          type="button"
          className="bench-button"
          data-testid={`bench-page-${each}`}
          aria-pressed={each === page}
          aria-keyshortcuts={KEYS[each]}
          onClick={() => onPage(each)}
        >
          <span className="bench-button-text">{say(LABELS[each])}</span>
          <KeyCap label={KEYS[each]} />
        </button>
      ))}
      {schedule.isRunning && (
        <StateWord tone="warn" testId="bench-schedule-badge">
          {say('bench.schedule.badge', { n: schedule.fired })}
        </StateWord>
      )}
    </nav>
  );
}
