import { formatCount } from './format.ts';

/** The names between braces in a sentence, so that a sentence and its call cannot disagree. */
export type PlaceholderOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderOf<Rest>
  : never;

/** What may stand in for a placeholder. Numbers are grouped here; what must not be grouped comes as text. */
export type Params = Readonly<Record<string, string | number>>;

/** What a call has to bring along for `Text`: nothing when it has no placeholders. */
export type ParamsFor<Text extends string> = [PlaceholderOf<Text>] extends [never]
  ? []
  : [params: Readonly<Record<PlaceholderOf<Text>, string | number>>];

const PLACEHOLDER = /\{([A-Za-z0-9]+)\}/g;

/** Fills a sentence. A figure that did not come along is shown as an ellipsis: a gap reads better than a brace. */
export function fill(text: string, params: Params = {}): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return '…';
    return typeof value === 'number' ? formatCount(value) : value;
  });
}

/** The placeholder names of a sentence, sorted. */
export function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '').sort();
}
