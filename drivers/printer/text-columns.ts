/**
 * Text measured in printer columns: an ASCII character takes one, every other character two, as in a Big5 font
 * beside font A. Characters are what a reader sees as one (grapheme clusters), so that nothing is ever cut in two.
 */

const segmenter = new Intl.Segmenter('zh-Hant-TW', { granularity: 'grapheme' });

/** What prints the same but is more often found in a printer's font. */
const plainerForms: Readonly<Record<string, string>> = {
  '\u2212': '-', // minus sign, as screens write it
  '\u2010': '-',
  '\u2011': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2022': '\u2027', // bullet: Big5 has the hyphenation point in its place
  '\u00a5': '\uffe5',
};

/**
 * Makes any text safe to lay out: composed (NFC), unpaired surrogates replaced, tabs as blanks, line ends as `\n`,
 * and no other control character, since a name from a catalog must never reach the printer as a command.
 */
export function printableText(text: string): string {
  const composed = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\t/g, ' ');
  const withoutControls = composed.replace(/[\p{Cc}\p{Cf}]/gu, (control) =>
    control === '\n' ? control : '',
  );
  return withoutControls.replace(
    /[\u2212\u2010\u2011\u00a0\u202f\u2022\u00a5]/g,
    (from) => plainerForms[from] ?? from,
  );
}

/**
 * ASCII, Chinese, kana, Bopomofo and their full-width signs: each code unit is a character by itself, and none joins its
 * neighbour (Unicode Standard Annex 29). Asking the segmenter about them takes thirty times as long.
 */
const plain =
  /^[\x20-\x7e\u3000-\u3029\u3041-\u3096\u30a1-\u30fc\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*$/;

/** The characters of a text, as a reader counts them. */
export function charactersOf(text: string): string[] {
  if (plain.test(text)) return text.split('');
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Columns that one character takes: 1 for printable ASCII, 2 for all others. */
export function columnsOfCharacter(character: string): 1 | 2 {
  return character.length === 1 && character >= ' ' && character <= '~' ? 1 : 2;
}

/** Columns that a text takes in one line. */
export function columnsOf(text: string): number {
  if (!plain.test(text))
    return charactersOf(text).reduce((sum, character) => sum + columnsOfCharacter(character), 0);
  let columns = text.length;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7e) columns += 1;
  return columns;
}

/** Blanks up to `columns` columns; none when the text is as wide already. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** Blanks before, so that the text ends at `columns`. */
export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/** Marks that may not stand at the start of a line (closing brackets and pauses). */
const mayNotBegin = /^[，。、；：！？）」』】〕》〉…,.;:!?)\]}%]$/u;

/**
 * Breaks a text into lines of at most `columns` columns (at least 2). Breaks at blanks between words of letters, and
 * anywhere between Chinese characters; a word longer than a line is broken where the line ends. A pause or closing
 * bracket is not left to begin a line. Blanks at the start stay, as an indent, for all lines that come of it.
 */
export function wrapColumns(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) lines.push(...wrapParagraph(paragraph, Math.max(2, columns)));
  return lines;
}

function wrapParagraph(paragraph: string, columns: number): string[] {
  const indentColumns = paragraph.length - paragraph.trimStart().length;
  const indent = indentColumns + 2 <= columns ? ' '.repeat(indentColumns) : '';
  const room = columns - indent.length;
  const lines: string[] = [];
  let line: string[] = [];
  const endLine = (carried: string[]) => {
    lines.push(indent + line.join('').trimEnd());
    line = carried;
  };
  for (const piece of piecesOf(paragraph.trim()).flatMap((long) => cutToRoom(long, room))) {
    const width = columnsOf(piece.trimEnd());
    if (line.length > 0 && widthOf(line) + width > room) {
      const last = line.at(-1) ?? '';
      const isCarried = mayNotBegin.test(piece.trim()) && line.length > 1 && columnsOf(last) + width <= room;
      endLine(isCarried ? line.splice(-1) : []);
    }
    line.push(piece);
  }
  endLine([]);
  return lines;
}

function widthOf(pieces: readonly string[]): number {
  return pieces.reduce((sum, piece) => sum + columnsOf(piece), 0);
}

/** Runs of ASCII with the blanks after them, and single wide characters with theirs. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let run = '';
  for (const character of charactersOf(text)) {
    const isBlank = character === ' ';
    const startsPiece = !isBlank && (run.endsWith(' ') || columnsOfCharacter(character) === 2 || isWide(run));
    if (startsPiece && run !== '') {
      pieces.push(run);
      run = '';
    }
    run += character;
  }
  if (run !== '') pieces.push(run);
  return pieces;
}

function isWide(run: string): boolean {
  return run !== '' && columnsOfCharacter(charactersOf(run)[0] ?? '') === 2;
}

/** Cuts a piece that no line could hold into parts that fill one line each. */
function cutToRoom(piece: string, room: number): string[] {
  if (columnsOf(piece.trimEnd()) <= room) return [piece];
  const parts: string[] = [];
  let part = '';
  for (const character of charactersOf(piece)) {
    if (columnsOf(part) + columnsOfCharacter(character) > room && character !== ' ') {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
