import { testQuarters } from './quarter-tests.ts';

await testQuarters([2, 4, 6, 8, 10]);
