import { z } from 'zod';
import type { Act, Schedulable } from '../../../fixtures/simulators/schedulable.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { ActHelp } from './news.ts';

/** A line that somebody typed. */
export type TypedLine =
  | { readonly kind: 'act'; readonly name: string; readonly params: unknown }
  | { readonly kind: 'help' | 'quit' | 'nothing' };

/** Reads `<act> [JSON parameters]`, `help` or `quit`. A line of blanks, or one that begins with `#`, is nothing. */
export function readLine(line: string): Result<TypedLine, { readonly problem: string }> {
  const [, name = '', rest = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(line) ?? [];
  if (name === '' || name.startsWith('#')) return ok({ kind: 'nothing' });
  if (name === 'help' || name === 'quit') return ok({ kind: name });
  if (rest === '') return ok({ kind: 'act', name, params: {} });
  try {
    return ok({ kind: 'act', name, params: JSON.parse(rest) });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err({ problem: `${name}: what follows is not JSON: ${why}` });
  }
}

/** Does one of a device's acts; the problem is a sentence, and then nothing was done. */
export function runAct(
  device: Schedulable,
  name: string,
  params: unknown,
): Result<void, { readonly problem: string }> {
  const act = Object.hasOwn(device.acts, name) ? device.acts[name] : undefined;
  if (act === undefined) return err({ problem: `there is no act called ${name}; "help" lists them` });
  const done = act.run(params);
  if (done.ok) return done;
  const [, ...faults] = done.error.problem.replaceAll(/\s*\n\s*/g, ' ').split('✖ ');
  return err({ problem: `${name}: ${faults.map((fault) => fault.trim()).join('; ') || done.error.problem}` });
}

/** Everything that can be done to a device, in its own order. */
export function actHelp(device: Schedulable): readonly ActHelp[] {
  return Object.entries(device.acts).map(([name, act]) => ({
    name,
    params: paramsText(act),
    help: act.help,
  }));
}

/** What an act needs, such as `text: text, how?: "reset" | "close" (reset)`; empty where it needs nothing. */
function paramsText(act: Act): string {
  const schema = JsonObject.parse(z.toJSONSchema(act.params, { io: 'input' }));
  return Object.entries(schema.properties)
    .map(([name, value]) => {
      const isNeeded = schema.required.includes(name);
      const usual = value.default === undefined ? '' : ` (${String(value.default)})`;
      return `${name}${isNeeded ? '' : '?'}: ${typeText(value)}${usual}`;
    })
    .join(', ');
}

/** As much of JSON Schema as the acts use. */
const JsonType = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.unknown().optional(),
  get items() {
    return JsonType.optional();
  },
  get anyOf(): z.ZodOptional<z.ZodArray<typeof JsonType>> {
    return z.array(JsonType).optional();
  },
});
type JsonType = z.infer<typeof JsonType>;
const JsonObject = z.looseObject({
  properties: z.record(z.string(), JsonType).default({}),
  required: z.array(z.string()).default([]),
});

function typeText(type: JsonType): string {
  if (type.enum !== undefined) return type.enum.map((each) => JSON.stringify(each)).join(' | ');
  if (type.anyOf !== undefined) return type.anyOf.map(typeText).join(' | ');
  switch (type.type) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'true | false';
    case 'integer':
    case 'number':
      return numberText(type);
    case 'array':
      return `[${type.items === undefined ? '' : typeText(type.items)}, …]`;
    default:
      return type.type ?? 'anything';
  }
}

function numberText({ minimum, maximum }: JsonType): string {
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  return isBounded ? `${minimum ?? ''}–${maximum}` : `${minimum ?? 'any number'} or more`;
}
