// Whether the sheet fits on one side: the paper on the screen has the measures of the paper in the printer.
const paper = document.querySelector("[data-paper]");
const words = document.querySelector("[data-fit]");

function measure() {
  const room = paper.clientHeight;
  const over = paper.scrollHeight - room;
  const line = parseFloat(getComputedStyle(paper.querySelector("[data-text]") ?? paper).lineHeight) || 16;
  const fits = over <= 1;
  words.dataset.state = fits ? "fits" : "over";
  words.textContent = fits ? words.dataset.fits : words.dataset.over.replace("{lines}", Math.ceil(over / line));
}

document.fonts.ready.then(measure);
addEventListener("resize", measure);
