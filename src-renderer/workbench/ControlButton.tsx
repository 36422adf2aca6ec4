import { KeyCap } from '../ui/KeyCap.tsx';
import { useBench } from './bench.ts';
import { actOf, type Control, pageOf } from './control.ts';

/** The buttons of one card, in a grid. */
export function ControlGrid({
  controls,
  columns,
}: {
  readonly controls: readonly Control[];
  readonly columns: 2 | 3 | 7;
}) {
  return (
    <div className="bench-grid" data-columns={columns}>
      {controls.map((control) => (
        <ControlButton key={control.id} control={control} />
      ))}
    </div>
  );
}

/** A mode that stays is shown selected; an event is a plain button. Its keys show while Alt or Ctrl is held. */
function ControlButton({ control }: { readonly control: Control }) {
  const { bridge, view, say, acts } = useBench();
  const act = actOf(control, bridge, view, say);
  const isSelected = control.isSelected?.(view) ?? null;
  return (
    <BenchButton
      testId={control.id}
      letter={control.letter}
      isOnPage={pageOf(control) !== 'shop'}
      digit={control.digit ?? null}
      isSelected={isSelected}
      hint={isSelected && control.isToggle ? say('bench.pressAgain') : null}
      isUnavailable={act.unavailable !== null}
      onPress={() => acts.run(act)}
    >
      {say(control.label)}
    </BenchButton>
  );
}

interface BenchButtonProps {
  readonly testId: string;
  readonly children: string;
  readonly onPress: () => void;
  /** A letter or digit that presses it together with Alt. */
  readonly letter?: string | null;
  /** It stands on a page beside the shop's: its letter wants Shift too. */
  readonly isOnPage?: boolean;
  /** 1 to 9: presses it together with Ctrl. */
  readonly digit?: number | null;
  /** Null for an event, which cannot be selected. */
  readonly isSelected?: boolean | null;
  /** It keeps its place and loses its fill; pressed, it says why. */
  readonly isUnavailable?: boolean;
  readonly hint?: string | null;
  /** A key that presses it alone, in words and as `aria-keyshortcuts` writes it. */
  readonly keyCap?: { readonly cap: string; readonly shortcut: string };
  /** What it says is a product's name and stays in the catalog's language. */
  readonly isProduct?: boolean;
}

/** A button of the workbench. */
export function BenchButton(props: BenchButtonProps) {
  const { testId, children, onPress, letter = null, digit = null, isOnPage = false, keyCap } = props;
  const { held } = useBench();
  const shortcuts = [
    letter === null ? '' : shortcutOf(letter, isOnPage),
    digit === null ? '' : `Control+${digit}`,
    keyCap?.shortcut ?? '',
  ].filter((shortcut) => shortcut !== '');
  return (
    <button
      type="button"
      className="bench-button"
      data-testid={`bench-${testId}`}
      aria-pressed={props.isSelected ?? undefined}
      aria-disabled={props.isUnavailable === true ? true : undefined}
      aria-keyshortcuts={shortcuts.length > 0 ? shortcuts.join(' ') : undefined}
      title={props.hint ?? undefined}
      onClick={onPress}
    >
      <span className="bench-button-text" lang={props.isProduct === true ? 'zh-Hant-TW' : undefined}>
        {children}
      </span>
      {keyCap !== undefined && <KeyCap label={keyCap.cap} />}
      {letter !== null && <PressedWith letter={letter} isOnPage={isOnPage} />}
      {held === 'ctrl' && digit !== null && <HeldCap label={String(digit)} />}
    </button>
  );
}

/** As `aria-keyshortcuts` writes it. On the pages beside the shop's the key looks for it: see `press-shortcut.ts`. */
export function shortcutOf(letter: string, isOnPage: boolean): string {
  return isOnPage ? `Alt+Shift+${letter}` : `Alt+${letter}`;
}

/** A control's letter, while what has to be held with it is held. */
export function PressedWith({ letter, isOnPage }: { readonly letter: string; readonly isOnPage: boolean }) {
  const { held } = useBench();
  return held === (isOnPage ? 'alt-shift' : 'alt') ? <HeldCap label={letter} /> : null;
}

/** Lies over the button's corner, so that nothing moves when the modifier is pressed. */
function HeldCap({ label }: { readonly label: string }) {
  return (
    <span className="bench-cap" aria-hidden="true">
      <KeyCap label={label} />
    </span>
  );
}
