/**
 * Where to go after signing in: a path of this site, or undefined. Anything a browser could read as another
 * host (`//x`, `/\x`, control characters) is refused.
 */
export function localPath(text: string | undefined): string | undefined {
  if (!text?.startsWith('/') || text.length > 2_000) return undefined;
  if (/^\/[/\\]/.test(text) || /[\\\p{Cc}]/u.test(text)) return undefined;
  const url = new URL(text, 'http://here.invalid');
  return url.host === 'here.invalid' ? url.pathname + url.search : undefined;
}
