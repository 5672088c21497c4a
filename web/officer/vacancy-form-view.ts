/** What the registration form shows, made without HTTP: prefilled, saved, refused, frozen or stale. */
import type { Agency } from '../../db/queries/agencies.ts';
import {
  defaultMode,
  nameOf,
  PERSONNEL_CATEGORIES,
  RETRIEVAL_MODES,
  type RetrievalMode,
} from '../../domain/codes.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ScanState } from '../../domain/scan.ts';
import type { ReviewOutcome, Stage } from '../../domain/status.ts';
import { emptyVacancyContent, frozenPart, type VacancyContent } from '../../domain/vacancy-content.ts';
import type { PageContext } from '../view.ts';
import { type Posted, text, texts } from './posted.ts';
import type { VacancyDifference } from './vacancy-differences.ts';
import type { AssistView } from './vacancy-form-assist.tsx';
import type { VacancyRaw } from './vacancy-form-data.ts';

export interface VacancyFormView {
  ctx: PageContext;
  /** null = not saved yet. */
  no: string | null;
  /** The record's version the form was opened with; 0 before the first save. */
  version: number;
  stage: Stage;
  review: ReviewOutcome;
  content: VacancyContent;
  raw: VacancyRaw;
  problems: readonly Problem[];
  /** Problems are a reviewer's reasons, not the rules'. */
  returned: boolean;
  agencies: readonly Agency[];
  formKey: string;
  mode: ModeView;
  /** Somebody else saved meanwhile: what differs. */
  differences: readonly VacancyDifference[] | null;
  savedAt: Date | null;
  /** 刊登檢查; null where the page is made without it. */
  assist: AssistView | null;
  /** What the virus scanner said of the files; null where the page is made without it. */
  files: { scans: ReadonlyMap<string, ScanState>; scanning: boolean } | null;
}

/** R60, R61: how the method came about, for the words beside it and the next change of category. */
export interface ModeView {
  /** The category whose default the method is, or was; '' = the officer chose before any. */
  defaultedFor: string;
  note: string;
}

/** R54: method, ranges and dates no longer change by editing. */
export const isFrozen = (stage: Stage): boolean => stage === 'listed';

/** A new form: her agency, its address and herself as the writer. */
export function prefilled(
  agencies: readonly Agency[],
  writer: { name: string; email: string; phone: string } | undefined,
): VacancyContent {
  const only = agencies.length === 1 ? agencies[0] : undefined;
  const own = writer?.phone ?? '';
  return {
    ...emptyVacancyContent(),
    agencyCode: only?.code ?? '',
    agencyName: only?.name ?? '',
    agencyAddress: only?.address ?? '',
    writerName: writer?.name ?? '',
    writerEmail: writer?.email ?? '',
    writerPhone: own || (only?.phone ?? ''),
    writerExtension: own ? '' : (only?.extension ?? ''),
    contact: '',
  };
}

/**
 * Proposes the method of a personnel category (R60, R61) where none is chosen, or where the chosen one was only
 * the former category's default. An officer's own choice stays and the difference is said.
 * @param defaultedFor the category whose default the form showed
 */
export function withDefaultMode(
  content: VacancyContent,
  defaultedFor: string,
): { mode: RetrievalMode | ''; view: ModeView; changed: boolean } {
  const { personnelCategory: category, mode } = content;
  if (category === '') return { mode, view: { defaultedFor, note: '' }, changed: false };
  const proposed = defaultMode(category);
  const called = nameOf(PERSONNEL_CATEGORIES, category);
  const words = RETRIEVAL_MODES[proposed].name;
  const follows =
    mode === '' || (category !== defaultedFor && defaultedFor !== '' && mode === defaultMode(defaultedFor));
  if (follows && mode !== proposed)
    return {
      mode: proposed,
      changed: true,
      view: {
        defaultedFor: category,
        note: `已依人員區分「${called}」預設為「${words}」，可依需要自行改選。`,
      },
    };
  const view = {
    defaultedFor: mode === proposed ? category : '',
    note:
      mode !== proposed
        ? `「${called}」預設為「${words}」，您選的是「${RETRIEVAL_MODES[mode].name}」，請再確認。`
        : '',
  };
  return { mode, view, changed: false };
}

/** The inputs behind each frozen field; a disabled input is not posted at all. */
const FROZEN_INPUTS: readonly {
  inputs: readonly string[];
  keys: readonly (keyof ReturnType<typeof frozenPart>)[];
}[] = [
  { inputs: ['mode'], keys: ['mode'] },
  { inputs: ['sections'], keys: ['sections', 'allSections'] },
  { inputs: ['trainingFrom-y', 'trainingTo-y'], keys: ['trainingRange'] },
  { inputs: ['rewardFrom-y', 'rewardTo-y'], keys: ['rewardRange'] },
  { inputs: ['appraisalFrom', 'appraisalTo'], keys: ['appraisalRange'] },
  { inputs: ['listedFrom-y'], keys: ['listedFrom'] },
  { inputs: ['listedTo-y'], keys: ['listedTo'] },
  { inputs: ['closingTime'], keys: ['closingTime'] },
];

/**
 * R54: the posted content of a listed vacancy. A frozen field that was not posted keeps its recorded value; one
 * that was posted stays as posted, so that `frozenFields` can refuse it by name.
 */
export function overFrozen(recorded: VacancyContent, posted: VacancyContent, body: Posted): VacancyContent {
  const kept: Partial<VacancyContent> = {};
  const before = frozenPart(recorded);
  for (const { inputs, keys } of FROZEN_INPUTS)
    if (!inputs.some((input) => texts(body, input).length > 0))
      for (const key of keys) Object.assign(kept, { [key]: before[key] });
  return { ...posted, ...kept };
}

/** The agency the form names, if it is one of hers; its name comes from the table. */
export function agencyOf(agencies: readonly Agency[], body: Posted): Agency | undefined {
  return agencies.find((agency) => agency.code === text(body, 'agencyCode'));
}

/** One problem for each field, the first; reading's before the rules'. */
export function firstOfEach(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ field }) => (seen.has(field) ? false : seen.add(field)));
}
