import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(HERE);
const KEPT = path.join(ROOT, '.cache', 'workflows');

/** What the bundle is made from: every source of this room and of domain, and the SDK's version. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  const require = createRequire(import.meta.url);
  hash.update((require('@temporalio/worker/package.json') as { version: string }).version);
  for (const room of ['workflows', 'domain']) {
    const dir = path.join(ROOT, room);
    for (const file of fs.readdirSync(dir).sort())
      if (file.endsWith('.ts')) hash.update(file).update(fs.readFileSync(path.join(dir, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * The workflows as one script for `Worker.create({ workflowBundle })`. Made in about two seconds and kept by the hash
 * of its sources; where nothing can be written, it is made anew at each start.
 */
export async function workflowBundle(): Promise<{ code: string }> {
  const file = path.join(KEPT, `${sourcesHash()}.js`);
  if (fs.existsSync(file)) return { code: fs.readFileSync(file, 'utf8') };
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.join(HERE, 'index.ts'),
    logger: quiet,
  });
  try {
    fs.mkdirSync(KEPT, { recursive: true });
    // Moved in whole: another process may be looking at the same moment.
    const aside = `${file}.${process.pid}`;
    fs.writeFileSync(aside, code);
    fs.renameSync(aside, file);
  } catch {
    // A read-only installation: nothing is lost but two seconds.
  }
  return { code };
}

const nothing = (): void => {};
const quiet = {
  log: nothing,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: console.warn,
  error: console.error,
};
