import { belongsToInputMethod, type Key, keyOf, mayRepeat } from '../../ui/keyboard/key.ts';
import { type Direction, moveRegion, moveWithin, regionOf } from '../../ui/keyboard/regions.ts';
import { textFieldOf, typeInto } from '../../ui/keyboard/text-field.ts';
import type { ScreenSize } from '../../ui/screen-size.ts';
import type { CashierDesk } from './cashier-desk.ts';
import { intentForKey, type KeyContext } from './key-intents.ts';
import { bannerKeyOn, bannerOn } from './refusal-conduct.ts';
import { type HeldStroke, WedgeGate } from './wedge-gate.ts';

/** Operators in one row of the sign-in screen; the same as in `start.css`. */
const OPERATOR_COLUMNS: Readonly<Record<ScreenSize, number>> = { column: 2, small: 2, medium: 3, large: 3 };

/** More keys than a hand presses while a screen turns. */
const MOST_WAITING = 32;

/** A finger that means one Enter may bounce this soon. */
const BOUNCE_MS = 35;

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  Up: 'up',
  Down: 'down',
  Left: 'left',
  Right: 'right',
};

/**
 * Listens to the window's keys before any control sees them, and sends each to where it belongs: a scan to the core, the
 * rest to the input method, the text field, the focus, or an intent.
 * @returns stops listening.
 */
