import type { ReactNode } from 'react';
import { datePartsOf, formatTime, isoDay } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useCashier, useView } from '../CashierContext.tsx';

/** What a cashier may rely on before starting: the business date, the journal, the catalog's age. */
export function StartFacts() {
  const { say, language } = useWords();
  const businessDate = useView((view) => view.businessDate, '');
  const entries = useView((view) => view.journal.entries, 0);
  const isVerified = useView((view) => view.journal.isVerified, false);
  return (
    <dl className="start-facts">
      <Fact label={say('auth.businessDate')}>
        {say('auth.businessDay', datePartsOf(businessDate, language))}
      </Fact>
      <Fact label={say('auth.journal')} isSound={isVerified}>
        {isVerified ? say('auth.journalSound', { n: entries }) : say('auth.journalChecking', { n: entries })}
      </Fact>
      <CatalogFact />
    </dl>
  );
}

function CatalogFact() {
  const { say, language } = useWords();
  const { environment } = useCashier();
  const updatedAtMs = useView((view) => view.catalog.updatedAtMs, null);
  if (updatedAtMs === null) return <Fact label={say('auth.catalog')}>{say('auth.catalogNone')}</Fact>;
  const day = isoDay(updatedAtMs);
  const time = formatTime(updatedAtMs);
  const isToday = day === isoDay(environment.nowMs());
  const { month, day: date } = datePartsOf(day, language);
  return (
    <Fact label={say('auth.catalog')} isSound={isToday}>
      {isToday ? say('auth.catalogToday', { time }) : say('auth.catalogOn', { month, day: date, time })}
    </Fact>
  );
}

interface FactProps {
  readonly label: string;
  readonly children: ReactNode;
  /** A check mark beside it. */
  readonly isSound?: boolean;
}

function Fact({ label, children, isSound = false }: FactProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {isSound && <Icon name="check" size={20} />}
        {children}
      </dd>
    </div>
  );
}
