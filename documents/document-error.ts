/** Why a document could not be made, as a code that names no person and quotes no content. */
export type DocumentFault =
  | 'typesetTimeout'
  | 'typesetDied'
  | 'typesetFailed'
  | 'typesetTooLarge'
  | 'archiveName'
  | 'archiveEmpty'
  | 'archivePassword'
  | 'archiveSource'
  | 'archiveFailed'
  | 'checkTimeout'
  | 'checkDied'
  | 'scanAway'
  | 'scanRefused'
  | 'closed';

/**
 * A failure of this room. Its message may enter logs and Temporal histories, so it is the code and, at most, words
 * of a template: never a value of the document.
 */
export class DocumentError extends Error {
  readonly code: DocumentFault;

  constructor(code: DocumentFault, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'DocumentError';
    this.code = code;
  }
}
