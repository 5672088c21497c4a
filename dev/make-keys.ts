/** `npm run keys -- FILE`: makes a keyring and, beside it, the blind-index key; never overwrites one. */
import fs from 'node:fs';
import { ensureKeyring, indexKeyFile } from '../db/keyring.ts';

const file = process.argv[2];
if (!file) {
  console.error('用法（usage）：npm run keys -- FILE');
  process.exit(2);
}
const existed = fs.existsSync(file);
ensureKeyring(file);
console.log(
  existed
    ? `${file} 已存在，未更動（exists, left as it is）。`
    : `已建立（made）：${file}、${indexKeyFile(file)}。兩個檔案請分開妥善保存；遺失後資料無法解密（keep both apart and safe: without them the data cannot be read）。`,
);
