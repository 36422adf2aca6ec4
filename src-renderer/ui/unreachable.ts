/** The end of an exhaustive switch: compiles only when every case is handled. */
export function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
