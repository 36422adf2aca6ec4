import type { CDPSession, Page } from '@playwright/test';
import type { WedgeKeyEvent } from '../../fixtures/simulators/virtual-wedge.ts';

const NAMED: Readonly<Record<string, { readonly keyCode: number; readonly text?: string }>> = {
  Enter: { keyCode: 13, text: '\r' },
  Tab: { keyCode: 9 },
  Escape: { keyCode: 27 },
  Home: { keyCode: 36 },
  ArrowDown: { keyCode: 40 },
  F1: { keyCode: 112 },
  F2: { keyCode: 113 },
  F10: { keyCode: 121 },
  Shift: { keyCode: 16 },
  Control: { keyCode: 17 },
  Alt: { keyCode: 18 },
};
/** `keyCode` of a key that an input method took (UI Events, Legacy key attributes). */
const PROCESS = 229;
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** From one scan to the next, at the least: nobody presents two codes faster. */
const PAUSE_MS = 60;
const ends = new WeakMap<Page, number>();

/**
 * Types strokes into the browser's own input queue, below the page: each event bears the time that the keyboard says,
 * however busy this machine is, so that its pace is the scanner's and not the machine's. Resolves when the page has
 * handled the last of them.
 *
 * The keyboard's clock may then be ahead of the machine's; a person's keys must not come before {@link clockReaches} it.
 */
export async function typeAsWedge(page: Page, strokes: readonly WedgeKeyEvent[]): Promise<void> {
  const session = await sessionOf(page);
  const nowMs = await page.evaluate(() => performance.timeOrigin + performance.now());
  const startMs = Math.max(nowMs, (ends.get(page) ?? 0) + PAUSE_MS) - (strokes[0]?.atMs ?? 0);
  ends.set(page, startMs + (strokes.at(-1)?.atMs ?? 0));
  const sent = strokes.map((stroke) =>
    session.send('Input.dispatchKeyEvent', eventOf(stroke, startMs + stroke.atMs)),
  );
  await Promise.all(sent);
}

/** Waits until the page's clock is past the last stroke, and past what a scanner may send behind its code. */
export async function clockReaches(page: Page): Promise<void> {
  await page.waitForFunction(
    (end) => performance.timeOrigin + performance.now() > end,
    (ends.get(page) ?? 0) + PAUSE_MS,
  );
}

/** What each digit's key writes in Zhuyin, as far as a test needs it. */
const ZHUYIN: Readonly<Record<string, string>> = {
  ...{ Digit1: 'ㄅ', Digit2: 'ㄉ', Digit3: 'ˇ', Digit4: 'ˋ', Digit5: 'ㄓ' },
  ...{ Digit6: 'ˊ', Digit7: '˙', Digit8: 'ㄚ', Digit9: 'ㄞ', Digit0: 'ㄢ' },
};

/**
 * The same with a Zhuyin input method between the keyboard and the focused text field: it takes every key before the
 * page hears of it, shows what it composes in the field, and writes it there for good at Enter.
 */
export async function typeThroughInputMethod(page: Page, strokes: readonly WedgeKeyEvent[]): Promise<void> {
  const session = await sessionOf(page);
  const startMs =
    (await page.evaluate(() => performance.timeOrigin + performance.now())) - (strokes[0]?.atMs ?? 0);
  let composed = '';
  for (const stroke of strokes) {
    const atMs = startMs + stroke.atMs;
    await session.send('Input.dispatchKeyEvent', eventOf({ ...stroke, key: 'Process' }, atMs));
    if (stroke.type === 'up') continue;
    if (stroke.code === 'Enter') {
      await session.send('Input.insertText', { text: composed });
      composed = '';
      continue;
    }
    composed += ZHUYIN[stroke.code] ?? '';
    const end = composed.length;
    await session.send('Input.imeSetComposition', { text: composed, selectionStart: end, selectionEnd: end });
  }
}

/** The browser's debugging session of a page, one for each page. */
function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, known);
  return known;
}

function eventOf(stroke: WedgeKeyEvent, atMs: number) {
  const { code, key, type, shift, ctrl, alt } = stroke;
  const isPrintable = [...key].length === 1;
  const text = isPrintable && !ctrl && !alt ? key : NAMED[key]?.text;
  const down = text === undefined ? 'rawKeyDown' : 'keyDown';
  const keyCode = key === 'Process' ? PROCESS : (NAMED[key]?.keyCode ?? legacyCode(code));
  return {
    type: type === 'up' ? 'keyUp' : down,
    modifiers: (alt ? 1 : 0) + (ctrl ? 2 : 0) + (shift ? 8 : 0),
    timestamp: atMs / 1000,
    code,
    key,
    windowsVirtualKeyCode: keyCode,
    ...(text === undefined || type === 'up' ? {} : { text, unmodifiedText: text }),
  } as const;
}

/** Letters and digits have their upper-case ASCII; the rest are looked at by nobody here. */
function legacyCode(code: string): number {
  const character = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  return character?.charCodeAt(0) ?? 0;
}
