import type { Migration } from 'kysely/migration';
import * as ground from './2026-11-24T01-ground.ts';
import * as people from './2026-11-24T02-people.ts';
import * as vacancies from './2026-11-24T03-vacancies.ts';
import * as applications from './2026-11-24T04-applications.ts';
import * as notices from './2026-11-24T05-notices.ts';
import * as machinery from './2026-11-24T06-machinery.ts';
import * as ops from './2026-11-24T07-ops.ts';
import * as actsMails from './2026-11-24T08-acts-mails.ts';
import * as listedVacancies from './2026-11-24T10-listed-vacancies.ts';
import * as newsletter from './2026-11-24T11-newsletter.ts';
import * as vacancyImport from './2026-11-24T20-vacancy-import.ts';
import * as holidays from './2026-11-24T21-holidays.ts';
import * as replyRecords from './2026-11-24T22-reply-records.ts';
import * as policiesOnce from './2026-11-24T30-policies-once.ts';
import * as results from './2026-11-24T31-results.ts';
import * as interviewSlots from './2026-11-24T32-interview-slots.ts';
import * as particulars from './2026-11-24T33-particulars.ts';
import * as corrections from './2026-11-24T34-corrections.ts';
import * as templatesAndUndo from './2026-11-24T36-templates-and-undo.ts';
import * as screening from './2026-11-24T37-screening.ts';
import * as deputies from './2026-11-24T38-deputies.ts';
import * as resumeImport from './2026-11-24T39-resume-import.ts';
import * as attachmentScans from './2026-11-24T41-attachment-scans.ts';
import * as listingTurns from './2026-11-24T42-listing-turns.ts';
import * as withdrawnList from './2026-11-24T45-withdrawn-list.ts';
import * as feedSnapshots from './2026-11-24T46-feed-snapshots.ts';
import * as resultApproval from './2026-11-24T47-result-approval.ts';
import * as applicationDrafts from './2026-11-24T48-application-drafts.ts';
import * as postDeclined from './2026-11-24T49-post-declined.ts';
import * as vacancyFiles from './2026-11-24T50-vacancy-files.ts';
import * as movingATime from './2026-11-24T51-moving-a-time.ts';
import * as missingCharacters from './2026-11-24T52-missing-characters.ts';
import * as listedBriefs from './2026-11-24T53-listed-briefs.ts';
import * as draftRounds from './2026-11-24T54-draft-rounds.ts';
import * as screeningLetters from './2026-11-24T55-screening-letters.ts';
import * as passwords from './2026-11-24T56-passwords.ts';
import * as auditTrail from './2026-11-24T57-audit-trail.ts';
import * as noticeTexts from './2026-11-24T58-notice-texts.ts';
import * as listingNotes from './2026-11-24T59-listing-notes.ts';
import * as resultApprovalMails from './2026-11-24T60-result-approval-mails.ts';
import * as retrievalBrake from './2026-11-24T61-retrieval-brake.ts';
import * as openList from './2026-11-24T62-open-list.ts';
import * as withdrawnRound from './2026-11-24T63-withdrawn-round.ts';
import * as agencyAdministrators from './2026-11-24T64-agency-administrators.ts';
import * as notesReturned from './2026-11-24T65-notes-returned.ts';
import * as mailboxChange from './2026-11-24T66-mailbox-change.ts';
import * as passwordAge from './2026-11-24T67-password-age.ts';
import * as wordsFirst from './2026-11-24T68-words-first.ts';
import * as withdrawnStays from './2026-11-24T69-withdrawn-stays.ts';

/** Every migration by name, applied in the order of the names; a landed one is never edited. */
export const migrations: Record<string, Migration> = {
  '2026-11-24T01-ground': ground,
  '2026-11-24T02-people': people,
  '2026-11-24T03-vacancies': vacancies,
  '2026-11-24T04-applications': applications,
  '2026-11-24T05-notices': notices,
  '2026-11-24T06-machinery': machinery,
  '2026-11-24T07-ops': ops,
  '2026-11-24T08-acts-mails': actsMails,
  '2026-11-24T10-listed-vacancies': listedVacancies,
  '2026-11-24T11-newsletter': newsletter,
  '2026-11-24T20-vacancy-import': vacancyImport,
  '2026-11-24T21-holidays': holidays,
  '2026-11-24T22-reply-records': replyRecords,
  '2026-11-24T30-policies-once': policiesOnce,
  '2026-11-24T31-results': results,
  '2026-11-24T32-interview-slots': interviewSlots,
  '2026-11-24T33-particulars': particulars,
  '2026-11-24T34-corrections': corrections,
  '2026-11-24T36-templates-and-undo': templatesAndUndo,
  '2026-11-24T37-screening': screening,
  '2026-11-24T38-deputies': deputies,
  '2026-11-24T39-resume-import': resumeImport,
  '2026-11-24T41-attachment-scans': attachmentScans,
  '2026-11-24T42-listing-turns': listingTurns,
  '2026-11-24T45-withdrawn-list': withdrawnList,
  '2026-11-24T46-feed-snapshots': feedSnapshots,
  '2026-11-24T47-result-approval': resultApproval,
  '2026-11-24T48-application-drafts': applicationDrafts,
  '2026-11-24T49-post-declined': postDeclined,
  '2026-11-24T50-vacancy-files': vacancyFiles,
  '2026-11-24T51-moving-a-time': movingATime,
  '2026-11-24T52-missing-characters': missingCharacters,
  '2026-11-24T53-listed-briefs': listedBriefs,
  '2026-11-24T54-draft-rounds': draftRounds,
  '2026-11-24T55-screening-letters': screeningLetters,
  '2026-11-24T56-passwords': passwords,
  '2026-11-24T57-audit-trail': auditTrail,
  '2026-11-24T58-notice-texts': noticeTexts,
  '2026-11-24T59-listing-notes': listingNotes,
  '2026-11-24T60-result-approval-mails': resultApprovalMails,
  '2026-11-24T61-retrieval-brake': retrievalBrake,
  '2026-11-24T62-open-list': openList,
  '2026-11-24T63-withdrawn-round': withdrawnRound,
  '2026-11-24T64-agency-administrators': agencyAdministrators,
  '2026-11-24T65-notes-returned': notesReturned,
  '2026-11-24T66-mailbox-change': mailboxChange,
  '2026-11-24T67-password-age': passwordAge,
  '2026-11-24T68-words-first': wordsFirst,
  '2026-11-24T69-withdrawn-stays': withdrawnStays,
};
