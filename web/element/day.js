// A day, typed as people write it: one text field, and below it what the engine understood. What is no day is kept as it
// was typed, for the person to see and the checks to find.

import { element as h } from './{{parts}}';

/** The field, and the line below it, which describes it. `answer` takes what is kept; nothing where nothing stands there. */
export function dayField(context, id, value, answer) {
  const words = h('p', { class: 'day', id: `${id}-day` });
  let turn = 0;
  // What reads a day is in the engine that comes late: few have a day to type. Until it is there, the text is the answer.
  const read = async (take) => {
    const text = input.value;
    const own = turn += 1;
    const day = text && await context.readDay(text).catch(() => [text, '', true]);
    if (own !== turn) return;
    const [kept, said, isDay] = day || ['', '', true];
    words.textContent = said;
    words.classList.toggle('is-no-day', !isDay);
    words.setAttribute('aria-live', isDay ? 'polite' : 'off');
    take(kept || undefined);
  };
  const input = h('input', {
    id, class: 'input is-day', part: 'input', type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': words.id,
    input: () => read(answer),
  });
  input.value = value;
  read(() => {});
  return [input, words];
}
