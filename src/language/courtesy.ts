/** Said before the matter itself: a greeting, whom it is said to, a word to begin with. */
const BEFORE =
  /^(?:(?:你好|您好|嗨|hi|hello|在吗|在不在|对了|那个|嗯+|呃+|额|喂|哎呀?|报告(?:领导|主管|经理)?|领导好?|小助手|机器人|打扰了?|打扰一下|不好意思|麻烦了?|辛苦|劳驾|话说|顺便|补充一下|记(?:一下|下|个))(?:[哈啊呀哦])?[\s,，。!！:：~～]+)+/i;
const PLEASE = /^麻烦(?:你|您)?(?=[^了你您\s])/;
/** Said after it. */
const AFTER =
  /(?:[\s,，。!！]*(?:谢谢你?|谢了|谢啦|多谢|感谢|辛苦(?:了|啦|一下)?|麻烦(?:了|啦|你了)|拜托了?|(?<!一)[哈啊呀哦噢哟嘞]+|~+|～+|\p{Extended_Pictographic}+\uFE0F?))+[。.!！]*$/u;

/** The message without what is said for courtesy; a message that is nothing else stays as it is. */
export function withoutCourtesy(text: string): string {
  const told = text.replace(BEFORE, '').replace(PLEASE, '').replace(AFTER, '').trim();
  return told.length > 1 && !/^在(?:吗|不在)/.test(told) ? told : text;
}
