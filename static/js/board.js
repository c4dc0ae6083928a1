// The board by pointer and by keyboard. Without it every show is a link to its form; with it the same forms are sent
// from here, and the page that comes back replaces the one that is shown.

const MINUTES = 5;
const EDGE = 48; // pixels from the window's edge within which a drag scrolls
const page = () => document.getElementById("board-page");
const spoken = (text) => {
  document.getElementById("spoken").textContent = text;
};
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
// Below this width the days are lists, in which a place across the page is no time.
const drawn = window.matchMedia("(min-width: 48em)");
const lanes = () => [...document.querySelectorAll(".lane")];
const links = (lane) => [...lane.querySelectorAll(".blk a")];
const numberIn = (name, prefix) => Number([...name].find((one) => new RegExp(`^${prefix}\\d+$`).test(one))?.slice(prefix.length));

// A column of the board, as the wall clock of its evening says it.
function wallAt(column) {
  const minutes = (Number(page().dataset.opens) * 60 + column * MINUTES) % (24 * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

// As the house writes it: 7:15, 7:15 pm, 19:15 or 19 h 15; the bare style says am in the morning.
function clock(wall) {
  const [hour, minute] = wall.split(":");
  const style = page().dataset.clock;
  if (style === "24") return wall;
  if (style === "h") return minute === "00" ? `${Number(hour)}\u00a0h` : `${Number(hour)}\u00a0h\u00a0${minute}`;
  const half = hour < 12 ? "am" : "pm";
  const bare = `${hour % 12 || 12}:${minute}`;
  return style === "12" || (hour >= 5 && hour < 12) ? `${bare} ${half}` : bare;
}

// Past the hour at which the house's day begins a wall time would be that of the morning before.
const latest = () => Math.min(columns(), (24 + Number(page().dataset.rollover) - Number(page().dataset.opens)) * (60 / MINUTES)) - 1;

function columns() {
  return Number(page().dataset.hours) * (60 / MINUTES);
}

// ---- sending -------------------------------------------------------------------------------------

let unsent = null;
let queue = Promise.resolve();

// Deeds go one after the other; what is done while one is being saved waits for its answer.
function send(address, fields, focusOn) {
  queue = queue.then(() => sendNow(address, fields, focusOn));
  return queue;
}

// An answer waits in turn while something is held in the hand: it would be taken away.
const hands = [];
const handsFree = () => (picked || dragged ? new Promise((free) => hands.push(free)) : null);
const putDown = () => hands.splice(0).forEach((free) => free());

async function sendNow(address, fields, focusOn) {
  const where = typeof address === "function" ? address() : address;
  if (!where) return spoken(page().dataset.nothing);
  unsent = null;
  offer(false);
  spoken("…");
  const span = { board: page().dataset.first, to: page().dataset.to };
  const told = { ...fields, ...versionOf(focusOn, fields) };
  const body = new URLSearchParams({ ...told, ...span, csrfmiddlewaretoken: token() });
  try {
    const answer = await fetch(where, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = shown.getElementById("board-page");
    await handsFree();
    if (fresh) {
      replace(fresh, focusOn);
      spoken(said(shown) || "");
    } else {
      const words = shown.getElementById("login-form") ? page().dataset.signedOut : wrong(shown) || page().dataset.failed;
      await reload(focusOn);
      spoken(words);
    }
  } catch {
    unsent = () => send(address, fields, focusOn);
    putBack(focusOn);
    spoken(page().dataset.offline);
    offer(true);
  }
}

// The show as it is on the page when its turn comes, which may be another than when the deed was done.
function versionOf(id, fields) {
  const link = id && "version" in fields && document.querySelector(`#${id} a`);
  return link ? { version: link.dataset.version } : {};
}

const offer = (is) => {
  document.getElementById("again").hidden = !is;
};

async function reload(focusOn) {
  const shown = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = shown.getElementById("board-page");
  await handsFree();
  if (fresh) replace(fresh, focusOn);
  else putBack(focusOn);
}

// A block that was moved by keyboard stands where it was dropped until the answer comes: without one, back with it.
function putBack(id) {
  const block = id && document.getElementById(id);
  const from = block?.from;
  if (!from) return;
  const row = lanes()[from.lane].querySelector("ol");
  row.insertBefore(block, from.next?.parentElement === row ? from.next : null);
  draw(block, from.column);
  block.querySelector("a").focus();
}

const said = (shown) => [...shown.querySelectorAll(".messagelist li")].map((one) => one.textContent.trim()).join(" ");
const wrong = (shown) => [...shown.querySelectorAll(".errornote, .errorlist li, .error")].map((one) => one.textContent.trim()).join(" ");

// The fresh board stands in for the shown one; the focus stays on its show, else in its lane.
function replace(fresh, focusOn) {
  const open = document.getElementById("keys")?.open;
  const here = document.activeElement?.closest("#board-page [id], #board-page .lane");
  const lane = document.activeElement?.closest(".lane") ?? document.getElementById(focusOn)?.closest(".lane");
  page().replaceWith(document.adoptNode(fresh));
  if (open) document.getElementById("keys").open = true;
  start();
  const same = lane && lanes().find((one) => one.dataset.day === lane.dataset.day && one.dataset.screen === lane.dataset.screen);
  const wanted =
    document.getElementById(focusOn)?.querySelector("a") ??
    focusable(document.getElementById(here?.id)) ??
    (same && links(same)[0]) ??
    document.querySelector(".blk a");
  wanted?.focus({ preventScroll: wanted.id === "undo" });
}

const focusable = (one) => (one?.matches(".blk, #undo") ? one.querySelector("a, button") : null);

// `wall` where the time is to stay, to the minute, whatever column it is drawn in.
function place(link, lane, column, deed = "move") {
  const wall = column === Number(link.dataset.at) ? link.dataset.wall : wallAt(column);
  const fields = { day: lane.dataset.day, screen: lane.dataset.screen, wall, version: link.dataset.version, deed };
  return send(link.href, fields, link.closest(".blk").id);
}

// ---- pointer -------------------------------------------------------------------------------------

let dragged = null;

function pick(event) {
  const link = event.target.closest(".blk a");
  const item = event.target.closest(".shelf-items li[data-run]");
  if (event.button !== 0 || !event.isPrimary || !drawn.matches || picked || (!link && !item)) return;
  const what = link ? link.closest(".blk") : item;
  dragged = { link, item, what, x: event.pageX, y: event.pageY, grab: event.clientX - what.getBoundingClientRect().left, moved: false };
}

function drag(event) {
  if (!dragged) return;
  const dx = event.pageX - dragged.x;
  const dy = event.pageY - dragged.y;
  if (!dragged.moved && Math.hypot(dx, dy) < 5) return;
  dragged.moved = true;
  event.preventDefault();
  dragged.what.classList.add("blk-dragged");
  dragged.what.style.translate = `${dx}px ${dy}px`;
  lanes().forEach((lane) => lane.classList.remove("lane-over"));
  laneUnder(event)?.classList.add("lane-over");
  if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, MINUTES * 4);
  if (event.clientY < EDGE) window.scrollBy(0, -MINUTES * 4);
  const spot = target(event);
  if (spot) spoken(`${spot.lane.dataset.name}, ${clock(wallAt(spot.column))}`);
}

function letGo() {
  dragged.what.classList.remove("blk-dragged");
  dragged.what.style.translate = "";
  lanes().forEach((lane) => lane.classList.remove("lane-over"));
  dragged = null;
  putDown();
}

// The click that follows a drag, if one does, must not open the show's form.
function swallowClick() {
  const swallowed = new AbortController();
  window.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true, signal: swallowed.signal });
  setTimeout(() => swallowed.abort(), 50);
}

