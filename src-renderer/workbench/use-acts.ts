import { useCallback, useMemo, useRef, useState } from 'react';
import type { Answer } from '../../src-main/contract/bridge.ts';
import type { ShownRefusal } from '../i18n/catalogue.ts';
import type { WorkbenchPlainKey } from '../i18n/workbench.ts';
import { shownRefusalOf } from '../ui/state/answers.ts';

/** One thing that a person asks of a simulator. */
export interface Act {
  readonly id: string;
  /** As its button says it. */
  readonly name: string;
  readonly unavailable: WorkbenchPlainKey | null;
  readonly send: () => Promise<Answer>;
}

/** Why nothing happened, or why that is not known. */
export type Notice =
  | { readonly kind: 'unavailable'; readonly reason: WorkbenchPlainKey }
  | { readonly kind: 'refused'; readonly act: string; readonly code: string; readonly refusal: ShownRefusal }
  | { readonly kind: 'lost'; readonly act: string };

export interface Acts {
  readonly notice: Notice | null;
  /** The acts that were asked for and not answered yet. */
  readonly running: ReadonlySet<string>;
  readonly run: (act: Act) => void;
}

/** Answers that leave it open whether the act was carried out. */
const UNKNOWN_OUTCOME = new Set(['bridge-lost', 'till-not-answering']);

/**
 * Runs acts and remembers what became of the newest one. A second press of the same button while the first is not
 * answered does nothing; a notice stays until an act succeeds.
 */
export function useActs(): Acts {
  const [notice, setNotice] = useState<Notice | null>(null);
  const [running, setRunning] = useState<ReadonlySet<string>>(new Set());
  // Beside the state: two presses within one frame must see each other.
  const asked = useRef(new Set<string>());

  const run = useCallback((act: Act) => {
    if (act.unavailable !== null) {
      setNotice({ kind: 'unavailable', reason: act.unavailable });
      return;
    }
    if (asked.current.has(act.id)) return;
    asked.current.add(act.id);
    setRunning(new Set(asked.current));
    void act
      .send()
      .then(
        (answer) => setNotice(noticeOf(act, answer)),
        // A bridge answers and does not throw; should one break, the outcome is not known.
        () => setNotice({ kind: 'lost', act: act.name }),
      )
      .finally(() => {
        asked.current.delete(act.id);
        setRunning(new Set(asked.current));
      });
  }, []);

  return useMemo(() => ({ notice, running, run }), [notice, running, run]);
}

function noticeOf(act: Act, answer: Answer): Notice | null {
  if (answer.ok) return null;
  const { code } = answer.error;
  if (UNKNOWN_OUTCOME.has(code)) return { kind: 'lost', act: act.name };
  return { kind: 'refused', act: act.name, code, refusal: shownRefusalOf(answer.error) };
}
