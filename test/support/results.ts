import { type Actor, withActor } from '../../db/actor.ts';
import { type Drawn, type DrawnUp, drawUpResult } from '../../db/queries/result-draft.ts';
import { approveResult, type ResultsSent } from '../../db/queries/results.ts';
import { colleagueOf, type Scene } from './scene.ts';

type Officer = Actor & { kind: 'officer' };

export const drawUp = (s: Scene, by: Officer, o: DrawnUp & { vacancyNo: string }): Promise<Drawn> =>
  withActor(s.web, by, (trx) => drawUpResult(trx, s.keyring, by, o));

export const approve = (
  s: Scene,
  by: Officer,
  o: { vacancyNo: string; version: number; now?: Date },
): Promise<ResultsSent> =>
  withActor(s.web, by, (trx) => approveResult(trx, s.keyring, by, { now: new Date(), ...o }));

/** A result drawn up by the scene's officer and approved by a colleague of hers. */
export async function sendResult(s: Scene, o: DrawnUp & { vacancyNo: string }): Promise<ResultsSent> {
  const drawn = await drawUp(s, s.officer, o);
  if (!drawn.ok) throw new Error(drawn.why);
  const colleague = await colleagueOf(s, `approves${o.vacancyNo}`, '核定者');
  return approve(s, colleague, { vacancyNo: o.vacancyNo, version: drawn.version });
}
