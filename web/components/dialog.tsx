// biome-ignore-all lint/a11y/noRedundantRoles: a list without bullets loses its role in one browser
/**
 * A small question over the page. A link with `data-dialog="<id>"` opens it by script; without script the link
 * leads to a page that shows the same body. Never for long forms.
 */
import type { Child } from 'hono/jsx';
import type { PasswordRule } from '../../domain/archive-password.ts';
import { HiddenFields } from './hidden.tsx';
import { Hidden } from './text.tsx';

export const Dialog = (props: { id: string; open?: boolean; children?: Child }) => (
  <dialog class="sq-dialog" id={props.id} aria-labelledby={`${props.id}-title`} open={props.open}>
    {props.children}
  </dialog>
);

/**
 * Attributes of the link or button that opens a dialog.
 * @param needs name of the boxes that must be ticked, at least one and at most `limit`; otherwise the server answers
 */
export const opens = (dialog: string, needs?: string, limit?: number): Record<string, string> => ({
  'data-dialog': dialog,
  'aria-haspopup': 'dialog',
  ...(needs ? { 'data-dialog-needs': needs } : {}),
  ...(limit ? { 'data-dialog-limit': String(limit) } : {}),
});

/**
 * Inside the dialog's own form: the ticked boxes of a table as hidden fields, filled when the dialog opens.
 * A dialog keeps a form apart from the table's, or Enter would press the table's first button.
 */
export const Carry = ({ of, values = [] }: { of: string; values?: readonly string[] }) => (
  <span data-carry={of} hidden>
    <HiddenFields values={{ [of]: values }} />
  </span>
);

/** The names of those ticked, written by the script when the dialog opens. */
export const NamesOf = ({ of, names = [] }: { of: string; names?: readonly string[] }) => (
  <span data-names-of={of}>{names.join('、')}</span>
);

/** Heading and words; put it inside the dialog's form. */
export const DialogBody = ({ id, title, children }: { id: string; title: string; children?: Child }) => (
  <div class="sq-dialog__body">
    <h2 id={`${id}-title`}>{title}</h2>
    {children}
  </div>
);

/** 取消 left of 確定 (R77, R80, R83). `cancelHref` is where 取消 leads without script. */
export const DialogFoot = (props: { confirm?: string; cancelHref: string; warning?: boolean }) => (
  <div class="sq-dialog__foot">
    <a class="govuk-button govuk-button--secondary" href={props.cancelHref} data-dialog-close>
      取消
    </a>
    <button class={`govuk-button${props.warning ? ' govuk-button--warning' : ''}`} type="submit">
      {props.confirm ?? '確定'}
    </button>
  </div>
);

/**
 * The password's rules (R77), told in words and ticked while typing.
 * @param input id of the password box; its `aria-describedby` should name `<input>-rules`
 */
export const PasswordRules = ({
  input,
  rules,
  untouched,
  least,
}: {
  input: string;
  rules: readonly PasswordRule[];
  untouched?: boolean;
  /** Least length where it is not 8. */
  least?: number;
}) => (
  <ul
    class="sq-rules"
    id={`${input}-rules`}
    aria-label="密碼規則"
    role="list"
    data-rules-of={input}
    data-least={least}
  >
    {rules.map((rule) => {
      const ok = rule.ok && !untouched;
      return (
        <li class={ok ? 'sq-rules__ok' : undefined} data-rule={rule.rule}>
          {rule.text}
          <span data-rule-ok hidden={!ok}>
            <Hidden>：已符合</Hidden>
          </span>
          <span class="sq-rules__todo" data-rule-todo hidden={ok}>
            尚缺
          </span>
        </li>
      );
    })}
  </ul>
);

/** How far a download is; written by the script of a form with `data-download="progress"`, which reads it aloud. */
export const DownloadProgress = () => (
  <div class="sq-progress" data-progress hidden>
    <progress max={100} aria-label="下載進度" />
    <p role="status" data-progress-words />
  </div>
);

/** 顯示密碼; script only, hidden without one. */
export const ShowPassword = ({ input }: { input: string }) => (
  <label class="sq-check sq-dialog__show" hidden data-show-password={input}>
    <input type="checkbox" />
    <span>顯示密碼</span>
  </label>
);
