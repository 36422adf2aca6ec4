import { z } from 'zod';
import { ScenarioFile } from './format.ts';

/**
 * The format as JSON Schema (2020-12), for editors and for people who write scenarios without reading this program:
 * docs/scenario.schema.json. Made from the schema that files are read with, so that it cannot say anything else.
 */
export function scenarioSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(ScenarioFile, { io: 'input' }), null, 2)}\n`;
}
