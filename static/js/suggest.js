// Suggestions under a search field: a combobox with a list (WAI-ARIA). Without this the form just searches; with it,
// Enter still does unless a suggestion has been chosen with the arrows.

const SHORTEST = 2;
const WAIT = 120;

for (const form of document.querySelectorAll("form[data-suggest]")) suggestIn(form);

function suggestIn(form) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const spoken = document.createElement("p");
  let request = null;
  let timer = 0;
  let chosen = -1;
  let asked = "";

  list.id = `${input.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  spoken.className = "unseen";
  spoken.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.parentElement.after(list, spoken);

  const options = () => [...list.children];

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(-1);
  }

  function choose(place) {
    chosen = place;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    const option = options()[place];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    request = null;
    asked = "";
    open(false);
    spoken.textContent = "";
  }

  function line(text, name) {
    const made = document.createElement("span");
    made.className = name;
    made.textContent = text;
    return made;
  }

  function show(found) {
    const items = found.suggestions.map((one, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.dataset.href = one.href;
      option.append(line(one.text, "suggestion-text"));
      const note = [one.note, one.when].filter(Boolean).join(" · ");
      if (note) option.append(" ", line(note, "suggestion-note"));
      return option;
    });
    list.replaceChildren(...items);
    open(items.length > 0);
    choose(-1);
    spoken.textContent = found.said;
  }

  async function ask() {
    const typed = input.value.trim();
    if (typed.length < SHORTEST) return close();
    if (typed === asked) return;
    asked = typed;
    request?.abort();
    const own = new AbortController();
    request = own;
    try {
      const address = `${form.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: own.signal, credentials: "same-origin" });
      const found = answer.ok ? await answer.json() : null;
      if (request === own && found) show(found);
    } catch {
      if (request === own) close(); // no connection, or a newer request has taken over
    }
  }

  const go = (option) => location.assign(option.dataset.href);

  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    choose(-1);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = options().length;
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen && count) open(true);
      if (!count) return void ask();
      // One place more than there are suggestions: the field itself, as typed.
      const places = count + 1;
      const next = (chosen + 1 + (event.key === "ArrowDown" ? 1 : -1) + places) % places;
      choose(next - 1);
    } else if (event.key === "Enter" && isOpen && chosen >= 0) {
      event.preventDefault();
      go(options()[chosen]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault(); // the first closes the list, the next empties the field, as browsers do
      open(false);
    } else if ((event.key === "Home" || event.key === "End") && isOpen && chosen >= 0) {
      event.preventDefault();
      choose(event.key === "Home" ? 0 : count - 1);
    } else if (event.key === "Tab") {
      close();
    }
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (event.ctrlKey || event.metaKey) window.open(option.dataset.href, "_blank", "noopener");
    else go(option);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  window.addEventListener("pageshow", (event) => event.persisted && close());
}
