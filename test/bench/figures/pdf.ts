/** `pdf.per_s`: résumés of three pages with a photo, typeset by as many compilers as the worker has. */
import { createTypesetter } from '../../../documents/resume-pdf.ts';
import { type Figure, figureOf, scaled } from '../frame.ts';
import { longResume } from '../resume.ts';

const COMPILERS = 2;

export const pdf: Figure = {
  names: ['pdf.per_s'],
  async measure(run) {
    const typesetter = createTypesetter({ compilers: COMPILERS });
    try {
      const batch = async (count: number): Promise<number[]> => {
        const singles: number[] = [];
        await Promise.all(
          Array.from({ length: COMPILERS }, async (_, compiler) => {
            for (let i = 0; i < count / COMPILERS; i++) {
              const began = performance.now();
              // Of the same length, but no two alike: nothing can be kept from one to the next.
              const { pages } = await typesetter.resume(
                longResume(`A1151124-${compiler}${String(i).padStart(5, '0')}`),
              );
              if (pages !== 3) throw new Error(`${pages} pages instead of three`);
              singles.push(performance.now() - began);
            }
          }),
        );
        return singles;
      };
      await batch(scaled(run, 20));
      const rounds: number[] = [];
      const singles: number[] = [];
      for (let i = 0; i < 5; i++) {
        const began = performance.now();
        const times = await batch(scaled(run, 100));
        rounds.push((times.length * 1_000) / (performance.now() - began));
        singles.push(...times);
      }
      return {
        'pdf.per_s': figureOf(rounds, {
          unit: 'documents/s',
          of: `three pages with a photo, PDF/A-2a, ${COMPILERS} compilers; p50 and p95 in ms for one document`,
          singles,
        }),
      };
    } finally {
      await typesetter.close();
    }
  },
};
