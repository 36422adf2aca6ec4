import { openTillBridge } from '../../../../src-renderer/ui/bridge/bridge.ts';

// The page of `window.test.ts`: nothing but the bridge, where the test can reach it.
Object.assign(window, { opened: openTillBridge() });
