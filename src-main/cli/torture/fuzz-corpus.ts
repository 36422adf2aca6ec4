import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hex, utf8 } from './fuzz-target.ts';

/** One input that is kept, and where it stands. */
export interface KeptInput {
  readonly place: string;
  readonly bytes: Uint8Array;
}

const repository = import.meta.dirname.replace(/[\\/](out|src-main)[\\/].*$/, '');

/** Where the corpus of a checked-out source is. */
export const corpusFolder = join(repository, 'fixtures', 'corpus');

/**
 * The corpus of a target: every `.hex` and `.txt` file of its folder, an input a line, lines that begin with `#` left
 * out. In a `.txt` file `<GS>` stands for ASCII 29. Empty where there is no folder.
 */
export function readCorpus(target: string, folder: string = corpusFolder): readonly KeptInput[] {
  const own = join(folder, target);
  if (!existsSync(own)) return [];
  const files = readdirSync(own).filter((file) => /\.(hex|txt)$/.test(file));
  return files.toSorted().flatMap((file) =>
    readFileSync(join(own, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        if (line === '' || line.startsWith('#')) return [];
        const bytes = file.endsWith('.hex') ? hex(line) : utf8(line.replaceAll('<GS>', '\u001d'));
        return [{ place: `${target}/${file}:${index + 1}`, bytes }];
      }),
  );
}

/** Keeps an input that showed a problem, in a file of its own. @returns its path. */
export function keepInput(
  folder: string,
  target: string,
  kept: { readonly input: Uint8Array; readonly problem: string; readonly seed: number },
): string {
  const own = join(folder, target);
  mkdirSync(own, { recursive: true });
  const name = createHash('sha256').update(kept.input).digest('hex').slice(0, 12);
  const path = join(own, `${name}.hex`);
  const problem = kept.problem.replaceAll(/\s+/g, ' ').slice(0, 200);
  writeFileSync(path, `# seed ${kept.seed}: ${problem}\n${Buffer.from(kept.input).toString('hex')}\n`);
  return path;
}
