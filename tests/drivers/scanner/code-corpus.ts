import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../fixtures/corpus/codes');

/** The lines of one file of the corpus, split at their tabs, with separators in place. */
export function corpusLines(name: string): string[][] {
  return readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replaceAll('<GS>', '\u001d').split('\t'));
}
