import type { DeviceReason } from '../../src-main/contract/devices.ts';
import type { Language } from '../../src-main/contract/views.ts';
import { deviceReasonsEn } from './device-reasons-en.ts';
import { deviceReasonsZhTw } from './device-reasons-zh.ts';
import { devicesEn, devicesZhTw } from './devices.ts';
import { type Feature, featuresEn, featuresZhTw } from './features.ts';
import { fill, type Params, type ParamsFor } from './fill.ts';
import { formatDayAndTime } from './format.ts';
import { frameEn, frameZhTw } from './frame.ts';
import { memberEn, memberZhTw } from './member.ts';
import { panelsEn, panelsZhTw } from './panels.ts';
import { payEn, payZhTw } from './pay.ts';
import { pricesEn, pricesZhTw } from './prices.ts';
import { refusalsEn } from './refusals-en.ts';
import { pointsUsedUpEn } from './refusals-sale-en.ts';
import { pointsUsedUpZhTw } from './refusals-sale-zh.ts';
import { refusalsZhTw } from './refusals-zh.ts';
import { returnsEn, returnsZhTw } from './returns.ts';
import { sellEn, sellZhTw } from './sell.ts';
import type { Advice, Sentence } from './sentence.ts';
import { startEn, startZhTw } from './start.ts';

/** Every word of the cashier's window. zh-TW is the original; the other languages have exactly its keys. */
export const zhTw = {
  ...frameZhTw,
  ...startZhTw,
  ...sellZhTw,
  ...payZhTw,
  ...panelsZhTw,
  ...pricesZhTw,
  ...memberZhTw,
  ...returnsZhTw,
  ...devicesZhTw,
} as const;
export const en = {
  ...frameEn,
  ...startEn,
  ...sellEn,
  ...payEn,
  ...panelsEn,
  ...pricesEn,
  ...memberEn,
  ...returnsEn,
  ...devicesEn,
} as const satisfies Record<keyof typeof zhTw, string>;

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
  /** What is wrong with a device that is plugged in at `connection`, and what to do. */
  readonly sayReason: (reason: DeviceReason, connection: string) => Advice;
  /** Why a key does nothing. */
  readonly sayFeature: (feature: Feature, params?: Params) => Sentence;
}

const catalogues: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { 'zh-TW': zhTw, en };
const features: Readonly<Record<Language, Readonly<Record<Feature, Sentence>>>> = {
  'zh-TW': featuresZhTw,
  en: featuresEn,
};
const reasons: Readonly<Record<Language, Readonly<Record<DeviceReason, Advice>>>> = {
  'zh-TW': deviceReasonsZhTw,
  en: deviceReasonsEn,
};
const refusals: Readonly<Record<Language, typeof refusalsZhTw>> = { 'zh-TW': refusalsZhTw, en: refusalsEn };

/** Whether this window has a sentence for a code; a newer core may know more codes than an open window. */
export function isKnownRefusal(code: string): code is keyof typeof refusalsZhTw {
  return Object.hasOwn(refusalsZhTw, code);
}

/** Whether this window has a sentence for what is wrong with a device. */
export function isKnownReason(reason: string): reason is DeviceReason {
  return Object.hasOwn(deviceReasonsZhTw, reason);
}

function makeWords(language: Language): Words {
  const catalogue = catalogues[language];
  const sentences = refusals[language];
  const say: Say = (key, ...params) => fill(catalogue[key], params[0]);
  return {
    language,
    say,
    sayRefusal: ({ code, params }) => {
      const { what, safe, press } = sentenceOf(sentences, code, params);
      const named = withCodesInWords(params, catalogue);
      return { what: fill(what, named), safe: fill(safe, named), press: fill(press, named) };
    },
    sayReason: (reason, connection) => {
      const { what, press } = reasons[language][reason];
      return { what: fill(what, { connection }), press: fill(press, { connection }) };
    },
    sayFeature: (feature, params) => {
      const { what, safe, press } = features[language][feature];
      return { what: fill(what, params), safe: fill(safe, params), press: fill(press, params) };
    },
  };
}

/** Of a limit of nothing no smaller amount is any use: that has a sentence of its own. */
function sentenceOf(sentences: typeof refusalsZhTw, code: ShownRefusal['code'], params: Params): Sentence {
  if (code !== 'points-above-limit' || params.max !== 0) return sentences[code];
  return sentences === refusalsZhTw ? pointsUsedUpZhTw : pointsUsedUpEn;
}

/** Params that are code words of the core, and the family of words that says them. */
const CODED = { kind: 'kind', act: 'act', reason: 'why', boundBy: 'bound' } as const;
/** Params that are moments, as ISO text. */
const MOMENTS = ['from', 'until'] as const;

/**
 * The core names what was scanned (`carrier`), asked for (`no-sale`) or in the way (`expired`) by a code word, and
 * moments as ISO text; people read them in their language.
 */
function withCodesInWords(params: Params, catalogue: Readonly<Record<WordKey, string>>): Params {
  const named: Record<string, string | number> = { ...params };
  for (const [name, family] of Object.entries(CODED)) {
    const code = params[name];
    if (code === undefined) continue;
    const key = `${family}.${code}`;
    named[name] = isWordKey(key) ? catalogue[key] : catalogue[`${family}.unknown`];
  }
  for (const name of MOMENTS) {
    const atMs = Date.parse(String(params[name]));
    if (!Number.isNaN(atMs)) named[name] = formatDayAndTime(atMs);
  }
  return named;
}

/** Whether there is a word of this name, for names made of what the core sends. */
export function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(zhTw, key);
}

/** The words of each language, made once. */
export const wordsIn: Readonly<Record<Language, Words>> = {
  'zh-TW': makeWords('zh-TW'),
  en: makeWords('en'),
};
