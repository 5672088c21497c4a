/** 備註 among the officers of the agency, on a person's 資格審查. */
import type { ApplicationNote } from '../../db/queries/application-notes.ts';
import type { Problem } from '../../domain/problem.ts';
import { SCREENING_LIMITS } from '../../domain/screening.ts';
import { Button, Buttons, Card, Form, Stack, TextArea, Timeline } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { type Narrowing, narrowedHref } from './applicants-narrowing.tsx';
import { minute } from './register-page.tsx';

/** Who acted; a colleague who left the agency is no longer named. */
export const byWhom = (name: string | null): string => name ?? '已離開機關的人員';

export const Notes = (p: {
  ctx: PageContext;
  no: string;
  id: string;
  /** The list she was reached from. */
  narrowing: Narrowing;
  notes: readonly ApplicationNote[];
  typed: string;
  formKey: string;
  problems: readonly Problem[];
}) => (
  <Card id="notes" title="備註">
    <Stack>
      {p.notes.length === 0 ? (
        <p class="sq-quiet">尚無備註。</p>
      ) : (
        <Timeline
          items={p.notes.map((note) => ({
            time: minute(note.createdAt),
            what: byWhom(note.by),
            quote: note.body,
            detail: note.own ? (
              <a href={narrowedHref(paths.officer.noteDelete(p.no, p.id, note.id), p.narrowing)}>
                刪除這則備註
              </a>
            ) : null,
          }))}
        />
      )}
      <Form
        action={narrowedHref(paths.officer.notes(p.no, p.id), p.narrowing)}
        csrf={p.ctx.csrf}
        formKey={p.formKey}
      >
        <Stack>
          <TextArea
            name="note"
            label="新增備註"
            hint={`加密保存，僅同機關人事人員可見，應徵者看不到；最多 ${SCREENING_LIMITS.note} 字。`}
            rows={3}
            value={p.typed}
            problems={p.problems}
          />
          <Buttons>
            <Button kind="secondary">新增備註</Button>
          </Buttons>
        </Stack>
      </Form>
    </Stack>
  </Card>
);
