import { createRoot } from 'react-dom/client';
import { CustomerWindow } from '../../../src-renderer/customer/CustomerWindow.tsx';
import { WorkbenchWindow } from '../../../src-renderer/workbench/WorkbenchWindow.tsx';
import { FakeBridge } from './fake-bridge.ts';
import '@fontsource/noto-sans-tc/400.css';
import '@fontsource/noto-sans-tc/700.css';
import '../../../src-renderer/ui/tokens.css';
import '../../../src-renderer/ui/base.css';
import '../../../src-renderer/ui/controls.css';

// Puts one window on an empty page over a fake bridge, which the test drives as `window.benchStage`.
const bridge = new FakeBridge();
Object.assign(window, { benchStage: bridge });

const root = document.getElementById('window');
if (root === null) throw new Error('the stage has no root');
const isCustomer = new URLSearchParams(window.location.search).get('window') === 'customer';
createRoot(root).render(
  isCustomer ? <CustomerWindow bridge={bridge} /> : <WorkbenchWindow bridge={bridge.asBenchBridge()} />,
);
