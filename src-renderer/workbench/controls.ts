import type { Answer, BenchBridge } from '../../src-main/contract/bridge.ts';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import type { WorkbenchPlainKey, WorkbenchSay } from '../i18n/workbench.ts';
import type { Act } from './use-acts.ts';

export type CardId = 'printer' | 'scanner' | 'network' | 'headOffice' | 'drawer' | 'till';

/**
 * One button over a simulator. A mode that stays has `isSelected`, an event has not (ui.md, Screens).
 * Buttons and keys are made from the same rows, so that a key cannot do what its button does not.
 */
export interface Control {
  readonly id: string;
  readonly card: CardId;
  readonly label: WorkbenchPlainKey;
  /** Presses it together with Alt. Letters of one card lie side by side on the keyboard. */
  readonly letter: string;
  /** Presses it together with Ctrl; 1 to 9. */
  readonly digit?: number;
  readonly isSelected?: (view: BenchView) => boolean;
  /** A second press undoes the mode. */
  readonly isToggle?: true;
  /** Why it cannot be pressed now; null where it can. */
  readonly unavailable?: (view: BenchView) => WorkbenchPlainKey | null;
  readonly send: (bench: BenchBridge, view: BenchView) => Promise<Answer>;
}

type HeadOfficeMode = BenchView['headOffice']['mode'];

function headOfficeMode(
  mode: HeadOfficeMode,
  label: WorkbenchPlainKey,
  letter: string,
  digit?: number,
): Control {
  return {
    id: `head-office-${mode}`,
    card: 'headOffice',
    label,
    letter,
    ...(digit === undefined ? {} : { digit }),
    isSelected: (view) => view.headOffice.mode === mode,
    send: (bench) => bench.benchHeadOffice({ mode }),
  };
}

function networkMode(
  mode: BenchView['network'],
  label: WorkbenchPlainKey,
  letter: string,
  digit: number,
): Control {
  return {
    id: `network-${mode}`,
    card: 'network',
    label,
    letter,
    digit,
    isSelected: (view) => view.network === mode,
    send: (bench) => bench.benchNetwork({ mode }),
  };
}

/** Why the scanner sends nothing now. */
export function scannerUnavailable(view: BenchView): WorkbenchPlainKey | null {
  return view.scanner.isPlugged ? null : 'bench.unavailable.unplugged';
}

