/** The process that reads files of vacancies from outside. Started by `vacancy-import.ts` only. */
import { readFeed } from './feed-reader.ts';
import type { Reply } from './job-pool.ts';
import { guardProcess } from './process-guard.ts';
import { MAX_IMPORT_ROWS, readSheet } from './sheet-reader.ts';
import type { ReadImport } from './vacancy-import.ts';
import { isZip } from './zip-guard.ts';

/** The file's content decides what it is, never its name. */
async function read(bytes: Uint8Array): Promise<ReadImport> {
  if (!isZip(bytes) && startsAsXml(bytes)) {
    const feed = readFeed(bytes);
    if (!feed.ok) return { ok: false, message: feed.message };
    if (feed.rows.length === 0) return { ok: false, message: '檔案裡沒有要匯入的職缺' };
    return feed.rows.length > MAX_IMPORT_ROWS
      ? { ok: false, message: `一次最多匯入 ${MAX_IMPORT_ROWS} 筆，請分成數個檔案` }
      : {
          ok: true,
          format: 'xml',
          columns: {},
          rows: feed.rows.map(({ line, row }) => ({ row: line, cells: row })),
        };
  }
  return readSheet(bytes);
}

/** `<` behind an optional mark and blanks, also in UTF-16, which the feed's reader then refuses with its reason. */
function startsAsXml(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*</.test(start);
}

guardProcess();
const answer = (reply: Reply): void => {
  process.send?.(reply);
};
process.on('message', (bytes: Uint8Array) => {
  read(bytes)
    .catch((): ReadImport => ({ ok: false, message: '檔案無法讀取，請以範本重新填寫後再匯入' }))
    .then((value) => answer({ ok: true, value }));
});
process.send?.('ready');
