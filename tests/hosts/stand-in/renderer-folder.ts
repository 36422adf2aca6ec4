import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The smallest windows: a page whose script and style come from files, as the content policy demands. */
export function writeRenderer(folder: string, script: string): string {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="zh-Hant-TW" translate="no"><head><meta charset="utf-8"><title>stand-in</title>
<link rel="stylesheet" href="/assets/page.css"><script type="module" src="/assets/page.js"></script></head>
<body><main>收銀機</main><script>window.inlineScriptRan = true;</script></body></html>`,
  );
  writeFileSync(join(folder, 'assets', 'page.css'), 'main { color: rgb(1, 2, 3); }');
  writeFileSync(join(folder, 'assets', 'page.js'), script);
  return folder;
}