function drop(event) {
  if (!dragged) return;
  const { link, item, moved } = dragged;
  const spot = moved && target(event);
  letGo();
  if (moved) swallowClick();
  if (!spot) return;
  if (link && spot.lane === link.closest(".lane") && spot.column === Number(link.dataset.at) && !event.altKey) return;
  if (link) place(link, spot.lane, spot.column, event.altKey ? "copy" : "move");
  if (item) {
    const fields = { run: item.dataset.run, day: spot.lane.dataset.day, screen: spot.lane.dataset.screen, wall: wallAt(spot.column) };
    send(item.querySelector("a").getAttribute("href").split("?")[0], fields);
  }
}

const laneUnder = (event) => document.elementsFromPoint(event.clientX, event.clientY).map((one) => one.closest(".lane")).find(Boolean);

function target(event) {
  const lane = laneUnder(event);
  if (!lane) return null;
  const row = lane.querySelector("ol").getBoundingClientRect();
  const grab = dragged.link ? dragged.grab : 0;
  const column = Math.round(((event.clientX - grab - row.left) / row.width) * columns());
  return { lane, column: Math.max(0, Math.min(latest(), column)) };
}

// ---- keyboard ------------------------------------------------------------------------------------

let picked = null;

function show(words) {
  const lane = lanes()[picked.lane];
  const block = picked.link.closest(".blk");
  lane.querySelector("ol").append(block);
  draw(block, picked.column);
  block.classList.add("blk-picked");
  picked.link.focus({ preventScroll: false });
  spoken(`${words || ""}${lane.dataset.name}, ${clock(wallAt(picked.column))}`);
}

function draw(block, column) {
  block.classList.remove(...[...block.classList].filter((name) => /^a\d+$/.test(name)));
  block.classList.add(`a${column}`);
}

function lift(link) {
  const block = link.closest(".blk");
  const column = numberIn(block.classList, "a");
  const lane = lanes().indexOf(link.closest(".lane"));
  block.from = { lane, column, next: block.nextElementSibling };
  picked = { link, lane, column, from: block.from };
  show(`${link.dataset.title}: `);
}

