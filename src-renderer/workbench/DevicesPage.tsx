import { useId, useState } from 'react';
import { formatCount, formatMoney } from '../i18n/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { useBench } from './bench.ts';
import { Card } from './Card.tsx';
import { ControlGrid, PressedWith, shortcutOf } from './ControlButton.tsx';
import { controlsOf } from './controls.ts';
import { lineState } from './device-state.ts';
import { putTyped } from './put-weight.ts';

const POLE = controlsOf('pole');
const SCALE = controlsOf('scale');
const TERMINAL = controlsOf('terminal');
const PRINTER_LINE = controlsOf('printerLine');

/** What stands on the counter beside scanner and printer. */
export function DevicesPage() {
  return (
    <>
      <PoleCard />
      <ScaleCard />
      <TerminalCard />
      <PrinterLineCard />
    </>
  );
}

/** The customer's two rows, as the display shows them. */
function PoleCard() {
  const { view, say } = useBench();
  const { key, tone } = lineState(view, 'pole');
  const textId = useId();
  return (
    <Card
      id="pole"
      icon={<Icon name="pole" size={20} />}
      title={say('bench.pole')}
      state={say(key)}
      tone={tone}
    >
      <figure className="bench-pole-face" aria-label={say('bench.pole.shows')}>
        <img
          className="bench-pole-picture"
          src={view.pole.png}
          alt={say('bench.pole.picture')}
          aria-describedby={textId}
          data-testid="bench-pole-picture"
        />
        <pre id={textId} className="only-spoken" lang="zh-Hant-TW" data-testid="bench-pole-text">
          {view.pole.rows.map((row) => row.trimEnd()).join('\n')}
        </pre>
      </figure>
      <ControlGrid controls={POLE} columns={2} />
    </Card>
  );
}

/** The scale: what its own display shows, and what lies on its pan. */
function ScaleCard() {
  const { bridge, view, say, acts } = useBench();
  const { key, tone } = lineState(view, 'scale');
  const [typed, setTyped] = useState('');
  const { grams, isMoving } = view.scale;
  return (
    <Card
      id="scale"
      icon={<Icon name="scale" size={20} />}
      title={say('bench.scale')}
      state={isMoving && tone !== 'warn' ? say('bench.scale.moving') : say(key)}
      tone={tone}
    >
      <output
        className="bench-reading"
        aria-label={say('bench.scale.reading')}
        data-testid="bench-scale-reading"
      >
        {say('bench.scale.grams', { grams: formatCount(grams) })}
      </output>
      <form
        className="bench-put"
        onSubmit={(event) => {
          event.preventDefault();
          acts.run(putTyped(bridge, typed, say('bench.scale.put')));
        }}
      >
        <span className="bench-keyed">
          <input
            className="bench-field"
            data-testid="bench-grams"
            inputMode="numeric"
            aria-label={say('bench.scale.custom')}
            aria-keyshortcuts={shortcutOf('3', true)}
            placeholder={say('bench.scale.custom')}
            value={typed}
            maxLength={7}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
          <PressedWith letter="3" isOnPage />
        </span>
        <button type="submit" className="bench-button" data-testid="bench-put">
          {say('bench.scale.put')}
        </button>
      </form>
      <ControlGrid controls={SCALE} columns={3} />
    </Card>
  );
}

const CHARGES = {
  pay: 'bench.terminal.paid',
  refund: 'bench.terminal.refunded',
  void: 'bench.terminal.voided',
} as const;

/** The card terminal: what it was asked, what its bank has booked, and how it answers next. */
function TerminalCard() {
  const { view, say } = useBench();
  const { key, tone } = lineState(view, 'terminal');
  const { requests, isBusy, charges } = view.terminal;
  return (
    <Card
      id="terminal"
      icon={<Icon name="terminal" size={20} />}
      title={say('bench.terminal')}
      state={isBusy && tone !== 'warn' ? say('bench.terminal.busy') : say(key)}
      tone={tone}
    >
      <p className="bench-caption" data-testid="bench-terminal-requests">
        {say('bench.terminal.requests', { n: requests })}
      </p>
      {charges.length === 0 ? (
        <p className="bench-charges bench-caption">{say('bench.terminal.noCharges')}</p>
      ) : (
        <ol className="bench-charges" aria-label={say('bench.terminal.charges')}>
          {charges.map(({ kind, amount }, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: two charges may be alike; the newest is always the first.
              key={index}
              data-testid="bench-charge"
            >
              <span>{say(CHARGES[kind])}</span>
              <span>{formatMoney(amount)}</span>
            </li>
          ))}
        </ol>
      )}
      <ControlGrid controls={TERMINAL} columns={3} />
    </Card>
  );
}

/** Faults of the printer's line and power; those of its paper are beside its paper. */
function PrinterLineCard() {
  const { view, say } = useBench();
  const { key, tone } = lineState(view, 'printer');
  return (
    <Card
      id="printer-line"
      icon={<Icon name="printer" size={20} />}
      title={say('bench.printerLine')}
      state={say(key)}
      tone={tone}
    >
      <ControlGrid controls={PRINTER_LINE} columns={7} />
    </Card>
  );
}
