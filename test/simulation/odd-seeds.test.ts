import { testQuarters } from './quarter-tests.ts';

await testQuarters([1, 3, 5, 7, 9]);
