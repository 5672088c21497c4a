import { type Context, Hono } from 'hono';
import type { Attachment } from 'postal-mime';
import { FAULT_MODES, type FaultMode, type Faults, parseFault } from './faults.ts';
import { InboxPage, MailPage, PAGE_ROWS } from './pages.tsx';
import { type MailFilter, type MailStore, readMail } from './store.ts';
import { STYLE } from './style.ts';

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A mail's HTML has rights to nothing: no script, no picture from outside, no form. Links open a new page. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'self'; frame-ancestors 'self'";

/** Pages and interface of the mailbox. It has no sign-in, so it answers this machine's names and addresses only. */
export function mailboxApp(store: MailStore, faults: Faults): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    // A page elsewhere could have its own name point to this machine; such a name has a dot and letters.
    const host = new URL(c.req.url).hostname;
    if (/[a-z]/i.test(host) && host.includes('.') && !host.endsWith('.localhost'))
      return c.text('Unknown host', 421);
    const origin = c.req.header('origin');
    const writes = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    if (writes && origin !== undefined && origin !== new URL(c.req.url).origin)
      return c.text('Foreign origin', 403);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'same-origin');
    c.header('Cache-Control', 'no-store');
    c.header('Content-Security-Policy', PAGE_POLICY);
    await next();
  });

  app.get('/style.css', (c) => c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/', (c) => {
    const filter = filterOf(c);
    const mails = store.list(filter);
    const page = { mails: mails.slice(0, PAGE_ROWS), total: mails.length, filter, fault: faults.current };
    return c.html(`<!DOCTYPE html>${(<InboxPage {...page} />).toString()}`);
  });
  app.get('/messages/:id', async (c) => {
    const kept = store.get(c.req.param('id'));
    if (!kept) return c.notFound();
    const parsed = await readMail(kept.raw);
    const page = { mail: kept.mail, parsed, links: linksOf(parsed.text ?? '') };
    return c.html(`<!DOCTYPE html>${(<MailPage {...page} />).toString()}`);
  });
  app.get('/messages/:id/html', async (c) => {
    const kept = store.get(c.req.param('id'));
    const html = kept && (await readMail(kept.raw)).html;
    if (html === undefined) return c.notFound();
    c.header('Content-Security-Policy', MAIL_POLICY);
    c.header('Referrer-Policy', 'no-referrer');
    // In front of the mail's own document: the browser moves it into the head.
    return c.html(`<!DOCTYPE html><base target="_blank">${html.replace(/^\s*<!doctype[^>]*>/i, '')}`);
  });
  app.get('/messages/:id/raw', (c) => {
    const kept = store.get(c.req.param('id'));
    if (!kept) return c.notFound();
    return c.body(new Uint8Array(kept.raw), 200, {
      'Content-Type': 'message/rfc822',
      'Content-Disposition': `attachment; filename="${kept.mail.id}.eml"`,
    });
  });
  app.get('/messages/:id/attachments/:index', async (c) => {
    const kept = store.get(c.req.param('id'));
    const attachment = kept && (await readMail(kept.raw)).attachments[Number(c.req.param('index'))];
    if (!attachment) return c.notFound();
    const name = encodeURIComponent(attachment.filename ?? 'attachment').replaceAll("'", '%27');
    return c.body(bytesOf(attachment), 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
    });
  });
  app.post('/clear', (c) => {
    store.clear();
    return c.redirect('/', 303);
  });
  app.post('/fault', async (c) => {
    const mode = (await c.req.formData()).get('mode');
    if (typeof mode !== 'string' || !Object.hasOwn(FAULT_MODES, mode)) return c.text('Unknown fault', 400);
    faults.set({ mode: mode as FaultMode });
    return c.redirect('/', 303);
  });

  app.get('/api/messages', (c) => {
    const mails = store.list(filterOf(c));
    c.header('X-Total-Count', String(mails.length));
    const limit = Number(c.req.query('limit') ?? 100);
    return c.json(mails.slice(0, Number.isInteger(limit) && limit >= 0 ? limit : 100));
  });
  app.get('/api/messages/:id', async (c) => {
    const kept = store.get(c.req.param('id'));
    if (!kept) return c.json({ error: 'not found' }, 404);
    const parsed = await readMail(kept.raw);
    return c.json({
      ...kept.mail,
      html: parsed.html ?? '',
      fromName: parsed.from?.name ?? '',
      toName: parsed.to?.[0]?.name ?? '',
      headers: parsed.headers.map((h) => ({ name: h.originalKey, value: h.value })),
      links: linksOf(parsed.text ?? ''),
      attachments: parsed.attachments.map((a, index) => ({
        index,
        filename: a.filename,
        contentType: a.mimeType,
        size: bytesOf(a).length,
      })),
    });
  });
  app.delete('/api/messages', (c) => {
    store.clear();
    return c.body(null, 204);
  });
  app.delete('/api/messages/:id', (c) =>
    store.remove(c.req.param('id')) ? c.body(null, 204) : c.json({ error: 'not found' }, 404),
  );
  app.get('/api/fault', (c) => c.json(faults.current));
  app.put('/api/fault', async (c) => {
    const fault = parseFault(await c.req.json().catch(() => null));
    if (!fault) return c.json({ error: `mode must be one of ${Object.keys(FAULT_MODES).join(', ')}` }, 400);
    faults.set(fault);
    return c.json(faults.current);
  });
  return app;
}

function filterOf(c: Context): MailFilter {
  const filter: MailFilter = {};
  for (const key of ['to', 'subject', 'messageId'] as const) {
    const value = c.req.query(key);
    if (value) filter[key] = value;
  }
  return filter;
}

/** Web addresses in a text, each once, in order. */
function linksOf(text: string): string[] {
  return [...new Set(text.match(/https?:\/\/[^\s<>"'。，、；）」]+/g) ?? [])];
}

function bytesOf({ content }: Attachment): Uint8Array<ArrayBuffer> {
  return typeof content === 'string'
    ? new Uint8Array(Buffer.from(content))
    : new Uint8Array(content as ArrayBuffer);
}
