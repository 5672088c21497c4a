/** R13: what a column of the import sheet is, and the kinds of columns that occur more than once. */
import { cleanLine, cleanText } from './contact.ts';
import { type ReadCell, readDay, readRocYear } from './import-values.ts';
import type { VacancyContent } from './vacancy-content.ts';

export interface ImportColumn {
  head: string;
  /** The content's fields it fills: their problems are told at this column. */
  fields: readonly (keyof VacancyContent)[];
  /** Asked for on submission, whatever else is chosen (the form's `*`). */
  required?: boolean;
  /** In characters, for the template. */
  width: number;
  example: string;
  /** What may stand there, for the guide. */
  hint: string;
  /** Puts the cell's value into the content; answers what is wrong with the cell, or null. */
  read: (text: string, into: VacancyContent) => string | null;
}

type Texts = {
  [K in keyof VacancyContent]: VacancyContent[K] extends string
    ? string extends VacancyContent[K]
      ? K
      : never
    : never;
}[keyof VacancyContent];
type Column = Omit<ImportColumn, 'read' | 'fields'>;

/** Hands a value that could be read on, or answers what is wrong with it. */
export const take = <T>(read: ReadCell<T>, put: (value: T) => void): string | null => {
  if (!read.ok) return read.message;
  put(read.value);
  return null;
};
/** A text of one line. */
export const line = (field: Texts, column: Column): ImportColumn => ({
  ...column,
  fields: [field],
  read: (text, into) => {
    into[field] = cleanLine(text);
    return null;
  },
});
/** A text of several lines. */
export const long = (field: Texts, column: Column): ImportColumn => ({
  ...column,
  fields: [field],
  read: (text, into) => {
    into[field] = cleanText(text);
    return null;
  },
});
/** A ROC day. */
export const day = (field: 'listedFrom' | 'listedTo', column: Column): ImportColumn => ({
  ...column,
  fields: [field],
  read: (text, into) =>
    take(readDay(text), (value) => {
      into[field] = value;
    }),
});
/** One end of a range of days (R64). */
export const rangeEnd = (
  field: 'trainingRange' | 'rewardRange',
  end: 'from' | 'to',
  head: string,
): ImportColumn => ({
  head,
  fields: [field],
  width: 12,
  example: '',
  hint: '民國日期；空白＝不限',
  read: (text, into) =>
    take(readDay(text), (value) => {
      into[field] = { ...into[field], [end]: value };
    }),
});
/** One end of the range of years (R64). */
export const yearEnd = (end: 'from' | 'to', head: string): ImportColumn => ({
  head,
  fields: ['appraisalRange'],
  width: 10,
  example: '',
  hint: '民國年；空白＝不限',
  read: (text, into) =>
    take(readRocYear(text), (value) => {
      into.appraisalRange = { ...into.appraisalRange, [end]: value };
    }),
});
