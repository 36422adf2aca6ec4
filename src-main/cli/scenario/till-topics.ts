import { join } from 'node:path';
import { z } from 'zod';
import { generationOf } from '../../contract/head-office.ts';
import { openReadable } from '../../store/connection.ts';

const Rows = z.array(z.object({ topic: z.string(), cursor: z.string() }));

/**
 * Head office's numbers of what a till has taken, by topic, from the list on its disk. Topics that it has nothing of are
 * absent or 0.
 */
export function takenGenerations(tillFolder: string): Readonly<Record<string, number>> {
  const database = openReadable(join(tillFolder, 'reference', 'reference.db'));
  try {
    const rows = Rows.parse(database.prepare('SELECT topic, cursor FROM topics').all());
    return Object.fromEntries(
      rows.map(({ topic, cursor }) => [topic, cursor === '' ? 0 : generationOf(cursor)]),
    );
  } finally {
    database.close();
  }
}
