/**
 * One thing wrong with what a person entered, told at its place.
 * `message` is plain zh-Hant-TW without the prefix 「錯誤：」 (the page adds it) and says what to do next.
 */
export interface Problem {
  /** Name of the form field, e.g. `title`, `listedTo`; the page links to `#<field>`. */
  field: string;
  message: string;
  /** For ROC dates: which of the three boxes are wrong. */
  boxes?: ReadonlyArray<'y' | 'm' | 'd'>;
}
