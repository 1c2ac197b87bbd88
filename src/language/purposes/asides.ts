import { without } from '../evidence.ts';
import type { Reading } from '../reading.ts';
import type { Purpose } from './purpose.ts';

const ADVERT =
  /^【(?!.*(?:登记|客户|手机|电话|建卡))|^\[链接\]|专享|购车节|送油卡|免费领|低价出|二手手机|办证|代办|兼职|加微信.{0,4}\d{6}|上市啦|快来看|抢购|限时(?:优惠|抢|一口价)|无抵押|放款快|当天放款|加微信领|退订回|回[TtＴ]退|快递|取件码|验证码|点击链接|https?:\/\/|外卖|拼单|红包|额度待|客服[,，]|转让|我们是做|修空调|送水的|开锁|搬家公司|保洁|有需要(?:请|的)?联系|骚扰电话|(?:贷款|装修|保健品|商铺)推销|诚招|月租|网约车司机|面试|授信|随份子|份子钱|平台[^\s]{0,3}客服|贴膜的[^\s]{0,4}师傅|包邮|刷单|招聘|扫码|中奖/;
/** News, notices and agendas that are passed on. */
const FORWARDED =
  /^(?:转|转发|通知|公告|快讯|提醒各位|早报|议程|会议)[:：]|(?:快讯|早报|晚报|日报讯|头条|公众号)[:：|]|乘联会|中汽协|据.{2,6}(?:报道|消息)|零售\s?\d|起售价|^(?:各位|全体|@所有人|大家注意|温馨提示)|议程|经验之谈|话术群|做销售嘛|我觉得.{0,6}[HABC]级|^(?:他说|听说|我)?.{0,2}(?:朋友|同事|邻居|亲戚)[^\s,，]{0,3}(?:买|提)了|瞎猜|停产|涨价|召回|断货|退订(?:短信|回)|(?:让|叫)大家(?!报|摸|都?上班|填)|大家(?:把|别|记得)|我说你|问我.{0,16}选/;
/** Matters of the house; a customer may pay when his wages come. */
const HOUSE =
  /年会|停水|停电|物业|消防|演练|卫生|工装|值班|团建|体检|社保|考勤|打卡|发票报销|食堂|奶茶|充电宝|钥匙/;
/** Told to teach, not to record: 举个例子, 范文, A级就是…; and what is said not to be recorded. */
const LESSON =
  /强调[一二三两\d几]点|再强调|通报|提高警惕|当故事|练一遍|演(?:一?个)?客户|角色扮演|PPT|不是真客户|书上说|截图里|举个?例|打个?比方|比方说|范文|模板给|示范一下|照这个格式|格式写|懂了吧|都?记住了[啊吗没]|培训第|第[一二三四五六]节|课件|案例分享|[OHABC]级就是|这种就[是叫]|^(?:不用|不要|别|先别|先不)记|^先别建卡/;
/** What happened elsewhere: at the match, in a film, at another dealer's, years ago. */
const STORY =
  /国足|排位|连跪|相亲|人生|献血|我是不信|老家那个|能屈能伸|我把[^\s,，]{2,8}吃了|球赛|比赛|电影|电视剧|刷到一?[个条]|笑死|离谱不离谱|我(?:朋友|同学|老乡|发小|表哥|表弟|邻居|亲戚|室友)|以前我?在|^某[一-龥]|有个段子|跟你讲个|^昨晚(?:球|电视|看)|做梦|接龙|\+1带|^\d+[.、][^\s]{2,4}\s?\+1|带家属|报名/;
/** Of the house and of the machine, whoever is named. */
const ERRANDS =
  /凉皮|饿死|还没送来|提成|一分没见|食堂|奶茶|聚餐|包间|饭店|订餐|打个卡|班车|工资条|骚扰电话|您拨打的|请稍后再拨/;
