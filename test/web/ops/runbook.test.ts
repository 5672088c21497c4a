import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DOCS = path.join(ROOT, 'docs/operations');
const pages = readdirSync(DOCS).filter((f) => f !== 'README.md');
const text = (file: string): string => readFileSync(path.join(DOCS, file), 'utf8');

/** All that the processes can say. */
const sources = ['activities', 'db', 'dev', 'documents', 'mail', 'schedules', 'web', 'workflows']
  .flatMap((room) =>
    readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((f) => path.join(room, f)),
  )
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(path.join(ROOT, file), 'utf8'))
  .join('\n');

describe('the runbook', () => {
  it('has each page in its index', () => {
    const index = text('README.md');
    expect(pages.filter((page) => !index.includes(`(${page})`))).toEqual([]);
  });

  it.each(['README.md', ...pages])('%s: leads only to pages that exist', (page) => {
    const links = [...text(page).matchAll(/\]\(([^)]+)\)/g)].map((m) => m[1]);
    expect(links.filter((link) => !pages.includes(link ?? ''))).toEqual([]);
  });

  it.each(pages)('%s: quotes only codes, events and variables that the sources have', (page) => {
    const quoted = [...text(page).matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '');
    const ours = quoted.filter((q) => /^[a-z]+[A-Z]\w*$|^[A-Z]+(_[A-Z]+)+$|^[a-z]+\.[a-z]+$/.test(q));
    expect(ours.filter((q) => !sources.includes(q))).toEqual([]);
  });

  it.each(pages)('%s: names the words of the pages as they are', (page) => {
    const said = [...text(page).matchAll(/「([^」]+)」/g)].map((m) => (m[1] ?? '').split(/N|\d/)[0] ?? '');
    expect(said.filter((s) => !sources.includes(s.trim()))).toEqual([]);
  });
});
