/**
 * The fonts documents are set in: Noto Sans TC from its package, and whatever a site adds in FONT_DIR for rare
 * names (all Big5 is covered by the package; 𠮷 𤧛 䶮 are not). The families named here are used and
 * no others, so that the same record gives the same bytes everywhere. The compiler does see the machine's fonts as
 * well: a family in FONT_DIR should be there with its regular and bold weight, or the machine may lend its own.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Coverage, noCoverage, readFont } from './font-tables.ts';

export interface FontSet {
  /** Folders for the typesetter. */
  folders: string[];
  /** Family names in the order they are tried. */
  families: string[];
  coverage: Coverage;
  /** SHA-256 (hex) over the fonts' bytes: what a document's look depended on. */
  hash: string;
}

const WEIGHTS = ['400Regular', '700Bold'];
/** Taiwan's shapes before those of other regions when a site's folder holds several. */
const PREFERRED = ['Noto Sans TC', 'Noto Sans CJK TC', 'TW-Sung', 'TW-Sung-Ext-B', 'TW-Sung-Plus'];

/**
 * Reads the fonts once for each typesetter.
 * @param extra FONT_DIR; files that are no fonts are passed over
 * @throws when the folder does not exist or a font file is damaged
 */
export async function loadFonts(extra?: string): Promise<FontSet> {
  const home = path.dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-tc/package.json'),
  );
  const folders = [
    ...WEIGHTS.map((weight) => path.join(home, weight)),
    ...(extra ? [path.resolve(extra)] : []),
  ];
  const coverage = noCoverage();
  const hash = createHash('sha256');
  const families = new Set<string>();
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true });
    for (const entry of entries.filter((name) => /\.(ttf|otf|ttc)$/i.test(name)).sort()) {
      const bytes = await readFile(path.join(folder, entry));
      hash.update(bytes);
      for (const family of readFont(bytes, coverage)) families.add(family);
    }
  }
  return { folders, families: [...families].sort(byPreference), coverage, hash: hash.digest('hex') };
}

function byPreference(a: string, b: string): number {
  const rank = (family: string): number => {
    const at = PREFERRED.indexOf(family);
    return at < 0 ? PREFERRED.length : at;
  };
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
