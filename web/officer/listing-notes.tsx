/** 公開說明 of extensions and early ends, for the officer: how each stands, and a returned one written anew. */
import type { ListingNote } from '../../db/queries/listing-notes.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { LISTING_ACTS, LISTING_NOTE_STATES, MAX_LISTING_NOTE } from '../../domain/listing-note.ts';
import type { Problem } from '../../domain/problem.ts';
import { Card, ConfirmPage, Note, TextArea, Timeline } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { minute } from './register-page.tsx';
import { trailTo } from './trails.ts';

export const ListingNotesCard = ({ no, notes }: { no: string; notes: readonly ListingNote[] }) =>
  notes.length === 0 ? null : (
    <Card id="listing-notes" title="延長與提前截止的公開說明">
      <Timeline
        items={notes.map((note) => ({
          time: minute(note.written_at),
          what: `${LISTING_ACTS[note.act]}：${LISTING_NOTE_STATES[note.state].name}`,
          detail:
            note.state === 'returned' ? (
              <>
                退回原因：{note.why_returned}
                {'　'}
                <a href={paths.officer.listingNote(no, note.id)}>修正後重新送審</a>
              </>
            ) : null,
          quote: note.body,
        }))}
      />
    </Card>
  );

export const RewriteNotePage = (p: {
  ctx: PageContext;
  formKey: string;
  vacancy: Pick<OfficerVacancy, 'no' | 'title'>;
  note: ListingNote;
  body: string;
  problems: readonly Problem[];
}) => (
  <ConfirmPage
    ctx={p.ctx}
    current="register"
    trail={trailTo({ text: '修正公開說明' })}
    title="修正公開說明"
    sub={
      <>
        {LISTING_ACTS[p.note.act]}　{p.vacancy.title}　職缺編號 <span class="sq-num">{p.vacancy.no}</span>
      </>
    }
    action={paths.officer.listingNote(p.vacancy.no, p.note.id)}
    formKey={p.formKey}
    confirm="重新送審"
    back={{ href: paths.officer.vacancy(p.vacancy.no), text: '回職缺頁' }}
    problems={p.problems}
  >
    <Note>退回原因：{p.note.why_returned}</Note>
    <TextArea
      name="note"
      label="公開說明"
      required
      rows={4}
      hint={`最多 ${MAX_LISTING_NOTE} 字，審核通過後顯示在職缺頁。`}
      value={p.body}
      problems={p.problems}
      maxlength={MAX_LISTING_NOTE}
    />
  </ConfirmPage>
);
