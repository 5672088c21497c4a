/** The process that runs a Typst compiler: one document for each message. Started by `typesetter.ts` only. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { giveWay } from './give-way.ts';
import type { Reply } from './job-pool.ts';
import { codePointName, GETA, type Json, mapTexts } from './printable.ts';
import { guardProcess } from './process-guard.ts';
import { startedWith } from './runners.ts';
import type { TypesetJob, TypesetResult, TypesetStart } from './typesetter.ts';

guardProcess();
const { workspace, folders, yields } = startedWith<TypesetStart>();
if (yields) giveWay();
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: folders }] });

/** A document without content, to learn which archival profile this machine's compiler offers. */
const PROBE = '#set document(title: "-", date: datetime(year: 2000, month: 1, day: 1))\n#pagebreak()';
/** 2a holds tags, text and fonts. The compilers packaged for some machines are older and know only 2b. */
const profile = ['a-2a', 'a-2b'].find((pdfStandard) => {
  const { result } = compiler.compile({ mainFileContent: PROBE });
  try {
    return result !== null && compiler.pdf(result, { pdfStandard }).length > 0;
  } catch {
    return false;
  }
});

/** `PDF/A-2a error: the text "…" could not be displayed with font …`, as the compiler quotes it. */
const UNDISPLAYED = /the text `\\?"(.+?)\\?"` could not be displayed/gu;

function typeset(job: TypesetJob): Reply {
  const missing: string[] = [];
  let { data, picture } = job;
  if (picture) compiler.mapShadow(`${workspace}/${picture.name}`, Buffer.from(picture.bytes));
  try {
    // Each round removes at least one cause; the last has none left.
    for (let round = 0; round < 4; round += 1) {
      const { result, error } = compile(job.template, data);
      if (result === null) {
        // The only thing a person brings that Typst has to decode is the picture.
        if (!picture) return { ok: false, code: 'typesetFailed', detail: error };
        picture = undefined;
        data = { ...(data as { [key: string]: Json }), picture: 'unreadable' };
        continue;
      }
      try {
        const bytes = compiler.pdf(result, profile ? { pdfStandard: profile } : {});
        const value: TypesetResult = { bytes: new Uint8Array(bytes), pages: result.numOfPages, missing };
        return { ok: true, value };
      } catch (error) {
        const texts = [...String(error).matchAll(UNDISPLAYED)].map((match) => unquote(match[1] ?? ''));
        if (texts.length === 0)
          return { ok: false, code: 'typesetFailed', detail: speechless(String(error)) };
        missing.push(...texts.filter((text) => !missing.includes(text)));
        const geta = mapTexts(data, (text) => texts.reduce((all, bad) => all.replaceAll(bad, GETA), text));
        const named = ((data as { missing?: Json[] }).missing ?? []).concat(texts.map(codePointName));
        data = { ...(geta as { [key: string]: Json }), missing: named };
      }
    }
    return { ok: false, code: 'typesetFailed', detail: 'undisplayable text remained' };
  } finally {
    if (job.picture) compiler.unmapShadow(`${workspace}/${job.picture.name}`);
    // Without this the compiler keeps every document (4.6 GB after 600).
    compiler.evictCache(0);
  }
}

function compile(template: string, data: Json) {
  const compiled = compiler.compile({
    mainFilePath: `${workspace}/${template}`,
    inputs: { data: JSON.stringify(data) },
  });
  const error = compiled.hasError() ? compiled.takeError() : null;
  const first = error ? compiler.fetchDiagnostics(error)[0] : null;
  return { result: compiled.result, error: speechless(String(first?.message ?? 'no document')) };
}

/** The compiler's words without what they quote: a document's values must not reach a log. */
function speechless(message: string): string {
  return message
    .replace(/`[^`]*`|"[^"]*"/g, '…')
    .replace(/[^\x20-\x7e…]/g, '')
    .slice(0, 200);
}

/** Undoes the compiler's escapes: `\u{1}`, `\\`. */
function unquote(text: string): string {
  return text
    .replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/\\+(["'\\])/g, '$1');
}

/**
 * Who gives way rests after a document, as long as it took times this: what follows one (it is sealed and stored, by
 * processes that do not give way) would otherwise be without end. It takes longer where others want the machine, and
 * then so does the rest.
 */
const REST = 1;
const LONGEST_REST_MS = 500;
let restedAt = 0;

process.on('message', (job: TypesetJob) => {
  setTimeout(work, yields ? restedAt - performance.now() : 0, job);
});

function work(job: TypesetJob): void {
  const began = performance.now();
  let reply: Reply;
  try {
    reply = typeset(job);
  } catch (error) {
    // The compiler's errors are not all instances of Error.
    reply = { ok: false, code: 'typesetFailed', detail: speechless(String(error)) };
  }
  process.send?.(reply);
  // The compiled document lies outside the heap until the collector finds its handle; the heap is too idle for that.
  globalThis.gc?.({ type: 'minor' });
  const now = performance.now();
  restedAt = now + Math.min(LONGEST_REST_MS, REST * (now - began));
}
process.send?.('ready');