/** The weather, the road and the machine: small talk, unless it is told of somebody. */
const SURROUNDINGS =
  /破网|页面|转圈|圈圈|系统(?:卡|崩|死|打不开|登不上|又)|卡死了|闪退|天气|下雨|下雪|刮风|堵车|我能咋办/;
/** A customer, a number or what came of a call: then it is an entry, whatever else it says. */
const OF_SOMEBODY = /1[3-9]\d{9}|先生|女士|[一-龥][姐哥总叔](?!们)|\d批|[一二三四五六两]批/;
/** 老婆我晚点回, 妈 我周六来看你: the wrong window. */
/** 我姐买了缤智, 给闺女约了试听, 我家橱柜定金: his own life, unless somebody was sent as a customer. */
const OWN_LIFE =
  /^我(?:姐|哥|弟|妹|妈|爸|女朋友|男朋友|对象|老婆|老公|媳妇|家(?![店门人])|换号|这人生|那台)|^给(?:闺女|儿子|孩子|老婆|老公|我妈|我爸)|^我约了(?:牙医|医生|朋友|同学|人)|(?:跟|给|陪)我(?:妈|爸|老婆|老公|对象|女朋友|男朋友|儿子|女儿|闺女)|^我试驾了|^丈母娘|我家(?:沙发|橱柜|装修)/;
/** 听说小马要离职: no order to anybody. */
const GOSSIP =
  /^(?:我)?(?:听说|据说|听人说|听他们说|有人说|风传|传言|好像)[^\s,，]{0,10}(?:离职|辞职|跳槽|不干了|走人|被开|开除|调走|要走)/;
const TO_FAMILY =
  /^(?:老婆|老公|媳妇|妈妈?|爸爸?|宝贝|亲爱的|儿子|闺女|哥们儿?)(?:[,，\s]|(?=我|你|您|咱|今晚|晚上))/;
/** What he would do if he could, and what he nearly did. */
const NEARLY =
  /我(?:差点|本来)|^本来(?:想|打算)|以前我在|我要(?:是)?有钱|我自己都?(?:想|要)?[订买]|想想还是(?:不动|算了)/;
const THANKS =
  /^(?:谢谢|谢了|多谢|感谢(?!短?信)|thx|thanks|辛苦了?|麻烦了?(?!把|帮|给|您?查|发))[^\d]{0,6}$/i;
const NOTED =
  /^哈{2,}|^(?:收到|好的?|好嘞|好滴|ok|okay|嗯+|哦+|噢|行|知道了|明白了?|了解|哈+|呵+|嘿+|[👌👍🙏😄😂🤣😊]+|你好|您好|早|早上好|晚安|下班了?)[。.!！~～吧啊呀了]*$/iu;
/** 小刘你那个…, 老周在吗: a line to a colleague that went to the bot. */
const TO_COLLEAGUE =
  /^@|^(?:[小老阿][一-龥]|[一-龥]哥|[一-龥]姐|师傅|兄弟|各位|大家|亲们?|宝子|家人们?)[,，\s]*(?:你|您|在吗|帮我(?!(?:先|代|临时)*(?:顶|代|盯|跟|看|带|照|管))|麻烦|我先|咱|吃|今晚|中午|晚上|来一下)|^(?:[小老阿][一-龥])[,，\s].{0,24}你(?!们?店)|你那个|^你们|你们(?:几个|俩|觉得|品|说|看)|谁有|谁把|借我|咱们?(?:今晚|中午|去吃|一起)|有人会|值班/;
/** 我一会儿给李姐打电话, 准备建卡, 要是今天能订就好了: nothing of it has happened. */
const INTENDED =
  /^(?:我|咱)?(?:今天|明天|后天|晚上|周.|下周.?)?(?:改天|哪天|有空|一会儿?|待会儿?|马上|等下|等会儿?|回头|准备|打算|正准备|这就|现在去|先去|得赶紧|还得)[^\d]{0,3}(?:去|给|打|建|录|登记|回访|补|约)|^(?:要是|如果|假如|假设|但愿|希望|真想|万一)|纯讨论|打个比方|就好了$/;