/** Every button of the device cards, in reading order within its card. */
export const CONTROLS: readonly Control[] = [
  {
    id: 'printer-paper-out',
    card: 'printer',
    label: 'bench.printer.takePaper',
    letter: 'Q',
    isSelected: (view) => view.printer.paper === 'out',
    send: (bench) => bench.benchPrinter({ act: 'paper-out' }),
  },
  {
    id: 'printer-paper-ok',
    card: 'printer',
    label: 'bench.printer.loadPaper',
    letter: 'W',
    send: (bench) => bench.benchPrinter({ act: 'paper-ok' }),
  },
  {
    id: 'printer-near-end',
    card: 'printer',
    label: 'bench.printer.nearEnd',
    letter: 'E',
    isSelected: (view) => view.printer.paper === 'near-end',
    send: (bench) => bench.benchPrinter({ act: 'paper-near-end' }),
  },
  {
    id: 'printer-cover',
    card: 'printer',
    label: 'bench.printer.openCover',
    letter: 'R',
    isToggle: true,
    isSelected: (view) => view.printer.isCoverOpen,
    send: (bench, view) =>
      bench.benchPrinter({ act: view.printer.isCoverOpen ? 'cover-close' : 'cover-open' }),
  },
  {
    id: 'printer-line',
    card: 'printer',
    label: 'bench.printer.unplug',
    letter: 'T',
    isToggle: true,
    isSelected: (view) => !view.printer.isPlugged,
    send: (bench, view) => bench.benchPrinter({ act: view.printer.isPlugged ? 'unplug' : 'plug' }),
  },
  {
    id: 'printer-cutter',
    card: 'printer',
    label: 'bench.printer.jamCutter',
    letter: 'Y',
    isToggle: true,
    isSelected: (view) => view.printer.isCutterJammed,
    send: (bench, view) =>
      bench.benchPrinter({ act: view.printer.isCutterJammed ? 'cutter-clear' : 'cutter-jam' }),
  },
  {
    id: 'printer-die',
    card: 'printer',
    label: 'bench.printer.die',
    letter: 'U',
    isSelected: (view) => view.printer.diesMidPrint,
    send: (bench) => bench.benchPrinter({ act: 'die-mid-print' }),
  },

  {
    id: 'scanner-half',
    card: 'scanner',
    label: 'bench.scanner.half',
    letter: 'A',
    unavailable: scannerUnavailable,
    send: (bench) => bench.benchScanFault({ fault: 'half' }),
  },
  {
    id: 'scanner-garbage',
    card: 'scanner',
    label: 'bench.scanner.garbage',
    letter: 'S',
    unavailable: scannerUnavailable,
    send: (bench) => bench.benchScanFault({ fault: 'garbage' }),
  },
  {
    id: 'scanner-burst',
    card: 'scanner',
    label: 'bench.scanner.burst',
    letter: 'D',
    unavailable: scannerUnavailable,
    send: (bench) => bench.benchScanFault({ fault: 'burst' }),
  },
  {
    id: 'scanner-line',
    card: 'scanner',
    label: 'bench.scanner.unplug',
    letter: 'F',
    isToggle: true,
    isSelected: (view) => !view.scanner.isPlugged,
    send: (bench, view) => bench.benchScanFault({ fault: view.scanner.isPlugged ? 'unplug' : 'plug' }),
  },

  networkMode('up', 'bench.network.up', 'G', 1),
  networkMode('down', 'bench.network.down', 'H', 2),
  networkMode('slow', 'bench.network.slow', 'J', 3),

  headOfficeMode('normal', 'bench.headOffice.normal', 'Z', 4),
  headOfficeMode('lose-answers', 'bench.headOffice.loseAnswers', 'X', 5),
  headOfficeMode('error-500', 'bench.headOffice.error500', 'C', 6),
  headOfficeMode('garbage', 'bench.headOffice.garbage', 'V', 7),
  headOfficeMode('reject-next', 'bench.headOffice.rejectNext', 'B', 8),
  headOfficeMode('old-catalog', 'bench.headOffice.oldCatalog', 'N', 9),
  headOfficeMode('new-price', 'bench.headOffice.newPrice', 'M'),

  {
    id: 'drawer-open',
    card: 'drawer',
    label: 'bench.drawer.open',
    letter: 'K',
    send: (bench) => bench.benchDrawer({ act: 'open' }),
  },
  {
    id: 'drawer-close',
    card: 'drawer',
    label: 'bench.drawer.close',
    letter: 'L',
    send: (bench) => bench.benchDrawer({ act: 'close' }),
  },
  {
    id: 'drawer-stick',
    card: 'drawer',
    label: 'bench.drawer.stick',
    letter: 'I',
    isToggle: true,
    isSelected: (view) => view.drawer.isStuck,
    send: (bench, view) => bench.benchDrawer({ act: view.drawer.isStuck ? 'release' : 'stick' }),
  },

  {
    id: 'till-kill',
    card: 'till',
    label: 'bench.till.kill',
    letter: 'O',
    unavailable: (view) => (view.till === 'stopped' ? 'bench.unavailable.stopped' : null),
    send: (bench) => bench.benchTill({ act: 'kill' }),
  },
  {
    id: 'till-start',
    card: 'till',
    label: 'bench.till.start',
    letter: 'P',
    unavailable: (view) => {
      switch (view.till) {
        case 'stopped':
          return null;
        case 'starting':
          return 'bench.unavailable.starting';
        case 'running':
          return 'bench.unavailable.running';
      }
    },
    send: (bench) => bench.benchTill({ act: 'start' }),
  },
];

/** Pressing a control, by its button or its key. */
export function actOf(control: Control, bridge: BenchBridge, view: BenchView, say: WorkbenchSay): Act {
  return {
    id: control.id,
    name: say(control.label),
    unavailable: control.unavailable?.(view) ?? null,
    send: () => control.send(bridge, view),
  };
}

/** The buttons of one card. */
export function controlsOf(card: CardId): readonly Control[] {
  return CONTROLS.filter((control) => control.card === card);
}
