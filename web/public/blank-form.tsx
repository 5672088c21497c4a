import { Hono } from 'hono';
import { RESUME_PARTS } from '../../domain/resume-selection.ts';
import { Card, Layout, LinkButton, Title } from '../components/index.ts';
import { paths } from '../paths.ts';
import { pageContext } from '../render.tsx';
import { typesetter } from '../typesetter.ts';
import type { PageContext } from '../view.ts';
import { etagOf, hasIt } from './caching.ts';
import { respondShared } from './shared-page.tsx';

interface Form {
  bytes: Uint8Array<ArrayBuffer>;
  pages: number;
  etag: string;
}

/** R18: 公務人員履歷空白表格下載. The form is set once and kept. */
export function blankFormRoutes(): Hono {
  const app = new Hono();
  let kept: Promise<Form> | undefined;
  const form = (): Promise<Form> => {
    kept ??= setForm().catch((e: unknown) => {
      kept = undefined;
      throw e;
    });
    return kept;
  };

  app.get(paths.public.blankForm(), (c) => {
    const ctx = pageContext(c);
    return respondShared(c, ctx, <BlankFormPage ctx={ctx} />);
  });

  app.get(paths.public.blankFormFile(), async (c) => {
    const { bytes, etag } = await form();
    c.header('ETag', etag);
    c.header('Cache-Control', 'public, max-age=86400');
    if (hasIt(c, etag)) return c.body(null, 304);
    c.header('Content-Type', 'application/pdf');
    c.header(
      'Content-Disposition',
      `inline; filename="resume-form.pdf"; filename*=UTF-8''${encodeURIComponent('應徵人員履歷表（空白表格）.pdf')}`,
    );
    return c.body(bytes);
  });
  return app;
}

async function setForm(): Promise<Form> {
  const { bytes, pages } = await typesetter.blankForm();
  const own = new Uint8Array(bytes);
  return { bytes: own, pages, etag: etagOf(own) };
}

const BlankFormPage = ({ ctx }: { ctx: PageContext }) => (
  <Layout ctx={ctx} title="公務人員履歷空白表格下載" current="blankForm">
    <Title title="公務人員履歷空白表格下載" sub="供先行整理資料，或以紙本應徵不經由本系統收件的職缺。" />
    <div class="sq-stack">
      <Card id="file" title="應徵人員履歷表（空白表格）">
        <p class="sq-prose">A4、PDF 格式，與系統產製的履歷同一版式。</p>
        <p class="sq-gap">
          <LinkButton href={paths.public.blankFormFile()}>下載空白表格（PDF）</LinkButton>
        </p>
        <p class="sq-prose sq-gap">
          經由本系統應徵時，請直接在線上填寫，不需上傳本表：
          <a href={paths.public.apply()}>我要應徵</a>。
        </p>
      </Card>
      <Card id="parts" title="表格的內容">
        <ul class="sq-ticks">
          {RESUME_PARTS.map((part) => (
            <li>{part.name}</li>
          ))}
        </ul>
        <p class="sq-prose sq-quiet sq-gap">家屬及公教貸款資料與甄選無關，不蒐集。</p>
      </Card>
    </div>
  </Layout>
);
