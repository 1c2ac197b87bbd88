import type { Channel, ContactResult } from '../../domain/contact.ts';
import type { Found } from '../found.ts';
import { createWordList } from './word-list.ts';
import { matchesOf, partsBetween } from '../matches.ts';

/** `dialled`: a call was made, and nothing is said of how it went. */
export type ContactOutcome = ContactResult | 'dialled';

/** What came of a contact; `effective` as D6 of dealership.md, save that a call's noted content is not judged. */
export interface ContactMention {
  result: ContactOutcome;
  channel: Channel;
  effective: boolean;
}

const EFFECTIVE: ReadonlySet<ContactOutcome> = new Set(['connected', 'replied', 'visited']);

/** These come of calls alone, whatever else was spoken of. */
const CALL_ONLY: ReadonlySet<ContactOutcome> = new Set(['dead_number', 'wrong_number', 'hung_up', 'dialled']);

const read = createWordList<ContactOutcome>(
  [
    [
      'no_answer',
      `没接 没人接 没人接听 无人接听 无人接 未接 未接听 没接通 未接通 没打通 打不通 没通 接不通 不接 都不接 不接电话 没接电话 没接到 没接着 没人听
       没联系上 联系不上 联系不到 没联系到 占线 忙线 正在通话中 通话中 在通话 关机 无法接通 不在服务区 没应答 无应答 没人应 打了没人 没打着 没打过去 电话没人接 不接听 没听到 没听见 响了半天 一直响 没反应 没人搭理 没人理 没人应 没人应答 没一回接的 没一回接 一次没接 一个没接 没人拿 响到头 打了没接 打了没人接 打了没通 打过没接 打过没人接 电话打了没接 莫接 没街 没借 没结通 一直占着 占着线 老占线 打不进去 没打进去 打不进 没打进 忙音 没有人接 没有人应 无人应答 没回应接 电话不接 手机不接 没接起来 响了没接 不肯接 接不了电话 没接上 转语音信箱 语音信箱 转接不了 来电提醒`,
    ],
    [
      'dead_number',
      '空号 停机 停机了 号码不存在 号不存在 销号 注销了 号停了 欠费 欠费停机 号码停了 号码注销 是空的号 孔号 号码无效 号无效 无效号 无效号码 提示空号 号码是空的',
    ],
    [
      'hung_up',
      `给我挂了 立马挂 立马给我挂了 就给我挂了 直接给我挂了 挂了 挂断 挂断了 挂掉 挂掉了 接了就挂 一接就挂 秒挂 按掉 按掉了 掐了 掐断 拒接 拒接了 给挂了 就挂了 直接挂 直接挂了 被挂 被挂断 接了挂了 接通就挂 接起来就挂 一听就挂 马上就挂 骂了一句挂了 接了又挂 挂电话了 就挂电话 就挂电话了 把电话挂了 挂了电话 直接挂断 给我挂断 给我挂断了 立马给我挂断 立马给我挂断了 给我直接挂断 挂我电话`,
    ],
    [
      'call_later',
      `稍后 稍后联系 稍后再打 稍后打 稍后回 晚点打 晚点再打 晚点联系 晚些再打 晚点回 回头再说 回头再打 回头打 一会儿再打 一会再打 过会儿再打 过会再打 待会再打 待会儿再打 等会再打 等会儿再打
       在开会 开会呢 正开会 开会中 说开会 开会没空 在忙 正忙 忙着呢 在忙着 忙呢 说忙 现在没空 没空接 不方便接 不方便说 不方便讲 不方便通话 不方便听 现在不方便 说不方便 这会不方便 不太方便接 在开车 开车呢 在上班 上班呢 在上班呢 出差了 出差呢 在出差 在上课 在飞机上 改天再打 改天再联系 改天打 过几天再打 过两天再打 过两天再联系`,
    ],
    [
      'wrong_number',
      '错号 号码错 号码错了 号错了 号不对 号码不对 不是本人 不是他本人 不是她本人 打错人 说打错了 说我打错 说搞错了 说弄错了 说我搞错 说你搞错 说找错人 找错人了 号是别人的 号码是别人的 别人的号 别人接的 不是他的号 不是她的号 不是他号 说我弄错 打错电话 不是这个人 号是错的 号码是错的 号错的 说不认识 不认识他 不认识她 是空耗 对方说打错 接的不是他 接的不是她',
    ],
    [
      'connected',
      `回电话了 回了电话 回电了 回了个电话 打回来了 回拨过来 打过电话了 打了电话说 打电话说 跟他通过电话 跟她通过电话 有人接 有人接了 通的 通过话 通过话了 说过话 通了 打通 打通了 接通 接通了 接了 接电话了 电话接了 接起来了 联系上 联系上了 通上话 通上了 说上话 聊上了 回访了 回访过 回访完 电访了 聊了 聊过 聊完 聊得 聊的 聊下来 聊好 聊透 聊了聊 聊了下 聊了一下 沟通了 沟通过 沟通完 沟通好 沟通下来
       电话问了 电话说了 电话里说 电话里讲 电话说 电话打通 通话了 通过电话 通了电话 打了说 打过去说 问了下 问了一下 电联了 打同了`,
    ],
    [
      'replied',
      '回了 已回复 已回 回复了 回复我 回我了 回消息了 回信了 回信息了 回微信了 回我微信 回我说 微信回 微信回我 微信回了 回短信了 有回复 给我回了 秒回 主动找我 主动发 来微信了 来消息了 来信息了 发微信来 发消息来 发来微信 发来消息 微信找我 发微信问 发微信说 微信上说 微信里说 微信上回',
    ],
    [
      'sent_no_reply',
      `没回 没回复 未回 未回复 不回 不回复 没回信 没回我 不回我 没回消息 不回消息 没理 没理我 不理 不理我 没搭理 不搭理 不搭理我 没反馈 已读不回 没吱声 没动静
       没通过 没通过好友 不通过 未通过 没同意好友 没加上 加不上 没加我 还没通过 拉黑了 拉黑 被拉黑 把我删了 删了我 删好友 发了没回 石沉大海 没下文 没音讯 没音信 没回音 没有回音 没有回复 没声音 不吭声 没吭声 不吱声 一直没回 没见回 没回话 没有回信 没回微信 杳无音信 没任何回复`,
    ],
    [
      'visited',
      '到店了 来店了 到了店 到店聊 来过了 又来了 自己来了 上门了 上门拜访 家访 登门 去他家 去她家 去他公司 来店看 带人来了 带家人来了 带老人来了 带老婆来了 带媳妇来了',
    ],
    [
      'dialled',
      '打了 打过 打过了 打电话了 电话打了 打了电话 打了个电话 打了一遍 打过去 去过电话 拨了 拨过 又打了 拨打了 致电了 去电了 致电过 拨过去 拨过了 打过去了 打了俩电话 打了两个电话 打了一个',
    ],
  ],
  {
    decoys: `
      打过来 打过款 没打 还没打 别打 没有打 打了折 打了包 打了款 打了钱 打了码 打错了 打了招呼 打了表 打了样 打了水漂 打了个折 打了蜡 打了针 
      没人接待 没接待 接了个客户 接了个单 接了一批 接了个 接了一个 接了孩 接了位 接了两 接了三 接了批 交接了 对接了 直接了 间接了 承接了 交接 接了班 接了电 接了任务 没接上茬 接了单 接了客户 接了一组
      开通了 普通了 联通了 联通 交通了 普通的 交通的 沟通的 联通的 畅通的 卡通的 精通的 开通的 通的士 办通了 想通了 沟通 疏通了 普通 直通了 卡通了 通了网 审批通 审通了 说通了 审核没通过 征信没通过 审批没通过 贷款没通过 没通过审 没通过征信 贷款不通过 审核不通过 征信不通过 通过了
      挂了牌 挂牌 挂了档 挂靠 挂失 挂在 挂了号 挂了个 挂了名 挂上 车挂了 牌挂了
      收回了 撤回了 退回了 带回了 回了家 回了趟 回了老家 召回了 取回了 找回了 拿回了 回访率 回访 没回来 没回家 不回来 不回家 不回头 没回访 未回访 没回去 不回去 没回款 回了款 没回过
      不理想 不理解 没理解 没理由 没理会 打理 理了 没通过考
      不接受 没接受 没接触 没接车 不接车 接车了 没接孩 接了车 没通知 没通电 没听说 没听懂
      停机坪 停机车 关机车 关机油 没反应慢 一直响应 谈了恋 谈了对象 开了 聊天 闲聊了 聊的啥 聊的什么 聊了啥 聊了什么 聊过啥 聊得怎么样 聊的怎么样 聊得咋样 聊了没 聊过没 打了没 打过没 回访了没 打了吗 接了吗 通了吗 回了吗 回了没 聊了吗 通了没 接了没 打没打 回没回 回访了吗 打通了吗 打通没 来店了吗 到店了吗 到店了没
      说忙完 不忙 在忙什么 说了算 出差了吗 号不对应 问了下价 问了下优惠 问了下油 问了一下价 问了一下配置 又来了个 又来了一 又来了两 又来了三 又来了批 又来了位 不回本 上门牌 打了几个 打了多少`,
  },
);

