import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pictures } from './pictures.ts';
import { Stage } from './stage.ts';

// Writes every picture of the customer's screen and the workbench into a folder, for a person to look at:
// node tests/renderer-bench/take-pictures.ts FOLDER [NAME…]
const [folder = 'out/pictures', ...names] = process.argv.slice(2);
await mkdir(resolve(folder), { recursive: true });
const stage = await Stage.open();
try {
  for (const picture of pictures) {
    if (names.length > 0 && !names.some((name) => picture.name.includes(name))) continue;
    const { page, complaints } = await stage.show(picture.kind, picture.view, picture);
    await picture.act?.(page);
    await page.screenshot({ path: join(folder, `${picture.name}.png`) });
    if (complaints.length > 0) process.stderr.write(`${picture.name}: ${complaints.join('; ')}\n`);
    await page.context().close();
  }
} finally {
  await stage.close();
}
