import { BurstGuard, MAX_GAP_MS, MIN_BURST_LENGTH } from '../../ui/keyboard/burst-guard.ts';
import { belongsToInputMethod, type Key, keyOf, mayRepeat, scannedCharacter } from '../../ui/keyboard/key.ts';
import { type Direction, moveRegion, moveWithin, regionOf } from '../../ui/keyboard/regions.ts';
import type { ScreenSize } from '../../ui/screen-size.ts';
import type { CashierDesk } from './cashier-desk.ts';
import { type FieldRun, fieldRunAfter, setFieldText } from './field-run.ts';
import { intentForKey, type KeyContext } from './key-intents.ts';
import { bannerKeyOn, bannerOn } from './refusal-conduct.ts';

/** Operators in one row of the sign-in screen; the same as in `start.css`. */
const OPERATOR_COLUMNS: Readonly<Record<ScreenSize, number>> = { column: 2, small: 2, medium: 3, large: 3 };

/** More keys than a hand presses while a screen turns. */
const MOST_HELD = 32;

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  Up: 'up',
  Down: 'down',
  Left: 'left',
  Right: 'right',
};

/**
 * Listens to the window's keys before any control sees them, and sends each to where it belongs: the input method, the
 * guard against keyboard scanners, the focus, or an intent.
 * @returns stops listening.
 */
export function listenToKeys(window: Window, desk: CashierDesk): () => void {
  let takeBack: () => void = () => {};
  let fieldRun: FieldRun | null = null;
  let lastEnterMs = Number.NEGATIVE_INFINITY;

  const guard = new BurstGuard<Key>(
    {
      pass: (key) => {
        takeBack = desk.checkpoint();
        const routed = intentForKey(key, contextOf(desk, window.document));
        if (routed.kind !== 'native' && routed.kind !== 'ignored') desk.act(routed);
      },
      burst: (code, passed) => {
        if (passed > 0) takeBack();
        desk.act({ kind: 'wedge-scan', code });
      },
    },
    desk.environment.after,
  );

  // Keys pressed while a screen turns are meant for the one that comes: `+` and the amount in one go.
  let held: KeyboardEvent[] = [];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (held.length === 0 && !desk.isTurning()) {
      handleKeyDown(event);
      return;
    }
    event.preventDefault();
    if (!event.repeat && held.length < MOST_HELD) held.push(event);
  };
  const release = (): void => {
    while (held.length > 0 && !desk.isTurning()) {
      const [next, ...rest] = held;
      held = rest;
      if (next !== undefined) handleKeyDown(next);
    }
  };

  const handleKeyDown = (event: KeyboardEvent): void => {
    const field = textFieldOf(event.target);
    if (belongsToInputMethod(event, field !== null)) return;
    const key = keyOf(event);
    if (key.kind === 'suppressed' || (event.repeat && !mayRepeat(key) && field === null)) {
      event.preventDefault();
      return;
    }
    const character = scannedCharacter(event);
    const atMs = event.timeStamp;
    if (field !== null) {
      fieldRun = fieldRunAfter(fieldRun, { field: field.value, character, atMs });
    } else if (character !== undefined && !isPressOfSpace(key, window.document)) {
      event.preventDefault();
      // The sixth digit of a PIN cannot be taken back once it has signed in.
      guard.character(key, character, { atMs, canBeTakenBack: isEntryDigit(key, desk) });
      return;
    }
    if (key.kind !== 'key') return;
    if (key.name === 'Enter' || key.name === 'Tab') {
      const isScanInField = field !== null && endsScan(fieldRun, atMs);
      if (isScanInField && fieldRun !== null) {
        setFieldText(field, fieldRun.before);
        desk.act({ kind: 'wedge-scan', code: fieldRun.text });
        fieldRun = null;
      }
      const isBounce = key.name === 'Enter' && atMs - lastEnterMs < MAX_GAP_MS;
      if (key.name === 'Enter') lastEnterMs = atMs;
      if (isScanInField || guard.terminator() || isBounce) {
        event.preventDefault();
        return;
      }
    } else {
      lastEnterMs = Number.NEGATIVE_INFINITY;
      guard.flush();
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
    const movesFocus = dialog !== null || context.focus === 'control' || (field !== null && isUpOrDown);
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
    if (textFieldOf(event.target) === null) event.preventDefault();
  };
  const onContextMenu = (event: Event): void => event.preventDefault();

  const stopReleasing = desk.subscribe(release);
  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('mousedown', onMouseDown, { capture: true });
  window.addEventListener('contextmenu', onContextMenu, { capture: true });
  return () => {
    stopReleasing();
    window.removeEventListener('keydown', onKeyDown, { capture: true });
    window.removeEventListener('mousedown', onMouseDown, { capture: true });
    window.removeEventListener('contextmenu', onContextMenu, { capture: true });
  };
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

function textFieldOf(target: EventTarget | Element | null): HTMLInputElement | null {
  return target instanceof HTMLInputElement ? target : null;
}

function isEntryDigit(key: Key, desk: CashierDesk): boolean {
  return key.kind === 'digit' && desk.view()?.screen !== 'sign-in';
}

function isPressOfSpace(key: Key, document: Document): boolean {
  return key.kind === 'key' && key.name === 'Space' && focusOf(document.activeElement) !== 'none';
}

function endsScan(run: FieldRun | null, atMs: number): boolean {
  return run !== null && run.text.length >= MIN_BURST_LENGTH && atMs - run.lastAtMs <= MAX_GAP_MS;
}
