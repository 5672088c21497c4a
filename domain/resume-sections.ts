/** R62: the seven boxes an officer may tick, in their order and words, and the parts of the record each covers. */
export const RESUME_SECTIONS = [
  { code: 'exams', name: '考試或晉升訓練/專門職業及技術人員資格' },
  { code: 'appraisals', name: '考績(成)或成績考核' },
  { code: 'rewards', name: '獎懲' },
  { code: 'skills', name: '專長及語言能力' },
  { code: 'screening', name: '檢覈/甄審' },
  { code: 'notes', name: '兵役/教師資格/身心障礙註記/原住民註記' },
  { code: 'training', name: '訓練及進修' },
] as const;
export type ResumeSection = (typeof RESUME_SECTIONS)[number]['code'];
