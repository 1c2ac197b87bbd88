import type { CardJson } from './chat-record.ts';
import { asList, asRecord, asText } from './endpoint.ts';
import type { SeenMessage } from './state.ts';
import type { Fields } from './xml.ts';

export interface Click {
  key: string;
  /** Option id by question key. */
  selected: Readonly<Record<string, string>>;
}

/**
 * What a click on this card tells the bot (path 90240). Throws RangeError where the client would offer
 * nothing to click: another key, an option not on the card, buttons that an update has replaced.
 */
export function findClick(message: SeenMessage | undefined, click: Click) {
  if (message?.content.type !== 'card' || message.recalled) throw new RangeError('no such card in this chat');
  const card = message.card ?? message.content.card;
  const cardType = asText(card.card_type);
  if (keysOf(asList(asRecord(card.action_menu).action_list)).includes(click.key))
    return { event: 'template_card_menu_event', cardType, answers: {} };

  if (message.replacedBy !== undefined) throw new RangeError('这张卡片已经处理过，按钮失效了');
  const buttons = asList(card.button_list).filter((button) => asRecord(button).type !== 1);
  const submit = cardType === 'button_interaction' ? buttons : [card.submit_button];
  if (!keysOf(submit).includes(click.key)) throw new RangeError(`no such button on the card: ${click.key}`);
  return { event: 'template_card_event', cardType, answers: readAnswers(card, click.selected) };
}

function readAnswers(card: CardJson, selected: Click['selected']): Fields {
  const selections = [card.button_selection, card.checkbox, ...asList(card.select_list)].map(asRecord);
  for (const questionKey of Object.keys(selected))
    if (!selections.some((selection) => selection.question_key === questionKey))
      throw new RangeError(`no such question on the card: ${questionKey}`);

  const items = selections.flatMap((selection): Fields[] => {
    const questionKey = asText(selection.question_key);
    const offered = asList(selection.option_list).map((option) => asText(asRecord(option).id));
    const optionId = selected[questionKey] ?? asText(selection.selected_id);
    if (optionId === '') return [];
    if (!offered.includes(optionId)) throw new RangeError(`no such option on the card: ${optionId}`);
    return [{ QuestionKey: questionKey, OptionIds: { OptionId: [optionId] } }];
  });
  return items.length === 0 ? {} : { SelectedItems: { SelectedItem: items } };
}

function keysOf(buttons: readonly unknown[]): string[] {
  return buttons.map((button) => asText(asRecord(button).key)).filter((key) => key !== '');
}
