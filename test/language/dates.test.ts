import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instantOf } from '../../src/domain/time.ts';
import type { Day } from '../../src/domain/time.ts';
import { readDates } from '../../src/language/dates/read-dates.ts';
import type { When } from '../../src/language/dates/when.ts';

/**
 * Under each `@` moment (China time): the message with the words that must be read in brackets, and what
 * they mean, worked out by hand from a calendar. `?` stands for "not sure".
 */
const TABLE = `
@2026-04-08 10:00 Wednesday
王先生 13900001234 看科雷傲 首次来店 2.0两驱 预算18左右 [国庆前]买 B → day 2026-09-30 by
想分期 [周六]带老人再来 → day 2026-04-11
[这个月底前]提车 竞品缤智 → day 2026-04-30 by
[上午]3批 留了2个 → slot 2026-04-08 AM 10:00
让他老婆[下周]来定 → week 2026-04-13..2026-04-19 ?
公司买2台 要专票 [下周]给答复 13600007890 → week 2026-04-13..2026-04-19 ?
[今天]来店登记:1 孙先生13900004321 → day 2026-04-08
还是没人接 [晚上]再打 → slot 2026-04-08 evening 19:00
通了 说跟媳妇商量 [周五]给信 → day 2026-04-10
赵先生约了[周六下午2点] 孙先生没接 → instant 2026-04-11 14:00
陈女士微信回了 [周日]有空 → day 2026-04-12
刘总出差了让我[下周二]再打 → day 2026-04-14
张先生降C 说要等[年底] → day 2026-12-31
[昨天]的回访补一下 [昨晚8点]打给赵先生 通了 同意[周六]来 → day 2026-04-07 | instant 2026-04-07 20:00 | day 2026-04-11
有头:[这周]厂家补贴截止 → week 2026-04-06..2026-04-12 ?
[明天]的也发我看看 → day 2026-04-09
李姐定了!定金5000 红色顶配 [月底]提 → day 2026-04-30
刷了两万 尾款[周五]到 按揭走建行 三年 首付三成 → day 2026-04-10
全款 12.58 [今天]开走 → day 2026-04-08
钱拿去装修了 [过完年]再说 → day 2027-02-20 after ?
[明天]我休 赵先生[周六]来店帮我记着 → day 2026-04-09 | day 2026-04-11
提醒[周六下午]来 带驾照 → slot 2026-04-11 PM 14:00
他说[下周],不是[下周],是[这周日]过来 → week 2026-04-13..2026-04-19 ? | week 2026-04-13..2026-04-19 ? | day 2026-04-12
约[周六上午] → slot 2026-04-11 AM 10:00
冯先生确认[周六10点]到 麻烦派个顾问 → instant 2026-04-11 10:00
[这周六]车展 全员上班 休息的调[周一] → day 2026-04-11 | day 2026-04-13
二店[上旬]收款预定报一下 5台 → tenDay 2026-04-01..2026-04-10 ?
[明天]早会用的发我一份 → day 2026-04-09
[这月]来店多少 成交多少 → month 2026-04-01..2026-04-30 ?
[12号之前]所有客户信息都要进系统 → day 2026-04-12 by
[半年内]能买车的客户一共多少 → range 2026-04-08..2026-10-08 by
[下旬]目标 一店18 二店15 → tenDay 2026-04-21..2026-04-30 ?
[4月下旬]主体活动 风朗上市 预算5万 → tenDay 2026-04-21..2026-04-30 ?
置换 老款轩逸 [2015年] 8万公里 估了3万2 → year 2015-01-01..2015-12-31 ?
现在开的[09年]凯越 → year 2009-01-01..2009-12-31 ?
[下礼拜三下午三点半] → instant 2026-04-15 15:30
[大后天] → day 2026-04-11
[下个月十五号] → day 2026-05-15
[半个月后] → day 2026-04-23
[元宵节后] → day 2027-02-21 after
[10分钟前] → instant 2026-04-08 09:50
[半小时后] → instant 2026-04-08 10:30
[一个半小时后]给他打 → instant 2026-04-08 11:30
[今儿]不来了 → day 2026-04-08
[明儿]过来 → day 2026-04-09
[今晚] → slot 2026-04-08 evening 19:00
[明早] → slot 2026-04-09 AM 09:00
[明早九点] → instant 2026-04-09 09:00
[明晚7点半]到店 → instant 2026-04-09 19:30
[后天]下定 → day 2026-04-10
[前天]来过 → day 2026-04-06
[大前天] → day 2026-04-05
[昨天下午] → slot 2026-04-07 PM 14:00
[昨晚] → slot 2026-04-07 evening 19:00
[三天后] → day 2026-04-11
[3天前]打过 → day 2026-04-05
[两周后] → day 2026-04-22
[一个星期后] → day 2026-04-15
[三个月后] → day 2026-07-08
[两年前]买的车 → day 2024-04-08
[3天内] → range 2026-04-08..2026-04-11 by
[一个月内]交车 → range 2026-04-08..2026-05-08 by
[两小时内]回复 → instant 2026-04-08 12:00 by
[两三天后]再联系 → range 2026-04-10..2026-04-11 ?
[3-5天后] → range 2026-04-11..2026-04-13 ?
[过两天]来看看 → range 2026-04-10..2026-04-11 ?
[过几天]再说 → range 2026-04-11..2026-04-15 ?
[前几天]来过 → range 2026-04-01..2026-04-07 ?
[刚才]那个电话 → instant 2026-04-08 10:00
[刚刚]走 → instant 2026-04-08 10:00
[4月15号]提车 → day 2026-04-15
[4月15日] → day 2026-04-15
[4月15]来 → day 2026-04-15
[4.15]来提车 → day 2026-04-15
[4/15]上牌 → day 2026-04-15
[15号]交车 → day 2026-04-15
[二十号]来 → day 2026-04-20
[四月十五]来 → day 2026-04-15
[2026-04-15] → day 2026-04-15
[2026年4月15日下午3点] → instant 2026-04-15 15:00
[26年4月] → month 2026-04-01..2026-04-30 ?
[明年3月]再看 → month 2027-03-01..2027-03-31 ?
[去年年底]买的 → day 2025-12-31
[上个月底]订的 → day 2026-03-31
[下午三点半] → instant 2026-04-08 15:30
[三点一刻]到 → instant 2026-04-08 15:15
[下午三点零五分] → instant 2026-04-08 15:05
[3点45]到店 → instant 2026-04-08 15:45
[15:30]到 → instant 2026-04-08 15:30
[15；30]到 → instant 2026-04-08 15:30
[明天 15:30] → instant 2026-04-09 15:30
[晚上8点] → instant 2026-04-08 20:00
[凌晨1点] → instant 2026-04-08 01:00
[中午12点] → instant 2026-04-08 12:00
[中午一点] → instant 2026-04-08 13:00
[明天晚上12点前] → instant 2026-04-10 00:00 by
[早上九点多]到的 → instant 2026-04-08 09:00 ?
[两点到四点] → range 2026-04-08 14:00-16:00
[周六下午2点到4点] → range 2026-04-11 14:00-16:00
[明天上午10点到下午2点] → range 2026-04-09 10:00-14:00
[周六][周日]都行 → day 2026-04-11 | day 2026-04-12
[周末]带家人来 → weekend 2026-04-11..2026-04-12 ?
[下周末] → weekend 2026-04-18..2026-04-19 ?
[周一][三][五]都上班 → day 2026-04-13 | day 2026-04-15 ? | day 2026-04-10
[周一到周五] → range 2026-04-13..2026-04-17
[礼拜天]来 → day 2026-04-12
[星期5] → day 2026-04-10
[周三]来 → day 2026-04-15 ?
[上周六]看过 → day 2026-04-04
[上周]来过 → week 2026-03-30..2026-04-05 ?
[下下周]再约 → week 2026-04-20..2026-04-26 ?
[上上周五] → day 2026-03-27
[本周三] → day 2026-04-08
[这周一]来的 → day 2026-04-06
[周一]打的没接 → day 2026-04-06
[下个礼拜] → week 2026-04-13..2026-04-19 ?
[月初] → day 2026-05-01 ?
[月中]交车 → day 2026-04-15 ?
[下个月初] → day 2026-05-01 ?
[5月底]提 → day 2026-05-31
[11月底] → day 2026-11-30
[中旬]来 → tenDay 2026-04-11..2026-04-20 ?
[下个月上旬] → tenDay 2026-05-01..2026-05-10 ?
[上个月]成交几台 → month 2026-03-01..2026-03-31 ?
[3月份]报表 → month 2026-03-01..2026-03-31 ?
[12月] → month 2026-12-01..2026-12-31 ?
[二季度]目标 → quarter 2026-04-01..2026-06-30 ?
[下半年]再换车 → halfYear 2026-07-01..2026-12-31 ?
[去年] → year 2025-01-01..2025-12-31 ?
[29日] → day 2026-04-29
[31号] → day 2026-05-31
[5号]来 → day 2026-05-05
[8号]到期 → day 2026-04-08
[12月25号] → day 2026-12-25
[4月5号]来过 → day 2026-04-05
[周五前]给我 → day 2026-04-10 by
[下周前] → day 2026-04-12 by
[5月前] → day 2026-04-30 by
[15号以后]有空 → day 2026-04-15 after
[下周一开始]休假 → day 2026-04-13 from
[从明天起] → day 2026-04-09 from
[下午5点前]报数 → instant 2026-04-08 17:00 by
[这周内] → range 2026-04-08..2026-04-12 by
[年内]换车 → range 2026-04-08..2026-12-31 by
[最晚周五]定 → day 2026-04-10 by
[15号左右]到货 → day 2026-04-15 ?
[大概周六]来 → day 2026-04-11 ?
[国庆前后] → day 2026-10-01 ?
[五一]来提车 → day 2026-05-01 ?
[五一前] → day 2026-04-30 by
[五一后]再说 → day 2026-05-06 after
[五一假期] → range 2026-05-01..2026-05-05 ?
[清明]来过 → day 2026-04-05
[清明]的订单 → day 2026-04-05 ?
[端午] → day 2026-06-19
[中秋节前后] → day 2026-09-25 ?
[国庆后] → day 2026-10-08 after
[十一期间] → range 2026-10-01..2026-10-07 ?
[双十一]有活动 → day 2026-11-11
[圣诞节] → day 2026-12-25
[元旦]结婚 → day 2027-01-01
[母亲节] → day 2026-05-10
[儿童节] → day 2026-06-01
[七夕] → day 2026-08-19
[年前]提车 → day 2027-02-05 by
[除夕] → day 2027-02-05
[大年初三] → day 2027-02-08
[正月十五] → day 2027-02-20
[小年] → day 2027-01-30
[农历八月十五] → day 2026-09-25
[冬至] → day 2026-12-22
[春节前] → day 2027-02-05 by
[下一个工作日] → day 2026-04-09
[明后天]来 → range 2026-04-09..2026-04-10 ?
[4.11-4.12]车展 → range 2026-04-11..2026-04-12
[15到20号]之间 → range 2026-04-15..2026-04-20
[15]、[16号]都行 → day 2026-04-15 | day 2026-04-16
[周六上午]或者[下午] → slot 2026-04-11 AM 10:00 | slot 2026-04-11 PM 14:00
[改天]来 → range 2026-04-09..2026-04-15 ?
[下午]三四个人来 → slot 2026-04-08 PM 14:00
[明天一早] → slot 2026-04-09 AM 09:00
[今天中午]来 → slot 2026-04-08 noon 12:00
[周六晚8点] → instant 2026-04-11 20:00
[差五分三点] → instant 2026-04-08 14:55
[再过一个月] → day 2026-05-08
[下个月第一个周六] → day 2026-05-02
[本月最后一天] → day 2026-04-30
[最近三天] → range 2026-04-06..2026-04-08

@2026-04-08 19:20 Wednesday
[8点]再打 → instant 2026-04-08 20:00
[晚上]打 → slot 2026-04-08 evening 19:00
[上午]来的那个 → slot 2026-04-08 AM 10:00
[明天上午]给信 → slot 2026-04-09 AM 10:00
[3小时前] → instant 2026-04-08 16:20
[五个小时后] → instant 2026-04-09 00:20
[10点]打 → instant 2026-04-08 22:00

@2026-04-12 15:00 Sunday
[周二]来 → day 2026-04-14
[下周二]来 → day 2026-04-14
[这周六] → day 2026-04-11
[这周日] → day 2026-04-12
[周六]来 → day 2026-04-18
[周末]来 → weekend 2026-04-11..2026-04-12 ?
[下周日] → day 2026-04-19
[上周日] → day 2026-04-05
[本周]还差几个 → week 2026-04-06..2026-04-12 ?
[明天] → day 2026-04-13
[周一]打 → day 2026-04-13
[下周]再说 → week 2026-04-13..2026-04-19 ?

@2026-04-13 09:00 Monday
[昨天]来的 → day 2026-04-12
[上周日] → day 2026-04-12
[周日] → day 2026-04-19
[上周] → week 2026-04-06..2026-04-12 ?
[上周一] → day 2026-04-06
[中旬] → tenDay 2026-04-11..2026-04-20 ?
[三点]到 → instant 2026-04-13 15:00

@2026-04-30 17:00 Thursday
[明天] → day 2026-05-01
[月底] → day 2026-04-30
[下月底] → day 2026-05-31
[1号]来 → day 2026-05-01
[30号前] → day 2026-04-30 by
[31号] → day 2026-05-31
[一个月后] → day 2026-05-30
[下个月] → month 2026-05-01..2026-05-31 ?
[五一期间]有活动 → range 2026-05-01..2026-05-05 ?
[节后]再联系 → day 2026-05-06 after
[下一个工作日] → day 2026-05-06
[节后上班第一天]打 → day 2026-05-06
[后天] → day 2026-05-02
[放假前一天] → day 2026-04-30

@2026-01-31 11:00 Saturday
[下个月]提车 → month 2026-02-01..2026-02-28 ?
[一个月后] → day 2026-02-28
[下个月底] → day 2026-02-28
[31号] → day 2026-01-31
[下周六] → day 2026-02-07
[这周六] → day 2026-01-31
[周日] → day 2026-02-01
[情人节前] → day 2026-02-13 by
[过年前] → day 2026-02-16 by
[春节]来 → day 2026-02-17 ?
[年后] → day 2026-03-03 after ?
[小年] → day 2026-02-10
[上个月] → month 2025-12-01..2025-12-31 ?
[12月]的 → month 2025-12-01..2025-12-31 ?
[元宵] → day 2026-03-03

@2026-07-01 00:30 Wednesday
[明天]来 → day 2026-07-02
[今天] → day 2026-07-01
[昨天] → day 2026-06-30
[昨晚] → slot 2026-06-30 evening 19:00
[今晚] → slot 2026-07-01 evening 19:00
[凌晨1点] → instant 2026-07-01 01:00
[早上8点] → instant 2026-07-01 08:00
[一小时前] → instant 2026-06-30 23:30
[上个月] → month 2026-06-01..2026-06-30 ?
[上季度] → quarter 2026-04-01..2026-06-30 ?
[上半年] → halfYear 2026-01-01..2026-06-30 ?
[下个月1号] → day 2026-08-01

@2026-02-15 10:00 Sunday
[除夕] → day 2026-02-16
[大年三十] → day 2026-02-16
[初一] → day 2026-02-17
[大年初五] → day 2026-02-21
[初八]上班 → day 2026-02-24
[春节期间] → range 2026-02-15..2026-02-23 ?
[过完年]再来 → day 2026-03-03 after ?
[元宵节前] → day 2026-03-02 by
[正月初六] → day 2026-02-22
[下一个工作日] → day 2026-02-24
[年前] → day 2026-02-16 by
[下周二] → day 2026-02-17

@2026-02-20 10:00 Friday
[初七] → day 2026-02-23
[初八]来 → day 2026-02-24
[元宵节] → day 2026-03-03
[年后]再看 → day 2026-03-03 after ?
[节后上班第一天] → day 2026-02-24
[月底] → day 2026-02-28
[妇女节] → day 2026-03-08
[下一个工作日] → day 2026-02-24

@2026-08-31 20:00 Monday
[下个月]提车 → month 2026-09-01..2026-09-30 ?
[一个月后] → day 2026-09-30
[两个月前] → day 2026-06-30
[明天] → day 2026-09-01
[月底] → day 2026-08-31
[教师节] → day 2026-09-10
[中秋前] → day 2026-09-24 by
[这个月] → month 2026-08-01..2026-08-31 ?
[半年后] → day 2027-02-28

@2026-09-28 10:00 Monday
[国庆前]订 → day 2026-09-30 by
[国庆节后]交车 → day 2026-10-08 after
[国庆期间]有活动 → range 2026-10-01..2026-10-07 ?
[10月1号] → day 2026-10-01
[节前]提车 → day 2026-09-30 by
[放假前一天] → day 2026-09-30
[节后]再来 → day 2026-10-08 after
[中秋]来过 → day 2026-09-25
[中秋]的订单 → day 2026-09-25 ?
[3月]再说 → month 2027-03-01..2027-03-31 ?
[这周四] → day 2026-10-01
[国庆节后上班第一天] → day 2026-10-08
[三个工作日后] → day 2026-10-08
[十一]去自驾 → day 2026-10-01 ?
[国庆第三天] → day 2026-10-03

@2026-10-03 10:00 Saturday
[国庆后] → day 2026-10-08 after
[国庆期间] → range 2026-10-01..2026-10-07 ?
[下周六]上班 → day 2026-10-10
[周六] → day 2026-10-10 ?
[下一个工作日] → day 2026-10-08
[节后] → day 2026-10-08 after
[假期最后一天] → day 2026-10-07

@2026-12-07 10:00 Monday
[1月]提车 → month 2027-01-01..2027-01-31 ?
[1月15号] → day 2027-01-15
[年底前] → day 2026-12-31 by
[年初] → day 2027-01-01 ?
[下个月5号] → day 2027-01-05
[明年春节] → day 2027-02-06 ?
[10月]的数据 → month 2026-10-01..2026-10-31 ?
[腊八] → day 2027-01-15
[平安夜] → day 2026-12-24

@2026-12-31 16:00 Thursday
[明天] → day 2027-01-01
[元旦] → day 2027-01-01
[下周一] → day 2027-01-04
[明年] → year 2027-01-01..2027-12-31 ?
[这周日] → day 2027-01-03
[下个月] → month 2027-01-01..2027-01-31 ?
[今天晚上11点半] → instant 2026-12-31 23:30
[一季度] → quarter 2027-01-01..2027-03-31 ?
[十小时后] → instant 2027-01-01 02:00

@2027-01-01 09:00 Friday
[昨天] → day 2026-12-31
[上个月] → month 2026-12-01..2026-12-31 ?
[去年] → year 2026-01-01..2026-12-31 ?
[本周] → week 2026-12-28..2027-01-03 ?
[初三] → day 2027-02-08
[年前] → day 2027-02-05 by
[月初] → day 2027-01-01 ?
[1号] → day 2027-01-01

@2028-02-29 14:00 Tuesday
[一年后] → day 2029-02-28
[月底] → day 2028-02-29
[明天] → day 2028-03-01
[去年] → year 2027-01-01..2027-12-31 ?
[一个月前] → day 2028-01-29
[四年后] → day 2032-02-29
[周二] → day 2028-03-07 ?
[清明] → day 2028-04-04
[下午] → slot 2028-02-29 PM 14:00
`;

