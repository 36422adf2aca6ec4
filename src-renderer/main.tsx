import { createRoot } from 'react-dom/client';
import type { WindowKind } from '../src-main/contract/windows.ts';
import { openBenchBridge, openTillBridge } from './ui/bridge/bridge.ts';
import { browserEnvironment } from './ui/environment.ts';
import { NoBridge } from './ui/NoBridge.tsx';
import { oscillatorPlayer } from './ui/sound.ts';
import { unreachable } from './ui/unreachable.ts';
import '@fontsource/noto-sans-tc/400.css';
import '@fontsource/noto-sans-tc/700.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/money.css';
import './ui/tenders.css';
import './ui/feedback.css';

const silent = browserEnvironment();
const sound = oscillatorPlayer(() => new AudioContext(), silent);
const environment = { ...silent, sound };

await openWindow();

/** Opens the window that the host has made: the bridge knows its kind, the workbench's page says it in its address. */
async function openWindow(): Promise<void> {
  const place = document.getElementById('window');
  if (place === null) throw new Error('index.html has no place for a window');
  const root = createRoot(place);
  if (new URLSearchParams(location.search).get('window') === 'workbench') {
    const opened = await openBenchBridge();
    if (!opened.ok) return root.render(<NoBridge code={opened.error.code} />);
    const { WorkbenchWindow } = await import('./workbench/WorkbenchWindow.tsx');
    return root.render(<WorkbenchWindow bridge={opened.value} />);
  }
  const opened = await openTillBridge();
  if (!opened.ok) return root.render(<NoBridge code={opened.error.code} />);
  const bridge = opened.value;
  const kind: WindowKind = bridge.kind;
  switch (kind) {
    case 'cashier': {
      const { CashierWindow } = await import('./cashier/CashierWindow.tsx');
      return root.render(<CashierWindow bridge={bridge} environment={environment} />);
    }
    case 'customer': {
      const { CustomerWindow } = await import('./customer/CustomerWindow.tsx');
      return root.render(<CustomerWindow bridge={bridge} />);
    }
    case 'workbench':
      // A key for the workbench in an address without its name: the page is not what the key is for.
      return root.render(<NoBridge code="not-for-this-window" />);
    default:
      return unreachable(kind);
  }
}
