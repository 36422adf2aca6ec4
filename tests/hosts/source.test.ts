// Goal: what must be nowhere in the hosts is nowhere, and what must be in one place is in one.
// Method: reads the source; each rule is first shown to find a planted line.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const sources = globSync('src-main/**/*.ts', { cwd: root }).map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
}));

const rules: readonly {
  readonly name: string;
  readonly pattern: RegExp;
  readonly planted: string;
  readonly allowed: readonly string[];
}[] = [
  {
    name: 'ipcMain is touched by trusted-ipc.ts alone',
    pattern: /\bipcMain\b/,
    planted: "import { ipcMain } from 'electron';",
    allowed: ['src-main/hosts/electron/trusted-ipc.ts'],
  },
  {
    name: 'nothing is handed to the system’s browser',
    pattern: /\bopenExternal\b|\bshell\b[^;]*from 'electron'/,
    planted: "import { shell } from 'electron';",
    allowed: [],
  },
  {
    name: 'checks of TLS are never overridden',
    pattern:
      /certificate-error|setCertificateVerifyProc|rejectUnauthorized:\s*false|NODE_TLS_REJECT_UNAUTHORIZED|ignore-certificate/,
    planted: '{ rejectUnauthorized: false }',
    allowed: [],
  },
  {
    name: 'windows are made in one place',
    pattern: /new (electron\.)?BrowserWindow\b|new Window\(/,
    planted: 'new BrowserWindow({})',
    allowed: ['src-main/hosts/electron/create-window.ts'],
  },
  {
    name: 'Electron is imported by its entry, its calls and its preload script; elsewhere as types',
    pattern: /import (?!type )[^;]*from 'electron'/,
    planted: "import { app } from 'electron';",
    allowed: [
      'src-main/hosts/electron.ts',
      'src-main/hosts/electron/trusted-ipc.ts',
      'src-main/hosts/preload.ts',
    ],
  },
  {
    name: 'a Node is forked by the Chromium host alone: in Electron the fuse for it is off',
    pattern: /\bfork\b[^;]*from 'node:child_process'/,
    planted: "import { fork } from 'node:child_process';",
    allowed: ['src-main/hosts/chromium/fork-port-process.ts'],
  },
  {
    name: 'native port code is opened in the port process; the core has it for measuring, for scenarios and for torture',
    pattern: /from '[^']*\/drivers\/ports\/local-ports\.ts'/,
    planted: "import { localPorts } from '../../drivers/ports/local-ports.ts';",
    allowed: [
      'src-main/hosts/port-process.ts',
      'src-main/cli/bench/port-hop.ts',
      'src-main/cli/bench/tender-to-print.ts',
      'src-main/cli/scenario/stage.ts',
      'src-main/cli/torture/unplug/counter-till.ts',
    ],
  },
  {
    name: 'no host is served but on the loopback address',
    pattern: /0\.0\.0\.0|listen\([^)]*'::'/,
    planted: "http.listen(0, '0.0.0.0')",
    allowed: [],
  },
  {
    name: 'no feature of Chromium is switched on, and no window may show insecure content',
    pattern:
      /enableBlinkFeatures|experimentalFeatures: true|allowRunningInsecureContent: true|webSecurity: false/,
    planted: 'webSecurity: false',
    allowed: [],
  },
];

for (const { name, pattern, planted, allowed } of rules) {
  test(name, () => {
    expect(pattern.test(planted)).toBe(true);
    expect(sources.length).toBeGreaterThan(20);
    const found = sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
    expect(found.sort()).toEqual([...allowed].sort());
  });
}
