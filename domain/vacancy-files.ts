/** 附件 of a vacancy: application forms and rules an agency publishes with it. */

export const VACANCY_FILE_TYPES = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'application/vnd.oasis.opendocument.text': 'ODT',
  'application/vnd.oasis.opendocument.spreadsheet': 'ODS',
} as const;
export type VacancyFileType = keyof typeof VACANCY_FILE_TYPES;

/** What a registration says of each of its files; the bytes lie elsewhere, found by `id`. */
export interface VacancyFile {
  id: string;
  name: string;
  mediaType: VacancyFileType;
  /** Bytes. */
  size: number;
  /** The first eight hexadecimal digits of its SHA-256: a file replaced under its old name shows. */
  digest: string;
}

/** `35 KB`, never nought. */
export const sizeWords = (bytes: number): string => `${Math.max(1, Math.ceil(bytes / 1024))} KB`;

/** `PDF，35 KB`. */
export const fileFacts = (file: Pick<VacancyFile, 'mediaType' | 'size'>): string =>
  `${VACANCY_FILE_TYPES[file.mediaType]}，${sizeWords(file.size)}`;
