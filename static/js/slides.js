// A row of stills that scrolls by itself without this. With it there are buttons, the place is told, and the row moves on
// when somebody asks it to: never of its own accord, never where motion is unwelcome, and not past a hand that reaches in.

const SECONDS = 6;
const SETTLED = 150;
const still = matchMedia("(prefers-reduced-motion: reduce)");

function begin(slides) {
  const reel = slides.querySelector(".reel");
  const items = [...reel.children];
  const place = slides.querySelector(".reel-place");
  const play = slides.querySelector("[data-play]");
  let timer = 0;
  let settling = 0;

  const start = (item) => Math.min(item.offsetLeft - items[0].offsetLeft, reel.scrollWidth - reel.clientWidth);
  const distance = (item) => Math.abs(start(item) - reel.scrollLeft);
  const now = () => items.reduce((best, item, number) => (distance(item) < distance(items[best]) ? number : best), 0);
  const show = (number) => reel.scrollTo({ left: start(items[(number + items.length) % items.length]) });

  function tell() {
    const said = slides.dataset.place.replace("{n}", now() + 1).replace("{all}", items.length);
    if (place.textContent !== said) place.textContent = said;
  }

  function mark(playing) {
    [...play.children].forEach((word, number) => (word.hidden = (number === 1) !== playing));
    place.setAttribute("aria-live", playing ? "off" : "polite");
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    mark(false);
  }

  function run() {
    if (now() === items.length - 1) show(0);
    timer = setInterval(() => (now() < items.length - 1 ? show(now() + 1) : stop()), SECONDS * 1000);
    mark(true);
  }

  slides.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button === play) {
      timer ? stop() : run();
    } else if (button) {
      stop();
      show(now() + Number(button.dataset.turn));
    }
  });
  const keys = { ArrowLeft: () => now() - 1, ArrowRight: () => now() + 1, Home: () => 0, End: () => items.length - 1 };
  reel.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    stop();
    show(Math.max(0, Math.min(items.length - 1, keys[event.key]())));
  });
  reel.addEventListener("scroll", () => {
    clearTimeout(settling);
    settling = setTimeout(tell, SETTLED);
  });
  for (const touch of ["pointerenter", "pointerdown", "wheel", "touchstart"]) reel.addEventListener(touch, stop, { passive: true });
  slides.addEventListener("focusin", (event) => event.target !== play && stop());
  document.addEventListener("visibilitychange", stop);

  const heed = () => {
    stop();
    play.hidden = still.matches;
  };
  still.addEventListener("change", heed);
  heed();
  tell();
  slides.querySelector(".reel-numbers").hidden = true;
  slides.querySelector(".reel-deeds").hidden = false;
}

document.querySelectorAll(".slides").forEach(begin);
