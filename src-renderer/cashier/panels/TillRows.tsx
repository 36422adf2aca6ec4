import type { Badges } from '../../../src-main/contract/views.ts';
import type { Say } from '../../i18n/catalogue.ts';
import { formatTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import type { BadgeTone } from '../../ui/StatusBadge.tsx';
import { unreachable } from '../../ui/unreachable.ts';
import { useView } from '../CashierContext.tsx';
import { badgesOf, headOfficeLook } from '../frame/badges.ts';

interface TillRow {
  readonly id: string;
  readonly icon: IconName;
  readonly name: string;
  readonly text: string;
  readonly tone: BadgeTone;
}

/** What is no device at the counter: the line to head office, storage, and the clock. */
export function TillRows() {
  const { say } = useWords();
  const badges = useView((view) => view.badges, null);
  if (badges === null) return null;
  return (
    <ul className="device-rows" aria-label={say('devices.others')}>
      {rowsOf(badges, say).map(({ id, icon, name, text, tone }) => (
        <li key={id} className="device-row" data-tone={tone} data-testid={`device-${id}`}>
          <Icon name={icon} size={24} />
          <span className="device-name">{name}</span>
          <span className="device-text">
            <Icon name={signOf(tone)} size={18} />
            {text}
          </span>
        </li>
      ))}
    </ul>
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

function rowsOf(badges: Badges, say: Say): readonly TillRow[] {
  const headOffice = headOfficeLook(badges.headOffice, say);
  const others = new Map(badgesOf(badges, say).map((look) => [look.id, look]));
  const otherwise = (id: 'storage' | 'clock') => {
    const look = others.get(id);
    return { text: look?.text ?? say('devices.ok'), tone: look?.tone ?? ('normal' as const) };
  };
  return [
    {
      id: 'head-office',
      icon: 'cloud',
      name: say('devices.headOffice'),
      text: say('devices.since', { state: headOffice.text, time: formatTime(badges.headOffice.sinceMs) }),
      tone: headOffice.tone,
    },
    { id: 'storage', icon: 'storage', name: say('devices.storage'), ...otherwise('storage') },
    { id: 'clock', icon: 'clock', name: say('devices.clock'), ...otherwise('clock') },
  ];
}
