/** Thrown by {@link assert}: the program is wrong, not the world. */
export class AssertionFailure extends Error {
  override readonly name = 'AssertionFailure';
}

/**
 * States what must hold. Stays on in production: a broken assumption about money must stop the work at
 * hand rather than reach the journal.
 * @param why one clause that says why the condition must hold.
 * @throws AssertionFailure when it does not.
 */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new AssertionFailure(why);
}

/** The end of an exhaustive switch: compiles only when every case is handled. */
export function unreachable(value: never): never {
  throw new AssertionFailure(`no case for ${JSON.stringify(value)}`);
}
