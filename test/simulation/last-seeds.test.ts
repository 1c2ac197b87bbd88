import { testQuarters } from './quarter-tests.ts';

testQuarters(6, 5);
