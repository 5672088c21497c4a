/** An officer's part of 個人資料: her deputies, for whom she stands in, and which mails she wants. */
import type { Colleague, Deputy } from '../../db/queries/deputies.ts';
import type { NoticeSettings } from '../../db/queries/notice-settings.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocRange, type RocParts } from '../../domain/roc-date.ts';
import {
  Button,
  Buttons,
  Card,
  Cell,
  Checkboxes,
  Form,
  FormGrid,
  RocRange,
  Row,
  RowHead,
  Select,
  Stack,
  Table,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';

export interface DeskView {
  colleagues: readonly Colleague[];
  deputies: readonly Deputy[];
  standsInFor: readonly Deputy[];
  settings: NoticeSettings;
  /** As typed, when the form came back. */
  typed: { deputy: string; from: RocParts | string; to: RocParts | string };
  keys: { deputy: string; settings: string };
}

export const SETTINGS: readonly { code: keyof NoticeSettings; name: string }[] = [
  { code: 'digest', name: '每日應徵人數通知（寄至職缺的聯絡E-mail）' },
  { code: 'replyAlerts', name: '應徵者回覆面試通知時轉知（寄至職缺的聯絡E-mail）' },
  { code: 'closingSoon', name: '職缺三日內截止時提醒（寄至本人電子郵件）' },
  { code: 'notesReturned', name: '公開說明退回補正（寄至本人電子郵件）' },
  { code: 'resultApprovals', name: '同仁登錄的甄選結果等候核定（寄至本人電子郵件）' },
];

interface Props {
  ctx: PageContext;
  desk: DeskView;
  problems?: readonly Problem[];
}

const Deputies = ({ ctx, desk }: Props) => (
  <Table caption="已指定的代理人" columns={['代理人', '代理期間', '取消']} cards={false}>
    {desk.deputies.map((one) => (
      <Row>
        <RowHead>{one.name}</RowHead>
        <Cell class="sq-num">{formatRocRange(one.from, one.to)}</Cell>
        <Cell>
          <Form action={paths.account.deputyEnd(one.id)} csrf={ctx.csrf} formKey={desk.keys.deputy}>
            <Button kind="secondary" size="small">
              取消代理
            </Button>
          </Form>
        </Cell>
      </Row>
    ))}
  </Table>
);

const DeputyCard = (p: Props) => {
  const { ctx, desk, problems } = p;
  return (
    <Card id="deputies" title="代理人">
      <Stack>
        <p>
          代理期間，面試回覆與截止提醒會同時寄給代理人，職缺頁面也會顯示代理人。代理人須為同機關人事人員，可操作的範圍仍依其所屬機關，不因代理而增加。
        </p>
        {desk.standsInFor.length > 0 ? (
          <p>
            您目前代理：
            {desk.standsInFor.map((one) => `${one.name}（${formatRocRange(one.from, one.to)}）`).join('、')}
          </p>
        ) : null}
        {desk.deputies.length > 0 ? <Deputies {...p} /> : null}
        {desk.colleagues.length === 0 ? (
          <p class="sq-quiet">您的機關目前沒有其他人事人員帳號，無法指定代理人。</p>
        ) : (
          <Form action={paths.account.deputies()} csrf={ctx.csrf} formKey={desk.keys.deputy}>
            <Stack>
              <FormGrid>
                <Select
                  name="deputy"
                  label="代理人"
                  required
                  width={3}
                  options={desk.colleagues.map(({ id, name }) => ({ code: id, name }))}
                  empty="請選擇"
                  value={desk.typed.deputy}
                  problems={problems}
                />
                <RocRange
                  from="deputyFrom"
                  to="deputyTo"
                  label="代理期間（民國）"
                  required
                  called="代理"
                  fromValue={desk.typed.from}
                  toValue={desk.typed.to}
                  problems={problems}
                />
              </FormGrid>
              <Buttons>
                <Button kind="secondary">指定代理人</Button>
              </Buttons>
            </Stack>
          </Form>
        )}
      </Stack>
    </Card>
  );
};

const SettingsCard = ({ ctx, desk }: Props) => (
  <Card id="mail-settings" title="通知設定">
    <Form action={paths.account.mailSettings()} csrf={ctx.csrf} formKey={desk.keys.settings}>
      <Stack>
        <Checkboxes
          name="mails"
          label="要寄送的通知"
          hint="前四項為您承辦的職缺，末項為所屬機關的職缺。關閉後仍可在「機關徵才登錄」看到待處理事項。"
          options={SETTINGS}
          values={SETTINGS.filter(({ code }) => desk.settings[code]).map(({ code }) => code)}
        />
        <Buttons>
          <Button kind="secondary">儲存通知設定</Button>
        </Buttons>
      </Stack>
    </Form>
  </Card>
);

export const DeskCards = (p: Props) => (
  <>
    <DeputyCard {...p} />
    <SettingsCard {...p} />
  </>
);
