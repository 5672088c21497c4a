import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { servicesOf } from './state.ts';

/** `__Host-` where pages are reached by https: bound to this very host, its root and TLS. */
const options = (c: Context) => {
  const { https } = servicesOf(c).config;
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: https,
    ...(https ? { prefix: 'host' as const } : {}),
  } as const;
};
const named = (c: Context, name: string): string => (servicesOf(c).config.https ? `__Host-${name}` : name);

/** A cookie of the browser's sitting; with `seconds` it lives so long. */
export function putCookie(c: Context, name: string, value: string, seconds?: number): void {
  setCookie(c, name, value, { ...options(c), ...(seconds ? { maxAge: seconds } : {}) });
}

export const readCookie = (c: Context, name: string): string | undefined => getCookie(c, named(c, name));

export function dropCookie(c: Context, name: string): void {
  deleteCookie(c, named(c, name), { path: '/', secure: servicesOf(c).config.https });
}
