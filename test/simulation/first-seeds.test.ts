import { testQuarters } from './quarter-tests.ts';

testQuarters(1, 5);
