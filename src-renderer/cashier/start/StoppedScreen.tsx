import type { Refusal } from '../../../src-main/contract/refusals.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { shownRefusalOf } from '../../ui/state/answers.ts';
import { Wordmark } from '../../ui/Wordmark.tsx';

interface StoppedScreenProps {
  readonly refusal: Refusal;
}

/** This till cannot sell at all: what happened, whether the sales are safe, and whom to call. */
export function StoppedScreen({ refusal }: StoppedScreenProps) {
  const words = useWords();
  const shown = shownRefusalOf(refusal);
  const { what, safe, press } = words.sayRefusal(shown);
  return (
    <main
      className="left start-alone"
      data-region="lines"
      aria-label={words.say('frame.main')}
      data-testid="screen-stopped"
    >
      <div className="panel start-panel">
        <Wordmark tagline={words.say('start.product')} />
        <div className="stopped-words" role="alert">
          <Icon name="octagon" size={36} />
          <div>
            <h1 className="start-title">{what}</h1>
            <p>{safe}</p>
            <p className="stopped-press">{press}</p>
            <small>{words.say('banner.code', { code: shown.number })}</small>
          </div>
        </div>
      </div>
    </main>
  );
}
