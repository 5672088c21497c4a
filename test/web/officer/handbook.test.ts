import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../../dev/root.ts';
import { readBlocks } from '../../../web/officer/handbook-text.tsx';
import { applicantOf, type Scene, scene } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { words } from './html.ts';

const FOLDER = path.join(ROOT, 'docs/handbook');
const PAGES = readdirSync(FOLDER).filter((file) => file.endsWith('.md'));
let s: Scene;
let web: Web;
let officer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());

it('every page is read in the system as it stands in docs/handbook, with nothing of its marks left over', async () => {
  expect(PAGES.length).toBeGreaterThan(6);
  for (const file of PAGES) {
    const r = await web.get(`/officer/handbook/${file.replace('.md', '')}`, officer);
    const html = await r.text();
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    expect(r.status, file).toBe(200);
    expect(words(main), file).not.toMatch(/\*\*|\]\(|^#/m);
    for (const block of readBlocks(readFileSync(path.join(FOLDER, file), 'utf8')))
      if (block.kind === 'heading') expect(main, file).toContain(`<h2>${block.text}</h2>`);
  }
});

it('leads from the menu to its contents, from there to every page, and every picture exists at both widths', async () => {
  const register = await (await web.get('/officer/vacancies', officer)).text();
  expect(register).toContain('href="/officer/handbook"');
  const contents = await (await web.get('/officer/handbook', officer)).text();
  for (const file of PAGES.filter((one) => one !== 'README.md'))
    expect(contents).toContain(`href="/officer/handbook/${file.replace('.md', '')}"`);
  for (const file of PAGES)
    for (const block of readBlocks(readFileSync(path.join(FOLDER, file), 'utf8')))
      if (block.kind === 'picture')
        for (const width of [1280, 375])
          expect(existsSync(path.join(FOLDER, 'pictures', `${block.name}-${width}.png`)), block.name).toBe(
            true,
          );
  const picture = await web.get('/officer/handbook/pictures/register-375.png', officer);
  expect(picture.headers.get('content-type')).toBe('image/png');
});

it('opens no other file, and is for those who work with it', async () => {
  for (const file of ['nothing', 'pictures', '..%2F..%2FREADME', '..%2F0001-dependencies'])
    expect((await web.get(`/officer/handbook/${file}`, officer)).status, file).toBe(404);
  expect((await web.get('/officer/handbook/pictures/..%2F..%2F..%2FREADME.md', officer)).status).toBe(404);
  const applicant = await web.signIn(await applicantOf(s, 'reader@mail.example'));
  expect((await web.get('/officer/handbook', applicant)).status).toBe(303);
});