/** Words that look like dates or times and are none: nothing may be found in any of them. */
const NO_DATE = `
来了个看车的没留电话 看风朗 说随便看看 10分钟走的
王姐 1390000123 卡缤
周先生那个是同行 来套价的 别算
老客户李国强介绍来的周先生138 0000 5678 科雷嘉
周姐 13900005678 看唐
周总要两台
周女士没接
打给孙先生 空号
报价 科雷傲 2.5四驱 优惠后19.28 送膜送脚垫
客户要19万整 我权限到19.3 差3000谁批
全款 12.58 开走了
首付5.12 月供3200
科雷傲 10.28 落地
油耗7.5 百公里
利率3.5%
CS75 2.0T 自动
1.6L 自动 30分钟 他媳妇也开了
1.6自动顶配
1.5T 双离合
宋PLUS 110KM 5座
95后小两口
哈弗H6 第三代
奥迪A4 和 宝马3系
地铁5号线旁边
3号店有现车没
92号汽油
五一路那家店
十一万八能拿吗
便宜一点
再给点
再便宜一点点就定
快一点来
有一点贵
两个点
让两点利
说两点意见
优惠5点
聊了半天
打了半天没人接
一天打三个
我手上A级还有几个
我休三天 这几个先给小孙跟
车险买了一年
三年免息 36期
质保10年
开了10年了
库存超90天的有几台
A级超5天没人管直接发我
一个月没打的全收回来
24小时在线
贷款36个月
小明晚到了 他叫小明
前面那台白的
前备箱 后备箱都能装
前台登记
后排空间大
年轻人喜欢
周年庆
试驾30分钟
跟客户聊20分钟
今后注意
以后别打电话了
之前那个
每天打三个
每周一开会
每个月15号发工资
幺三九零零零零二三四五
400来电 男 姓冯 问科雷傲优惠
刷了两万 首付三成
来电11 网络7 留号9 约到店4 实到2
通3 加微2 空号1
小结:订单3 交车1 回访12 新增5 战败1
1 没接 2 约了 3 不要了
意向比上次强 升A
批了 3000
估了3万2 客户要4万
天籁 天逸 秦 唐
昵称星期天
3.5折
车长4.8米
聊了一下午
人民路15号
回购价1/3
电话打了3次
是C还是B啊 我忘了
8点几的油耗
三点五个点的返利
金刚需要现车
现订现交一台
一万一 两万二
说以前天天来
4-5座都行
`;

