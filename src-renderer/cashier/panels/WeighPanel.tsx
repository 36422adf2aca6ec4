import { formatCount, formatKilograms } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { NumericPad } from '../../ui/NumericPad.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useCashier, useDesk } from '../CashierContext.tsx';
import { EntryFigure } from './EntryFigure.tsx';
import { PanelFrame } from './PanelFrame.tsx';

/** Goods by weight: from the scale with Enter, or the grams typed. */
export function WeighPanel() {
  const { say, language } = useWords();
  const act = useAct();
  const { environment } = useCashier();
  const weighing = useDesk((desk) => desk.weighing);
  const entry = useDesk((desk) => desk.entry);
  const isAsking = useDesk((desk) => desk.asking.has('weigh'));
  if (weighing === null) return null;
  const grams = Number(entry);
  return (
    <PanelFrame title={say('weigh.title')} testId="panel-weigh">
      <div className="entry-panel">
        <div className="entry-words">
          <p className="weigh-name" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
            {weighing.name}
          </p>
          <p className="entry-lead">{say('weigh.put')}</p>
          <p className="entry-aside">{isAsking ? <WaitingWord word={say('weigh.asking')} /> : null}</p>
          <button
            type="button"
            className="primary-key entry-primary"
            aria-keyshortcuts="Enter"
            onClick={() => act({ kind: 'confirm' })}
            data-testid="weigh-add"
          >
            {grams === 0 ? say('weigh.read') : say('weigh.take', { kg: formatKilograms(grams) })}
            <KeyCap label="Enter" />
          </button>
        </div>
        <div className="entry-side">
          <EntryFigure
            label={say('weigh.grams')}
            text={entry === '' ? '' : formatCount(grams)}
            echo={grams === 0 ? null : say('line.weight', { kg: formatKilograms(grams) })}
            hint={say('weigh.orType')}
            testId="weigh-grams"
          />
          <NumericPad
            onDigits={(digits) => act({ kind: 'type', digits })}
            onErase={() => act({ kind: 'erase' })}
            onClear={() => act({ kind: 'clear' })}
            environment={environment}
            testId="weigh-pad"
          />
        </div>
      </div>
    </PanelFrame>
  );
}
