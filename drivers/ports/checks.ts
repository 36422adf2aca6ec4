/** Whether a value that came from another process is what it is said to be. Never throws. */
export type Check = (value: unknown) => boolean;

/** A whole number from 0 up to `max`. */
export function whole(max: number = Number.MAX_SAFE_INTEGER): Check {
  return (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= max;
}

/** A string of at most `max` UTF-16 units. */
export function text(max: number): Check {
  return (value) => typeof value === 'string' && value.length <= max;
}

/** From 1 up to `max` bytes. */
export function someBytes(max: number): Check {
  return (value) => value instanceof Uint8Array && value.length >= 1 && value.length <= max;
}

export const flag: Check = (value) => typeof value === 'boolean';

/** One of these and nothing else. */
export function oneOf<Value extends string | number>(...values: readonly Value[]): Check {
  return (value) => (values as readonly unknown[]).includes(value);
}

/** Absent, or as `check` wants it. */
export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

/** A list of at most `max` items, each as `check` wants it. */
export function listOf(max: number, check: Check): Check {
  return (value) => Array.isArray(value) && value.length <= max && value.every(check);
}

/** An object of at most `max` fields, whatever they are called. */
export function fieldsOf(max: number, check: Check): Check {
  return (value) => {
    if (!isObject(value)) return false;
    const fields = Object.values(value);
    return fields.length <= max && fields.every(check);
  };
}

/** An object with these fields and no other. The type sees to it that none is forgotten. */
export function shape<Shape>(fields: { readonly [Name in keyof Required<Shape>]: Check }): Check {
  const checks = new Map<string, Check>(Object.entries(fields));
  return (value) => {
    if (!isObject(value)) return false;
    if (Object.keys(value).some((name) => !checks.has(name))) return false;
    for (const [name, check] of checks) if (!check(value[name])) return false;
    return true;
  };
}

/** An object whose `kind` says which of these it must be. */
export function oneOfKinds(kinds: Readonly<Record<string, Check>>): Check {
  return (value) => {
    if (!isObject(value) || typeof value.kind !== 'string') return false;
    return Object.hasOwn(kinds, value.kind) && kinds[value.kind]?.(value) === true;
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
