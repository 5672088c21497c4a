/** Papers about a vacancy: a posting for the notice board, and proof of its listing for the file. */
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { Buttons, Card, LinkButton, Stack } from '../components/index.ts';
import { paths } from '../paths.ts';

/** Nothing goes on a notice board that no reviewer has passed. */
export const hasPosting = (v: OfficerVacancy): boolean => v.stage === 'scheduled' || v.listed_at !== null;

export const PapersCard = ({ vacancy: v }: { vacancy: OfficerVacancy }) =>
  hasPosting(v) ? (
    <Card id="papers" title="公告與證明">
      <Stack>
        <p class="sq-quiet">
          職缺公告供張貼公布欄；刊登證明載明刊登期間、延長、修正及時間，供附卷。
          {v.listed_at ? '' : '刊登證明於開始刊登後提供。'}
        </p>
        <Buttons>
          <LinkButton kind="secondary" href={paths.officer.posting(v.no)}>
            職缺公告（PDF）
          </LinkButton>
          {v.listed_at ? (
            <LinkButton kind="secondary" href={paths.officer.listingCertificate(v.no)}>
              刊登證明（PDF）
            </LinkButton>
          ) : null}
        </Buttons>
      </Stack>
    </Card>
  ) : null;
