import type { Journal } from '../../src-main/store/journal.ts';

/**
 * Makes every append inside the journal's transactions fail with what `broken` throws, after everything before it has
 * gone well. @returns puts it right again.
 */
export function breakAppending(journal: Journal, broken: () => never): () => void {
  const write = journal.write.bind(journal);
  journal.write = (work) =>
    write(({ entriesOfCommand }) => work({ entriesOfCommand, append: () => broken() }));
  return () => {
    journal.write = write;
  };
}
