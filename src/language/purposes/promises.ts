import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { anyOf } from './slots.ts';

const PROMISED = anyOf('答应 答应了 说好 说好了 承诺 承诺了 讲好 讲好了 许诺 保证 应了');
const DELIVER = anyOf('给 发 报 送 出 做 寄 传 弄 拿 带 办');
const WHAT = anyOf(
  '报价 报价单 配置表 配置 配置单 资料 视频 照片 图片 合同 价格 底价 方案 贷款方案 金融方案 明细 落地价 清单 脚垫 膜 精品 置换价 评估价 估价 优惠 答复 政策',
);
/** 答应周三给报价, 说好明天发配置表: something that we owe the customer; 答应周六来 is his promise. */
const PROMISE = new RegExp(
  `${PROMISED}[^,，。\\n]{0,14}?${DELIVER}(?:给|他|她|客户|人家|过去|一份|份|个|一下)*(?<what>${WHAT})`,
);

export function promiseIn({ has }: Reading) {
  return has(PROMISE);
}

export function promiseOf({ text, evidence }: Reading): Pick<Meaning, 'promise'> {
  const match = PROMISE.exec(text);
  const what = match?.groups?.['what'];
  if (!match || what === undefined) return {};
  const by = evidence.dates.find(
    ({ value, start }) =>
      value.direction !== 'past' && start >= match.index - 6 && start < match.index + match[0].length,
  )?.value;
  return { promise: { what, ...(by && { by: by.to }) } };
}
