import { z } from 'zod';
import { TillConfiguration } from '../engine/configuration.ts';

/** The JSON Schema of a till's configuration file, as published in docs/till.schema.json. */
export function configurationSchemaText(): string {
  const schema = z.toJSONSchema(TillConfiguration, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ title: 'Daybook till configuration', ...schema }, null, 2)}\n`;
}
