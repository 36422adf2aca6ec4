import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenarioSchemaText } from './schema-document.ts';

// Writes docs/scenario.schema.json:
//   npx node src-main/cli/scenario/write-schema.ts
writeFileSync(join(import.meta.dirname, '../../../docs/scenario.schema.json'), scenarioSchemaText());
