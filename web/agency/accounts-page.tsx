/** 帳號管理 of an agency administrator: her agencies' officers, and the page before an account is turned off or on. */
import type { AgencyAccount } from '../../db/queries/agency-accounts.ts';
import { formatRoc, formatRocDateTime } from '../../domain/roc-date.ts';
import {
  ActCell,
  Blank,
  Cell,
  ConfirmPage,
  Layout,
  ListCard,
  Row,
  RowHead,
  Tag,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';

const HOME = { text: '首頁', href: paths.home() };

const Deputies = ({ people, none }: { people: AgencyAccount['deputies']; none: string }) =>
  people.length === 0 ? (
    <Blank why={none} />
  ) : (
    <div>
      {people.map(({ name, to }) => (
        <span class="sq-cell-sub">
          {name}（至 {formatRoc(to)}）
        </span>
      ))}
    </div>
  );

const Line = ({ account: a }: { account: AgencyAccount }) => (
  <Row>
    <RowHead>
      <span class="sq-cell-main">{a.name}</span>
      <span class="sq-cell-sub">{a.login}</span>
    </RowHead>
    <Cell label="狀態" card="status">
      <Tag look={a.disabled ? 'closed' : 'accepted'}>{a.disabled ? '已停用' : '使用中'}</Tag>
    </Cell>
    <Cell label="電子郵件" class="sq-mailcell">
      {a.email}
    </Cell>
    <Cell label="機關">{a.agencies.join('、')}</Cell>
    <Cell label="最近登入" class="sq-num">
      {a.lastSignInAt ? (
        formatRocDateTime(new Date(a.lastSignInAt).toISOString()).slice(0, -3)
      ) : (
        <Blank why="尚未登入" />
      )}
    </Cell>
    <Cell label="代理人">
      <Deputies people={a.deputies} none="今日無代理人" />
    </Cell>
    <Cell label="代理同仁">
      <Deputies people={a.standsInFor} none="今日未代理他人" />
    </Cell>
    <ActCell href={paths.agency.account(a.id)} about={a.name}>
      {a.disabled ? '啟用' : '停用'}
    </ActCell>
  </Row>
);

export const AccountsPage = (p: { ctx: PageContext; accounts: readonly AgencyAccount[] }) => (
  <Layout ctx={p.ctx} title="帳號管理" current="accounts" trail={[HOME, { text: '帳號管理' }]}>
    <Title title="帳號管理" sub="所屬機關的人事人員帳號。代理為今日有效者，由人事人員於「個人資料」指定。" />
    <ListCard
      caption="人事人員帳號"
      columns={['姓名', '狀態', '電子郵件', '機關', '最近登入', '代理人', '代理同仁', '操作']}
      rows={p.accounts}
      line={(account) => <Line account={account} />}
      none={{ title: '所屬機關尚無人事人員帳號', text: '新增帳號請洽系統管理者。' }}
    />
  </Layout>
);

/** @param p.last the only account of the agencies that can sign in */
export const SwitchAccountPage = (p: {
  ctx: PageContext;
  formKey: string;
  account: AgencyAccount;
  last: boolean;
}) => {
  const { account: a } = p;
  const title = a.disabled ? '啟用帳號' : '停用帳號';
  return (
    <ConfirmPage
      ctx={p.ctx}
      current="accounts"
      trail={[HOME, { text: '帳號管理', href: paths.agency.accounts() }, { text: title }]}
      title={title}
      sub={`${a.name}　${a.login}`}
      action={paths.agency.account(a.id)}
      formKey={p.formKey}
      keep={{ wish: a.disabled ? 'on' : 'off' }}
      confirm={title}
      warning={!a.disabled}
      back={{ href: paths.agency.accounts(), text: '回帳號管理' }}
    >
      {a.disabled ? (
        <p>啟用後可用原來的密碼登入；忘記密碼時，由本人於登入頁重設。</p>
      ) : (
        <>
          <p>
            停用後立即登出所有裝置，不能再登入。承辦的職缺、通知與紀錄都不變；職缺由同機關的其他人事人員移交。之後可再啟用。
          </p>
          {p.last ? (
            <p class="sq-note">這是所屬機關唯一可登入的人事人員帳號；停用後，沒有人可以處理職缺與應徵。</p>
          ) : null}
        </>
      )}
    </ConfirmPage>
  );
};
