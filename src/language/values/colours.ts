import type { Found } from '../found.ts';
import { createWordList, type Entry } from './word-list.ts';

/** The plain colour as a card says it, and the words of the maker where they say more (珍珠白). */
export interface Colour {
  colour: string;
  shade?: string;
}

const PLAIN: readonly Entry<Colour>[] = (
  [
    [
      '白',
      '珍珠白 极地白 雪域白 冰川白 月光白 晨曦白 象牙白 米白 云朵白 哑光白 釉白 钻石白 雪山白 天使白 水晶白',
    ],
    ['灰', '深灰 浅灰 铁灰 水泥灰 高级灰 枪灰 石墨灰 极光灰 星空灰 银灰 哑光灰 钛灰 灰蓝 烟灰 太空灰 金属灰'],
    ['红', '酒红 枣红 大红 中国红 烈焰红 宝石红 魂动红 水晶红 橘红 深红 玫红 火焰红 朱红'],
    ['黑', '亮黑 磨砂黑 珍珠黑 曜石黑 钢琴黑 哑光黑 墨黑 碳晶黑 幻夜黑 黑武士'],
    ['蓝', '深蓝色 浅蓝 天蓝 宝蓝 湖蓝 海蓝 墨蓝 藏青 冰川蓝 极光蓝 孔雀蓝 宝石蓝 星空蓝 雾霾蓝'],
    ['银', '闪耀银 冰晶银 流光银 亮银 水银灰 月光银'],
    ['棕', '咖啡色 咖色 褐色 摩卡棕 琥珀棕 深棕 茶色'],
    ['金', '金的 香槟金 流金 璀璨金 玫瑰金 土豪金'],
    ['香槟', '香槟色 香槟'],
    ['绿', '墨绿 军绿 薄荷绿 松石绿 深绿 浅绿 青绿 草绿'],
    ['橙', '橘色 橙 桔色 活力橙 落日橙'],
    ['黄', '柠檬黄 明黄 亮黄 姜黄'],
    ['紫', '幻紫 深紫 香芋紫 暗紫'],
    ['粉', '粉红 樱花粉 少女粉'],
    ['米', '米色 米黄'],
    ['青', '水墨青 天青'],
  ] as const
).map(([colour, words]): Entry<Colour> => [{ colour }, `${words} ${colour}色`]);

/** Said alone, with 的, or after a car (风朗白): the bare character. */
const BARE = '白灰红黑蓝银棕绿橙黄紫粉';

/** Words with a colour in them that is not the colour of a car. */
const DECOYS = `
白菜 白跑 小白 白天 白班 白户 白条 白领 白底 空白 明白 白说 白来 白送 白打 白忙 白等 白搭 白干 表白 白酒 白名单 白金 坦白 白等了 白血
白费 白嫖 白痴 红包 红旗 走红 红线 红利 红火 红头 红薯 小红书 红娘 分红 红绿灯 口红 红灯 网红 红酒 红眼 红黑榜 黑名单 黑心 黑车 拉黑 黑屏 天黑 黑猫
抹黑 黑暗 黑科技 黑户 黑龙江 黑金卡 黑白 黑人 黑店 白猫 蓝牌 蓝牙 蓝领 蓝本 蓝天 深蓝S7 深蓝s05 深蓝s07 深蓝SL03 深蓝L07 深蓝s09 蓝鸟 蓝山 微蓝 绿牌 绿灯
绿色通道 绿化 绿本 绿地 绿城 绿源 银行 银联 银子 白银 银河 建银 工银 收银 银保 银监 灰心 灰尘 灰度 灰产 灰色地带 粉丝 粉刷 面粉 米粉 奶粉 涨粉 吸粉
金额 金融 现金 定金 订金 资金 押金 意向金 诚意金 基金 奖金 佣金 租金 本金 金牌 黄金 金币 金卡 罚金 金杯 金先生 金女士 金总 金哥 金姐 金华 金属 贴金 违约金 保证金 尾金 金贵
黄牌 黄了 黄先生 黄女士 黄总 黄哥 黄姐 黄河 黄昏 黄山 老黄 小黄 姓黄 姓白 老白 小蓝 小金 老金 姓金 姓蓝 姓银 姓红 小红 黄金周 黄金珠 黄牛 白先生 白女士 白总 白哥 白姐
蓝先生 蓝女士 青岛 青年 年青 青春 粉末 紫外线 橙子 橙汁 柠檬 香槟塔 米其林 黄师傅 黄老师 黄经理 白经理 白老师 白师傅 金老师 金师傅 黄老板 白老板 金老板 黄太太 黄阿姨 黄主管 黄工 白工 金经理 黑色星期 白云 红星 红岭 红谷滩 金山 金水 白下
`;

const read = createWordList<Colour>(
  [
    ...PLAIN,
    ...[...BARE].map((colour): Entry<Colour> => [{ colour }, `${colour} ${colour}的 ${colour}色的`]),
  ],
  { decoys: DECOYS },
);

/** A bare character counts at the end of a phrase, before 的, a trim or another colour, or right after a car. */
const FOLLOWS = /^(?:$|[^一-鿿]|[的色或和跟还车款顶高低中豪首二试全分现吧台]|自动|手动|内饰|有货|到店|带)/;
const PRECEDES = /(?:[^一-鿿]|[要看选订定爱]|颜色|换|外观|^|[朗嘉傲缤娜骏逸越观客威])$/;

/** Colours of cars, in order, as a card writes them (珍珠白 → 白). Text is NFKC. */
export function readColours(text: string): Found<Colour>[] {
  return read(text)
    .filter(({ words, start, end }) => words.length > 1 || isColourAlone(text, start, end))
    .map(({ value, start, end, words }) => {
      const trimmed = words.endsWith('的') ? words.slice(0, -1) : words;
      const said = trimmed.replace(/色$/, '');
      const shade = said === value.colour ? {} : { shade: trimmed };
      return {
        value: { ...value, ...shade },
        start,
        end: end - (words.length - trimmed.length),
        words: trimmed,
      };
    });
}

function isColourAlone(text: string, start: number, end: number): boolean {
  return FOLLOWS.test(text.slice(end, end + 2)) || PRECEDES.test(text.slice(Math.max(0, start - 2), start));
}
