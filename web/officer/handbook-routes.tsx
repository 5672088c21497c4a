/** 操作說明: the pages of docs/handbook as officers read them, so that manual and system are one version. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Context, Hono } from 'hono';
import { Layout, Title } from '../components/index.ts';
import { requireRole } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import { HandbookText, readBlocks } from './handbook-text.tsx';
import { pattern } from './pattern.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../docs/handbook');
/** The contents, which the address without a name leads to. */
const CONTENTS = 'README';

export function handbookRoutes(): Hono {
  const app = new Hono();

  app.get(paths.officer.handbook(), (c) => page(c, CONTENTS));
  app.get(pattern(paths.officer.handbook(':page')), (c) => page(c, c.req.param('page') ?? ''));

  app.get(pattern(paths.officer.handbookPicture(':file')), async (c) => {
    requireRole(c, 'officer', 'agencyAdmin');
    const folder = path.join(FOLDER, 'pictures');
    const file = vacancyOr404((await readdir(folder)).find((one) => one === c.req.param('file')));
    c.header('Content-Type', 'image/png');
    c.header('Cache-Control', 'private, max-age=3600');
    return c.body(new Uint8Array(await readFile(path.join(folder, file))));
  });

  return app;

  /** Only names that the folder lists are opened. @throws HTTPException 404 for any other */
  async function page(c: Context, name: string): Promise<Response> {
    requireRole(c, 'officer', 'agencyAdmin');
    const file = vacancyOr404((await readdir(FOLDER)).find((one) => one === `${name}.md`));
    const blocks = readBlocks(await readFile(path.join(FOLDER, file), 'utf8'));
    const title = blocks.flatMap((one) => (one.kind === 'title' ? [one.text] : []))[0] ?? '操作說明';
    const trail =
      name === CONTENTS
        ? [{ text: '操作說明' }]
        : [{ text: '操作說明', href: paths.officer.handbook() }, { text: title }];
    return respond(
      c,
      <Layout
        ctx={pageContext(c)}
        title={title}
        current="handbook"
        trail={[{ text: '首頁', href: paths.home() }, ...trail]}
      >
        <Title title={title} />
        <div class="sq-card sq-card--pad">
          <HandbookText blocks={blocks} />
        </div>
      </Layout>,
    );
  }
}
