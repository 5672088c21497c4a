/** What can be printed: texts freed of characters that have no picture, and those no font has marked as 〓. */
import { type Coverage, covers } from './font-tables.ts';

/** 〓, the printers' sign for a missing type. */
export const GETA = '〓';

/**
 * Controls, half characters, and what is invisible by its nature: joiners, marks of direction, selectors of a shape.
 * The font's own shape of a character stands for all its variants.
 */
const UNPRINTABLE = /[^\P{Cc}\n]|\p{Cs}|\p{Noncharacter_Code_Point}|\p{Default_Ignorable_Code_Point}/gu;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * Replaces in every text of `data` the characters the fonts lack.
 * @returns the printable copy, and the missing characters, each once, in order of appearance
 */
export function printable(data: Json, coverage: Coverage): { data: Json; missing: string[] } {
  const missing = new Set<string>();
  const clean = (text: string): string => {
    const plain = text.replaceAll('\t', ' ').replace(UNPRINTABLE, '').normalize('NFC');
    let out = '';
    for (const character of plain) {
      if (character === '\n' || covers(coverage, character.codePointAt(0) ?? 0)) out += character;
      else {
        missing.add(character);
        out += GETA;
      }
    }
    return out;
  };
  return { data: mapTexts(data, clean), missing: [...missing] };
}

/** The same structure with every text changed; keys stay. */
export function mapTexts(data: Json, change: (text: string) => string): Json {
  if (typeof data === 'string') return change(data);
  if (Array.isArray(data)) return data.map((item) => mapTexts(item, change));
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, mapTexts(value, change)]));
}

/** How a missing character is named to a person who must write it in by hand: `U+20BB7`. */
export const codePointName = (character: string): string =>
  [...character]
    .map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
