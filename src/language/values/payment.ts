import type { Found } from '../found.ts';
import { createWordList } from './word-list.ts';

/** How a car or an amount is paid. `negated`: 不贷款, 不想分期. */
export interface PaymentMention {
  method?: 'full' | 'loan' | 'card' | 'cash' | 'transfer' | 'wechat' | 'alipay';
  /** Through the company's account. */
  via?: '对公';
  negated?: true;
}

const read = createWordList<PaymentMention>(
  [
    [{ method: 'full' }, '全款 全歀 全宽 全额付款 全额 一次性付清 一次付清 一次性 一把付清 qk'],
    [
      { method: 'loan' },
      '分期 按揭 按接 安揭 贷款 代款 货款买 做贷款 办贷款 走贷款 做贷 办贷 走贷 贷一部分 做金融 走金融 办金融 零首付 0首付 低首付 首付 月供 免息 fq dk 分期付款 融资租赁 名字贷 贷三年 贷五年',
    ],
    [
      { method: 'loan', negated: true },
      '不贷款 不分期 不按揭 不做分期 不办贷款 不想贷款 不想分期 不用贷款 不走按揭 不要贷款 不要分期 不考虑贷款 不考虑分期 没贷款 不想按揭 不做贷款 不走金融',
    ],
    [{ method: 'full', negated: true }, '不全款 不想全款 不是全款 不走全款'],
    [{ method: 'full', via: '对公' }, '对公 公户 走公户 公对公 对公付款 对公转账 公账'],
    [{ method: 'card' }, '刷卡 刷了 刷pos 刷的卡 pos机 刷信用卡 信用卡 刷储蓄卡'],
    [{ method: 'cash' }, '现金 付现 现钞'],
    [{ method: 'transfer' }, '转账 汇款 打款 电汇 网银'],
    [{ method: 'wechat' }, '微信付 微信转 微信支付 微信付款 扫码付 微信转账'],
    [{ method: 'alipay' }, '支付宝'],
  ],
  {
    decoys:
      '现金优惠 现金直降 现金让利 刷了个 刷了下 刷了抖音 刷了一遍 现金红包 分期间 刷了漆 刷了视频 首付不够 对公司 最低首付',
  },
);

/** Ways of paying, in order. Text is NFKC. */
export function readPayments(text: string): Found<PaymentMention>[] {
  return read(text);
}
