import { testThreeWeeks } from './three-weeks.ts';

await testThreeWeeks([2, 4, 6, 8, 10]);
