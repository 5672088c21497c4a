/**
 * `replies.per_s`: replies by signed links, recorded and answered, each with its audit event and its word to the
 * application's workflow; every link is used again and again with another message, as a change of mind is.
 */
import { fill, notify, readers } from '../desk.ts';
import { type Figure, figureOf, scaled } from '../frame.ts';
import type { Work } from '../load/job.ts';
import { load } from '../load/run.ts';
import { onStand } from '../stand.ts';

const CONNECTIONS = 32;

export const replies: Figure = {
  names: ['replies.per_s'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      await fill(s, { vacancies: 200, applications: 200 * 60 });
      const officers = await readers(s, 5);
      // One link takes 60 posts a minute; some hundred links are not braked.
      const tokens = await notify(s, { officers, vacanciesEach: 8, each: 40 });
      const list = tokens.map((token, i) => ({
        path: '/r',
        as: -1,
        fields: [
          ['token', token],
          ['reply', i % 3 === 0 ? 'declined' : 'accepted'],
          ['message', '屆時準時出席，謝謝。'],
        ] as [string, string][],
      }));
      const durationMs = Math.max(3_000, run.scale * 20_000);
      let from = 0;
      const once = async (ms: number) => {
        const work: Work = { kind: 'asked', list, as: [], from, expect: { mark: '</html>' } };
        const done = await load({ url: s.url, workers: CONNECTIONS, warmMs: 0, durationMs: ms, work });
        from += done.sent;
        return done;
      };
      await once(durationMs / 2);
      const perSecond: number[] = [];
      const latencies: number[] = [];
      for (let i = 0; i < scaled(run, 3); i++) {
        const done = await once(durationMs);
        perSecond.push(done.latencies.length / done.seconds);
        latencies.push(...done.latencies);
      }
      return {
        'replies.per_s': figureOf(perSecond, {
          unit: 'replies/s',
          of: `${tokens.length} links on ${CONNECTIONS} connections; p50 and p95 in ms`,
          singles: latencies,
          target: { words: 'at least 300/s', met: (n) => n >= 300 },
        }),
      };
    }),
};
