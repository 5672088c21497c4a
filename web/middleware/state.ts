import type { Context } from 'hono';
import type { SignIn } from '../../db/queries/sign-ins.ts';
import type { DeskSummary } from '../desk-summary.ts';
import type { Services } from '../services.ts';
import type { PageBanner } from '../view.ts';

/** A file of a multipart form, whole in memory; the caps of its route bound it. */
export interface PostedFile {
  field: string;
  name: string;
  mediaType: string;
  bytes: Buffer;
}

/** A posted form, read once by the middleware. */
export interface PostedForm {
  /** Names and texts in the order posted. */
  entries: readonly (readonly [string, string])[];
  files: readonly PostedFile[];
  /** There were files, but they were not kept (no one was signed in). */
  filesDropped: boolean;
  /** The files were more or larger than the route takes, and none is here. */
  filesTooLarge: boolean;
}

/** What the middleware learned of a request, in one place. */
export interface RequestState {
  services: Services;
  requestId: string;
  signIn: SignIn | null;
  form: PostedForm | null;
  banner?: PageBanner;
  /** Of an officer's page. */
  desk?: DeskSummary;
}

const KEY = 'shiqiuren';

export const setState = (c: Context, state: RequestState): void => c.set(KEY, state);
export const stateOf = (c: Context): RequestState => c.get(KEY) as RequestState;
export const servicesOf = (c: Context): Services => stateOf(c).services;
export const requestIdOf = (c: Context): string => stateOf(c).requestId;
export const signInOf = (c: Context): SignIn | null => stateOf(c).signIn;

/** The posted form; empty on a GET. */
export const postedForm = (c: Context): PostedForm =>
  stateOf(c).form ?? { entries: [], files: [], filesDropped: false, filesTooLarge: false };

/** The last text posted under a name; '' when there is none. */
export const posted = (c: Context, name: string): string =>
  postedForm(c).entries.findLast(([n]) => n === name)?.[1] ?? '';
