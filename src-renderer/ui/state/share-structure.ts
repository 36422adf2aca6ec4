/**
 * `next`, with every part that equals its counterpart in `previous` replaced by that counterpart. A view arrives as
 * fresh JSON each time; with its unchanged parts shared, a narrow selector gives the same object again and a row that
 * did not change is not drawn again. Both are plain JSON values.
 */
export function shareStructure<Value>(previous: unknown, next: Value): Value {
  if (Object.is(previous, next)) return next;
  if (Array.isArray(previous) && Array.isArray(next)) {
    const shared = next.map((item, index) => shareStructure(previous[index], item));
    return isSameLength(previous, next) && shared.every((item, index) => Object.is(item, previous[index]))
      ? sameAs(previous, next)
      : sameAs(shared, next);
  }
  if (isRecord(previous) && isRecord(next)) {
    // Built from entries, since assigning to a key named `__proto__` would lose it.
    const shared = Object.entries(next).map(
      ([key, part]) => [key, shareStructure(ownPart(previous, key), part)] as const,
    );
    const isSame =
      Object.keys(previous).length === shared.length &&
      shared.every(([key, part]) => Object.hasOwn(previous, key) && Object.is(part, previous[key]));
    return isSame ? sameAs(previous, next) : sameAs(Object.fromEntries(shared), next);
  }
  return next;
}

function ownPart(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isSameLength(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `built` has been compared with or made from `model` part by part, so it is of its type. */
function sameAs<Value>(built: unknown, _model: Value): Value {
  return built as Value;
}
