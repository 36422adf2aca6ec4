import type { Badges, HeadOfficeBadge, PrinterBadge } from '../../../src-main/contract/views.ts';
import type { Say } from '../../i18n/catalogue.ts';
import { formatCount } from '../../i18n/format.ts';
import type { IconName } from '../../ui/Icon.tsx';
import type { BadgeTone } from '../../ui/StatusBadge.tsx';
import { unreachable } from '../../ui/unreachable.ts';

/** Devices that show a badge only when they do not work. */
type DeviceId = 'scanner' | 'pole' | 'scale' | 'terminal';

/** How one badge stands. */
export interface BadgeLook {
  readonly id: 'head-office' | 'printer' | DeviceId | 'drawer' | 'storage' | 'clock';
  readonly icon: IconName;
  readonly tone: BadgeTone;
  readonly text: string;
  readonly shortText: string;
}

const DEVICES = [
  { id: 'scanner', icon: 'scan', lost: 'status.scannerLost', fault: 'status.scannerFault' },
  { id: 'pole', icon: 'pole', lost: 'status.poleLost', fault: 'status.poleFault' },
  { id: 'scale', icon: 'scale', lost: 'status.scaleLost', fault: 'status.scaleFault' },
  { id: 'terminal', icon: 'terminal', lost: 'status.terminalLost', fault: 'status.terminalFault' },
] as const;

/** The badges to show, in their fixed order. What is normal and need not be watched is left out (ui.md, StatusBadge). */
export function badgesOf(badges: Badges, say: Say): readonly BadgeLook[] {
  const looks: BadgeLook[] = [headOfficeLook(badges.headOffice, say), printerLook(badges.printer, say)];
  for (const device of DEVICES) {
    const badge = badges[device.id];
    if (badge === 'disconnected') looks.push(warn(device.id, device.icon, say(device.lost)));
    if (badge === 'fault') looks.push(warn(device.id, device.icon, say(device.fault)));
  }
  if (badges.drawer === 'left-open') looks.push(warn('drawer', 'drawer', say('status.drawerOpen')));
  if (badges.drawer === 'stuck') looks.push(warn('drawer', 'drawer', say('status.drawerStuck')));
  if (badges.storage === 'low') looks.push(warn('storage', 'storage', say('status.storageLow')));
  if (badges.storage === 'full') looks.push(stop('storage', 'storage', say('status.storageFull')));
  if (badges.storage === 'failed') looks.push(stop('storage', 'storage', say('status.storageFailed')));
  if (badges.clockOffsetSeconds !== null) {
    looks.push(warn('clock', 'clock', say('status.clockOff', { n: badges.clockOffsetSeconds })));
  }
  return looks;
}

/** Head office: connected, cut off, catching up, or waiting for a person. */
export function headOfficeLook(badge: HeadOfficeBadge, say: Say): BadgeLook {
  const { backlog } = badge;
  switch (badge.state) {
    case 'online': {
      const text = backlog === 0 ? say('status.online') : say('status.onlineWaiting', { n: backlog });
      return look('head-office', 'cloud', 'normal', text, say('status.onlineShort'));
    }
    case 'offline':
      return warn('head-office', 'cloud-off', say('status.offline', { n: backlog }));
    case 'catching-up': {
      const text = say('status.catchingUp', {
        i: formatCount(badge.sent ?? 0),
        n: formatCount(badge.total ?? backlog),
      });
      return look('head-office', 'cloud', 'progress', text, text);
    }
    case 'needs-action':
      return stop('head-office', 'cloud-off', say(needOf(badge.reason)));
    default:
      return unreachable(badge.state);
  }
}

function needOf(reason: HeadOfficeBadge['reason']) {
  switch (reason) {
    case 'certificate':
      return 'status.needsCertificate';
    case 'authentication':
      return 'status.needsAuthentication';
    case 'diverged':
      return 'status.needsDiverged';
    case undefined:
      return 'status.needsAction';
    default:
      return unreachable(reason);
  }
}

/** The printer and what waits for it. */
export function printerLook({ state, waiting }: PrinterBadge, say: Say): BadgeLook {
  const counted = (text: string) =>
    waiting === 0 ? text : say('status.printerWaiting', { state: text, n: waiting });
  switch (state) {
    case 'ok': {
      const text = counted(say('status.printerOk'));
      return look(
        'printer',
        'printer',
        waiting === 0 ? 'normal' : 'warn',
        text,
        counted(say('status.printerOkShort')),
      );
    }
    case 'paper-low':
      return warn('printer', 'printer', counted(say('status.paperLow')));
    case 'paper-out':
      return stop('printer', 'printer', counted(say('status.paperOut')));
    case 'cover-open':
      return stop('printer', 'printer', counted(say('status.coverOpen')));
    case 'disconnected':
      return stop('printer', 'printer', counted(say('status.printerLost')));
    case 'fault':
      return stop('printer', 'printer', counted(say('status.printerFault')));
    case 'none':
      return look('printer', 'printer', 'normal', say('status.printerNone'), say('status.printerNone'));
    default:
      return unreachable(state);
  }
}

function look(
  id: BadgeLook['id'],
  icon: IconName,
  tone: BadgeTone,
  text: string,
  shortText: string,
): BadgeLook {
  return { id, icon, tone, text, shortText };
}

function warn(id: BadgeLook['id'], icon: IconName, text: string): BadgeLook {
  return look(id, icon, 'warn', text, text);
}

function stop(id: BadgeLook['id'], icon: IconName, text: string): BadgeLook {
  return look(id, icon, 'stop', text, text);
}
