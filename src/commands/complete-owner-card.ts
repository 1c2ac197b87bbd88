import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { formatDay } from '../domain/time.ts';

export default defineCommand({
  name: 'C卡',
  rank: 112,
  takes: ['completeOwnerCard'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '车主的车牌、生日、首保日期，回访按这个提醒',
  examples: [
    {
      say: '李姐车牌鲁E12345',
      means: {
        intents: ['completeOwnerCard'],
        customerRef: { alias: '李姐' },
        plate: { number: '鲁E12345' },
      },
    },
    { say: '李姐生日5月3日', means: { intents: ['completeOwnerCard'], birthday: '05-03' } },
    { say: '李姐首保7月8日', means: { intents: ['completeOwnerCard'] } },
  ],
  handle(_talk, { plate, birthday, firstServiceOn }, customer) {
    const called = describe(customer);
    if (firstServiceOn && customer.state !== 'delivered')
      throw new UserError(`${called}还没交车，首保日期交车后再记。`);
    const told = [
      plate?.number && `车牌${plate.number}`,
      birthday && `生日${birthdayWords(birthday)}`,
      firstServiceOn && `首保${formatDay(firstServiceOn)}`,
    ].filter(Boolean);
    return Promise.resolve({
      lines: [`已记 ${called} ${told.join('，')}`],
      change: {
        ...(plate?.number && { plate: plate.number }),
        ...(birthday && { birthday }),
        ...(firstServiceOn && { firstServiceOn }),
      },
    });
  },
});

/** 05-03 is 5月3日. */
function birthdayWords(birthday: string): string {
  const [month, date] = birthday.split('-').map(Number);
  return `${month}月${date}日`;
}
