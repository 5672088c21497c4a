/** R16: the published JSON Schema of the JSON feed; a test holds what we write against it. */
const text = { type: 'string' };
const day = { type: 'string', format: 'date' };
const instant = { type: 'string', format: 'date-time' };
const coded = {
  type: 'object',
  properties: { code: text, name: text },
  required: ['code', 'name'],
  additionalProperties: false,
};
const yes = { type: 'boolean' };

const vacancy = {
  type: 'object',
  properties: {
    vacancyNo: { type: 'string', pattern: '^[0-9]{10}$', description: '職缺編號' },
    url: { type: 'string', format: 'uri', description: '職缺網頁' },
    agencyCode: { ...text, description: '機關代碼' },
    agencyName: { ...text, description: '機關名稱' },
    title: { ...text, description: '職稱' },
    personnelCategory: { ...coded, description: '人員區分' },
    rankClasses: {
      type: 'array',
      items: { enum: ['簡任', '薦任', '委任', '其他'] },
      description: '官等類別',
    },
    grade: { ...text, description: '官職等' },
    jobSeries: { ...coded, description: '職系；code 為空表示來源用語不在現行職系表' },
    openings: { type: ['integer', 'null'], minimum: 1, description: '名額；null 表示未定，見 openingsText' },
    openingsText: { ...text, description: '名額的原文' },
    reserves: { type: 'integer', minimum: 0, description: '備取名額' },
    sex: { enum: ['male', 'female', 'any'], description: '性別' },
    workplaces: { type: 'array', items: coded, minItems: 1, description: '工作地' },
    listedFrom: { ...day, description: '上網有效期間起日' },
    listedTo: { ...day, description: '上網有效期間迄日' },
    closesAt: { ...instant, description: '截止時刻' },
    conditions: {
      type: 'object',
      properties: { disabled: yes, indigenous: yes, indigenousArea: yes, regionalSecondment: yes },
      required: ['disabled', 'indigenous', 'indigenousArea', 'regionalSecondment'],
      additionalProperties: false,
      description: '特殊條件',
    },
    retrieval: {
      type: ['object', 'null'],
      properties: { mode: { enum: ['civilService', 'open', 'none'] }, name: text },
      required: ['mode', 'name'],
      additionalProperties: false,
      description: '應徵者履歷調閱方式',
    },
    email: { ...text, description: '聯絡E-mail' },
    qualifications: { ...text, description: '資格條件' },
    duties: { ...text, description: '工作項目' },
    location: { ...text, description: '工作地點' },
    contact: { ...text, description: '聯絡方式' },
    publishedAt: { ...instant, description: '刊登時刻' },
    updatedAt: { ...instant, description: '最近更新時刻' },
  },
  additionalProperties: false,
};

/** @param url where it is published */
export const feedSchema = (url: string) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: url,
  title: '刊登中之職缺',
  type: 'object',
  properties: {
    $schema: { type: 'string', format: 'uri' },
    url: { type: 'string', format: 'uri' },
    updatedAt: { ...instant, description: '資料最近更新時刻' },
    licence: text,
    vacancies: { type: 'array', items: { ...vacancy, required: Object.keys(vacancy.properties) } },
    count: { type: 'integer', minimum: 0 },
  },
  required: ['$schema', 'url', 'updatedAt', 'licence', 'vacancies', 'count'],
  additionalProperties: false,
});
