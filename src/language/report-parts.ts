/** What a report counts. */
export type Tallied =
  | 'orders'
  | 'deliveries'
  | 'contacts'
  | 'newCards'
  | 'lost'
  | 'visitBatches'
  | 'firstVisits'
  | 'repeatVisits'
  | 'recorded'
  | 'testDrives';

/** A marketing activity that a report tells of. */
export interface Activity {
  name?: string;
  phase?: '先期' | '主体' | '后续';
  tenDay?: string;
  budgetCny?: number;
  targetVisits?: number;
  targetOrders?: number;
}
