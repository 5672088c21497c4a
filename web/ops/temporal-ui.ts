import { applicationWorkflowId, mailWorkflowId, vacancyWorkflowId } from '../../workflows/messages.ts';
import type { Config } from '../config.ts';

/** Addresses in the Temporal UI, or null where none is configured. Ids only, so nothing personal stands in them. */
export interface TemporalUi {
  run(workflowId: string): string | null;
  /** Every run of a type, newest first. */
  runs(workflowType: string): string | null;
  schedule(id: string): string | null;
}

/** @example temporalUi(config).run('vacancy-1151100001') */
export function temporalUi(config: Pick<Config, 'temporalUiUrl' | 'temporalNamespace'>): TemporalUi {
  const base = config.temporalUiUrl
    ? `${config.temporalUiUrl}/namespaces/${encodeURIComponent(config.temporalNamespace)}`
    : null;
  const at = (path: string): string | null => base && base + path;
  return {
    run: (id) => at(`/workflows/${encodeURIComponent(id)}`),
    runs: (type) => at(`/workflows?query=${encodeURIComponent(`WorkflowType="${type}"`)}`),
    schedule: (id) => at(`/schedules/${encodeURIComponent(id)}`),
  };
}

/** The run a message of the outbox is for. */
export function runOfMessage(kind: string, target: string): string {
  if (kind === 'startMail') return mailWorkflowId(target);
  return kind === 'signalApplication' ? applicationWorkflowId(target) : vacancyWorkflowId(target);
}

/** The run that sent a mail: the application's, else the vacancy's, else one of its own. */
export function runOfMail(m: { id: string; applicationId: string | null; vacancyNo: string | null }): string {
  if (m.applicationId) return applicationWorkflowId(m.applicationId);
  return m.vacancyNo ? vacancyWorkflowId(m.vacancyNo) : mailWorkflowId(m.id);
}

export const applicationRun = applicationWorkflowId;
