import type { BenchView } from '../../src-main/contract/workbench.ts';
import type { WorkbenchPlainKey } from '../i18n/workbench.ts';
import { type Control, scannerUnavailable } from './control.ts';

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

/** The buttons of the shop's page and of the printer beside every page, in reading order within their cards. */
export const SHOP_CONTROLS: readonly Control[] = [
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
    isToggle: true,
    isSelected: (view) => view.printer.diesMidPrint,
    send: (bench, view) =>
      view.printer.diesMidPrint
        ? bench.benchAct({ device: 'printer', act: 'die-disarm' })
        : bench.benchPrinter({ act: 'die-mid-print' }),
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
