// The focal point of a still, by a click on it. Without this it is two numbers, which stay the way for the keyboard.

const PAGES = 10; // pages place a crop to a tenth

function begin(focal) {
  const rows = focal.closest(".inline-related, form");
  const field = (name) => rows.querySelector(`input[name$="${name}"]`);
  const [x, y] = [field("focal_x"), field("focal_y")];
  if (!x || !y) return; // to look at only
  const whole = focal.querySelector(".focal-whole");
  const picture = whole.querySelector("img");
  const point = focal.querySelector(".focal-point");
  const crops = focal.querySelector(".focal-crops");
  const within = (value) => Math.max(0, Math.min(100, Math.round(Number(value) || 0)));
  const tenth = (value) => `${Math.round(within(value) / PAGES) * PAGES}%`;

  function show() {
    point.style.left = `${within(x.value)}%`;
    point.style.top = `${within(y.value)}%`;
    for (const crop of crops.querySelectorAll("img")) crop.style.objectPosition = `${tenth(x.value)} ${tenth(y.value)}`;
  }

  function place(event) {
    const box = picture.getBoundingClientRect();
    x.value = within(((event.clientX - box.left) / box.width) * 100);
    y.value = within(((event.clientY - box.top) / box.height) * 100);
    for (const one of [x, y]) one.dispatchEvent(new Event("change", { bubbles: true }));
    show();
  }

  whole.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    whole.setPointerCapture(event.pointerId);
    place(event);
  });
  whole.addEventListener("pointermove", (event) => whole.hasPointerCapture(event.pointerId) && place(event));
  for (const one of [x, y]) one.addEventListener("input", show);
  point.hidden = crops.hidden = false;
  whole.classList.add("focal-live");
  show();
}

document.querySelectorAll(".focal").forEach(begin);