const INSTANTS = /^@(\S+) (\d\d:\d\d)/;

interface Row {
  now: Date;
  said: string;
  text: string;
  words: string[];
  meaning: string;
}

function rows(): Row[] {
  let now = new Date(0);
  return TABLE.trim()
    .split('\n')
    .flatMap((line): Row[] => {
      const moment = INSTANTS.exec(line);
      if (moment) now = instantOf(moment[1] as Day, moment[2] ?? '');
      const [said, meaning] = line.split(' → ');
      if (!said || !meaning) return [];
      const words = [...said.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
      return [{ now, said, text: said.replace(/[[\]]/g, ''), words, meaning }];
    });
}

function meaningOf(when: When): string {
  const days = when.from === when.to ? when.from : `${when.from}..${when.to}`;
  const clock = when.until ? `${when.time}-${when.until}` : when.time;
  const slot = when.grain === 'slot' && `${when.slot} ${when.defaultTime}`;
  return [when.grain, days, clock, slot, when.bound, !when.sure && '?'].filter(Boolean).join(' ');
}

const WEDNESDAY = instantOf('2026-04-08' as Day, '10:00');

describe('a phrase is read as people mean it', () => {
  const table = rows();

  test('the table is as large as promised', () => {
    expect(new Set(table.map((row) => row.text)).size).toBeGreaterThanOrEqual(250);
    expect(new Set(table.map((row) => row.now.getTime())).size).toBeGreaterThanOrEqual(12);
  });

  test.each(table)('$now $said', ({ now, text, words, meaning }) => {
    const found = readDates(text, now);
    expect(found.map((one) => meaningOf(one.value)).join(' | ')).toBe(meaning);
    expect(found.map((one) => one.words)).toEqual(words);
  });
});

describe('what is no date stays unread', () => {
  const sentences = NO_DATE.trim().split('\n');

  test('the list is as long as promised', () => expect(sentences.length).toBeGreaterThanOrEqual(60));

  test.each(sentences)('%s', (sentence) => {
    expect(readDates(sentence, WEDNESDAY)).toEqual([]);
  });
});

/** The sense of the sentence decides what the calendar leaves open. */
test.each([
  ['周一', 'past', 'day 2026-04-06'],
  ['周一', 'future', 'day 2026-04-13'],
  ['周六', 'past', 'day 2026-04-04'],
  ['周三', 'past', 'day 2026-04-01 ?'],
  ['5号', 'past', 'day 2026-04-05'],
  ['15号', 'past', 'day 2026-03-15'],
  ['4月5号', 'future', 'day 2027-04-05'],
  ['12月25号', 'past', 'day 2025-12-25'],
  ['国庆', 'past', 'day 2025-10-01 ?'],
  ['清明', 'future', 'day 2027-04-05'],
  ['3月', 'past', 'month 2026-03-01..2026-03-31 ?'],
  ['3月', 'future', 'month 2027-03-01..2027-03-31 ?'],
  ['月初', 'past', 'day 2026-04-01 ?'],
  ['月底', 'past', 'day 2026-03-31'],
  ['年底', 'past', 'day 2025-12-31'],
  ['年后', 'past', 'day 2026-03-03 after ?'],
  ['周末', 'past', 'weekend 2026-04-04..2026-04-05 ?'],
  ['8点', 'past', 'instant 2026-04-08 08:00'],
  ['上午9点', 'future', 'instant 2026-04-09 09:00'],
] as const)('%s in a %s sense', (text, hint, meaning) => {
  expect(readDates(text, WEDNESDAY, hint).map((one) => meaningOf(one.value))).toEqual([meaning]);
});

test.each([
  ['昨天', 'past'],
  ['今天', 'present'],
  ['明天', 'future'],
  ['刚才', 'present'],
  ['上午9点', 'past'],
  ['下午3点', 'future'],
  ['早上', 'present'],
  ['今晚', 'future'],
  ['上周', 'past'],
  ['本周', 'present'],
  ['下个月', 'future'],
  ['这个月', 'present'],
  ['去年', 'past'],
  ['上旬', 'present'],
  ['国庆前', 'future'],
] as const)('%s lies in the %s', (text, direction) => {
  expect(readDates(text, WEDNESDAY)[0]?.value.direction).toBe(direction);
});

test.each([
  ['下周', '2026-W16'],
  ['上周末', '2026-W14'],
  ['这个月', '2026-04'],
  ['4月下旬', '2026-04下旬'],
  ['二季度', '2026-Q2'],
  ['上半年', '2026-H1'],
  ['明年', '2027'],
] as const)('the period %s is called %s', (text, label) => {
  expect(readDates(text, WEDNESDAY)[0]?.value.label).toBe(label);
});

test.each([
  ['2026-12-31', '2026-W53'],
  ['2027-01-03', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['2025-12-29', '2026-W01'],
] as const)('the week of %s is %s by ISO 8601', (on, label) => {
  expect(readDates('本周', instantOf(on as Day, '09:00'))[0]?.value.label).toBe(label);
});

test('a time of day keeps the part of the day it was said with', () => {
  expect(readDates('下午3点', WEDNESDAY)[0]?.value).toMatchObject({ time: '15:00', slot: 'PM' });
});

const PIECES = TABLE.match(/[^[\]→|\n ]+/g) ?? [];
const chat = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4, unit: 'grapheme' })), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(''));
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2050-01-01'), noInvalidDate: true });

test('any text is read without failing, in order, without overlap, the same way twice', () => {
  fc.assert(
    fc.property(chat, moment, (text, now) => {
      const found = readDates(text, now);
      expect(readDates(text, now)).toEqual(found);
      let end = 0;
      for (const one of found) {
        expect(text.slice(one.start, one.end)).toBe(one.words);
        expect(one.words).not.toBe('');
        expect(one.start).toBeGreaterThanOrEqual(end);
        expect(one.value.from <= one.value.to).toBe(true);
        expect(addDays(one.value.from, 0)).toBe(one.value.from);
        end = one.end;
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  '周',
  '1',
  '一',
  '三点',
  '十',
  '4.',
  '下个',
  '大',
  '过完',
  '周一、',
  '1:1:',
  '一二三四五六七八九',
  '两三天',
])('ten thousand characters of %s take no more than 200 ms', (piece) => {
  const text = piece.repeat(10_000 / piece.length);
  const started = performance.now();
  readDates(text, WEDNESDAY);
  // The aim is 20 ms; the slack is for a busy machine, quadratic cost would take seconds.
  expect(performance.now() - started).toBeLessThan(200);
});
