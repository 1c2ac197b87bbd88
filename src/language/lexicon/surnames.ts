/** Frequent enough to be believed without a form of address beside them; by frequency. */
export const COMMON_SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫嵺苟褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝巩稽井练仲乐虞卞封竺冼楚佟栗匡宗巫鞠僧桑荆谌银扬明沙伏岑习胥蔺';

/** The rest of the Hundred Family Surnames and others met in registers; believed only with a form of address. */
export const RARE_SURNAMES =
  '裘尉云昌凤酆皮元平和湛禹狄贝茅麻强路危骆缪干宣贲昝杭诸钮嵇滑荣荀羊於惠家芮羿储汲邴松富弓牧隗山宓蓬郗班仰秋伊暴钭厉戎祖束幸韶蓟溥印宿怀蒲邰从鄂索咸籍阴苍双闻莘贡劳逄扶堵宰郦雍璩濮寿通扈郏浦尚农充慕茹宦鱼容慎戈庾终暨居衡步满弘国寇广禄阙殳沃利蔚越夔师厍晁勾融訾阚那毋乜养丰红权逯益桓公付佘肖闫代仝楼哈笪谯年爱帅缑亢况郈琴归海法汝墨肇仉督布战线巴户修矫甫律税门闪生冶撒信种矣逮邝粟阿莱尔展绳水铁竹鹿巢火拓秘肥杞迮麦昂淡奉桐旷寻仵伯忻牙藏嘉言续朴冒诺玄弥青苌蹇侣勇员答敏瓮区冮訚鹏应全保原官衣支经乌郤蒯漆隆须郅郇雒尧钦励宛奕初';

/** Surnames of two characters. */
export const COMPOUND_SURNAMES =
  '欧阳 上官 皇甫 令狐 诸葛 司马 司徒 夏侯 东方 慕容 尉迟 公孙 轩辕 宇文 长孙 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司空 亓官 司寇 子车 颛孙 端木 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 南门 呼延 羊舌 微生 梁丘 左丘 东门 西门 南宫 第五 完颜 独孤 纳兰 叶赫 万俟 闻人 耶律 达奚 即墨 公羊 南郭 北堂 归海 贺兰';

/**
 * Surnames that one ear or one dictation takes for another, tones and front or back nasals apart
 * (陈 and 程 stood for one customer in real registers); a match is only ever a candidate to confirm.
 */
export const SOUND_GROUPS =
  '陈程成谌承沈 沈申盛 王汪 黄王 张章 李黎厉 刘柳 周邹 徐许 吴武伍邬巫 于余俞虞喻郁於鱼 何贺和 朱祝诸竺 江姜蒋 严颜阎闫言晏燕 金靳晋 付傅符伏 萧肖 代戴 石时施史师 谭谈覃 唐汤 曾增 梁良 连廉 卢鲁陆路芦 罗骆 商尚 涂屠 谢解 邢幸 杨羊阳扬 叶业 易伊 殷尹印应 袁元苑员原 郑甄 钟仲终种 洪红 侯后 季纪计冀 康亢 毛茅 苗缪 齐祁戚 邱丘仇裘秋 曲瞿屈区 冯封丰凤酆 樊范 方房 龚宫公弓 顾古谷 柏白 鲍包 卞边 常昌畅 岳乐越 景井荆 魏卫危蔚 孙宋 郭国 肖邵 温文闻 凌林 倪聂 费肥 童佟 向项 莫牟 席习奚郗 葛戈 焦矫 贾家 安昂 孟蒙 储褚楚 翟詹 蔡柴 宗仲 苏舒 邓丁';
