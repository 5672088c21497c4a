/**
 * The pattern of an address made by `paths` with names in place of ids.
 * @example pattern(paths.officer.edit(':no')) // '/officer/vacancies/:no/edit'
 */
export const pattern = (path: string): string => path.replaceAll('%3A', ':');
