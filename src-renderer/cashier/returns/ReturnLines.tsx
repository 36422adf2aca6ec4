import { useLayoutEffect, useRef } from 'react';
import type { ReturnableLine } from '../../../src-main/contract/sale-views.ts';
import { datePartsOf, formatCount, formatMoney, formatTime, isoDay } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Spoken } from '../../ui/Spoken.tsx';
import { useAct, useCashier } from '../CashierContext.tsx';
import type { ReturnDesk } from '../desk/desk.ts';
import { mostOf } from '../desk/returning.ts';

interface ReturnLinesProps {
  readonly returning: ReturnDesk;
}

/** The lines of the sale, and how many pieces of each come back. */
export function ReturnLines({ returning }: ReturnLinesProps) {
  const { say, language } = useWords();
  const act = useAct();
  const { environment } = useCashier();
  const { sale, units, lineId } = returning;
  const selected = sale.lines.find((line) => line.lineId === lineId);
  const { month, day } = datePartsOf(isoDay(sale.completedAtMs), language);
  return (
    <section className="return-lines" aria-label={say('return.lines')}>
      <div className="return-facts">
        <p>
          {say('return.soldAt', {
            date: `${month}/${day}`,
            time: formatTime(sale.completedAtMs),
            due: formatMoney(sale.due),
          })}
        </p>
        <button
          type="button"
          className="button"
          aria-keyshortcuts="*"
          onClick={() => act({ kind: 'return', act: { kind: 'all' } })}
          data-testid="return-all"
        >
          {say('return.all')}
          <KeyCap label="*" />
        </button>
      </div>
      {sale.isPastReturnDays && (
        <p className="return-past" data-testid="return-past">
          <Icon name="triangle" size={18} />
          {say('return.past')}
        </p>
      )}
      <div className="return-scroll">
        <table className="return-table">
          <thead>
            <tr>
              <th scope="col">{say('return.name')}</th>
              <th scope="col">{say('return.bought')}</th>
              <th scope="col">{say('return.returned')}</th>
              <th scope="col">{say('return.back')}</th>
              <th scope="col">{say('return.net')}</th>
            </tr>
          </thead>
          <tbody>
            {sale.lines.map((line) => (
              <Row
                key={line.lineId}
                line={line}
                units={units[line.lineId] ?? 0}
                isSelected={line.lineId === lineId}
              />
            ))}
          </tbody>
        </table>
      </div>
      {sale.gifts.length > 0 && (
        <p className="return-gifts" data-testid="return-gifts">
          {say('return.gifts', {
            names: sale.gifts
              .map(({ name, quantity }) => say('return.gift', { name, quantity }))
              .join(say('return.between')),
          })}
        </p>
      )}
      <Spoken
        label={say('return.lines')}
        text={
          selected === undefined
            ? ''
            : say('return.spoken', {
                number: selected.number,
                name: selected.name,
                units: units[selected.lineId] ?? 0,
                most: mostOf(selected),
              })
        }
        environment={environment}
        testId="return-spoken"
      />
    </section>
  );
}

interface RowProps {
  readonly line: ReturnableLine;
  readonly units: number;
  readonly isSelected: boolean;
}

function Row({ line, units, isSelected }: RowProps) {
  const { say, language } = useWords();
  const row = useRef<HTMLTableRowElement>(null);
  // What a key has selected is to be seen.
  useLayoutEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  const { lineId, number, name, quantity, returned, net } = line;
  const most = mostOf(line);
  return (
    <tr
      ref={row}
      className="return-row"
      aria-current={isSelected ? 'true' : undefined}
      data-testid={`return-line-${number}`}
    >
      <th scope="row" className="return-name">
        <span className="return-number">{formatCount(number)}</span>
        <span className="return-text" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
          {name}
        </span>
      </th>
      <td>{formatCount(quantity)}</td>
      <td>{returned === 0 ? '–' : formatCount(returned)}</td>
      <td className="return-units" data-chosen={units > 0}>
        {most === 0 ? (
          <span className="return-none">{say('return.nothingLeft')}</span>
        ) : (
          <span className="return-stepper">
            <StepKey
              lineId={lineId}
              step={-1}
              label={say('return.lessOf', { name })}
              isAvailable={units > 0}
            />
            <span data-testid={`return-units-${number}`}>{formatCount(units)}</span>
            <StepKey
              lineId={lineId}
              step={1}
              label={say('return.moreOf', { name })}
              isAvailable={units < most}
            />
          </span>
        )}
      </td>
      <td className="return-net">{formatCount(net)}</td>
    </tr>
  );
}

interface StepKeyProps {
  readonly lineId: string;
  readonly step: 1 | -1;
  readonly label: string;
  readonly isAvailable: boolean;
}

function StepKey({ lineId, step, label, isAvailable }: StepKeyProps) {
  const act = useAct();
  return (
    <button
      type="button"
      className="step-button"
      aria-label={label}
      aria-disabled={!isAvailable}
      onClick={() => {
        act({ kind: 'return', act: { kind: 'select-line', lineId } });
        act({ kind: 'return', act: { kind: 'units', step, lineId } });
      }}
    >
      <Icon name={step === 1 ? 'plus' : 'minus'} size={20} />
    </button>
  );
}
