import { WORKPLACES } from './codes.ts';
import { foldSearch } from './search-text.ts';

/** Labels of older feeds that the table no longer carries, folded. */
const MOVED: Readonly<Record<string, string>> = { '21-福建省連江縣': '98' };

export type FeedPlaces = { ok: true; workplaces: string[] } | { ok: false; unknown: string[] };

/**
 * Reads WORK_PLACE_TYPE (`,61-嘉義縣,72-臺南市`; the leading comma is the feed's habit) into codes of WORKPLACES,
 * each once, in the order given. Code and name must agree; 台 and 臺 are the same.
 */
export function parseFeedPlaces(text: string): FeedPlaces {
  const labels = text
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');
  const found = labels.map((label) => ({ label, code: codeOf(label) }));
  const unknown = found.filter((place) => place.code === undefined).map((place) => place.label);
  if (unknown.length > 0) return { ok: false, unknown };
  return { ok: true, workplaces: [...new Set(found.map((place) => place.code ?? ''))] };
}

function codeOf(label: string): string | undefined {
  const folded = foldSearch(label);
  return (
    MOVED[folded] ?? WORKPLACES.find((place) => foldSearch(`${place.code}-${place.name}`) === folded)?.code
  );
}
