import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationSchemaText } from './configuration-schema.ts';

// Writes docs/till.schema.json:
//   npx node src-main/cli/write-configuration-schema.ts
writeFileSync(join(import.meta.dirname, '../../docs/till.schema.json'), configurationSchemaText());
