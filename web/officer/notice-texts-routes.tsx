/** 通知範本 of each agency: listed, changed, deleted. They are made in the form of a notice. */
import { type Context, Hono } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import {
  changeNoticeText,
  deleteNoticeText,
  type NoticeTextChanged,
  noticeText,
  noticeTexts,
} from '../../db/queries/notice-texts.ts';
import { cleanLine, cleanText } from '../../domain/contact.ts';
import { contentProblem } from '../../domain/notice-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import { templateNameProblem } from '../../domain/template-name.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, notFound, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { ChangeNoticeTextPage, DeleteNoticeTextPage, NoticeTextsPage } from './notice-texts-page.tsx';
import { pattern } from './pattern.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

type Officer = Actor & { kind: 'officer' };

const REFUSED: Record<'overtaken' | 'nameTaken', Problem> = {
  overtaken: {
    field: 'content',
    message: '您開啟本頁後，已有同仁修改這個範本（目前內容見上方）；請確認後再儲存一次',
  },
  nameTaken: { field: 'name', message: '已有同名的通知範本，請換個名稱' },
};

export function noticeTextsRoutes({ db }: Services): Hono {
  const app = new Hono();
  const textOf = async (c: Context, actor: Officer) =>
    vacancyOr404(await withActor(db, actor, (trx) => noticeText(trx, actor, c.req.param('id') ?? '')));

  app.get(paths.officer.noticeTexts(), async (c) => {
    const actor = requireOfficer(c);
    const texts = await withActor(db, actor, (trx) => noticeTexts(trx, actor));
    return respond(c, <NoticeTextsPage ctx={pageContext(c)} texts={texts} />);
  });

  app.get(pattern(paths.officer.noticeText(':id')), async (c) => {
    const text = await textOf(c, requireOfficer(c));
    const { name, content } = text;
    const view = { ctx: pageContext(c), formKey: newFormKey(), text, name, content };
    return respond(c, <ChangeNoticeTextPage view={{ ...view, problems: [], overtaken: false }} />);
  });

  app.post(pattern(paths.officer.noticeText(':id')), async (c) => {
    const actor = requireOfficer(c);
    const { id } = await textOf(c, actor);
    const name = cleanLine(posted(c, 'name'));
    const content = cleanText(posted(c, 'content'));
    const problems = [templateNameProblem('name', name), contentProblem(content)].filter(
      (problem) => problem !== null,
    );
    const version = Number(posted(c, 'version'));
    const done =
      problems.length > 0
        ? null
        : await act<NoticeTextChanged>(c, actor, 'noticeText.change', (trx) =>
            changeNoticeText(trx, actor, { id, version, name, content }),
          );
    if (done?.ok)
      return goTo(c, paths.officer.noticeTexts(), { kind: 'success', text: `已儲存通知範本「${name}」。` });
    if (done?.why === 'gone') return notFound(c);
    const text = await textOf(c, actor);
    const view = {
      ctx: pageContext(c),
      formKey: posted(c, '_key'),
      text,
      name,
      content,
      problems: done ? [REFUSED[done.why]] : problems,
      overtaken: text.version !== version,
    };
    return respond(c, <ChangeNoticeTextPage view={view} />, 422);
  });

  app.get(pattern(paths.officer.deleteNoticeText(':id')), async (c) => {
    const text = await textOf(c, requireOfficer(c));
    return respond(c, <DeleteNoticeTextPage ctx={pageContext(c)} formKey={newFormKey()} text={text} />);
  });

  app.post(pattern(paths.officer.deleteNoticeText(':id')), async (c) => {
    const actor = requireOfficer(c);
    const done = await act<{ ok: true; name: string } | { ok: false }>(
      c,
      actor,
      'noticeText.delete',
      async (trx) => {
        const text = await noticeText(trx, actor, c.req.param('id') ?? '');
        if (!text || !(await deleteNoticeText(trx, actor, text.id))) return { ok: false };
        return { ok: true, name: text.name };
      },
    );
    const { name } = vacancyOr404(done.ok ? done : undefined);
    return goTo(c, paths.officer.noticeTexts(), { kind: 'success', text: `已刪除通知範本「${name}」。` });
  });

  return app;
}
