/**
 * What runs say of themselves in lists of the Temporal UI. Stored unencrypted: numbers, ids, stages and instants
 * only, never a word about a person.
 */
import { defineSearchAttributeKey } from '@temporalio/common';

export const VACANCY_NO = defineSearchAttributeKey('VacancyNo', 'KEYWORD');
export const APPLICATION_ID = defineSearchAttributeKey('ApplicationId', 'KEYWORD');
/** Of a vacancy: a key of domain's STAGES. */
export const STAGE = defineSearchAttributeKey('Stage', 'KEYWORD');
export const CLOSES_AT = defineSearchAttributeKey('ClosesAt', 'DATETIME');

/** Set by the server on every run a Schedule started: when it was due. */
export const SCHEDULED_START = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

/** What a namespace must know before the first run; IndexedValueType of Temporal's API. */
export const SEARCH_ATTRIBUTES = {
  VacancyNo: 'Keyword',
  ApplicationId: 'Keyword',
  Stage: 'Keyword',
  ClosesAt: 'Datetime',
} as const;
