import { useWords } from '../../i18n/WordsContext.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { Wordmark } from '../../ui/Wordmark.tsx';

/** The till is opening its journal. */
export function StartingScreen() {
  const { say } = useWords();
  return (
    <main
      className="left start-alone"
      data-region="lines"
      aria-label={say('frame.main')}
      data-testid="screen-starting"
    >
      <div className="panel start-panel">
        <h1 className="only-spoken">{say('frame.starting')}</h1>
        <Wordmark tagline={say('start.product')} />
        <p className="start-opening">
          <WaitingWord word={say('start.opening')} />
        </p>
        <p className="start-hint">{say('start.openingHint')}</p>
      </div>
    </main>
  );
}
