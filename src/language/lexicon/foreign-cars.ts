/**
 * Car series of brands from abroad, as sold in China. One line a car: brand | series | other ways to write or dictate it | pinyin initials.
 * Names are matched whatever the case, spaces and dashes of their Latin part. Initials count only as a word of
 * their own. `~` before a name: an everyday word too, a car only after 看, 要, 试驾 and the like.
 */
export const FOREIGN_CARS = `
雷诺 | 科雷傲 | 科雷奥 科雷澳 科雷敖 科累傲 柯雷傲 克雷傲 可雷傲 koleos | kla
雷诺 | 科雷嘉 | 科雷佳 科雷家 科雷加 柯雷嘉 克雷嘉 可雷嘉 kadjar | klj
雷诺 | 科雷缤 | 科雷宾 科雷斌 |
雷诺 | 卡缤 | 卡宾 卡斌 卡滨 卡冰 captur | kb
雷诺 | 风朗 | 风郎 丰朗 峰朗 锋朗 fluence | fl
雷诺 | 梅甘娜 | 梅甘纳 美甘娜 梅赣娜 megane | mgn
雷诺 | 纬度 | ~纬度 latitude |
雷诺 | 塔利斯曼 | talisman |
雷诺 | 江铃羿 | |
本田 | CR-V | 思威 | crv
本田 | 缤智 | 宾智 斌智 缤致 滨智 HR-V 冰智 |
本田 | 皓影 | 浩影 号影 |
本田 | 冠道 | 观道 贯道 |
本田 | UR-V | |
本田 | XR-V | 炫威 |
本田 | 思域 | 思遇 思玉 civic 十代思域 |
本田 | 雅阁 | 雅格 雅哥 accord | yg
本田 | 英诗派 | 英仕派 inspire |
本田 | 凌派 | 凌湃 |
本田 | 享域 | |
本田 | 型格 | 型阁 integra |
本田 | 飞度 | 非度 飞渡 | fd
本田 | 来福酱 | |
本田 | 奥德赛 | 奥德塞 odyssey | ods
本田 | 艾力绅 | 艾力申 艾利绅 |
本田 | 哥瑞 | |
本田 | 竞瑞 | |
本田 | 锋范 | 峰范 |
本田 | 致在 | ZR-V |
本田 | e:NP1 | 极湃1 |
日产 | 轩逸 | 轩艺 轩易 宣逸 轩毅 经典轩逸 新轩逸 sylphy | xy
日产 | 奇骏 | 奇俊 奇峻 齐骏 骑骏 x-trail | qj
日产 | 逍客 | 逍可 消客 潇客 qashqai | xk
日产 | 天籁 | 天赖 teana |
日产 | 骐达 | 骐答 奇达 齐达 tiida |
日产 | 劲客 | 劲克 kicks |
日产 | 楼兰 | 娄兰 murano |
日产 | 蓝鸟 | bluebird |
日产 | 阳光 | ~阳光 |
日产 | 骊威 | 骊玮 |
日产 | 玛驰 | |
日产 | 途达 | |
日产 | 纳瓦拉 | |
日产 | 探陆 | pathfinder |
日产 | 艾睿雅 | ariya |
日产 | 日产N7 | N7 |
日产 | 西玛 | |
丰田 | 卡罗拉 | 卡罗啦 花冠 corolla | kll
丰田 | 雷凌 | 雷灵 雷凌双擎 levin |
丰田 | 凯美瑞 | 凯美锐 开美瑞 凯梅瑞 camry | kmr
丰田 | 亚洲龙 | avalon |
丰田 | 亚洲狮 | |
丰田 | RAV4荣放 | RAV4 荣放 容放 荣方 rav | rf
丰田 | 威兰达 | 威蓝达 wildlander | wld
丰田 | 汉兰达 | 汉蓝达 汉兰大 highlander | hld
丰田 | 皇冠陆放 | 陆放 |
丰田 | 皇冠 | crown |
丰田 | 赛那 | 赛纳 塞纳 sienna |
丰田 | 格瑞维亚 | |
丰田 | 锋兰达 | 锋蓝达 峰兰达 丰兰达 frontlander |
丰田 | 卡罗拉锐放 | 锐放 |
丰田 | 凌尚 | |
丰田 | 威驰 | 威池 vios |
丰田 | 致炫 | 致炫X |
丰田 | 致享 | |
丰田 | C-HR | 奕泽 |
丰田 | 普拉多 | ~霸道 prado | pld
丰田 | 兰德酷路泽 | 陆巡 陆地巡洋舰 兰酷 |
丰田 | 埃尔法 | 阿尔法 alphard |
丰田 | 柯斯达 | 考斯特 |
丰田 | bZ4X | |
丰田 | bZ3 | |
丰田 | bZ3X | 铂智3X 铂智 |
大众 | 朗逸 | 朗毅 郎逸 朗艺 朗易 lavida | ly
大众 | 途观 | 图观 途官 途关 tiguan | tg
大众 | 途观L | 途观L版 |
大众 | 途观X | |
大众 | 途岳 | 途跃 图岳 tharu |
大众 | 途昂 | 图昂 teramont |
大众 | 途铠 | 途凯 |
大众 | 途锐 | touareg |
大众 | 帕萨特 | 帕撒特 怕萨特 passat | pst
大众 | 迈腾 | 麦腾 迈滕 magotan |
大众 | 速腾 | 速藤 塑腾 sagitar |
大众 | 宝来 | 保来 bora |
大众 | 桑塔纳 | 桑塔拿 santana | stn
大众 | 捷达 | 捷答 jetta |
大众 | 高尔夫 | 高儿夫 golf |
大众 | 波罗 | POLO |
大众 | 凌渡 | 凌度 lamando |
大众 | 辉昂 | |
大众 | 探岳 | 探跃 探月 tayron |
大众 | 探歌 | 探戈 t-roc |
大众 | 探影 | |
大众 | 揽境 | 览境 揽镜 |
大众 | 揽巡 | |
大众 | 蔚揽 | |
大众 | CC | 大众CC |
大众 | 威然 | viloran |
大众 | ID.3 | |
大众 | ID.4 | ID.4X ID.4CROZZ |
大众 | ID.6 | ID.6X |
大众 | ID.7 | |
大众 | 速派 | superb |
斯柯达 | 明锐 | 明瑞 octavia |
斯柯达 | 柯迪亚克 | 科迪亚克 kodiaq |
斯柯达 | 柯珞克 | 科洛克 |
斯柯达 | 柯米克 | |
斯柯达 | 昕锐 | |
别克 | 凯越 | 凯悦 开越 恺越 excelle | ky
别克 | 英朗 | 英郎 应朗 |
别克 | 威朗 | 威郎 |
别克 | 君越 | 君悦 lacrosse |
别克 | 君威 | 军威 regal |
别克 | 阅朗 | |
别克 | 昂科威 | 昂科威S 昂科威Plus 昂克威 envision | akw
别克 | 昂科拉 | 昂科拉GX encore |
别克 | 昂科旗 | enclave |
别克 | GL8 | 商务GL8 陆尊 陆上公务舱 |
别克 | GL6 | |
别克 | 微蓝6 | 微蓝 |
别克 | E5 | 别克E5 |
雪佛兰 | 科鲁泽 | |
雪佛兰 | 科鲁兹 | cruze |
雪佛兰 | 迈锐宝 | 迈锐宝XL 迈瑞宝 malibu |
雪佛兰 | 探界者 | equinox |
雪佛兰 | 创酷 | 创库 trax |
雪佛兰 | 开拓者 | ~开拓者 |
雪佛兰 | 星迈罗 | |
雪佛兰 | 赛欧 | |
雪佛兰 | 科沃兹 | |
福特 | 福克斯 | 福克思 focus | fks
福特 | 蒙迪欧 | 蒙迪偶 mondeo |
福特 | 锐界 | 锐界L 瑞界 edge |
福特 | 锐际 | 瑞际 escape |
福特 | 翼虎 | 翼狐 kuga |
福特 | 翼搏 | |
福特 | 福睿斯 | escort |
福特 | 探险者 | explorer |
福特 | 领睿 | |
福特 | 领裕 | |
福特 | 野马 | ~野马 mustang |
福特 | 途睿欧 | |
福特 | 全顺 | transit |
福特 | 嘉年华 | ~嘉年华 |
马自达 | 昂克赛拉 | 马自达3 ~马3 ~马三 昂克塞拉 axela |
马自达 | 阿特兹 | 马自达6 ~马6 ~马六 atenza |
马自达 | CX-5 | |
马自达 | CX-4 | |
马自达 | CX-30 | |
马自达 | CX-50 | CX-50行也 |
马自达 | EZ-6 | |
三菱 | 欧蓝德 | 欧兰德 outlander |
三菱 | 劲炫 | ASX |
三菱 | 奕歌 | |
三菱 | 帕杰罗 | pajero |
铃木 | 维特拉 | |
铃木 | 雨燕 | |
铃木 | 吉姆尼 | jimny |
斯巴鲁 | 森林人 | forester |
斯巴鲁 | 傲虎 | outback |
斯巴鲁 | XV | |
现代 | 伊兰特 | 依兰特 elantra |
现代 | 索纳塔 | 索娜塔 sonata |
现代 | 途胜 | 图胜 tucson |
现代 | 途胜L | |
现代 | ix35 | |
现代 | ix25 | |
现代 | 名图 | |
现代 | 领动 | |
现代 | 朗动 | |
现代 | 悦动 | |
现代 | 瑞纳 | |
现代 | 悦纳 | |
现代 | 胜达 | santafe |
现代 | 沐飒 | |
现代 | 库斯途 | custo |
现代 | 菲斯塔 | |
起亚 | 起亚K3 | K3 |
起亚 | 起亚K5 | K5 凯酷 |
起亚 | 智跑 | |
起亚 | 狮铂拓界 | 狮铂 sportage |
起亚 | 赛图斯 | |
起亚 | 嘉华 | carnival |
起亚 | 焕驰 | |
起亚 | 傲跑 | KX3 |
起亚 | 起亚EV5 | EV5 |
标致 | 标致408 | 408 标408 |
标致 | 标致508L | 508L |
标致 | 标致508 | 508 |
标致 | 标致4008 | 4008 |
标致 | 标致5008 | 5008 |
标致 | 标致2008 | 2008 |
标致 | 标致3008 | 3008 |
标致 | 标致307 | 307 |
标致 | 标致308 | 308 |
雪铁龙 | 凡尔赛C5X | 凡尔赛 C5X |
雪铁龙 | 天逸 | 天逸C5 C5 |
雪铁龙 | 爱丽舍 | |
雪铁龙 | 世嘉 | |
雪铁龙 | C4L | |
雪铁龙 | 云逸 | |
特斯拉 | Model 3 | 毛豆3 毛豆三 特斯拉3 摩豆3 |
特斯拉 | Model Y | 毛豆Y 特斯拉Y 摩豆Y |
特斯拉 | Model S | |
特斯拉 | Model X | |
奥迪 | 奥迪A3 | A3 奥迪A3 |
奥迪 | 奥迪A4L | A4L 奥迪A4 A4 |
奥迪 | 奥迪A5L | A5L 奥迪A5 |
奥迪 | 奥迪A6L | A6L 奥迪A6 A6 |
奥迪 | 奥迪A7L | A7L |
奥迪 | 奥迪A8L | A8L A8 |
奥迪 | 奥迪Q2L | Q2L Q2 |
奥迪 | 奥迪Q3 | Q3 奥迪Q3 |
奥迪 | 奥迪Q5L | Q5L Q5 奥迪Q5 |
奥迪 | 奥迪Q6 | Q6 奥迪Q6 |
奥迪 | 奥迪Q7 | Q7 |
奥迪 | 奥迪Q4 e-tron | Q4 e-tron |
宝马 | 宝马1系 | 1系  |
宝马 | 宝马3系 | 3系 宝马三系 320Li 325Li 宝马320 宝马325 |
宝马 | 宝马4系 | 4系  |
宝马 | 宝马5系 | 5系 宝马五系 525Li 530Li 宝马525 宝马530 |
宝马 | 宝马7系 | 7系  |
宝马 | 宝马X1 | X1 宝马X1 |
宝马 | 宝马X2 | X2 宝马X2 |
宝马 | 宝马X3 | X3 宝马X3 |
宝马 | 宝马X5 | X5 宝马X5 |
宝马 | 宝马X7 | X7 |
宝马 | 宝马i3 | i3 宝马i3 |
宝马 | 宝马iX3 | iX3 |
奔驰 | 奔驰A级 | A200L 奔驰A200 |
奔驰 | 奔驰C级 | C260L C260 C200L C200 奔驰C |
奔驰 | 奔驰E级 | E300L E300 E260L E260 奔驰E |
奔驰 | 奔驰S级 |  |
奔驰 | 奔驰GLA | GLA |
奔驰 | 奔驰GLB | GLB |
奔驰 | 奔驰GLC | GLC |
奔驰 | 奔驰GLE | GLE |
奔驰 | 奔驰V级 | V260 |
奔驰 | 威霆 | vito |
奔驰 | 奔驰EQE | EQE |
smart | 精灵1 | smart精灵 精灵#1 |
凯迪拉克 | CT4 | |
凯迪拉克 | CT5 | |
凯迪拉克 | CT6 | |
凯迪拉克 | XT4 | |
凯迪拉克 | XT5 | |
凯迪拉克 | XT6 | |
林肯 | 冒险家 | 林肯冒险家 |
林肯 | 航海家 | 林肯航海家 |
林肯 | 飞行家 | 林肯飞行家 |
林肯 | 林肯Z | |
沃尔沃 | 沃尔沃S60 | S60 |
沃尔沃 | 沃尔沃S90 | S90 |
沃尔沃 | XC40 | |
沃尔沃 | XC60 | |
沃尔沃 | XC90 | |
捷豹 | XEL | 捷豹XE |
捷豹 | XFL | 捷豹XF |
路虎 | 揽胜极光 | 极光 揽胜 |
路虎 | 发现运动 | 发现神行 |
路虎 | 卫士 | ~卫士 路虎卫士 |
雷克萨斯 | 雷克萨斯ES | ES ES200 ES300h ES260 |
雷克萨斯 | 雷克萨斯RX | RX RX350 RX350h |
雷克萨斯 | 雷克萨斯NX | NX NX200 NX260 NX350h |
雷克萨斯 | 雷克萨斯UX | UX UX260h |
雷克萨斯 | 雷克萨斯LM | LM |
英菲尼迪 | QX50 | |
英菲尼迪 | Q50L | Q50 |
讴歌 | CDX | |
保时捷 | 卡宴 | cayenne |
保时捷 | 帕拉梅拉 | panamera |
保时捷 | Macan | ~玛卡 |
保时捷 | Taycan | |
Jeep | 指南者 | compass |
Jeep | 自由光 | cherokee |
Jeep | 自由侠 | |
Jeep | 大指挥官 | |
Jeep | 牧马人 | wrangler |
`;
