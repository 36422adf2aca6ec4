import type { DeviceKind, DeviceReason, DeviceView } from '../../../src-main/contract/devices.ts';
import type { Language } from '../../../src-main/contract/views.ts';
import type { Say, WordKey, Words } from '../../i18n/catalogue.ts';
import { isWordKey } from '../../i18n/catalogue.ts';
import { datePartsOf, formatTime, isoDay } from '../../i18n/format.ts';
import type { IconName } from '../../ui/Icon.tsx';
import type { BadgeTone } from '../../ui/StatusBadge.tsx';
import { unreachable } from '../../ui/unreachable.ts';
import type { DeviceResult } from '../desk/device-watch.ts';

/** How a device stands, for a person before they read why. */
export interface DeviceLook {
  readonly tone: BadgeTone | 'quiet';
  readonly sign: IconName;
  readonly word: Extract<WordKey, `devices.state.${string}`>;
}

export const DEVICE_ICONS: Readonly<Record<DeviceKind, IconName>> = {
  scanner: 'scan',
  printer: 'printer',
  drawer: 'drawer',
  pole: 'pole',
  scale: 'scale',
  terminal: 'terminal',
};

/** What is worth knowing of a device that works, and no reason to go and look. */
const HARMLESS: ReadonlySet<DeviceReason> = new Set(['drawer-open', 'no-sense', 'unheard']);

/** The look of a device by its state and what it says of it. */
export function deviceLook({ status, reason }: Pick<DeviceView, 'status' | 'reason'>): DeviceLook {
  switch (status) {
    case 'enabled':
      return reason === null || HARMLESS.has(reason)
        ? { tone: 'normal', sign: 'check', word: 'devices.state.ok' }
        : { tone: 'warn', sign: 'triangle', word: 'devices.state.attention' };
    case 'claimed':
      return { tone: 'progress', sign: 'clock', word: 'devices.state.starting' };
    case 'offline':
      return { tone: 'warn', sign: 'triangle', word: 'devices.state.offline' };
    case 'error':
      return { tone: 'stop', sign: 'octagon', word: 'devices.state.fault' };
    case 'closed':
      return reason === 'opening'
        ? { tone: 'progress', sign: 'clock', word: 'devices.state.starting' }
        : { tone: 'quiet', sign: 'pause', word: 'devices.state.closed' };
    default:
      return unreachable(status);
  }
}

/** A device's name; of several of a kind each has its number. */
export function deviceName(
  device: Pick<DeviceView, 'deviceId' | 'kind'>,
  all: readonly Pick<DeviceView, 'deviceId' | 'kind'>[],
  say: Say,
): string {
  const name = say(`devices.${device.kind}`);
  const alike = all.filter(({ kind }) => kind === device.kind);
  if (alike.length < 2) return name;
  const n = alike.findIndex(({ deviceId }) => deviceId === device.deviceId) + 1;
  return say('devices.numbered', { name, n });
}

/** What a device shows now, in words where it sent a code word. */
export function readingOf({ kind, reading }: Pick<DeviceView, 'kind' | 'reading'>, say: Say): string {
  if (kind !== 'drawer') return reading;
  const key = `devices.drawerIs.${reading}`;
  return isDrawerWord(key) ? say(key) : reading;
}

function isDrawerWord(key: string): key is Extract<WordKey, `devices.drawerIs.${string}`> {
  return isWordKey(key);
}

/** A counter's name; one of a newer core is shown as it is called there. */
export function counterName(name: string, say: Say): string {
  const key = `counter.${name}`;
  return isCounterWord(key) ? say(key) : name;
}

function isCounterWord(key: string): key is Extract<WordKey, `counter.${string}`> {
  return isWordKey(key);
}

/** When something was: the time if today, else with its day. */
export function whenWas(atMs: number, nowMs: number, language: Language, say: Say): string {
  const day = isoDay(atMs);
  const time = formatTime(atMs);
  if (day === isoDay(nowMs)) return time;
  const { month, day: date } = datePartsOf(day, language);
  return say('devices.onDay', { month, day: date, time });
}

/** What came of a test or of reconnecting, and whether it is what was wanted. Null while it is under way. */
export function resultWords(
  result: DeviceResult,
  connection: string,
  words: Words,
): { readonly isGood: boolean; readonly text: string } | null {
  const { say } = words;
  switch (result.kind) {
    case 'asking':
      return null;
    case 'reopened':
      return { isGood: true, text: say('devices.reopened') };
    case 'refused': {
      const { what, safe } = words.sayRefusal(result.refusal);
      return { isGood: false, text: [what, safe].join(' ') };
    }
    case 'answered': {
      const { outcome, reason, text } = result.result;
      const said = text === '' ? [] : [say('devices.answered', { text })];
      if (outcome === 'done') {
        if (result.work === 'weigh') return { isGood: true, text: say('devices.done.weigh', { text }) };
        return { isGood: true, text: [say(`devices.done.${result.work}`), ...said].join(' ') };
      }
      const { what, press } = words.sayReason(reason ?? 'failed', connection);
      const test = say(`devices.test.${result.work}`);
      return { isGood: false, text: [say('devices.testFailed', { test, what, press }), ...said].join(' ') };
    }
    default:
      return unreachable(result);
  }
}
