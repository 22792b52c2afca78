// The passages of the law that stand under 「根拠」, by document and place, as the build took them from crates/sources.
// Loaded once the app runs: no first screen needs them.

const QUOTES = {{quotes}};

// <law-quote place="law 第30条の18の4第1項"></law-quote> shows the passage, and nothing where it is not quoted.
customElements.define('law-quote', class extends HTMLElement {
  static observedAttributes = ['place'];

  attributeChangedCallback(name, before, place) {
    const text = QUOTES[place];
    this.hidden = text === undefined;
    const quote = document.createElement('blockquote');
    quote.textContent = text;
    this.replaceChildren(quote);
  }
});
