import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { firstFocusable } from '../../ui/keyboard/regions.ts';
import { useAct } from '../CashierContext.tsx';
import { BannerPlace } from '../frame/BannerPlace.tsx';

interface PanelFrameProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly testId: string;
  /** What can be done from the head, before the way back. */
  readonly actions?: ReactNode;
  /** False where the first control would do something that binds. */
  readonly focusesFirst?: boolean;
}

/** A panel over the left column. Takes the focus on opening and gives it back where it was. */
export function PanelFrame({ title, children, testId, actions, focusesFirst = true }: PanelFrameProps) {
  const { say } = useWords();
  const act = useAct();
  const head = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    if (focusesFirst && body.current !== null) {
      const inHead = head.current === null ? null : firstFocusable(head.current);
      (firstFocusable(body.current) ?? inHead)?.focus();
    }
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [focusesFirst]);
  return (
    <div className="panel over-panel" data-testid={testId}>
      <div ref={head} className="over-head">
        <h1>{title}</h1>
        {actions}
        <button
          type="button"
          className="button"
          aria-keyshortcuts="Escape"
          onClick={() => act({ kind: 'close-panel' })}
          data-testid="panel-close"
        >
          {say('action.back')}
          <KeyCap label="Esc" />
        </button>
      </div>
      <div ref={body} className="over-body">
        {children}
      </div>
      <BannerPlace />
    </div>
  );
}
