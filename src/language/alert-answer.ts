/** What a supervisor says to some of the alerts shown; without any address to all of them. */
export interface AlertAnswer {
  answer: 'coached' | 'takenOver' | 'excused' | 'falseAlarm' | 'urged';
  /** Their numbers on the card, or all but these. */
  numbers?: number[];
  except?: number[];
  first?: number;
  last?: number;
  all?: true;
  /** How many these are, as he counts them. */
  count?: number;
  /** All that no other answer of the message is for. */
  rest?: true;
  /** The customer or the colleague whose they are. */
  of?: string;
  /** A single one is meant. */
  one?: true;
  /** What he said to the consultant, or why. */
  remark?: string;
}
