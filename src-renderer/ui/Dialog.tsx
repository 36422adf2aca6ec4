import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { KeyCap } from './KeyCap.tsx';

interface DialogProps {
  /** A question. */
  readonly title: string;
  readonly children: ReactNode;
  /** What Esc does: nothing is lost by it. */
  readonly safe: { readonly label: string; readonly onPress: () => void };
  /** What binds. Left out where there is nothing to choose. */
  readonly primary?: { readonly label: string; readonly onPress: () => void; readonly isAvailable?: boolean };
  readonly size?: 'narrow' | 'wide';
  /** Where the focus begins: on the safe action, or on the primary one where that does nothing until something is typed. */
  readonly startsOn?: 'safe' | 'primary';
  readonly testId: string;
}

/**
 * A choice that binds. The browser's own modal dialog keeps the focus inside and gives it back afterwards; it begins
 * on the safe action, which stands first, unless told otherwise.
 */
export function Dialog({
  title,
  children,
  safe,
  primary,
  size = 'narrow',
  startsOn = 'safe',
  testId,
}: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const primaryKey = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    if (startsOn === 'primary') primaryKey.current?.focus();
    return () => dialog?.close();
  }, [startsOn]);
  return (
    <dialog
      ref={element}
      className="dialog"
      data-size={size}
      data-testid={testId}
      aria-labelledby="dialog-title"
      // Esc is the desk's: it closes the dialog by its own state.
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="dialog-title" className="dialog-title">
        {title}
      </h2>
      <div className="dialog-body">{children}</div>
      <div className="dialog-actions">
        <button
          type="button"
          className="button"
          aria-keyshortcuts="Escape"
          onClick={safe.onPress}
          data-testid="dialog-safe"
        >
          {safe.label}
          <KeyCap label="Esc" />
        </button>
        {primary !== undefined && (
          <button
            ref={primaryKey}
            type="button"
            className="button button-primary"
            aria-disabled={primary.isAvailable === false ? true : undefined}
            onClick={primary.onPress}
            data-testid="dialog-primary"
          >
            {primary.label}
          </button>
        )}
      </div>
    </dialog>
  );
}
