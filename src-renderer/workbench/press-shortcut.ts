/**
 * Presses what is shown and announces `shortcut` in `aria-keyshortcuts`: a button is clicked, a field takes the focus.
 * A key can so do nothing that its control does not, and nothing at all while that is hidden.
 */
export function pressShortcut(shortcut: string): void {
  const announced = document.querySelectorAll<HTMLElement>(`[aria-keyshortcuts~="${CSS.escape(shortcut)}"]`);
  const control = [...announced].find((element) => element.checkVisibility());
  if (control === undefined) return;
  if (control instanceof HTMLButtonElement) {
    control.click();
    return;
  }
  control.focus();
  if (control instanceof HTMLInputElement) control.select();
}
