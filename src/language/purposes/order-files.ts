import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn } from '../whom.ts';
import { toldDelivery } from './deals.ts';
import type { Purpose } from './purpose.ts';

const PRICE = /(?:成交|合同|最终|实际)价(?:格)?[是为:：\s]*(?=[\d一二三四五六七八九十])/;
/** Then the price is part of another story: an order, a quote, what the customer wants. */
const ELSE =
  /[定订]金|[定订][了车]|下[定订]|尾款|[战占]败|报价|申请|登记|建卡|来电|客户|让|降|便宜|优惠|多少|[?？吗]/;
const PLATE =
  /(?:车牌|牌照|牌号|上[完好]?牌)(?:号码?)?(?:是|了|:|：)?\s*([一-龥][A-Za-z][A-Za-z0-9]{5,6})(?![A-Za-z0-9])/;
/** Beside a delivery no word has to say that it is a plate. */
const BARE_PLATE =
  /([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][A-Za-z0-9]{5,6})(?![A-Za-z0-9])/;
const BIRTHDAY = /生日/;
const FIRST_SERVICE = /首保/;
const CANCEL = /退[订定]/;
const AGREED = /同意|批准|通过|批了|准了|可以/;
const REFUSED = /驳回|不同意|不批|不准|不通过|不行|打回|退回|先别/;

/** The files of step 5: what an order and an owner's card still lack, and an order that is called off. */
export const orderFiles: readonly Purpose[] = [
  {
    intent: 'rejectCancel',
    shownBy: ({ has, decides }) => (decides && has(CANCEL) ? has(REFUSED) : undefined),
    means: ({ text }) => {
      const reason = /(?:驳回|不同意|不批|不准|不通过|打回|退回)[,，。\s]*(.+)$/.exec(text)?.[1];
      return reason && !CANCEL.test(reason) ? { reason } : {};
    },
  },
  {
    intent: 'approveCancel',
    shownBy: ({ has, decides }) => (decides && has(CANCEL) ? has(AGREED) : undefined),
  },
  {
    intent: 'completeOrder',
    shownBy: (reading) =>
      reading.evidence.amounts.length > 0 && isAlone(reading) && !reading.has(ELSE) && !toldDelivery(reading)
        ? reading.has(PRICE)
        : undefined,
    means: orderOf,
  },
  {
    intent: 'completeOwnerCard',
    shownBy: (reading) => {
      const { has, evidence } = reading;
      if (!isAlone(reading) || reading.asks || has(/提醒/)) return undefined;
      const told =
        has(PLATE) ?? (evidence.dates.length > 0 ? (has(BIRTHDAY) ?? has(FIRST_SERVICE)) : undefined);
      return told && !toldDelivery(reading) ? told : undefined;
    },
    means: ownerCardOf,
  },
];

/** 车提走了 车牌粤B12345: what is told of the order and the owner's card together with the delivery. */
export const besideDelivery: readonly Purpose[] = [
  {
    intent: 'completeOrder',
    shownBy: ({ has, evidence }, others) =>
      others.has('recordDelivery') && !others.has('recordOrder') && evidence.amounts.length > 0 && !has(ELSE)
        ? has(PRICE)
        : undefined,
    means: orderOf,
  },
  {
    intent: 'completeOwnerCard',
    shownBy: ({ has, evidence }, others) =>
      others.has('recordDelivery') && !has(/提醒/)
        ? (has(PLATE) ??
          has(BARE_PLATE) ??
          (evidence.dates.length > 0 ? (has(BIRTHDAY) ?? has(FIRST_SERVICE)) : undefined))
        : undefined,
    means: ownerCardOf,
  },
];

function orderOf({ evidence, text }: Reading): Partial<Meaning> {
  const price = evidence.amounts.find(({ start }) => /价(?:格)?[是为:：\s]*$/.test(text.slice(0, start)));
  const by = evidence.dates.find(({ value }) => value.direction !== 'past');
  return {
    order: {
      ...(price && { priceCny: price.value.fen / 100 }),
      ...(by && /[提交]车?|给车/.test(text) && { deliveryBy: by.value.to }),
    },
    ...(/全款|分期|按揭|贷款/.test(text) && {
      payment: { method: /全款/.test(text) ? ('full' as const) : ('loan' as const) },
    }),
  };
}

/** Of one customer at most, and of no talk. */
function isAlone(reading: Reading): boolean {
  const { contacts, phones } = reading.evidence;
  return contacts.length === 0 && phones.length === 0 && customersIn(reading).length <= 1;
}

function ownerCardOf({ evidence, text }: Reading): Partial<Meaning> {
  const plate = (PLATE.exec(text) ?? BARE_PLATE.exec(text))?.[1];
  const beside = (words: RegExp) =>
    evidence.dates.find(
      ({ start, end }) =>
        words.test(text.slice(Math.max(0, start - 4), start)) || words.test(text.slice(end, end + 3)),
    )?.value.from;
  const birthday = beside(BIRTHDAY);
  const service = beside(FIRST_SERVICE);
  return {
    ...(plate && { plate: { number: plate.toUpperCase() } }),
    ...(birthday && { birthday: birthday.slice(5) }),
    ...(service && { firstServiceOn: service }),
  };
}
