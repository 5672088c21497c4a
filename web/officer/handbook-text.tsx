/** The part of Markdown that the handbook is written in, as JSX: headings, paragraphs, lists, pictures, links, bold. */
import type { Child } from 'hono/jsx';
import { paths } from '../paths.ts';

/** A block of a page, in order. */
export type Block =
  | { kind: 'title'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'steps' | 'points'; items: string[] }
  /** Without width and ending: `register` of `pictures/register-1280.png`. */
  | { kind: 'picture'; name: string; alt: string };

const LINES: readonly [RegExp, (m: RegExpExecArray) => Block][] = [
  [/^# (.+)$/, (m) => ({ kind: 'title', text: m[1] ?? '' })],
  [/^## (.+)$/, (m) => ({ kind: 'heading', text: m[1] ?? '' })],
  [/^\d+\. (.+)$/, (m) => ({ kind: 'steps', items: [m[1] ?? ''] })],
  [/^- (.+)$/, (m) => ({ kind: 'points', items: [m[1] ?? ''] })],
  [
    /^!\[(.+)\]\(pictures\/([a-z-]+)-1280\.png\)$/,
    (m) => ({ kind: 'picture', alt: m[1] ?? '', name: m[2] ?? '' }),
  ],
  [/^(.+)$/, (m) => ({ kind: 'paragraph', text: m[1] ?? '' })],
];

/** One line, one block; items that follow each other are one list. */
export function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const line of markdown.split('\n').map((one) => one.trim())) {
    for (const [pattern, make] of LINES) {
      const found = pattern.exec(line);
      if (!found) continue;
      const block = make(found);
      const last = blocks.at(-1);
      if ('items' in block && last?.kind === block.kind && 'items' in last) last.items.push(...block.items);
      else blocks.push(block);
      break;
    }
  }
  return blocks;
}

/** `**bold**` and `[words](page.md)` within a text. */
const Inline = ({ text }: { text: string }) => (
  <>
    {text.split(/(\*\*[^*]+\*\*|\[[^\]]+\]\([a-z-]+\.md\))/).map((part): Child => {
      if (part.startsWith('**')) return <strong>{part.slice(2, -2)}</strong>;
      const link = /^\[(.+)\]\((.+)\.md\)$/.exec(part);
      return link ? <a href={paths.officer.handbook(link[2] ?? '')}>{link[1]}</a> : part;
    })}
  </>
);

/** A page's blocks below its title. */
export const HandbookText = ({ blocks }: { blocks: readonly Block[] }) => (
  <div class="sq-prose sq-handbook">
    {blocks.map((block) => {
      if (block.kind === 'heading') return <h2>{block.text}</h2>;
      if (block.kind === 'paragraph')
        return (
          <p>
            <Inline text={block.text} />
          </p>
        );
      if (block.kind === 'picture')
        return (
          <picture>
            <source
              media="(max-width: 640px)"
              srcset={paths.officer.handbookPicture(`${block.name}-375.png`)}
            />
            <img
              src={paths.officer.handbookPicture(`${block.name}-1280.png`)}
              alt={block.alt}
              loading="lazy"
            />
          </picture>
        );
      if (block.kind === 'title') return null;
      const items = block.items.map((item) => (
        <li>
          <Inline text={item} />
        </li>
      ));
      return block.kind === 'steps' ? <ol>{items}</ol> : <ul>{items}</ul>;
    })}
  </div>
);
