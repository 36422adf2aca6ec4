/** Text fields as the window's keys need them: typing into them by script, and putting them back as they were. */

/** A field as it stood at some moment. */
export interface FieldSnapshot {
  readonly field: HTMLInputElement;
  readonly text: string;
  readonly start: number | null;
  readonly end: number | null;
}

/** The text field that this is, if it is one. */
export function textFieldOf(target: EventTarget | null): HTMLInputElement | null {
  return target instanceof HTMLInputElement && target.type !== 'checkbox' ? target : null;
}

/** Notes what a field holds and where its caret is. */
export function snapshotOf(field: HTMLInputElement): FieldSnapshot {
  return { field, text: field.value, start: field.selectionStart, end: field.selectionEnd };
}

/**
 * Types text at the caret of the focused field, as its own key would have: over the selection, no longer than
 * `maxLength`, and to be undone with Ctrl+Z. Does nothing if the focus has left the field, since the text was meant for
 * it alone.
 */
export function typeInto(field: HTMLInputElement, text: string): void {
  if (field.ownerDocument.activeElement !== field) return;
  // The one way to type by script that keeps the field's undo history (HTML, execCommand; Chromium keeps it for that).
  field.ownerDocument.execCommand('insertText', false, text);
}

/**
 * Puts a field back as it was, and keeps it so until the returned function is called: what an input method has in hand
 * it writes into the field when it is taken from it, and sometimes a moment later.
 */
export function restoreField(snapshot: FieldSnapshot): () => void {
  const { field } = snapshot;
  let isRestoring = false;
  const restore = (): void => {
    if (isRestoring) return;
    isRestoring = true;
    if (field.value !== snapshot.text) setText(field, snapshot.text);
    if (field.ownerDocument.activeElement === field) field.setSelectionRange(snapshot.start, snapshot.end);
    isRestoring = false;
  };
  const refuse = (event: Event): void => {
    if (!isRestoring && event.cancelable) event.preventDefault();
  };
  // Losing the focus is what ends composing in every input method.
  if (field.value !== snapshot.text && field.ownerDocument.activeElement === field) {
    field.blur();
    field.focus({ preventScroll: true });
  }
  restore();
  field.addEventListener('beforeinput', refuse);
  field.addEventListener('input', restore);
  field.addEventListener('compositionend', restore);
  return () => {
    field.removeEventListener('beforeinput', refuse);
    field.removeEventListener('input', restore);
    field.removeEventListener('compositionend', restore);
  };
}

/** Sets a text field as if the person had: through the element's own setter, so that React hears of it. */
function setText(field: HTMLInputElement, text: string): void {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  setter?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
