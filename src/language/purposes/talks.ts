import type { Found } from '../found.ts';
import type { Reading } from '../reading.ts';
import { customersIn } from '../whom.ts';
import { anyOf } from './slots.ts';

/** To speak with somebody, by whatever way. */
const SPEAK = anyOf(
  '打 拨 拨打 致电 去电 联系 跟进 跟踪 跟 追 回访 回拨 沟通 聊 谈 通话 通电话 打电话 电访 电联 电话联系 电话沟通 电话回访 微信沟通 微信联系 问候 慰问 关怀 交流 对接 维系 走访 唠嗑',
);
/** A talk is over, or went on for a while. */
const DONE = anyOf('了 过 完 上 好 妥 透 得 着 过了 完了 上了 通了 半天 一阵 一会 会儿 好久 老半天 清楚');
const FOR_A_WHILE = '[\\d一二两三四五六七八九十半]+(?:多|来)?个?(?:分钟|小时|钟头|刻钟|分)';
const A_LITTLE = anyOf('一下 下 一遍 一圈 几句 两句 会儿 一会 一通 一轮 个 个电话 一个电话');

const SPOKEN = `(?:${SPEAK}(?:${DONE}|${FOR_A_WHILE})|通[了完过]?个?(?:电话|话)|打完)`;

/** 跟进了下毛先生, 致电柯女士, 早上联系的谢先生: the verb stands before whom it is about. */
const BEFORE = new RegExp(
  `(?:${SPEAK}(?:了|过|完|上|到|的)${A_LITTLE}?(?:给|跟)?|(?:致电|去电|回电|回拨|打电话)给?了?|(?:打|去|回|拨)(?:了|过)?(?:个|通)?电话给|^(?:联系|跟进|回访|回拨|沟通|电访|追踪))\\s?$`,
);
/** 李姐聊了半小时, 史先生通话8分钟, 费女士 电话 通. */
const AFTER = new RegExp(
  `^(?:那边|这边|那里|那儿)?(?:的|已经?|刚才?|今天|早上|上午|下午|中午|又|也|都)*[\\s,，:：]?(?:电话|微信)?(?:里|上)?(?:${SPOKEN}|(?:电话|打)[\\s,，]?通(?:$|[\\s,，])|(?:电话|微信)回访(?:$|[\\s,，]))`,
);
/** 跟王先生谈好了, 给李姐打过: the verb stands behind. */
const WITH = new RegExp(
  `(?:跟|和|与|同|给|找)[^\\s,，]{1,6}?(?:那边)?(?:又|刚|已经|也)?(?:电话|微信)?(?:里|上)?(?:${SPOKEN}|[说约讲](?:好|定|妥))`,
);
/** What only somebody who was reached can have said. */
const SAID =
  /电话(?:里|上|中)?(?:聊|谈|沟通|说|约好|约了|[^\s,，]{0,3}[\d一二两三四五六七八九十]+来?分钟)|[去打回](?:了|过)?(?:个|通)电话|(?:刚|才)?电话问(?!了|的)|打电话(?:问候|慰问|关怀)|说(?:等|回去|回家|得|要)[^\s,，]{0,6}商量|(?:说|说是|说[他她]|表示|告诉我|称)(?:嫌|太?贵|跟.{1,4}商量|和.{1,4}商量|再(?:想想|考虑|看看|等等)|考虑|想想|没时间|不着急|不急)|电话(?:里)?说|聊完|聊得|打电话(?:关心|问|回访|过去)|打(?:来|过来)?电话(?:来)?(?:说|讲)|微信(?:上)?(?:问|说)/;

/** 说年底再买: what he said of the time, and not why he is graded so. */
const PUT_OFF =
  /说(?:要|得|想)?(?:等到?)?(?:[今明后]?年底|明年|下半年|过完?年|年后|下个?月|[\d一二三四五六七八九十]{1,2}月份?|开春|国庆|五一|元旦|中秋)[^\s,，]{0,3}再(?:买|看|考虑|定|订|换|提)/;

/** 走了 说回去商量: said in the showroom, face to face. */
const LEFT =
  /(?:^|[\s,，])[^\s,，]{0,5}?(?:走了|[刚才]走|离店|离开了|送走|出门了)(?=$|[\s,，]|[他她客]|说)|^送走/;
const BY_WIRE = /电话|微信|短信|打了|打过|打给|打通|回访|[通接回]了|没接|联系/;

/** Whether it tells of somebody who has just left the showroom, and of no call. */
export function leftShowroom({ text }: Pick<Reading, 'text'>): boolean {
  return LEFT.test(text) && !BY_WIRE.test(text);
}

/** Of the talks here the person himself is a colleague's word; 转给, 分给 speak of whose he is. */
const NO_TALK = /提醒我|记得|别忘|[转分交归划派]给|怎么(?:跟|打|聊)|要不要|没(?:打|聊|联系|跟|回访|沟通)/;

/** 李姐聊了半小时, 联系了一下郝女士: a talk, though no word of the list of results says so. */
export function spoke(reading: Reading): Found<unknown> | undefined {
  const { has, text } = reading;
  const people = customersIn(reading);
  if (people.length === 0 && !/客户|他说|她说/.test(text)) return undefined;
  const putOff = reading.evidence.grades.length === 0 ? has(PUT_OFF) : undefined;
  const said = /提醒我/.test(text) ? undefined : (has(SAID) ?? putOff);
  if (said ?? NO_TALK.test(text)) return said;
  return (
    people.find(({ start, end }) => BEFORE.test(text.slice(0, start)) || AFTER.test(text.slice(end))) ??
    has(WITH)
  );
}