/** What is said of a deed that was not done: 没给付先生降级, 还没约呢. */
const UNDONE =
  /^我(?:在|先|要|这周?[一二三四五六日]?|今天|明天)?.{0,2}(?:开会|吃饭|走了|下班|忙着|发烧|不打了|约了同事)|倒霉|明天见|拜拜|^先走了|我先走|老板走|^刚挂了$|^开会中|^(?:我|咱)?(?:今天|昨天)?(?:一[张个台]?.{0,2})?(?:都)?(?:还没|没给(?!电话|号|联系|微信)|没有给|可没)[^\d]{0,10}(?:呢|啊|吧|$|谁说)|^[^\s]{0,8}还没.{0,4}呢$|^.{0,6}还没(?:打|约|建|发|回访|联系|登记)(?:呢|啊)?$|^(?:我|咱)?(?:可|还|也|从来)?没有?(?:答应|承诺|许诺|保证)|做梦|谁说的/;

export type Aside = 'advert' | 'thanks' | 'noted' | 'colleague' | 'intended';

/** What kind of talk a message is that is not meant for the records; undefined when it may be. */
export function asideOf(text: string): Aside | undefined {
  if (LESSON.test(text)) return 'advert';
  if (ERRANDS.test(text) && !/先生|女士/.test(text)) return 'colleague';
  if (SURROUNDINGS.test(text) && !OF_SOMEBODY.test(text)) return 'colleague';
  if (OWN_LIFE.test(text) && !/介绍|客户|登记|建卡/.test(text)) return 'intended';
  if (TO_FAMILY.test(text) || NEARLY.test(text)) return 'intended';
  if (GOSSIP.test(text)) return 'colleague';
  if (STORY.test(text) && !OF_SOMEBODY.test(text)) return 'colleague';
  if (HOUSE.test(text) && !/先生|女士|[姐哥总]|客户|休息/.test(text)) return 'colleague';
  if (ADVERT.test(text) || FORWARDED.test(text)) return 'advert';
  if (THANKS.test(text)) return 'thanks';
  if (NOTED.test(text)) return 'noted';
  if (INTENDED.test(text) || UNDONE.test(text)) return 'intended';
  return TO_COLLEAGUE.test(text) ? 'colleague' : undefined;
}

/** Whoever decides writes to all: 谁有时间 展厅来客户了没人接 is for the bot. */
const TO_ALL = /展厅|没人(?:接|管|招呼|理)|来客户|来人了|全员|都有谁|谁没|谁还|谁(?:的)?(?:卡|短信|回访)/;

const FORECAST = /报(?:一?下|个|上来|数)|能[订定签]/;

/** Sent by a machine or to everybody, whoever is named in it. */
const SENT_TO_ALL =
  /^【|^\[链接\]|https?:\/\/|退订回|回[TtＴ]退|验证码|取件码|点击链接|^(?:转|转发|通知|公告|快讯|早报|议程|会议)[:：]|据.{2,6}(?:报道|消息)|乘联会|中汽协|经验之谈|话术群/;

/** What may stand before whom it is about. */
const TO_A_NAME =
  /^(?:建卡|见卡|登记|录入|新增|录个卡|补录|回访|打给|给|跟|和|联系了?|客户|今天|昨天|上午|下午|刚才?|又|[\s,，:：])*$/;
/** Meals and the like, whoever brings them. */
const ERRANDS_PROPER = /凉皮|饿死|还没送来|聚餐|包间|饭店|订餐|奶茶|班车|工资条/;

