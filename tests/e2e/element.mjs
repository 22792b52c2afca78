// The form of the app in an element: where things are in it.

/** The line of steps; elements after the first have a number behind the name. */
export const steps = (element) => element.getByRole('navigation', { name: /^入力の手順/ });

/** A step of the line, by how its name begins. */
export const stepTo = (element, label) => steps(element).getByRole('link', { name: new RegExp(`^${label}`) });

/** Goes to a step. */
export const step = (element, label) => stepTo(element, label).click();

/** The field of an item. */
export const field = (element, id) => element.locator(`[id="field-${id}"]`);

/** What stands between steps and status. */
export const main = (element) => element.locator('.main');
