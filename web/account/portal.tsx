/** R7, R8: 我的專區, the entry to the applications of the 人事服務網. Those not connected here have no link. */
import { Hono } from 'hono';
import { Card, Stack, Title } from '../components/card.tsx';
import { Layout } from '../components/layout.tsx';
import { Cell, Row, RowHead, Table } from '../components/table.tsx';
import { requireRole } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { ActorKind, PageContext } from '../view.ts';

interface Entry {
  name: string;
  href?: string;
}

/** R8: where the system begins for a kind of person. */
const ourPlace = (kind: ActorKind): string => {
  if (kind === 'reviewer') return paths.review.list();
  if (kind === 'agencyAdmin') return paths.agency.accounts();
  return kind === 'operator' || kind === 'auditor' ? paths.ops.home() : paths.officer.vacancies();
};

const often = (kind: ActorKind): readonly Entry[] => [
  { name: 'A4:調查表系統' },
  { name: 'AB:人事業務績效考核送審核管理系統' },
  { name: 'C2:人事資訊代碼系統' },
  { name: 'D5:組織員額管理系統' },
  { name: 'DD:事求人機關徵才系統', href: ourPlace(kind) },
  { name: 'DK:職缺應徵', href: paths.apply.civilService() },
  { name: 'KM:人事業務知識分享平台' },
  { name: 'RTCMPT:公教人員退休撫卹試算系統' },
  { name: '教育人員退休撫卹管理系統' },
  { name: '應用系統資訊即時監控系統' },
];
const REPORTING: readonly Entry[] = [
  { name: 'A4:調查表系統' },
  { name: 'A7:人事資料考核系統' },
  { name: 'AB:人事業務績效考核送審核管理系統' },
  { name: 'RTCMPT:公教人員退休撫卹試算系統' },
  { name: 'WebHR:人事服務網' },
];

const Entries = ({ caption, entries }: { caption: string; entries: readonly Entry[] }) => (
  <Table caption={caption} columns={['應用系統', '連結']} cards={false}>
    {entries.map((entry) => (
      <Row>
        <RowHead>{entry.name}</RowHead>
        <Cell>
          {entry.href ? (
            <a href={entry.href}>
              連結<span class="govuk-visually-hidden">到 {entry.name}</span>
            </a>
          ) : (
            <span class="sq-quiet">未介接</span>
          )}
        </Cell>
      </Row>
    ))}
  </Table>
);

const PortalPage = ({ ctx }: { ctx: PageContext }) => (
  <Layout
    ctx={ctx}
    title="我的專區"
    trail={[{ text: '首頁', href: paths.home() }, { text: '我的專區' }, { text: '應用系統' }]}
  >
    <Title title="應用系統" sub="請由右方點選您要設定的常用應用系統或直接點選「連結」進入應用系統：" />
    <Stack>
      <Card id="often" title="常用">
        <Entries caption="常用應用系統" entries={often(ctx.actor.kind)} />
      </Card>
      <Card id="reporting" title="A.人事資料填報及考核">
        <Entries caption="A.人事資料填報及考核" entries={REPORTING} />
      </Card>
    </Stack>
  </Layout>
);

export function portalRoutes(): Hono {
  const app = new Hono();
  app.get(paths.account.portal(), (c) => {
    requireRole(c, 'officer', 'agencyAdmin', 'reviewer', 'operator', 'auditor');
    return respond(c, <PortalPage ctx={pageContext(c)} />);
  });
  return app;
}
