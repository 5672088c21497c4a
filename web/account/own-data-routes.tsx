import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import { applicantProfile } from '../../db/queries/applicant-accounts.ts';
import { cancelNewsletterOf } from '../../db/queries/newsletter.ts';
import { ownApplications } from '../../db/queries/own-applications.ts';
import { deleteOwnAccount, type OwnData, ownData, ownFile } from '../../db/queries/own-data.ts';
import { type ArchiveEntry, plainArchive } from '../../documents/plain-archive.ts';
import type { Problem } from '../../domain/problem.ts';
import { brake } from '../middleware/brake.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireApplicant, takeToken } from '../middleware/sign-in.ts';
import { posted, stateOf } from '../middleware/state.ts';
import { download, minuteStamp } from '../officer/download.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { DeleteAccountPage, OwnDataPage } from './own-data-pages.tsx';
import { GATE } from './sign-in-act.ts';
import { OWN_PASSWORD, stepUpProblems } from './step-up.ts';

type Applicant = Actor & { kind: 'applicant' };

/** An applicant's rights over what is held of her; both acts ask for the password again. */
export function ownDataRoutes(s: Services): Hono {
  const app = new Hono();
  const stepUp = (c: Context) => stepUpProblems(s, c, posted(c, OWN_PASSWORD));

  app.use(paths.applicant.ownData(), brake(s.config.doorTriesPerMinute));
  app.get(paths.applicant.ownData(), (c) => {
    requireApplicant(c);
    return respond(c, <OwnDataPage ctx={pageContext(c)} />);
  });
  app.post(paths.applicant.ownData(), async (c) => {
    const actor = requireApplicant(c);
    const problems = await stepUp(c);
    if (problems.length > 0) return respond(c, <OwnDataPage ctx={pageContext(c)} problems={problems} />, 422);
    const own = await withActor(s.db, actor, (trx) => ownData(trx, s.keyring, actor));
    download(c, `my-data-${minuteStamp(s.now())}.zip`, 'application/zip');
    return c.body(Readable.toWeb(plainArchive(entriesOf(s, actor, own))) as ReadableStream);
  });

  const deletion = async (c: Context, actor: Applicant, problems: Problem[]) => {
    const rows = await withActor(s.db, actor, (trx) => ownApplications(trx, actor));
    return respond(
      c,
      <DeleteAccountPage
        ctx={pageContext(c)}
        open={rows.filter((r) => r.state === 'open')}
        formKey={newFormKey()}
        problems={problems}
      />,
      problems.length > 0 ? 422 : 200,
    );
  };
  app.use(paths.applicant.deleteAccount(), brake(s.config.doorTriesPerMinute));
  app.get(paths.applicant.deleteAccount(), (c) => deletion(c, requireApplicant(c), []));
  app.post(paths.applicant.deleteAccount(), async (c) => {
    const actor = requireApplicant(c);
    formKey(c);
    if (posted(c, 'understood') !== 'yes')
      return deletion(c, actor, [{ field: 'understood', message: '請勾選確認您了解刪除後無法復原' }]);
    const problems = await stepUp(c);
    if (problems.length > 0) return deletion(c, actor, problems);
    await remove(s, actor);
    stateOf(c).signIn = null;
    takeToken(c);
    return goTo(c, paths.home(), {
      kind: 'success',
      text: '帳號已刪除，所有裝置都已登出。已送出的應徵資料依法保存至期滿，期滿刪除。',
    });
  });
  return app;
}

/** The JSON first, then file after file, each read when its turn comes. */
async function* entriesOf(s: Services, actor: Applicant, own: OwnData): AsyncGenerator<ArchiveEntry> {
  yield { name: 'data.json', bytes: Buffer.from(JSON.stringify(own.data, null, 2)) };
  for (const file of own.files) {
    const bytes = await withActor(s.db, actor, (trx) => ownFile(trx, s.keyring, file));
    if (bytes) yield { name: file.name, bytes };
  }
}

/**
 * The newsletter of her mailbox ends first, because afterwards nobody knows the mailbox; should the second fail, she has
 * lost a newsletter and still has her account.
 */
async function remove(s: Services, actor: Applicant): Promise<void> {
  await withActor(s.db, GATE, async (trx) => {
    const profile = await applicantProfile(trx, s.keyring, actor.applicantId);
    if (profile) await cancelNewsletterOf(trx, s.keyring, profile.email);
  });
  await withActor(s.db, actor, (trx) => deleteOwnAccount(trx, actor));
}
