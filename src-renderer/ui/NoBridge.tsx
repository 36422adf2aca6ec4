import { wordsIn } from '../i18n/catalogue.ts';
import { shownRefusalOf } from './state/answers.ts';

interface NoBridgeProps {
  /** Why the host did not take this window. */
  readonly code: string;
}

/** All that a window can show when there is no till behind it, in both languages: none has been chosen yet. */
export function NoBridge({ code }: NoBridgeProps) {
  const refusal = shownRefusalOf({ code });
  const zhTw = wordsIn['zh-TW'].sayRefusal(refusal);
  const en = wordsIn.en.sayRefusal(refusal);
  return (
    <main className="no-bridge" role="alert" data-testid="no-bridge">
      <h1>Daybook</h1>
      <p>
        <strong>{zhTw.what}</strong> {zhTw.safe} {zhTw.press}
      </p>
      <p lang="en">
        <strong>{en.what}</strong> {en.safe} {en.press}
      </p>
      <small>{refusal.number}</small>
    </main>
  );
}
