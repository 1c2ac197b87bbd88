import { testThreeWeeks } from './three-weeks.ts';

await testThreeWeeks([1, 3, 5, 7, 9]);
