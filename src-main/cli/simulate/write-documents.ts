import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultScheduleSchemaText } from '../../../fixtures/simulators/fault-schedule-format.ts';
import { withActs } from './acts-table.ts';

// Writes docs/fault-schedule.schema.json and the list of acts in docs/simulators.md:
//   npx node src-main/cli/simulate/write-documents.ts
const docs = join(import.meta.dirname, '../../../docs');
writeFileSync(join(docs, 'fault-schedule.schema.json'), faultScheduleSchemaText());
const page = join(docs, 'simulators.md');
writeFileSync(page, withActs(readFileSync(page, 'utf8')));
