import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyStrip, type StripKey } from '../../ui/KeyStrip.tsx';
import { useAct } from '../CashierContext.tsx';

interface DoneKeysProps {
  /** Whether there is a sale whose receipt can be printed again. */
  readonly hasReprint: boolean;
}

/** F9 and F10 in their usual places, on screens that need no others. */
export function DoneKeys({ hasReprint }: DoneKeysProps) {
  const { say } = useWords();
  const act = useAct();
  const reprint: StripKey = {
    name: 'F9',
    label: say('keys.reprint'),
    isAvailable: true,
    onPress: () => act({ kind: 'reprint' }),
  };
  const more: StripKey = {
    name: 'F10',
    label: say('keys.more'),
    isAvailable: true,
    onPress: () => act({ kind: 'open-panel', panel: 'more' }),
  };
  return <KeyStrip testId="key-strip" first={1} keys={hasReprint ? [reprint, more] : [more]} />;
}
