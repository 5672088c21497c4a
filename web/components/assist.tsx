/** The posting assistant beside the form: 須修正, 建議, 已通過; quotes the words found, cites the law. */
import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icons.tsx';
import { cx } from './text.tsx';

export type FindingKind = 'must' | 'should' | 'ok';
const KINDS: Record<FindingKind, { word: string; icon: IconName }> = {
  must: { word: '須修正', icon: 'alert' },
  should: { word: '建議', icon: 'warning' },
  ok: { word: '已通過', icon: 'tick' },
};

export interface Finding {
  kind: FindingKind;
  title?: string;
  /** Field to go to. */
  field?: string;
  text?: Child;
  law?: string;
  /** 已通過 6 項 */
  count?: number;
}

export const AssistFindings = ({ findings }: { findings: readonly Finding[] }) => (
  <ul>
    {findings.map((finding) => (
      <li class="sq-assist__item">
        <p class={`sq-assist__kind sq-assist__kind--${finding.kind}`}>
          <Icon name={KINDS[finding.kind].icon} />
          {KINDS[finding.kind].word}
          {finding.count === undefined ? null : ` ${finding.count} 項`}
        </p>
        {finding.title ? (
          <h3>{finding.field ? <a href={`#${finding.field}`}>{finding.title}</a> : finding.title}</h3>
        ) : null}
        {finding.text ? <p class={finding.kind === 'ok' ? 'sq-quiet' : undefined}>{finding.text}</p> : null}
        {finding.law ? <p class="sq-quiet">{finding.law}</p> : null}
      </li>
    ))}
  </ul>
);

/** The same finding, short, below its field. */
export const FieldFinding = ({ kind, children }: { kind: 'must' | 'should'; children?: Child }) => (
  <p class={cx('sq-finding', kind === 'should' && 'sq-finding--should')}>
    <Icon name={KINDS[kind].icon} />
    <span>
      {KINDS[kind].word}：{children}
    </span>
  </p>
);

/** Links to the sections of a long form, with the number of errors in each. */
export const Outline = ({
  sections,
}: {
  sections: readonly { id: string; title: string; errors?: number }[];
}) => (
  <nav class="sq-card sq-card--pad" aria-label="本頁段落">
    <div class="sq-outline">
      {sections.map((section) => (
        <a href={`#${section.id}`}>
          {section.title}{' '}
          {section.errors ? <span class="sq-outline__err">{section.errors} 項錯誤</span> : null}
        </a>
      ))}
    </div>
  </nav>
);
