/** What can be told to a person, whichever way it reaches him. Card texts keep to the platform's limits. */
export type Notice =
  | { kind: 'text'; text: string }
  | CardNotice
  /** The clicked card: its buttons die and show `label`. `responseCode` comes with the click, is good once. */
  | { kind: 'cardDone'; responseCode: string; label: string };

export interface CardNotice {
  kind: 'card';
  /** Unique for ever: what a click names. Letters, digits and `_-@`. */
  taskId: string;
  title: string;
  text: string;
  /** One of several subjects to choose before pressing a button. */
  choice?: { title: string; options: readonly { id: string; text: string }[] };
  buttons: readonly { key: string; text: string; style: 'primary' | 'plain' | 'warning' }[];
}
