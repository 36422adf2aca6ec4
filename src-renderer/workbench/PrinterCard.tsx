import { useId } from 'react';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import type { WorkbenchPlainKey } from '../i18n/workbench.ts';
import { Icon } from '../ui/Icon.tsx';
import { useBench } from './bench.ts';
import { Card, type Tone } from './Card.tsx';
import { ControlGrid } from './ControlButton.tsx';
import { controlsOf } from './controls.ts';

const PRINTER = controlsOf('printer');

/** The printer, with the newest paper as its simulator drew it: never a second rendering. */
export function PrinterCard() {
  const { view, say } = useBench();
  const { printer } = view;
  const textId = useId();
  const { key, tone } = printerState(printer);
  return (
    <Card
      id="printer"
      icon={<Icon name="printer" size={20} />}
      title={say('bench.printer')}
      state={say(key)}
      tone={tone}
    >
      <figure
        className="bench-paper"
        aria-label={say('bench.printer.paper')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
      >
        {printer.paperPng === null ? (
          <p className="bench-empty">{say('bench.printer.noPaper')}</p>
        ) : (
          <>
            <img
              className="bench-paper-picture"
              src={printer.paperPng}
              alt={say('bench.printer.papers', { n: printer.papers })}
              aria-describedby={textId}
              data-testid="bench-paper"
            />
            <pre id={textId} className="only-spoken" lang="zh-Hant-TW" data-testid="bench-paper-text">
              {printer.paperText}
            </pre>
          </>
        )}
      </figure>
      <ControlGrid controls={PRINTER} columns={2} />
    </Card>
  );
}

/** What a person in front of the printer would notice first. */
function printerState(printer: BenchView['printer']): {
  readonly key: WorkbenchPlainKey;
  readonly tone: Tone;
} {
  if (!printer.isPlugged) return { key: 'bench.printer.unplugged', tone: 'warn' };
  if (printer.isCoverOpen) return { key: 'bench.printer.coverOpen', tone: 'warn' };
  if (printer.isCutterJammed) return { key: 'bench.printer.cutterJam', tone: 'warn' };
  if (printer.paper === 'out') return { key: 'bench.printer.paperOut', tone: 'warn' };
  if (printer.diesMidPrint) return { key: 'bench.printer.dies', tone: 'warn' };
  if (printer.paper === 'near-end') return { key: 'bench.printer.paperLow', tone: 'warn' };
  return { key: 'bench.printer.ok', tone: 'ok' };
}
