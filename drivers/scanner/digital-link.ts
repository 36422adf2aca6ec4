import { err, ok, type Result } from '../../src-main/base/result.ts';
import { problemOfValue, ruleOfKnownAi } from './gs1-application-identifiers.ts';
import {
  collectElements,
  type Gs1Elements,
  type Gs1Problem,
  type Gs1ReadOptions,
  type PlacedElement,
} from './gs1-elements.ts';

export type DigitalLinkProblem =
  /** Any other link or text, compressed Digital Links among them: without the network nobody can say what it means. */
  | { readonly kind: 'unknown-link' }
  | { readonly kind: 'percent-encoding'; readonly at: number }
  /** Shaped as a Digital Link, but its data are wrong. Places count from the beginning of the link. */
  | Gs1Problem;

/** Key qualifiers that may follow each primary key in the path (GS1 Digital Link Standard: URI Syntax). */
const qualifiersOfKey: ReadonlyMap<string, readonly string[]> = new Map([
  ['01', ['22', '10', '21', '235']],
  ['00', []],
  ['253', []],
  ['255', []],
  ['401', []],
  ['402', []],
  ['414', ['254', '7040']],
  ['415', ['8020']],
  ['417', ['7040']],
  ['8003', []],
  ['8004', ['7040']],
  ['8006', ['22', '10', '21']],
  ['8010', ['8011']],
  ['8013', []],
  ['8017', ['8019']],
  ['8018', ['8019']],
]);

/**
 * Reads an uncompressed GS1 Digital Link: any host, any path before the primary key, qualifiers in any order, then
 * attributes in the query. Nothing is fetched. Words in place of numbers (`/gtin/`), which the standard has withdrawn,
 * are not understood. A GTIN of 8, 12 or 13 digits is padded to 14.
 */
export function readDigitalLink(
  link: string,
  options: Gs1ReadOptions,
): Result<Gs1Elements, DigitalLinkProblem> {
  const match = /^(https?:\/\/[^/?#]+)(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/is.exec(link);
  if (match === null) return err({ kind: 'unknown-link' });
  const [, origin = '', path = '', query] = match;
  const fromPath = pairsOfPath(path, origin.length);
  if (fromPath === undefined) return err({ kind: 'unknown-link' });
  const fromQuery = query === undefined ? [] : pairsOfQuery(query, origin.length + path.length + 1);
  const placed: PlacedElement[] = [];
  for (const pair of [...fromPath, ...fromQuery]) {
    const element = readPair(pair, options);
    if (!element.ok) return element;
    placed.push(element.value);
  }
  return collectElements(placed, options);
}

/** An identifier and its value as written in the link, still percent-encoded. */
interface RawPair {
  readonly ai: string;
  readonly raw: string;
  readonly at: number;
}

/** The pairs from the primary key to the end of the path; undefined when the path does not end in such pairs. */
function pairsOfPath(path: string, pathAt: number): RawPair[] | undefined {
  const segments = path.replace(/\/$/, '').split('/').slice(1);
  for (let key = segments.length % 2; key < segments.length; key += 2) {
    const qualifiers = qualifiersOfKey.get(segments[key] ?? '');
    if (qualifiers === undefined) continue;
    const pairs = pairsFrom(segments, key, pathAt);
    if (pairs.slice(1).every(({ ai }) => qualifiers.includes(ai)) && pairs.every(({ raw }) => raw !== ''))
      return pairs;
  }
  return undefined;
}

function pairsFrom(segments: readonly string[], key: number, pathAt: number): RawPair[] {
  const pairs: RawPair[] = [];
  let at = pathAt;
  for (let i = 0; i < segments.length; i += 1) {
    at += 1; // the slash
    const segment = segments[i] ?? '';
    if (i >= key && (i - key) % 2 === 1) pairs.push({ ai: segments[i - 1] ?? '', raw: segment, at });
    at += segment.length;
  }
  return pairs;
}

/** The attributes whose name is a number of two to four digits; other names belong to whoever made the link. */
function pairsOfQuery(query: string, queryAt: number): RawPair[] {
  const pairs: RawPair[] = [];
  let at = queryAt;
  for (const attribute of query.split(/[&;]/)) {
    const match = /^([0-9]{2,4})=(.*)$/s.exec(attribute);
    if (match !== null) {
      const [, ai = '', raw = ''] = match;
      pairs.push({ ai, raw, at: at + ai.length + 1 });
    }
    at += attribute.length + 1;
  }
  return pairs;
}

function readPair(
  { ai, raw, at }: RawPair,
  { currentYear }: Gs1ReadOptions,
): Result<PlacedElement, DigitalLinkProblem> {
  const decoded = percentDecoded(raw);
  if (decoded === undefined) return err({ kind: 'percent-encoding', at });
  const rule = ruleOfKnownAi(ai);
  if (rule === undefined) return err({ kind: 'unknown-ai', at, ai, mayBeLostSeparator: false });
  const value =
    ai === '01' && /^(?:[0-9]{8}|[0-9]{12,13})$/.test(decoded) ? decoded.padStart(14, '0') : decoded;
  if (value === '') return err({ kind: 'empty', at, ai, mayBeLostSeparator: false });
  const wrong = problemOfValue(rule, value, currentYear);
  if (wrong !== undefined) return err({ kind: wrong.kind, at, ai, mayBeLostSeparator: false });
  return ok({ ai, value, at });
}

/** A plus sign stays one: no value of GS1's holds a space. */
function percentDecoded(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw);
  } catch {
    // A malformed escape is an answer here, not a fault.
    return undefined;
  }
}
