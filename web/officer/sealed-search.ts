/**
 * A search for a person, sealed for the addresses of the list it narrowed: whom one opens keeps her place in it, and
 * neither a name nor an ID number can be read from an address. Of an ID number only its blind index goes in.
 */
import { openSecret, sealSecret } from '../../db/crypto.ts';
import type { Keyring } from '../../db/keyring.ts';
import type { Officer } from './applicants-load.ts';

export interface PersonSearch {
  idIndex: Buffer | null;
  /** Part of a name; '' = all. */
  name: string;
}
export const NO_SEARCH: PersonSearch = { idIndex: null, name: '' };

/** It opens for this officer and this vacancy alone. */
const place = (actor: Officer, no: string): string => `applicantSearch:${actor.accountId}:${no}`;

/** '' for no search. */
export function sealSearch(keyring: Keyring, actor: Officer, no: string, search: PersonSearch): string {
  if (search.idIndex === null && search.name === '') return '';
  const said = JSON.stringify([search.idIndex?.toString('base64') ?? null, search.name]);
  return sealSecret(keyring, said, place(actor, no)).toString('base64url');
}

/** null when it was sealed for somebody else, or by a key that is gone. */
export function openSearch(
  keyring: Keyring,
  actor: Officer,
  no: string,
  sealed: string,
): PersonSearch | null {
  if (sealed === '') return NO_SEARCH;
  try {
    const said = openSecret(keyring, Buffer.from(sealed, 'base64url'), place(actor, no));
    const [idIndex, name] = JSON.parse(said) as [string | null, string];
    return { idIndex: idIndex === null ? null : Buffer.from(idIndex, 'base64'), name };
  } catch {
    return null;
  }
}
