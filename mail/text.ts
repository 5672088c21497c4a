import type { Letter, Part, Phrase } from './letter.ts';

/** The text part of a mail. Lines are left long: mail programmes wrap Chinese better than a count of columns. */
export function letterText(letter: Letter): string {
  const blocks = [
    ...(letter.name === '' ? [] : [`${letter.name}，您好：`]),
    `【${letter.heading}】`,
    ...letter.parts.map(partText),
    `${'－'.repeat(12)}\n${letter.foot.join('\n')}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'key':
      return `${part.label}：${part.value}${part.unbroken ?? ''}`;
    case 'paragraph':
      return part.phrases.map(phraseText).join('');
    case 'facts':
      return part.rows.map(factText).join('\n');
    case 'list':
      return part.items.map((item) => `・${item.replaceAll('\n', '\n　')}`).join('\n');
    case 'links':
      return part.items
        .map(({ title, details, link }) => [`・${title}`, ...details, link].join('\n'))
        .join('\n\n');
    case 'quote':
      return part.text.replace(/^/gm, '｜');
    case 'action':
      return `${part.buttons.join('或')}：\n${part.link}${part.note === '' ? '' : `\n${part.note}`}`;
  }
}

/** A value of several lines begins under its label. */
function factText([label, value]: readonly [string, string]): string {
  return value.includes('\n') ? `${label}：\n${value}` : `${label}：${value}`;
}

const phraseText = (phrase: Phrase): string => (typeof phrase === 'string' ? phrase : phrase.strong);