const WECHAT =
  /微信|wx|vx|加微|威信|朋友圈|视频号|语音|发了?(?:配置|报价|资料|图|视频|链接|定位|信息|消息)|好友/g;
const SMS = /短信|短息|彩信/g;
/** Where a new customer or a new action begins. */
const CALLED = /电话|打给|打了|打过|拨|去电/g;
const CLAUSE_ENDS = /[\n。;!?]/g;
/** 让我下周二再打, 叫晚上联系他. */
const LATER =
  /(?:让|叫|说|喊|要|约)(?:我们?|咱们?|你)?[^\s,。;!?]{0,8}?(?:再|晚点|改天)(?:给[他她])?(?:打(?!折|款)|拨|联系|来电|回访|去电|聊|沟通|跟(?!.{0,4}(?:商|领导|主管|经理|家))|说(?!服))|(?:让|叫)[我咱]们?[^\s,。;!?]{1,10}?(?:回电话?|回个电话|打电话|联系|打(?!听|折|款|印|扫|包|开|车|[八九]))/g;
const TALKED =
  /聊了?(?:大概|差不多|有|得有|将近|快)?(?:[\d.]+|[一二两三四五六七八九十半]+)(?:多|来|几)?个?(?:分钟|小时|钟头|半小时|分)|(?:电话|微信)(?:里|上)?(?:刚)?(?:聊|谈)(?![天的得])|打了(?:有)?(?:大概)?(?:一刻钟|半个?(?:小时|钟头?)|[一二两三四五六七八九十\d]+来?分钟)(?:的)?(?:电话)?|[聊谈说](?:了)?(?:有)?(?:大概)?(?:一刻钟|半天|好一会儿?|半个?钟头?|[一二两三四五六七八九十\d]+来?分钟)/g;

