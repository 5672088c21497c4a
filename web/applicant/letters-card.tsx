/** What the agency wrote about her 資格審查, as the applicant reads it. */
import type { SentLetter } from '../../db/queries/screening-letters.ts';
import { formatRocDateTime, formatRocSentence } from '../../domain/roc-date.ts';
import { SCREENING_OUTCOMES } from '../../domain/screening.ts';
import { Card, SummaryList } from '../components/index.ts';

export const letterTitle = ({ outcome }: SentLetter): string =>
  outcome === 'supplement' ? '補件通知' : '資格審查通知';

/** The newest first; nothing where she was told nothing. */
export const LettersCard = ({ letters }: { letters: readonly SentLetter[] }) =>
  letters.length === 0 ? null : (
    <Card id="letters" title="機關的通知">
      <div class="sq-stack">
        {[...letters].reverse().map((letter) => (
          <section aria-labelledby={`letter-${letter.version}`}>
            <h3 id={`letter-${letter.version}`}>{letterTitle(letter)}</h3>
            <SummaryList
              facts={[
                { term: '審查結果', value: SCREENING_OUTCOMES[letter.outcome].name },
                { term: '通知時間', value: formatRocDateTime(letter.toldAt.toISOString()), number: true },
                { term: '補件期限', value: letter.handInBy ? formatRocSentence(letter.handInBy) : '' },
              ]}
            />
            <p class="sq-quote sq-prewrap">{letter.text ?? '內容已依保存期限刪除。'}</p>
          </section>
        ))}
      </div>
    </Card>
  );