/** 潘女士接了 说在面试: a customer addressed by name, and what came of it; whatever else stands there is his matter. */
function tellsOfCustomer({ text, evidence, asks }: Reading): boolean {
  const isNamed = evidence.names.some(
    ({ value, start }) =>
      value.kind === 'customer' &&
      value.surname !== undefined &&
      value.honorific !== undefined &&
      TO_A_NAME.test(text.slice(0, start)),
  );
  const isTold =
    evidence.contacts.length > 0 ||
    evidence.phones.some(({ value }) => value.kind === 'mobile') ||
    evidence.amounts.length > 0 ||
    /试驾|约好|[订定]了|交车|提车|来店|到店/.test(text);
  return isNamed && isTold && !asks && !SENT_TO_ALL.test(text) && !ERRANDS_PROPER.test(text);
}

/** Words around what is supposed that tell nothing by themselves. */
const AROUND_SUPPOSED = /今天|明天|客户|那边|这边|[他她我你就说讲那也跟和给打先再了吧\s,，。;；]/g;

/** 李姐要是打通了就升A: but for whom it is about nothing is left. */
function onlySupposes({ supposes, evidence }: Reading): boolean {
  return (
    supposes &&
    evidence.contacts.length === 0 &&
    without(evidence.text, evidence.names).replaceAll(AROUND_SUPPOSED, '').length <= 1
  );
}

function isAside(reading: Reading): boolean {
  const { text, evidence, decides } = reading;
  if (onlySupposes(reading)) return true;
  const aside = asideOf(text);
  if (aside === undefined) return false;
  const hasNumber = evidence.phones.some(({ value }) => value.kind === 'mobile');
  if (aside === 'advert' && hasNumber && /来电|建卡|来店登记/.test(text) && !SENT_TO_ALL.test(text))
    return false;
  if ((aside === 'advert' || aside === 'colleague') && !LESSON.test(text) && tellsOfCustomer(reading))
    return false;
  const isReport = evidence.phones.some(({ value }) => value.kind === 'mobile') && evidence.names.length > 0;
  if (aside === 'colleague' && decides && TO_ALL.test(text)) return false;
  // 各位报一下 这周能订几个.
  if (aside === 'advert' && decides && /^(?:各位|大家|全体)/.test(text) && FORECAST.test(text)) return false;
  return aside !== 'colleague' || !isReport;
}

/** 那个给我弄一下: meant for the bot, but what? */
const VAGUE =
  /^那个弄好了?[没吗]|^(?:那|这)个(?:客户|单子|事儿?)?(?:你)?(?:帮我|给我|麻烦)[^\s,，]{0,6}$|^这个?(?:好像)?不对吧?$|^[他她](?:咋|怎么)样了?[?？]?$|^那个(?:客户)?(?:咋|怎么)(?:整|弄|办)|^[他她]那边?(?:咋样|怎么样|什么情况)|^(?:那个谁?|这个事?|给我|帮我|你?帮我|就)?(?:[^\d]{0,3})(?:弄一下|整一下|处理一下|搞一下|看看|办一下|改一下|发一下|按上次那样|老样子|不是这个|看着办|就上次那个|那个)(?:呗|吧|那个)?(?:呗|吧)?$|^(?:那个|这个|还有呢|啊|然后呢|啥|嗯\?|在不在|在吗|机器人)[?？]?$|(?:你|机器人)(?:是真人|从哪|是谁|会不会|听得懂|在不在|都?会(?:干|做|点))|没看懂你|这数不对|^[那他她][台个]?(?:[^\s]{0,4}的?)事|^那个数|^那个单子|教教我|那个.{0,2}弄一下|^那个谁|^他说行$|^这个不行|看着办$|^那个怎么|你帮我/;

export const asides: readonly Purpose[] = [
  { intent: 'none', shownBy: isAside },
  {
    intent: 'ask',
    shownBy: (reading, others) =>
      !others.has('none') &&
      reading.text.length <= 16 &&
      reading.evidence.names.length === 0 &&
      reading.has(VAGUE),
  },
  {
    intent: 'ask',
    shownBy: (reading, others) =>
      !others.has('none') && reading.has(/^[零一二三四五六七八九十百]+$|^\d{3,10}$/),
  },
];
