import type { MessageView } from '../../../src-main/contract/views.ts';
import { formatTime } from '../../i18n/format.ts';
import type { Sentence } from '../../i18n/sentence.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { shownRefusalOf } from '../../ui/state/answers.ts';
import { useDesk, useView } from '../CashierContext.tsx';
import type { PastNotice } from '../desk/desk.ts';
import { PanelFrame } from './PanelFrame.tsx';

const NONE: readonly MessageView[] = [];

interface Message {
  readonly id: string;
  readonly atMs: number;
  readonly sentence: Sentence;
  readonly code: string | null;
}

/** What was said no to since the shift began: by the till, and here. Newest first. */
export function MessagesPanel() {
  const words = useWords();
  const ofTill = useView((view) => view.messages, NONE);
  const ofWindow = useDesk((desk) => desk.earlier);
  const messages = [...ofTill.map(fromTill), ...ofWindow.map(fromWindow)].sort((a, b) => b.atMs - a.atMs);

  function fromTill({ messageId, atMs, refusal }: MessageView): Message {
    const shown = shownRefusalOf(refusal);
    return { id: `till-${messageId}`, atMs, sentence: words.sayRefusal(shown), code: shown.number };
  }
  function fromWindow({ id, atMs, notice }: PastNotice): Message {
    return notice.kind === 'refusal'
      ? { id: `here-${id}`, atMs, sentence: words.sayRefusal(notice.refusal), code: notice.refusal.number }
      : { id: `here-${id}`, atMs, sentence: words.sayFeature(notice.feature), code: null };
  }

  return (
    <PanelFrame title={words.say('messages.title')} testId="panel-messages">
      {messages.length === 0 ? (
        <p className="search-state">{words.say('messages.none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1).
        <section className="messages-scroll" aria-label={words.say('messages.title')} tabIndex={0}>
          <ol className="messages">
            {messages.map(({ id, atMs, sentence, code }) => (
              <li key={id} data-testid="message">
                <time>{formatTime(atMs)}</time>
                <p>
                  <strong>{sentence.what}</strong> {sentence.safe} {sentence.press}
                </p>
                {code !== null && <small>{code}</small>}
              </li>
            ))}
          </ol>
        </section>
      )}
    </PanelFrame>
  );
}
