// A day, typed as people write it: one text field, and below it what the engine understood. What is no day is kept as it
// was typed, for the person to see and the checks to find.

import { element as h } from './{{parts}}';

/** The field, and the line below it, which describes it. `answer` takes what is kept; nothing where nothing stands there. */
export function dayField(context, id, value, answer) {
  const words = h('p', { class: 'day', id: `${id}-day` });
  const read = () => {
    const [kept, said, isDay] = context.readDay(input.value);
    words.textContent = said;
    words.classList.toggle('is-no-day', !isDay);
    words.setAttribute('aria-live', isDay ? 'polite' : 'off');
    return kept || undefined;
  };
  const input = h('input', {
    id, class: 'input is-day', part: 'input', type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': words.id,
    input: () => answer(read()),
  });
  input.value = value;
  read();
  return [input, words];
}
