// One key decides on what a visitor wrote: a approves, r refuses. Only where the focus is inside that visitor's words,
// so that nobody is surprised by a single key; without this module the buttons do the same.

function decide(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const form = event.target.closest("form");
  const button = form?.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
}

document.querySelector("[data-moderation]")?.addEventListener("keydown", decide);
