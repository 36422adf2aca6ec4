import { MAX_GAP_MS } from '../../ui/keyboard/burst-guard.ts';

/** Characters that arrived in a text field faster than any hand types, and what the field held before them. */
export interface FieldRun {
  readonly before: string;
  readonly text: string;
  readonly lastAtMs: number;
}

/** The run after one more stroke. A field shows its characters at once, so a scan is taken out of it afterwards. */
export function fieldRunAfter(
  run: FieldRun | null,
  stroke: { readonly field: string; readonly character: string | undefined; readonly atMs: number },
): FieldRun | null {
  const { character, atMs } = stroke;
  if (character === undefined) return run;
  if (run !== null && atMs - run.lastAtMs <= MAX_GAP_MS) {
    return { before: run.before, text: run.text + character, lastAtMs: atMs };
  }
  return { before: stroke.field, text: character, lastAtMs: atMs };
}

/** Sets a text field as if the person had: through the element's own setter, so that React hears of it. */
export function setFieldText(field: HTMLInputElement, text: string): void {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  setter?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
