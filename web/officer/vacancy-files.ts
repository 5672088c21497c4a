/** 附件 of the registration form: which ones it names, new ones it brings, how they are shown. */
import type { Context } from 'hono';
import type { Actor, Trx } from '../../db/actor.ts';
import { isId } from '../../db/ids.ts';
import { newestContent, type OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { filesNamed, scanStatesOf } from '../../db/queries/vacancy-files.ts';
import { checkVacancyFile } from '../../documents/vacancy-file-check.ts';
import type { Problem } from '../../domain/problem.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import type { VacancyFile, VacancyFileType } from '../../domain/vacancy-files.ts';
import { postedForm } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { type ShownFile, showFile } from '../public/vacancy-files.tsx';
import type { Services } from '../services.ts';
import { readUploads, type Uploaded } from '../uploads.ts';
import { type Posted, text, texts } from './posted.ts';

type Officer = Actor & { kind: 'officer' };

/** The files the form says it has; one that did not ask for them leaves them as they are. */
export async function namedFiles(
  trx: Trx,
  actor: Officer,
  body: Posted,
  recorded: OfficerVacancy | undefined,
): Promise<VacancyFile[]> {
  if (text(body, 'filesAsked') !== 'yes') return recorded ? newestContent(recorded).files : [];
  const ids = [...new Set(texts(body, 'keepFile'))].filter(isId);
  return filesNamed(trx, actor, recorded?.no ?? null, ids);
}

/** The files chosen on the form, each checked; problems stand at the field `files`. */
export async function readFiles(
  c: Context,
  kept: readonly VacancyFile[],
): Promise<{ files: Uploaded<VacancyFileType>[]; problems: Problem[] }> {
  const { files, problems } = await readUploads(postedForm(c), kept, {
    called: '附件',
    check: checkVacancyFile,
  });
  // some browsers post the whole path
  return { problems, files: files.map((f) => ({ ...f, name: f.name.split(/[\\/]/).at(-1) || '附件' })) };
}

/** The files of a content as the public will see them, to be had at the officer's own address. */
export async function shownFiles(
  trx: Trx,
  { config }: Services,
  content: VacancyContent,
): Promise<ShownFile[]> {
  const scans = await scanStatesOf(trx, content.files);
  return content.files.map((file) =>
    showFile(file, scans.get(file.id), config.scanning, paths.officer.file(file.id)),
  );
}
