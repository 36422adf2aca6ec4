import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { accessibilityFindings, FLAWLESS, flawsOf, isOneColumn } from './looks.ts';
import { pictures, prepare } from './pictures.ts';
import { Stage } from './stage.ts';

// Writes every picture of the customer's screen and the workbench into a folder for a person to look at, and says what
// measuring and axe find in each (the test suite looks at a share of them):
//   npx node tests/renderer-bench/take-pictures.ts FOLDER [PART OF A NAME…]
const [folder = 'out/pictures', ...parts] = process.argv.slice(2);
await mkdir(resolve(folder), { recursive: true });
const stage = await Stage.open();
let findings = 0;
try {
  for (const picture of pictures) {
    if (parts.length > 0 && !parts.some((part) => picture.name.includes(part))) continue;
    const { page, complaints, close } = await stage.show(picture.kind, picture.view, picture);
    await prepare(page, picture);
    await page.screenshot({ path: join(folder, `${picture.name}.png`) });
    const flaws = await flawsOf(page, isOneColumn(page.viewportSize()?.width ?? 0));
    const isFlawless = JSON.stringify(flaws) === JSON.stringify(FLAWLESS);
    const found = [
      ...complaints,
      ...(isFlawless ? [] : [JSON.stringify(flaws)]),
      ...(await accessibilityFindings(page)),
    ];
    findings += found.length;
    process.stdout.write(`${picture.name}: ${found.length === 0 ? 'nothing found' : found.join('\n  ')}\n`);
    await close();
  }
} finally {
  await stage.close();
}
process.exitCode = findings === 0 ? 0 : 1;
