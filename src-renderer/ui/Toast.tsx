import { Icon } from './Icon.tsx';

interface ToastProps {
  /** Null when there is nothing to say; the region stays, so that screen readers know it. */
  readonly text: string | null;
}

/** Good news that needs no answer. Never for anything refused. */
export function Toast({ text }: ToastProps) {
  return (
    <output className="toast-place" aria-live="polite" data-testid="toast">
      {text !== null && (
        <span className="toast">
          <Icon name="check" size={20} />
          {text}
        </span>
      )}
    </output>
  );
}
