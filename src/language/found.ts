/** What a reader recognised in a text, and where. */
export interface Found<T> {
  value: T;
  /** offsets in the text given */
  start: number;
  end: number;
  words: string;
}
