import iconv from 'iconv-lite';

/**
 * The two bytes under which a Taiwan printer's Big5 font holds this character, or undefined when it holds none.
 * The table is cp950: `big5` of iconv-lite is the Hong Kong set, whose extra codes no printer's font has.
 * @param hasEtenExtension whether the font goes on to F9D6-F9FE (碁 恒 裏 粧 and box lines); older ones do not.
 */
export function big5CodeOf(character: string, hasEtenExtension: boolean): Uint8Array | undefined {
  const bytes = encoded(character);
  const [lead, trail] = bytes;
  if (bytes.length !== 2 || lead === undefined || trail === undefined || lead < 0xa1) return undefined;
  const code = (lead << 8) | trail;
  if (code === euroSign) return undefined;
  if (code >= 0xf9d6 && !hasEtenExtension) return undefined;
  return bytes;
}

const known = new Map<string, Uint8Array>();
const maxKnown = 16_384;

function encoded(character: string): Uint8Array {
  const before = known.get(character);
  if (before !== undefined) return before;
  const bytes = iconv.encode(character, 'cp950');
  if (known.size >= maxKnown) known.clear();
  known.set(character, bytes);
  return bytes;
}

/** Microsoft put the euro sign here in 1998, after most of these fonts were drawn. */
const euroSign = 0xa3e1;

/** The character that a Big5 font shows for two bytes; undefined where the font has a hole. */
export function characterOfBig5(lead: number, trail: number): string | undefined {
  const character = iconv.decode(Buffer.from([lead, trail]), 'cp950');
  return character.includes('\ufffd') || character === '' ? undefined : character;
}
