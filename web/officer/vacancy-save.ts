/** What a posted registration form does: save, submit or revise, decided here and written in one transaction. */
import type { Actor, Trx } from '../../db/actor.ts';
import type { Agency } from '../../db/queries/agencies.ts';
import { type OfficerVacancy, officerVacancy } from '../../db/queries/officer-vacancy.ts';
import { createDraft, reviseListed, saveDraft, submitVacancy } from '../../db/queries/vacancies.ts';
import type { Problem } from '../../domain/problem.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import type { VacancyFile } from '../../domain/vacancy-files.ts';
import { checkVacancy, frozenFields } from '../../domain/vacancy-rules.ts';
import type { Posted } from './posted.ts';
import { afterAutosave, type FormToSave } from './vacancy-autosave.ts';
import { atFormField, type ParsedVacancy, parseVacancyForm } from './vacancy-form-data.ts';
import { agencyOf, firstOfEach, overFrozen, withDefaultMode } from './vacancy-form-view.ts';

type Officer = Actor & { kind: 'officer' };

export interface ReadForm extends ParsedVacancy {
  agency: Agency | undefined;
  /** The method was proposed from the category, because none was chosen. */
  modeProposed: boolean;
}

/**
 * Reads and checks a posted form. A draft may be incomplete; without any agency of hers nothing can be kept.
 * @param files those the form names, as the table knows them
 * @param recorded what the vacancy holds now, when the form is not a new one
 */
export function readVacancyForm(
  body: Posted,
  o: {
    agencies: readonly Agency[];
    files: readonly VacancyFile[];
    today: string;
    forSubmission: boolean;
    recorded?: OfficerVacancy;
  },
): ReadForm {
  const parsed = parseVacancyForm(body);
  const agency = agencyOf(o.agencies, body);
  const named = { ...parsed.content, agencyName: agency?.name ?? '', files: [...o.files] };
  const content = o.recorded?.stage === 'listed' ? overFrozen(o.recorded.content, named, body) : named;
  const frozen = o.recorded ? frozenFields(o.recorded.stage, o.recorded.content, content) : [];
  const problems = firstOfEach([
    ...(agency ? [] : [{ field: 'agencyCode', message: '請選擇徵才機關' }]),
    ...parsed.problems,
    ...frozen.map(atFormField),
    ...checkVacancy(content, o).map(atFormField),
  ]);
  // a draft without a method gets its category's default; a submission must show it to the officer first
  const proposed = withDefaultMode(content, '');
  const modeProposed = content.mode === '' && proposed.changed;
  return {
    raw: parsed.raw,
    agency,
    modeProposed,
    problems: inFormOrder(problems),
    content: modeProposed && !o.forSubmission ? { ...content, mode: proposed.mode } : content,
  };
}

export type Saved =
  | { ok: true; no: string; submitted: boolean }
  | { ok: false; why: 'stale'; current: VacancyContent; version: number }
  | { ok: false; why: 'state' | 'notFound' };

/** Writes a checked form. */
export async function saveVacancy(
  trx: Trx,
  actor: Officer,
  form: FormToSave & { submit: boolean },
): Promise<Saved> {
  const o = { ...form, ...(await afterAutosave(trx, actor, form)) };
  if (o.no === null) {
    const no = await createDraft(trx, actor, o);
    if (o.submit) await submitVacancy(trx, actor, { no, version: 1, now: o.now });
    return { ok: true, no, submitted: o.submit };
  }
  const { no } = o;
  const before = await officerVacancy(trx, actor, no);
  if (!before) return { ok: false, why: 'notFound' };
  let written: Awaited<ReturnType<typeof saveDraft>>;
  if (before.stage === 'preparing') {
    written = await saveDraft(trx, actor, { ...o, no });
    if (written.ok && o.submit)
      written = await submitVacancy(trx, actor, { no, version: written.version, now: o.now });
  } else {
    written = await reviseListed(trx, actor, { ...o, no });
  }
  if (written.ok) return { ok: true, no, submitted: o.submit || before.stage !== 'preparing' };
  if (written.why === 'stale')
    return { ok: false, why: 'stale', current: before.content, version: before.version };
  return { ok: false, why: written.why };
}

/** Fields from the top of the form to its end, so that the summary reads like the page. */
const ORDER = [
  'agencyCode',
  'agencyAddress',
  'writerName',
  'writerEmail',
  'writerPhone',
  'writerExtension',
  'personnelCategory',
  'title',
  'openings',
  'reserves',
  'workplaces',
  'listedFrom',
  'listedTo',
  'closingTime',
  'rankClasses',
  'grade',
  'jobSeries',
  'sex',
  'email',
];

function inFormOrder(problems: readonly Problem[]): Problem[] {
  const place = (p: Problem): number => {
    const at = ORDER.indexOf(p.field);
    return at < 0 ? ORDER.length : at;
  };
  return [...problems].sort((a, b) => place(a) - place(b));
}
