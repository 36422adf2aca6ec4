import type { Badges } from '../../../src-main/contract/views.ts';
import type { Say } from '../../i18n/catalogue.ts';
import { formatTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import type { BadgeTone } from '../../ui/StatusBadge.tsx';
import { unreachable } from '../../ui/unreachable.ts';
import { useAct, useView } from '../CashierContext.tsx';
import { badgesOf, headOfficeLook, printerLook } from '../frame/badges.ts';
import { PanelFrame } from './PanelFrame.tsx';

interface DeviceRow {
  readonly id: string;
  readonly icon: IconName;
  readonly name: string;
  readonly text: string;
  readonly tone: BadgeTone;
}

/** Every device and the line to head office, also those that are well and show no badge. */
export function StatusPanel() {
  const { say } = useWords();
  const act = useAct();
  const badges = useView((view) => view.badges, null);
  const waiting = useView((view) => view.badges.printer.waiting, 0);
  if (badges === null) return null;
  return (
    <PanelFrame title={say('devices.title')} testId="panel-status">
      <ul className="device-list">
        {rowsOf(badges, say).map(({ id, icon, name, text, tone }) => (
          <li key={id} className="device-row" data-tone={tone} data-testid={`device-${id}`}>
            <Icon name={icon} size={22} />
            <span className="device-name">{name}</span>
            <span className="device-text">
              <Icon name={signOf(tone)} size={18} />
              {text}
            </span>
          </li>
        ))}
      </ul>
      {waiting > 0 && (
        <button
          type="button"
          className="button"
          onClick={() => act({ kind: 'retry-print' })}
          data-testid="retry-print"
        >
          {say('devices.retry')}
        </button>
      )}
    </PanelFrame>
  );
}

function signOf(tone: BadgeTone): IconName {
  switch (tone) {
    case 'normal':
      return 'check';
    case 'progress':
      return 'clock';
    case 'warn':
      return 'triangle';
    case 'stop':
      return 'octagon';
    default:
      return unreachable(tone);
  }
}

function rowsOf(badges: Badges, say: Say): readonly DeviceRow[] {
  const headOffice = headOfficeLook(badges.headOffice, say);
  const printer = printerLook(badges.printer, say);
  const others = new Map(badgesOf(badges, say).map((look) => [look.id, look]));
  const otherwise = (id: 'scanner' | 'drawer' | 'storage' | 'clock', normal: string) => {
    const look = others.get(id);
    return { text: look?.text ?? normal, tone: look?.tone ?? ('normal' as const) };
  };
  return [
    {
      id: 'head-office',
      icon: 'cloud',
      name: say('devices.headOffice'),
      text: say('devices.since', { state: headOffice.text, time: formatTime(badges.headOffice.sinceMs) }),
      tone: headOffice.tone,
    },
    { id: 'printer', icon: 'printer', name: say('devices.printer'), text: printer.text, tone: printer.tone },
    {
      id: 'scanner',
      icon: 'scan',
      name: say('devices.scanner'),
      ...otherwise('scanner', say(badges.scanner === 'none' ? 'devices.none' : 'devices.ok')),
    },
    {
      id: 'drawer',
      icon: 'drawer',
      name: say('devices.drawer'),
      ...otherwise('drawer', say(badges.drawer === 'unknown' ? 'devices.unknown' : 'devices.closed')),
    },
    {
      id: 'storage',
      icon: 'storage',
      name: say('devices.storage'),
      ...otherwise('storage', say('devices.ok')),
    },
    { id: 'clock', icon: 'clock', name: say('devices.clock'), ...otherwise('clock', say('devices.ok')) },
  ];
}
