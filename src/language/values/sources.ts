import type { Found } from '../found.ts';
import { createWordList } from './word-list.ts';
import { matchesOf } from '../matches.ts';

/** How a customer came to us; `heardFrom` is the way they heard of us and is kept apart (glossary: 来店途径). */
export type Source =
  | 'walkIn'
  | 'callIn'
  | 'online'
  | 'referral'
  | 'serviceCustomer'
  | 'event'
  | 'ownerRepeat'
  | 'subDealer'
  | 'staff'
  | 'canvass';

export interface SourceMention {
  source?: Source;
  heardFrom?: string;
}

const read = createWordList<SourceMention>(
  [
    [
      { source: 'referral' },
      '转介绍 转介 老带新 老客户介绍 老客户推荐 老车主介绍 老车主推荐 介绍来的 介绍过来 推荐来的 推荐过来 介绍的 推荐的 带来的客户 介绍他来 介绍她来 介绍来看 介绍过来的',
    ],
    [
      { source: 'referral', heardFrom: '朋友介绍' },
      '朋友介绍 朋友推荐 同事介绍 同事推荐 亲戚介绍 亲戚推荐 熟人介绍 邻居介绍 朋友带来 朋友介绍来的 朋友介绍的',
    ],
    [
      { source: 'callIn' },
      '来电 打电话来 打电话进来 电话进来 电话咨询 打进来 呼入 热线 400 400来电 400电话 进线 来电咨询 电话打到店',
    ],
    [
      { source: 'walkIn' },
      '自然到店 自然来店 自然进店 自己来的 自己进店 自己找来 自然客流 直接到店 散客 进店看车 自己过来的 自己来店',
    ],
    [{ source: 'walkIn', heardFrom: '路过' }, '路过 路过看到 路过进来 路过进店 顺路'],
    [
      { source: 'serviceCustomer' },
      '来做保养 来换机油 换机油 来换轮胎 来洗车 做保养 来保养 保养客户 售后客户 售后转 售后介绍 来修车 来维修 做维修 售后过来 售后引流 服务站客户 修车的时候 保养的时候 来年检 做首保',
    ],
    [
      { source: 'online' },
      '网络线索 网销 线上留资 网上留资 官网留资 网络客户 留资 网电 网线索 线上线索 平台线索',
    ],
    [{ source: 'ownerRepeat' }, '老车主增购 老客户增购 老客户换购 老车主换购 老客户复购 老车主复购 再购'],
    [{ source: 'subDealer' }, '二网 二级网点 二级经销商'],
    [{ source: 'staff' }, '员工购车 内部员工 内购'],
    [{ source: 'canvass' }, '扫街 陌拜 地推 外拓 进社区 巡展'],
    [{ source: 'event', heardFrom: '车展' }, '车展 车展上 车展留的 车展来的 展会'],
    [{ source: 'event', heardFrom: '外展' }, '外展'],
    [{ heardFrom: '汽车之家' }, '汽车之家 之家 汽车之佳 qczj'],
    [{ heardFrom: '懂车帝' }, '懂车帝 懂车弟 懂车地 懂车蒂 懂车 dcd'],
    [{ heardFrom: '易车' }, '易车 易车网 易车app'],
    [{ heardFrom: '太平洋汽车' }, '太平洋 太平洋汽车 太平洋汽车网 pcauto'],
    [{ heardFrom: '爱卡' }, '爱卡 爱卡汽车'],
    [{ heardFrom: '抖音' }, '抖音 抖音直播 抖音上 斗音 dy 抖音号'],
    [{ heardFrom: '快手' }, '快手 快手直播'],
    [{ heardFrom: '小红书' }, '小红书 xhs'],
    [{ heardFrom: '视频号' }, '视频号'],
    [{ heardFrom: '直播' }, '直播 直播间'],
    [{ heardFrom: '公众号' }, '公众号'],
    [{ heardFrom: '朋友圈' }, '朋友圈 微信朋友圈 pyq'],
    [{ heardFrom: '官网' }, '官网'],
    [{ heardFrom: '百度' }, '百度 百度搜'],
    [{ heardFrom: '高德' }, '高德 高德地图'],
    [{ heardFrom: '58同城' }, '58同城 58'],
    [{ heardFrom: '瓜子' }, '瓜子 瓜子二手车'],
    [{ heardFrom: '户外广告' }, '户外 户外广告 广告牌 大牌子 高炮 公交广告 公交站牌 电梯广告 路牌'],
    [{ heardFrom: '电台' }, '电台 广播 收音机 交通台'],
    [{ heardFrom: '电视' }, '电视 电视广告'],
    [{ heardFrom: '报纸' }, '报纸'],
    [{ heardFrom: '短信' }, '短信群发 看到短信 收到短信'],
    [{ heardFrom: '传单' }, '传单 宣传单 单页 DM单'],
    [{ heardFrom: '团购会' }, '团购会 团购'],
    [{ heardFrom: '商场展' }, '商超展 商场展 商圈展'],
  ],
  {
    decoys: `懂车的 懂车主 来电率 来电量 来电显示 来电没显示 来电铃 直播课 电视机 58万 58台 58个 58% 58岁 58分 58元 58块 快手续 电视台 车展方案 户外用品 户外运动 户外露营
      发朋友圈 发个朋友圈 发抖音 拍抖音 介绍的时候 不是路过 400多 400块 400元 400万 400公里 400台 400km`,
  },
);

/** Sources (referral, phone-in …) and the ways they heard of us (汽车之家, 路过), in order. Text is NFKC. */
export function readSources(text: string): Found<SourceMention>[] {
  const words = read(text).filter(
    ({ words: said, start, end }) =>
      !isPartOfNumber(text, said, start, end) && !isOurText(text, said, start, end),
  );
  const introduced = matchesOf(text, INTRODUCED).map((match) => ({
    value: { source: 'referral' } as SourceMention,
    start: match.index,
    end: match.index + match[0].length,
    words: match[0],
  }));
  return [
    ...words,
    ...introduced.filter((each) => !words.some((word) => word.start < each.end && each.start < word.end)),
  ].sort((a, b) => a.start - b.start);
}

/** 李国强介绍了个客户, 介绍她同事: an introduction of a person, not of a car. */
const INTRODUCED =
  /介绍(?:了|来|过来)?(?:[一两二三]?[个位]|(?:他|她|自己)?的?(?:朋友|同事|亲戚|邻居|同学|客户|哥|姐|弟|妹))/g;

/** 说收到短信了, 他没收到短信: the text after his visit, and not what brought him. */
function isOurText(text: string, said: string, start: number, end: number): boolean {
  return (
    said === '收到短信' &&
    !/^[^\s,，]{0,4}(?:来|过来|找|进店|到店|打|问|咨询)/.test(text.slice(end)) &&
    (/(?:没有?|未|不|说|[他她]|已经?|都|就|也)$/.test(text.slice(0, start)) ||
      /^(?:了|没|吗)/.test(text.slice(end)))
  );
}

function isPartOfNumber(text: string, said: string, start: number, end: number): boolean {
  return (
    /\d/.test(said) &&
    (/[\d.]/.test(text.charAt(start - 1)) || /^[\d.-]|^ ?\d{3}/.test(text.slice(end, end + 4)))
  );
}
