import type { WindowKind } from '../contract/windows.ts';

/** What a host tells whoever started it. */
export type Announcement =
  | { readonly window: WindowKind; readonly address?: string }
  | { readonly ready: true; readonly host: 'electron' | 'chromium' };

/**
 * One announcement as a line: JSON for programs, a sentence for people.
 */
export function announcementLine(announcement: Announcement, form: 'json' | 'sentence'): string {
  if (form === 'json') return `${JSON.stringify(announcement)}\n`;
  if ('ready' in announcement) return `Daybook runs in the ${hostNames[announcement.host]} host.\n`;
  const { window, address } = announcement;
  return address === undefined
    ? `The ${window} window is open.\n`
    : `The ${window} window: open this address on this machine: ${address}\n`;
}

const hostNames = { electron: 'Electron', chromium: 'Chromium' } as const;
