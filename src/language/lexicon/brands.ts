/** Other ways to name a brand; every brand of the car lists names itself. */
export const BRANDS = `
雷诺 | renault
本田 | 广本 东本 honda
日产 | 尼桑 东风日产 nissan
丰田 | 广丰 一丰 一汽丰田 toyota
大众 | 上汽大众 一汽大众 vw
别克 | buick
现代 | 北京现代
吉利 | 吉利银河
比亚迪 | byd BYD
哈弗 | 哈佛
传祺 | 广汽传祺
埃安 | 广汽埃安 aion
特斯拉 | tesla
小米 | 小米汽车
理想 | 理想汽车
奔驰 | benz 大奔
宝马 | bmw
奥迪 | audi
沃尔沃 | volvo
雷克萨斯 | lexus
凯迪拉克 | 凯迪
`;
