import { KeyCap } from '../ui/KeyCap.tsx';
import { useBench } from './bench.ts';
import { actOf, type Control } from './controls.ts';

/** The buttons of one card, in a grid. */
export function ControlGrid({
  controls,
  columns,
}: {
  readonly controls: readonly Control[];
  readonly columns: 2 | 3;
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
  const { testId, children, onPress, letter = null, digit = null, keyCap } = props;
  const { held } = useBench();
  const shortcuts = [
    letter === null ? '' : `Alt+${letter}`,
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
      {held === 'alt' && letter !== null && <HeldCap label={letter} />}
      {held === 'ctrl' && digit !== null && <HeldCap label={String(digit)} />}
    </button>
  );
}

/** Lies over the button's corner, so that nothing moves when the modifier is pressed. */
function HeldCap({ label }: { readonly label: string }) {
  return (
    <span className="bench-cap" aria-hidden="true">
      <KeyCap label={label} />
    </span>
  );
}
