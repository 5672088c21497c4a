import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { resumePhoto } from '../../documents/resume-photo.ts';
import { photoOf } from '../../documents/resume-view.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  ConfirmPage,
  ErrorSummary,
  FileInput,
  Form,
  Layout,
  LinkButton,
  Title,
} from '../components/index.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import { postedForm } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import type { PageContext } from '../view.ts';
import { loadResume, saveResume } from './resume-save.ts';

const withPhoto = (record: ResumeRecord, photo: string): ResumeRecord => ({
  ...record,
  basic: { ...record.basic, photo },
});

/** The photograph of part 1: shown, put in, taken out. */
export function resumePhotoRoutes(s: Services): Hono {
  const app = new Hono();

  app.get(paths.applicant.resumePhoto(), async (c) => {
    const { record } = await loadResume(s, requireApplicant(c));
    return photoPage(c, record, []);
  });

  app.get(paths.applicant.resumePhotoFile(), async (c) => {
    const { record } = await loadResume(s, requireApplicant(c));
    const photo = photoOf(record);
    if (!photo) throw new HTTPException(404);
    c.header('Content-Type', photo.name.endsWith('.jpg') ? 'image/jpeg' : 'image/png');
    c.header('Cache-Control', 'no-store');
    return c.body(new Uint8Array(photo.bytes));
  });

  app.post(paths.applicant.resumePhoto(), async (c) => {
    const actor = requireApplicant(c);
    formKey(c);
    const { files, filesTooLarge } = postedForm(c);
    const file = files.find((one) => one.field === 'file');
    const made = filesTooLarge
      ? ({ ok: false, message: '照片超過 10 MB，請縮小後重新選擇' } as const)
      : file
        ? await resumePhoto(file.bytes)
        : ({ ok: false, message: '請選擇照片檔' } as const);
    if (!made.ok) {
      const { record } = await loadResume(s, actor);
      return photoPage(c, record, [{ field: 'file', message: made.message }]);
    }
    await saveResume(s, c, actor, {
      part: 'photo',
      act: 'save',
      change: (now) => withPhoto(now, made.photo),
    });
    return goTo(c, paths.applicant.resumePhoto(), { kind: 'success', text: '已儲存照片。' });
  });

  app.get(paths.applicant.resumePhotoRemove(), (c) => {
    requireApplicant(c);
    return respond(
      c,
      <ConfirmPage
        ctx={pageContext(c)}
        title="移除照片"
        action={paths.applicant.resumePhotoRemove()}
        formKey={newFormKey()}
        confirm="移除照片"
        warning
        back={{ href: paths.applicant.resumePhoto(), text: '回照片' }}
      >
        <p>照片會從您的履歷刪除，之後的應徵不再附照片。已送出的應徵不受影響。</p>
      </ConfirmPage>,
    );
  });

  app.post(paths.applicant.resumePhotoRemove(), async (c) => {
    await saveResume(s, c, requireApplicant(c), {
      part: 'photo',
      act: 'remove',
      change: (now) => withPhoto(now, ''),
    });
    return goTo(c, paths.applicant.resumePhoto(), { kind: 'success', text: '已移除照片。' });
  });
  return app;
}

const photoPage = (c: Context, record: ResumeRecord, problems: readonly Problem[]): Response =>
  respond(
    c,
    <PhotoPage ctx={pageContext(c)} photo={record.basic.photo !== ''} problems={problems} />,
    problems.length > 0 ? 422 : 200,
  );

const PhotoPage = (p: { ctx: PageContext; photo: boolean; problems: readonly Problem[] }) => (
  <Layout ctx={p.ctx} title="照片－我的履歷" variant="applicant" problems={p.problems}>
    <BackLink href={paths.applicant.resumePart('basic')}>回基本資料</BackLink>
    <Title title="照片" sub="可不附。印在履歷的基本資料旁，長 38 公釐、寬 30 公釐。" />
    <div class="sq-stack">
      <ErrorSummary problems={p.problems} consequence="照片沒有變動" />
      {p.photo ? (
        <Card id="present" title="目前的照片">
          <div class="sq-stack">
            <img class="sq-photo" src={paths.applicant.resumePhotoFile()} alt="您目前的履歷照片" />
            <p>
              <LinkButton href={paths.applicant.resumePhotoRemove()} kind="link">
                移除照片
              </LinkButton>
            </p>
          </div>
        </Card>
      ) : null}
      <Card id="choose" title={p.photo ? '更換照片' : '上傳照片'}>
        <Form action={paths.applicant.resumePhoto()} csrf={p.ctx.csrf} formKey={newFormKey()} multipart>
          <div class="sq-stack">
            <FileInput
              name="file"
              label="照片檔"
              hint="JPEG 或 PNG，10 MB 以內。系統會縮小並移除拍攝地點等附帶資料。"
              accept=".jpg,.jpeg,.png,image/jpeg,image/png"
              problems={p.problems}
            />
            <Buttons>
              <Button>儲存照片</Button>
            </Buttons>
          </div>
        </Form>
      </Card>
    </div>
  </Layout>
);