/** Results of contacts in the order told; negations (没打通) and questions (打了没) are told apart. Text is NFKC. */
export function readContactResults(text: string): Found<ContactMention>[] {
  const words = read(text).filter(
    ({ start, value }) =>
      !isShowroom(text, start) &&
      !(value === 'replied' && isStillToCome(text, start)) &&
      !(
        value === 'visited' &&
        /(?:要|派人|派谁|准备|想)[^\s,，]{0,6}$/.test(text.slice(Math.max(0, start - 10), start))
      ),
  );
  const found: Found<ContactOutcome>[] = [];
  for (const [pattern, value] of [
    [LATER, 'call_later'],
    [TALKED, 'connected'],
  ] as const) {
    for (const match of matchesOf(text, pattern)) {
      const place = { start: match.index, end: match.index + match[0].length, words: match[0] };
      // 打了15分钟电话 says more than 打了.
      if (!words.some((word) => word.value !== 'dialled' && overlaps(word, place)))
        found.push({ value, ...place });
    }
  }
  found.push(...words.filter((word) => !found.some((talk) => overlaps(word, talk))));
  found.sort((a, b) => a.start - b.start);
  let end = 0;
  return found.flatMap(({ value, ...place }) => {
    if (place.start < end) return [];
    end = place.end;
    return [{ value: resultOf(value, channelOf(text, place.start, place.end, value)), ...place }];
  });
}

type Place = Pick<Found<unknown>, 'start' | 'end'>;

function overlaps(one: Place, other: Place): boolean {
  return one.start < other.end && other.start < one.end;
}

/** 展厅来客户了没人接: nobody received them, which is no call. */
function isShowroom(text: string, start: number): boolean {
  return /(?:交给|转给|领给)[小老阿]?[一-龥]{1,2}$|给[小老阿][一-龥]{1,2}$|(?:展厅|门口|来客户|来人|客户来|进店)[^\n。;]{0,6}$/.test(
    text.slice(Math.max(0, start - 10), start),
  );
}

/** 下周回复我: an answer that is promised, not one that came. */
function isStillToCome(text: string, start: number): boolean {
  return /(?:[明后]天|下?周[一二三四五六日天末]?|下?月|月底|\d号|晚上|下午|再|等[他她]?|会|要|过两天|回头|一会儿?)(?:再|给|就|会)?$/.test(
    text.slice(Math.max(0, start - 6), start),
  );
}

function channelOf(text: string, start: number, end: number, outcome: ContactOutcome): Channel {
  if (outcome === 'visited') return 'visit';
  if (CALL_ONLY.has(outcome)) return 'phone';
  const before = text.slice(Math.max(0, start - 24), end);
  const clause = partsBetween(before, CLAUSE_ENDS).at(-1) ?? '';
  const near = Math.max(lastIndex(clause, WECHAT), -1);
  const sms = lastIndex(clause, SMS);
  const phone = lastIndex(clause, CALLED);
  if (sms >= 0 && sms >= near && sms >= phone) return 'sms';
  if (near >= 0 && near >= phone) return 'wechat';
  return outcome === 'replied' || outcome === 'sent_no_reply' ? 'wechat' : 'phone';
}

function lastIndex(text: string, pattern: RegExp): number {
  return matchesOf(text, pattern).at(-1)?.index ?? -1;
}

function resultOf(outcome: ContactOutcome, channel: Channel): ContactMention {
  // On WeChat and by text there is no answering: who talked has replied.
  const result = outcome === 'connected' && (channel === 'wechat' || channel === 'sms') ? 'replied' : outcome;
  return { result, channel, effective: EFFECTIVE.has(result) };
}
