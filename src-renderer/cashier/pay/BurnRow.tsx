import type { BurnView } from '../../../src-main/contract/sale-views.ts';
import { formatMoney, formatPoints, formatSaving } from '../../i18n/format.ts';
import { nameIn } from '../../i18n/label.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useView } from '../CashierContext.tsx';
import { boundWord, mostWord, refusedWord } from './tender-words.ts';

interface BurnRowProps {
  readonly burn: BurnView;
  /** Whether F6 means this programme. */
  readonly hasKey: boolean;
  /** From the first tender on the price stands. */
  readonly isFrozen: boolean;
}

/**
 * Own points lower the price, so they stand above the amount due: what they may take off and what sets that, that head
 * office is being asked, or what they have taken off.
 */
export function BurnRow({ burn, hasKey, isFrozen }: BurnRowProps) {
  const words = useWords();
  const { say, language } = words;
  const act = useAct();
  const who = useView((view) => view.cart?.member?.maskedName ?? '', '');
  const { programmeId, state } = burn;
  const name = nameIn(burn.name, language);
  const isChosen = state === 'chosen';
  const canChoose = state === 'none' && burn.maximum > 0;
  const press = isChosen
    ? { label: say('pay.burnDrop'), spoken: say('pay.burnDropNamed', { name }) }
    : {
        label: say('pay.burn', { n: burn.maximum }),
        spoken: say('pay.burnNamed', { name, amount: formatMoney(burn.maximum) }),
      };
  return (
    <div className="burn-row" data-state={state} data-testid={`burn-${programmeId}`}>
      <Icon name="points" size={20} />
      <p className="burn-words">
        <strong>{headOf(burn, words)}</strong>
        <small>{isChosen ? chosenNote(burn, who === '' ? name : who, words) : noteOf(burn, words)}</small>
      </p>
      {isChosen && <span className="burn-value">{formatSaving(burn.value)}</span>}
      {!isFrozen && (isChosen || canChoose) && (
        <button
          type="button"
          className="button burn-key"
          aria-label={press.spoken}
          aria-keyshortcuts={hasKey ? 'F6' : undefined}
          onClick={() => act({ kind: isChosen ? 'drop-burn' : 'burn-points', programmeId })}
          data-testid={`burn-${programmeId}-press`}
        >
          {press.label}
          {hasKey && <KeyCap label="F6" />}
        </button>
      )}
    </div>
  );
}

type Words = ReturnType<typeof useWords>;

function headOf(burn: BurnView, { say }: Words): string {
  if (burn.state === 'chosen') return say('pay.burned', { points: formatPoints(burn.points, burn.decimals) });
  if (burn.state === 'asking') return say('pay.own');
  return say(burn.maximum > 0 ? 'pay.burnOffer' : 'pay.burnNot');
}

/** Whose points they are, and what set the amount where the core says so. */
function chosenNote(burn: BurnView, who: string, words: Words): string {
  return burn.boundBy === null ? who : words.say('pay.burnFor', { name: who, bound: boundWord(burn, words) });
}

function noteOf(burn: BurnView, words: Words) {
  if (burn.state === 'asking') return <WaitingWord word={words.say('pay.burnAsking')} />;
  return burn.maximum > 0 ? mostWord(burn, words) : refusedWord(burn, words);
}