export function listenToKeys(window: Window, desk: CashierDesk): () => void {
  let lastEnterMs = Number.NEGATIVE_INFINITY;

  // Keys pressed while a screen turns are meant for the one that comes: `+` and the amount in one go.
  let waiting: (() => void)[] = [];
  const inTurn = (work: () => void): boolean => {
    if (waiting.length === 0 && !desk.isTurning()) {
      work();
      return true;
    }
    if (waiting.length < MOST_WAITING) waiting.push(work);
    return false;
  };
  const release = (): void => {
    while (waiting.length > 0 && !desk.isTurning()) {
      const [next, ...rest] = waiting;
      waiting = rest;
      next?.();
    }
  };

  const gate = new WedgeGate(desk, (stroke) => {
    inTurn(() => carryOutCharacter(stroke));
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (gate.press(event) !== 'passed') {
      // An input method has the stroke already; taking it from the window as well would only confuse the two.
      if (belongsToInputMethod(event, textFieldOf(event.target) !== null)) return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const isLost = event.repeat && (waiting.length > 0 || desk.isTurning());
    const isDoneNow = !isLost && inTurn(() => handleKeyDown(event));
    if (!isDoneNow) event.preventDefault();
  };

  /** A stroke with a character that was held and turned out to be typing. */
  const carryOutCharacter = ({ event, field, isInputMethods }: HeldStroke): void => {
    if (isInputMethods) return;
    const character = printable(event);
    if (field !== null) {
      if (character !== null) typeInto(field, character);
      return;
    }
    const key = keyOf(event);
    const routed = intentForKey(key, contextOf(desk, window.document));
    const { activeElement } = window.document;
    if (routed.kind !== 'native' && routed.kind !== 'ignored') desk.act(routed);
    else if (routed.kind === 'native' && isSpace(key) && activeElement instanceof HTMLElement)
      activeElement.click();
  };

  const handleKeyDown = (event: KeyboardEvent): void => {
    const field = textFieldOf(event.target);
    if (belongsToInputMethod(event, field !== null)) return;
    const key = keyOf(event);
    if (key.kind === 'suppressed' || (event.repeat && !mayRepeat(key) && field === null)) {
      event.preventDefault();
      return;
    }
    if (key.kind !== 'key') return;
    if (key.name === 'Enter') {
      const isBounce = event.timeStamp - lastEnterMs < BOUNCE_MS;
      lastEnterMs = event.timeStamp;
      if (isBounce) {
        event.preventDefault();
        return;
      }
    } else {
      lastEnterMs = Number.NEGATIVE_INFINITY;
    }
    carryOutKey(event, key, field);
  };

  const carryOutKey = (
    event: KeyboardEvent,
    key: Extract<Key, { kind: 'key' }>,
    field: HTMLInputElement | null,
  ): void => {
    const { document } = window;
    const active = document.activeElement;
    const dialog = document.querySelector('dialog[open]');
    if (key.name === 'Tab' || key.name === 'ShiftTab') {
      // A modal dialog keeps the focus by itself.
      if (dialog !== null) return;
      event.preventDefault();
      moveRegion(document, active, key.name === 'Tab' ? 1 : -1);
      return;
    }
    const context = contextOf(desk, document);
    const direction = DIRECTIONS[key.name];
    const isUpOrDown = direction === 'up' || direction === 'down';
    const leavesLines = direction === 'down' && context.focus === 'lines' && isOnLastLine(desk);
    const movesFocus =
      dialog !== null || context.focus === 'control' || leavesLines || (field !== null && isUpOrDown);
    if (direction !== undefined && movesFocus && active !== null) {
      event.preventDefault();
      const region = dialog instanceof HTMLElement ? dialog : regionOf(active);
      if (region !== null) moveWithin(region, active, direction);
      return;
    }
    const routed = intentForKey(key, context);
    if (routed.kind === 'native') return;
    event.preventDefault();
    if (routed.kind !== 'ignored') desk.act(routed);
  };

  // The focus belongs to the keyboard: a touch on a button leaves it where it was, so that Enter after a touch does
  // not press that button again.
  const onMouseDown = (event: MouseEvent): void => {
    gate.yieldToHand();
    if (textFieldOf(event.target) === null) event.preventDefault();
  };
  const onContextMenu = (event: Event): void => event.preventDefault();

  const stopReleasing = desk.subscribe(release);
  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('mousedown', onMouseDown, { capture: true });
  window.addEventListener('contextmenu', onContextMenu, { capture: true });
  return () => {
    stopReleasing();
    gate.dispose();
    window.removeEventListener('keydown', onKeyDown, { capture: true });
    window.removeEventListener('mousedown', onMouseDown, { capture: true });
    window.removeEventListener('contextmenu', onContextMenu, { capture: true });
  };
}

/** From the newest line the arrow goes on to the coupons and offers under it. */
function isOnLastLine(desk: CashierDesk): boolean {
  const last = desk.cart()?.lines.at(-1);
  return last !== undefined && last.lineId === desk.get().selectedLineId;
}

function contextOf(desk: CashierDesk, document: Document): KeyContext {
  const view = desk.view();
  const { panel, dialog, entry, size } = desk.get();
  const screen = view?.screen ?? 'starting';
  const banner = bannerOn(screen, desk.get());
  return {
    screen,
    panel,
    dialog,
    hasEntry: entry !== '',
    hasCart: desk.cart() !== null,
    bannerKey: (banner === null ? undefined : bannerKeyOn(screen, banner)) ?? null,
    hasPrintQuestion: (view?.printQuestions.length ?? 0) > 0,
    focus: focusOf(document.activeElement),
    operatorColumns: OPERATOR_COLUMNS[size],
  };
}

function focusOf(active: Element | null): KeyContext['focus'] {
  if (textFieldOf(active) !== null) return 'text';
  if (active === null || active === active.ownerDocument.body) return 'none';
  if (active.closest('[data-cart-row]') !== null) return 'lines';
  return active.closest('[data-region], dialog') === null ? 'none' : 'control';
}

/** What the key has typed by the system's own layout and Caps Lock, if it is a character. */
function printable({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): string | null {
  const isAltGraph = ctrlKey && altKey;
  const isCommand = (ctrlKey || altKey || metaKey) && !isAltGraph;
  return isCommand || [...key].length !== 1 ? null : key;
}

function isSpace(key: Key): boolean {
  return key.kind === 'key' && key.name === 'Space';
}
