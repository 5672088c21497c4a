import {
  getExternalWorkflowHandle,
  isCancellation,
  makeContinueAsNewFunc,
  workflowInfo,
} from '@temporalio/workflow';
import { slotOf } from '../domain/production-slots.ts';
import { paging, slots } from './activity-calls.ts';
import { productionDone, type ResumeProductionInput, vacancyWorkflowId } from './messages.ts';
import { renewalDue } from './renewal.ts';
import { SCHEDULED_START } from './search-attributes.ts';
import { WORDS } from './words.ts';

/** The last of a batch leave threads idle, so that a large one is quicker; a try cut short loses none of it. */
const BATCH = 100;
const SIGNALS_AT_ONCE = 20;
/** A slot that begins later than this after it was due is recorded as late. */
const LATE_MS = 15 * 60_000;

/**
 * One production slot (R66): every pending application of the civil-service platform, whatever its vacancy's stage,
 * then word to each vacancy touched. What is produced is no longer pending, so a second run for the slot finds
 * nothing to do.
 */
export async function resumeProduction(input: ResumeProductionInput): Promise<void> {
  const slot = input.slot ?? slotOf(dueAt().toISOString());
  const late = input.late ?? workflowInfo().startTime.getTime() - dueAt().getTime() > LATE_MS;
  let produced = input.produced ?? 0;
  let failed = input.failed ?? 0;
  let after: string | null = input.after ?? '';
  const touched = new Map<string, number>();
  while (after !== null) {
    const page = await paging(`${WORDS.slot} ${slot}`).produceBatch({ after, limit: input.batch ?? BATCH });
    for (const { vacancyNo, count } of page.produced) {
      touched.set(vacancyNo, (touched.get(vacancyNo) ?? 0) + count);
      produced += count;
    }
    failed += page.failed;
    after = page.after;
    if (renewalDue(input.limits, touched.size)) break;
  }
  await tellVacancies(slot, touched);
  if (after !== null)
    await makeContinueAsNewFunc<typeof resumeProduction>()({ ...input, slot, after, produced, failed, late });
  await slots(WORDS.slot).recordSlot({ slot, produced, failed, late });
}

/** When the Schedule meant this run to begin; a run started by hand was due when it started. */
function dueAt(): Date {
  const { typedSearchAttributes, startTime } = workflowInfo();
  return typedSearchAttributes.get(SCHEDULED_START) ?? startTime;
}

/** Once for each vacancy, some at a time. One that has ended needs no word. */
async function tellVacancies(slot: string, touched: ReadonlyMap<string, number>): Promise<void> {
  const all = [...touched];
  for (let i = 0; i < all.length; i += SIGNALS_AT_ONCE)
    await Promise.all(
      all.slice(i, i + SIGNALS_AT_ONCE).map(async ([vacancyNo, count]) => {
        try {
          await getExternalWorkflowHandle(vacancyWorkflowId(vacancyNo)).signal(productionDone, {
            slot,
            count,
          });
        } catch (e) {
          if (isCancellation(e)) throw e;
        }
      }),
    );
}
