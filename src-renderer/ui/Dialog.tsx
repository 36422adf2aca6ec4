import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { KeyCap } from './KeyCap.tsx';

interface DialogProps {
  /** A question. */
  readonly title: string;
  readonly children: ReactNode;
  /** What Esc does: nothing is lost by it. */
  readonly safe: { readonly label: string; readonly onPress: () => void };
  /** What binds. Left out where there is nothing to choose. */
  readonly primary?: { readonly label: string; readonly onPress: () => void };
  readonly size?: 'narrow' | 'wide';
  readonly testId: string;
}

/**
 * A choice that binds. The browser's own modal dialog keeps the focus inside and gives it back afterwards; it begins
 * on the safe action, which stands first.
 */
export function Dialog({ title, children, safe, primary, size = 'narrow', testId }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
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
            type="button"
            className="button button-primary"
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
