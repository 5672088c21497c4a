import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOpenings } from '../../domain/feed-openings.ts';
import { accepted, row } from './feed-row-fixture.ts';

describe('the number of posts', () => {
  it.each<[string, number | null, number]>([
    ['1', 1, 0],
    ['１', 1, 0],
    ['25', 25, 0],
    ['1名', 1, 0],
    ['二', 2, 0],
    ['十二名', 12, 0],
    ['正取壹名、備取壹名', 1, 1],
    ['正取參名、備取兩名', 3, 2],
    ['正1備5', 1, 5],
    ['正取：1  名；備取： 2名', 1, 2],
    ['2名(備取4名)', 2, 4],
    ['1（候補1名，候補期間3個月）', 1, 1],
    ['1名（擇優候補，候補期間3個月）', 1, 0],
    ['1名(備取1-2名)', 1, 2],
    ['1（得依需要列候補1至2人）', 1, 2],
    ['3-其中1人預估缺', 3, 0],
    ['分三個地區，共計9名', 9, 0],
    ['6名(甲地1名、乙地5名)', 6, 0],
    ['數名', null, 0],
    ['若干名', null, 0],
    ['1-2', null, 0],
    ['2~10名', null, 0],
    ['各1名', null, 0],
    ['(一)管理師1名(二)操作員2名', null, 0],
    ['甲職正取1名，乙職正取2名', null, 0],
    ['0', null, 0],
    ['', null, 0],
  ])('[R38] reads "%s"', (text, openings, reserves) => {
    expect(parseOpenings(text)).toEqual({ openings, reserves });
  });

  it('[R38] flags what it cannot read and keeps the words', () => {
    const { content, flags } = accepted(row({ NUMBER_OF: '數名' }));
    expect(content).toMatchObject({ openings: null, openingsText: '數名' });
    expect(flags.join()).toContain('數名');
    expect(accepted(row({ NUMBER_OF: '1名(預估缺)' })).content).toMatchObject({
      openings: 1,
      openingsText: '1名(預估缺)',
    });
    expect(accepted(row({ NUMBER_OF: '9999' })).content.openings).toBeNull();
  });

  it('never fails and never answers less than one post, whatever is written', () => {
    const pieces = fc.array(
      fc.constantFrom('正取', '備取', '候補', '1', '２', '十', '三', '名', '至', '-', '(', '數', '個月'),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const { openings, reserves } = parseOpenings(parts.join(''));
        expect(openings === null || openings >= 1).toBe(true);
        expect(reserves).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
