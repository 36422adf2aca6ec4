import type { Language } from '../../src-main/contract/views.ts';
import { type Feature, featuresEn, featuresZhTw } from './features.ts';
import { fill, type Params, type ParamsFor } from './fill.ts';
import { frameEn, frameZhTw } from './frame.ts';
import { panelsEn, panelsZhTw } from './panels.ts';
import { payEn, payZhTw } from './pay.ts';
import { refusalsEn } from './refusals-en.ts';
import { refusalsZhTw } from './refusals-zh.ts';
import { sellEn, sellZhTw } from './sell.ts';
import type { Sentence } from './sentence.ts';
import { startEn, startZhTw } from './start.ts';

/** Every word of the cashier's window. zh-TW is the original; the other languages have exactly its keys. */
export const zhTw = { ...frameZhTw, ...startZhTw, ...sellZhTw, ...payZhTw, ...panelsZhTw } as const;
export const en = { ...frameEn, ...startEn, ...sellEn, ...payEn, ...panelsEn } as const satisfies Record<
  keyof typeof zhTw,
  string
>;

export type WordKey = keyof typeof zhTw;

/** Says a word or sentence; a call must bring exactly the placeholders that the sentence has. */
export type Say = <Key extends WordKey>(key: Key, ...params: ParamsFor<(typeof zhTw)[Key]>) => string;

/** A refusal as a window knows it: what the core or the bridge answered. */
export interface ShownRefusal {
  readonly code: keyof typeof refusalsZhTw;
  /** The registry's number for the telephone. */
  readonly number: string;
  readonly params: Params;
}

export interface Words {
  readonly language: Language;
  readonly say: Say;
  readonly sayRefusal: (refusal: ShownRefusal) => Sentence;
  /** Why a key does nothing. */
  readonly sayFeature: (feature: Feature) => Sentence;
}

const catalogues: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { 'zh-TW': zhTw, en };
const features: Readonly<Record<Language, Readonly<Record<Feature, Sentence>>>> = {
  'zh-TW': featuresZhTw,
  en: featuresEn,
};
const refusals: Readonly<Record<Language, typeof refusalsZhTw>> = { 'zh-TW': refusalsZhTw, en: refusalsEn };

/** Whether this window has a sentence for a code; a newer core may know more codes than an open window. */
export function isKnownRefusal(code: string): code is keyof typeof refusalsZhTw {
  return Object.hasOwn(refusalsZhTw, code);
}

function makeWords(language: Language): Words {
  const catalogue = catalogues[language];
  const sentences = refusals[language];
  const say: Say = (key, ...params) => fill(catalogue[key], params[0]);
  return {
    language,
    say,
    sayRefusal: ({ code, params }) => {
      const { what, safe, press } = sentences[code];
      const named = withKindInWords(params, catalogue);
      return { what: fill(what, named), safe: fill(safe, named), press: fill(press, named) };
    },
    sayFeature: (feature) => features[language][feature],
  };
}

/** The core names what was scanned by a code word (`carrier`); people read it in their language. */
function withKindInWords(params: Params, catalogue: Readonly<Record<WordKey, string>>): Params {
  const { kind } = params;
  if (kind === undefined) return params;
  const key = `kind.${kind}`;
  return { ...params, kind: isWordKey(key) ? catalogue[key] : catalogue['kind.unknown'] };
}

function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(zhTw, key);
}

/** The words of each language, made once. */
export const wordsIn: Readonly<Record<Language, Words>> = {
  'zh-TW': makeWords('zh-TW'),
  en: makeWords('en'),
};
