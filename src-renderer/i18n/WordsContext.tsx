import { createContext, use } from 'react';
import { type Words, wordsIn } from './catalogue.ts';

/** The language in which the window speaks: the operator's, handed down from the window's root. */
export const WordsContext = createContext<Words>(wordsIn['zh-TW']);

/** The words of the language that this part of the window speaks. */
export function useWords(): Words {
  return use(WordsContext);
}