function settle(keep) {
  const { link, lane, column, from } = picked;
  link.closest(".blk").classList.remove("blk-picked");
  if (keep && (lane !== from.lane || column !== from.column)) {
    const there = lanes()[lane];
    picked = null;
    place(link, there, column);
    putDown();
    return;
  }
  picked.lane = from.lane;
  picked.column = from.column;
  show();
  const block = link.closest(".blk");
  block.parentElement.insertBefore(block, from.next);
  block.classList.remove("blk-picked");
  link.focus();
  picked = null;
  putDown();
}

function shift(event) {
  const step = (event.shiftKey ? 60 : MINUTES) / MINUTES;
  const by = { ArrowLeft: -step, ArrowRight: step }[event.key];
  if (by) picked.column = Math.max(0, Math.min(latest(), picked.column + by));
  else picked.lane = Math.max(0, Math.min(lanes().length - 1, picked.lane + (event.key === "ArrowUp" ? -1 : 1)));
  show();
}

function walk(link, key) {
  const all = lanes();
  const lane = link.closest(".lane");
  const own = links(lane);
  if (key === "ArrowLeft" || key === "ArrowRight") {
    own[own.indexOf(link) + (key === "ArrowRight" ? 1 : -1)]?.focus();
    return;
  }
  const step = key === "ArrowDown" ? 1 : -1;
  for (let place = all.indexOf(lane) + step; place >= 0 && place < all.length; place += step) {
    const there = links(all[place]);
    if (there.length) {
      const from = Number(link.dataset.at);
      there.reduce((best, one) => (Math.abs(one.dataset.at - from) < Math.abs(best.dataset.at - from) ? one : best)).focus();
      return;
    }
  }
}

function copyToNextDay(link) {
  const all = lanes();
  const lane = link.closest(".lane");
  const next = all.slice(all.indexOf(lane) + 1).find((one) => one.dataset.screen === lane.dataset.screen);
  if (next) place(link, next, Number(link.dataset.at), "copy");
  else spoken(page().dataset.lastDay);
}

function callOff(link) {
  if (!window.confirm(`${page().dataset.ask}\n${link.getAttribute("aria-label")}`)) return;
  const lane = link.closest(".lane");
  const fields = { day: lane.dataset.day, screen: lane.dataset.screen, wall: link.dataset.wall, version: link.dataset.version, deed: "off" };
  send(link.href, fields, link.closest(".blk").id);
}

// `address` where one deed is meant; a function where the last is, whichever that is when its turn comes.
const takeBack = (address) => send(address, { day: page().dataset.first });

function letter(key, link) {
  if (key.length === 1 && !document.getElementById("single-keys").checked) return false;
  const deeds = {
    c: () => link && copyToNextDay(link),
    x: () => link && callOff(link),
    Delete: () => link && callOff(link),
    o: () => link && location.assign(link.href),
    u: () => takeBack(() => document.getElementById("undo")?.action),
    "?": () => {
      document.getElementById("keys").open = !document.getElementById("keys").open;
    },
  };
  const deed = deeds[key.length === 1 ? key.toLowerCase() : key];
  deed?.();
  return Boolean(deed);
}

function press(event) {
  if (dragged && event.key === "Escape") return letGo();
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  const link = event.target.closest?.(".blk a");
  const isArrow = event.key.startsWith("Arrow");
  if (picked) {
    if (isArrow) shift(event);
    else if (event.key === "Enter" || event.key === " ") settle(true);
    else if (event.key === "Escape" || event.key === "Tab") settle(false);
    else return;
    if (event.key !== "Tab") event.preventDefault();
    return;
  }
  if (link && isArrow) walk(link, event.key);
  else if (link && event.key === "Enter" && event.shiftKey) location.assign(link.href);
  else if (link && (event.key === "Enter" || event.key === " ")) lift(link);
  else if (!letter(event.key, link)) return;
  event.preventDefault();
}

// ---- start ---------------------------------------------------------------------------------------

function start() {
  const keys = document.getElementById("single-keys");
  keys.checked = localStorage.getItem("board-single-keys") !== "off";
  keys.addEventListener("change", () => localStorage.setItem("board-single-keys", keys.checked ? "on" : "off"));
}

document.addEventListener("pointerdown", pick);
document.addEventListener("pointermove", drag);
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", () => dragged && letGo());
document.addEventListener("dragstart", (event) => event.target.closest?.(".blk a, .shelf-items") && event.preventDefault());
document.addEventListener("submit", (event) => {
  if (!event.target.matches(".undo")) return;
  event.preventDefault();
  takeBack(event.target.action);
});
document.getElementById("again").addEventListener("click", () => unsent?.());
document.addEventListener("keydown", press);
start();
