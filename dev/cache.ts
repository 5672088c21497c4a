import os from 'node:os';
import path from 'node:path';

/** Where what was downloaded or built stays for every clone of this user: `<cache>/shiqiuren/<…parts>`. */
export const userCache = (...parts: string[]): string =>
  path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'shiqiuren', ...parts);
