import type { Child } from 'hono/jsx';
import type { Letter, LinkItem, Part, Phrase } from './letter.ts';

/**
 * Mail programmes know neither style sheets nor flexible layouts: tables, and styles at each element. These are the
 * only inline styles of the product. Colours and sizes are those of the visual language.
 */
const FONT = "'Noto Sans TC','PingFang TC','Microsoft JhengHei',sans-serif";
const INK = '#221c25';
const QUIET = '#5a5160';
const PLUM = '#8a1f5a';
const TEXT = `margin:0 0 16px;font-size:16px;line-height:1.8;color:${INK}`;

function Table(props: { style?: string; children: Child }) {
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0} style={props.style}>
      {props.children}
    </table>
  );
}

function Row(props: { padding: string; children: Child }) {
  return (
    <tr>
      <td style={`padding:${props.padding}`}>{props.children}</td>
    </tr>
  );
}

/** A whole document; every value passes through the escaping of JSX. */
export function letterHtml(letter: Letter): string {
  const page = (
    <html lang="zh-Hant-TW">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{letter.subject}</title>
      </head>
      <body style="margin:0;padding:0;background:#f6f4f7">
        <div style="display:none;max-height:0;overflow:hidden">{letter.preview}</div>
        <Table style={`background:#f6f4f7;font-family:${FONT}`}>
          <tr>
            <td align="center" style="padding:24px 12px">
              <Table style="max-width:600px;background:#ffffff;border:1px solid #dfdae2">
                <Masthead />
                <Row padding="28px 28px 8px">
                  {letter.name !== '' && <p style={TEXT}>{letter.name}，您好：</p>}
                  <h1
                    style={`margin:0 0 12px;font-size:22px;line-height:1.5;letter-spacing:.5px;color:${INK}`}
                  >
                    {letter.heading}
                  </h1>
                </Row>
                {letter.parts.map((part) => (
                  <PartRow part={part} />
                ))}
                <Row padding="20px 28px 24px">
                  <p
                    style={`margin:0;padding-top:16px;border-top:1px solid #dfdae2;font-size:13px;line-height:1.8;color:${QUIET}`}
                  >
                    <Lines text={letter.foot.join('\n')} />
                  </p>
                </Row>
              </Table>
            </td>
          </tr>
        </Table>
      </body>
    </html>
  );
  return `<!doctype html>\n${page.toString()}`;
}

function Masthead() {
  return (
    <tr>
      <td
        style={`padding:16px 28px;background:#231a25;border-bottom:3px solid ${PLUM};color:#ffffff;font-size:18px;font-weight:700;letter-spacing:2px`}
      >
        事求人
        <span style="padding-left:12px;font-size:14px;font-weight:400;letter-spacing:1px;color:#ded5e2">
          機關徵才系統
        </span>
      </td>
    </tr>
  );
}

function PartRow({ part }: { part: Part }) {
  switch (part.kind) {
    case 'key':
      return (
        <Row padding="0 28px 12px">
          <Table style={`background:#faf1f6;border-left:4px solid ${PLUM}`}>
            <Row padding="14px 18px">
              <p style={`margin:0;font-size:14px;line-height:1.6;color:${QUIET}`}>{part.label}</p>
              <p style={`margin:2px 0 0;font-size:20px;line-height:1.5;font-weight:700;color:${INK}`}>
                {part.value}
                {part.unbroken && <span style="white-space:nowrap">{part.unbroken}</span>}
              </p>
            </Row>
          </Table>
        </Row>
      );
    case 'paragraph':
      return (
        <Row padding="0 28px">
          <p style={TEXT}>
            {part.phrases.map((phrase) => (
              <Words phrase={phrase} />
            ))}
          </p>
        </Row>
      );
    case 'facts':
      return <Facts rows={part.rows} />;
    case 'list':
      return (
        <Row padding="0 28px">
          <ul style={`${TEXT};padding-left:24px`}>
            {part.items.map((item) => (
              <li style="margin:0 0 6px">
                <Lines text={item} />
              </li>
            ))}
          </ul>
        </Row>
      );
    case 'links':
      return <Links items={part.items} />;
    case 'quote':
      return (
        <Row padding="0 28px">
          <p style={`${TEXT};padding:4px 0 4px 16px;border-left:4px solid #dfdae2`}>
            <Lines text={part.text} />
          </p>
        </Row>
      );
    case 'action':
      return <Action buttons={part.buttons} link={part.link} note={part.note} />;
  }
}

function Links({ items }: { items: readonly LinkItem[] }) {
  return (
    <Row padding="4px 28px 12px">
      <Table>
        {items.map(({ title, details, link }) => (
          <Row padding="10px 0">
            <p style={`margin:0;font-size:16px;line-height:1.6;font-weight:700;color:${INK}`}>
              <a href={link} style={`color:${PLUM}`}>
                {title}
              </a>
            </p>
            <p style={`margin:2px 0 0;font-size:14px;line-height:1.7;color:${QUIET}`}>
              <Lines text={details.join('\n')} />
            </p>
          </Row>
        ))}
      </Table>
    </Row>
  );
}

function Facts({ rows }: { rows: readonly (readonly [string, string])[] }) {
  const last = rows.length - 1;
  const rule = (index: number): string => (index < last ? ';border-bottom:1px solid #ece8ee' : '');
  return (
    <Row padding="4px 28px 12px">
      <table width="100%" cellpadding="0" cellspacing="0" border={0}>
        {rows.map(([label, value], index) => (
          <tr>
            <th
              scope="row"
              align="left"
              valign="top"
              width="88"
              style={`padding:10px 12px 10px 0;font-size:15px;line-height:1.7;font-weight:400;color:${QUIET}${rule(index)}`}
            >
              {label}
            </th>
            <td
              valign="top"
              style={`padding:10px 0;font-size:15px;line-height:1.7;color:${INK};word-break:break-word${rule(index)}`}
            >
              <Lines text={value} />
            </td>
          </tr>
        ))}
      </table>
    </Row>
  );
}

function Action({ buttons, link, note }: { buttons: readonly string[]; link: string; note: string }) {
  return (
    <Row padding="8px 28px">
      <table role="presentation" cellpadding="0" cellspacing="0" border={0}>
        <tr>
          {buttons.map((words, index) => (
            <>
              {index > 0 && <td width="12">&nbsp;</td>}
              <td
                bgcolor={index === 0 ? PLUM : '#ffffff'}
                style={`border:1px solid ${index === 0 ? PLUM : '#b77a9b'}`}
              >
                <a
                  href={link}
                  style={`display:inline-block;padding:11px 26px;font-size:16px;line-height:1.5;font-weight:700;text-decoration:none;color:${index === 0 ? '#ffffff' : PLUM}`}
                >
                  {words}
                </a>
              </td>
            </>
          ))}
        </tr>
      </table>
      <p style={`margin:12px 0 0;font-size:14px;line-height:1.7;color:${QUIET}`}>
        {note}按鈕無法使用時，請將這個網址貼到瀏覽器：
        <br />
        <a href={link} style={`color:${PLUM};word-break:break-all`}>
          {link}
        </a>
      </p>
    </Row>
  );
}

function Words({ phrase }: { phrase: Phrase }) {
  return typeof phrase === 'string' ? <Lines text={phrase} /> : <strong>{phrase.strong}</strong>;
}

/** Line breaks of a text as such. */
function Lines({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line, index) => (
        <>
          {index > 0 && <br />}
          {line}
        </>
      ))}
    </>
  );
}
