import type { Language } from '../../src-main/contract/views.ts';

/** A name that head office wrote: always in Chinese, and in English where somebody has translated it. */
export interface NameInLanguages {
  readonly 'zh-TW': string;
  readonly en?: string | undefined;
}

/** The name in `language`, or as it is in Chinese where there is no other. */
export function nameIn(name: NameInLanguages, language: Language): string {
  return name[language] ?? name['zh-TW'];
}
