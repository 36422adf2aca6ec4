import { formatCount } from '../i18n/format.ts';
import { useWords } from '../i18n/WordsContext.tsx';
import { Icon } from './Icon.tsx';

interface TenderCardProps {
  readonly name: string;
  readonly state: 'entering' | 'captured';
  readonly amount: number;
  readonly testId: string;
}

/** One tender: its name, its state in a word, a shape and an edge, and its amount. */
export function TenderCard({ name, state, amount, testId }: TenderCardProps) {
  const { say } = useWords();
  return (
    <li className="tender-card" data-state={state} data-testid={testId}>
      <Icon name={state === 'captured' ? 'check' : 'cash'} />
      <span className="tender-name">{name}</span>
      <span className="tender-state">{say(state === 'captured' ? 'tender.paid' : 'tender.entering')}</span>
      <span className="tender-amount">{formatCount(amount)}</span>
    </li>
  );
}
