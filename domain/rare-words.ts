/**
 * What an applicant is told of characters no font of ours has; '' when there are none. A rare character is no fault of
 * hers and keeps nothing back.
 */
export const rareWords = (missing: number): string =>
  missing === 0 ? '' : `有 ${missing} 個罕用字系統字型未收錄，履歷上以〓代替並附字碼，機關會依字碼核對`;
