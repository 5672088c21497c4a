/** R62–R68: an applicant's résumé as a PDF, after the 公務人員履歷表(一般). */
import type { ResumeRecord } from '../domain/resume-record.ts';
import type { Part, ResumeSelection } from '../domain/resume-selection.ts';
import { blankFormView } from './blank-form.ts';
import { type ListingCertificateInput, listingCertificateView } from './listing-certificate.ts';
import { type PostingInput, postingView } from './posting.ts';
import { photoOf, resumeView } from './resume-view.ts';
import { type RetrievalSheetInput, retrievalSheetView } from './retrieval-sheet.ts';
import { type RosterInput, rosterView } from './roster.ts';
import { createTypstPool, type TypesetDocument, type TypesetterOptions } from './typesetter.ts';

export type { RetrievalSheetInput } from './retrieval-sheet.ts';
export type { TypesetDocument, TypesetterOptions } from './typesetter.ts';

export interface ResumeInput {
  /** Already cut by `selectResume`. */
  record: ResumeRecord;
  /** The parts delivered (`SelectedResume.parts`); one that is listed and empty is printed as empty. */
  parts: readonly Part[];
  /** R64: the ranges the record was cut to; they are printed beside the headings. */
  ranges?: Pick<ResumeSelection, 'trainingRange' | 'rewardRange' | 'appraisalRange'>;
  vacancyNo: string;
  /** 職稱 */
  title: string;
  agencyName: string;
  applicationNo: string;
  /** ISO instant of the application. */
  submittedAt: string;
  version: number;
}
export type ResumePdf = TypesetDocument;

export interface Typesetter {
  /** Documents set side by side; further ones wait. */
  compilers: number;
  /**
   * The same input gives the same bytes: the document is dated by its submission, not by the clock.
   * @throws DocumentError typesetTimeout, typesetDied, typesetFailed, typesetTooLarge, closed
   */
  resume(input: ResumeInput): Promise<ResumePdf>;
  /** The sheet laid into an archive: who retrieved which applications when and for what. */
  retrievalSheet(input: RetrievalSheetInput): Promise<TypesetDocument>;
  /** 面試名冊 or 簽到表. */
  roster(input: RosterInput): Promise<TypesetDocument>;
  /** 職缺公告 */
  posting(input: PostingInput): Promise<TypesetDocument>;
  /** 刊登證明 */
  listingCertificate(input: ListingCertificateInput): Promise<TypesetDocument>;
  /** R18: the form with nothing entered. */
  blankForm(): Promise<TypesetDocument>;
  close(): Promise<void>;
}

/** Starts nothing until the first document; its processes do not keep the caller's alive. */
export function createTypesetter(options: TypesetterOptions = {}): Typesetter {
  const typst = createTypstPool(options);
  return {
    compilers: typst.compilers,
    resume(input) {
      const view = resumeView(input);
      const photo = photoOf(input.record);
      if (photo) return typst.typeset('resume.typ', { ...view, pictureName: photo.name }, photo);
      return typst.typeset('resume.typ', view.picture === 'none' ? view : { ...view, picture: 'unreadable' });
    },
    retrievalSheet: (input) => typst.typeset('retrieval-sheet.typ', retrievalSheetView(input)),
    roster: (input) => typst.typeset('roster.typ', rosterView(input)),
    posting: (input) => typst.typeset('posting.typ', postingView(input)),
    listingCertificate: (input) => typst.typeset('listing-certificate.typ', listingCertificateView(input)),
    blankForm: () => typst.typeset('blank-form.typ', blankFormView()),
    close: () => typst.close(),
  };
}
