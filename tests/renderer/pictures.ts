import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Language, Theme } from '../../src-main/contract/views.ts';
import { complaintsOf, openStage, play } from './stage.ts';
import { STATES } from './states.ts';

/**
 * Draws every state of the cashier's window into a folder, to be looked at:
 * `node tests/renderer/pictures.ts FOLDER [state-prefix] [themes] [languages] [sizes]`, each of the last three a list
 * with commas. Without them everything is drawn.
 */
const SIZES: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  '1366': { width: 1366, height: 768 },
  '1024': { width: 1024, height: 768 },
  '1920': { width: 1920, height: 1080 },
  '683': { width: 683, height: 384 },
};

const [folder, prefix = '', themes = 'light,dark', languages = 'zh-TW,en', sizes = '1366,1024,1920'] =
  process.argv.slice(2);
if (folder === undefined)
  throw new Error('usage: pictures.ts FOLDER [state-prefix] [themes] [languages] [sizes]');
mkdirSync(folder, { recursive: true });

const house = await openStage();
try {
  for (const size of sizes.split(',')) {
    const viewport = SIZES[size];
    if (viewport === undefined) throw new Error(`no size ${size}`);
    const page = await house.newPage(viewport);
    for (const [name, state] of Object.entries(STATES).filter(([each]) => each.startsWith(prefix))) {
      for (const theme of themes.split(',') as Theme[]) {
        for (const language of languages.split(',') as Language[]) {
          await play(page, name, { ...state, view: { ...state.view, theme, language } });
          await page.screenshot({ path: join(folder, `${name}-${size}-${theme}-${language}.png`) });
        }
      }
    }
    const complaints = complaintsOf(page);
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`);
    await page.close();
  }
} finally {
  await house.close();
}
