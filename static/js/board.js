// The board by pointer and by keyboard. Without it every show is a link to its form; with it the same forms are sent
// from here, and the page that comes back replaces the one that is shown.

const MINUTES = 5;
const page = () => document.getElementById("board-page");
const spoken = (text) => {
  document.getElementById("spoken").textContent = text;
};
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
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

function columns() {
  return Number(page().dataset.hours) * (60 / MINUTES);
}

// ---- sending -------------------------------------------------------------------------------------

let sending = false;

async function send(address, fields, focusOn) {
  if (sending) {
    document.getElementById("spoken").textContent = page().dataset.busy;
    return;
  }
  sending = true;
  spoken("…");
  const body = new URLSearchParams({ ...fields, board: page().dataset.first, csrfmiddlewaretoken: token() });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = shown.getElementById("board-page");
    if (fresh) {
      replace(fresh, focusOn);
      spoken(said(shown) || "");
    } else {
      spoken(wrong(shown) || answer.statusText);
      await reload(focusOn, false);
    }
  } catch {
    spoken(page().dataset.offline);
  } finally {
    sending = false;
  }
}

async function reload(focusOn, speak = true) {
  const words = document.getElementById("spoken").textContent;
  const shown = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = shown.getElementById("board-page");
  if (fresh) replace(fresh, focusOn);
  spoken(speak ? "" : words);
}

const said = (shown) => [...shown.querySelectorAll(".messagelist li")].map((one) => one.textContent.trim()).join(" ");
const wrong = (shown) => [...shown.querySelectorAll(".errornote, .errorlist li, .error")].map((one) => one.textContent.trim()).join(" ");

function replace(fresh, focusOn) {
  picked = null;
  dragged = null;
  const open = document.getElementById("keys")?.open;
  page().replaceWith(document.adoptNode(fresh));
  if (open) document.getElementById("keys").open = true;
  start();
  const block = focusOn && document.querySelector(`#${focusOn} a`);
  (block || document.querySelector(".blk a"))?.focus({ preventScroll: Boolean(block) });
}

function place(link, lane, column, deed = "move") {
  const fields = { day: lane.dataset.day, screen: lane.dataset.screen, wall: wallAt(column), version: link.dataset.version, deed };
  return send(link.href, fields, link.closest(".blk").id);
}

// ---- pointer -------------------------------------------------------------------------------------

let dragged = null;

function pick(event) {
  const link = event.target.closest(".blk a");
  const item = event.target.closest(".shelf-items li[data-run]");
  if (event.button !== 0 || (!link && !item)) return;
  const what = link ? link.closest(".blk") : item;
  dragged = { link, item, what, x: event.clientX, y: event.clientY, grab: event.clientX - what.getBoundingClientRect().left, moved: false };
}

function drag(event) {
  if (!dragged) return;
  const dx = event.clientX - dragged.x;
  const dy = event.clientY - dragged.y;
  if (!dragged.moved && Math.hypot(dx, dy) < 5) return;
  dragged.moved = true;
  event.preventDefault();
  dragged.what.classList.add("blk-dragged");
  dragged.what.style.translate = `${dx}px ${dy}px`;
  lanes().forEach((lane) => lane.classList.remove("lane-over"));
  laneUnder(event)?.classList.add("lane-over");
  const spot = target(event);
  if (spot) spoken(`${spot.lane.dataset.name}, ${clock(wallAt(spot.column))}`);
}

function drop(event) {
  if (!dragged) return;
  const { link, item, what, moved } = dragged;
  const spot = moved && target(event);
  what.classList.remove("blk-dragged");
  what.style.translate = "";
  lanes().forEach((lane) => lane.classList.remove("lane-over"));
  if (moved) window.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
  dragged = null;
  if (!spot) return;
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
  return { lane, column: Math.max(0, Math.min(columns() - 1, column)) };
}

// ---- keyboard ------------------------------------------------------------------------------------

let picked = null;

function show(words) {
  const lane = lanes()[picked.lane];
  const block = picked.link.closest(".blk");
  lane.querySelector("ol").append(block);
  block.classList.remove(`a${picked.drawn}`);
  block.classList.add(`a${picked.column}`, "blk-picked");
  picked.drawn = picked.column;
  picked.link.focus({ preventScroll: false });
  spoken(`${words || ""}${lane.dataset.name}, ${clock(wallAt(picked.column))}`);
}

function lift(link) {
  const block = link.closest(".blk");
  const column = numberIn(block.classList, "a");
  const lane = lanes().indexOf(link.closest(".lane"));
  picked = { link, lane, column, drawn: column, from: { lane, column, next: block.nextElementSibling } };
  show(`${link.dataset.title}: `);
}

function settle(keep) {
  const { link, lane, column, from } = picked;
  keep = keep && !sending;
  link.closest(".blk").classList.remove("blk-picked");
  if (keep && (lane !== from.lane || column !== from.column)) {
    const there = lanes()[lane];
    picked = null;
    place(link, there, column);
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
}

function shift(event) {
  const step = (event.shiftKey ? 60 : MINUTES) / MINUTES;
  const by = { ArrowLeft: -step, ArrowRight: step }[event.key];
  if (by) picked.column = Math.max(0, Math.min(columns() - 1, picked.column + by));
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
}

function callOff(link) {
  if (!window.confirm(`${page().dataset.ask}\n${link.getAttribute("aria-label")}`)) return;
  const lane = link.closest(".lane");
  const fields = { day: lane.dataset.day, screen: lane.dataset.screen, wall: link.dataset.wall, version: link.dataset.version, deed: "off" };
  send(link.href, fields);
}

function letter(key, link) {
  if (!document.getElementById("single-keys").checked) return false;
  const deeds = {
    c: () => link && copyToNextDay(link),
    x: () => link && callOff(link),
    Delete: () => link && callOff(link),
    o: () => link && location.assign(link.href),
    u: () => document.getElementById("undo") && send(document.getElementById("undo").action, { day: page().dataset.first }),
    "?": () => {
      document.getElementById("keys").open = !document.getElementById("keys").open;
    },
  };
  const deed = deeds[key.length === 1 ? key.toLowerCase() : key];
  deed?.();
  return Boolean(deed);
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.target.matches("input, select, textarea")) return;
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
  else if (link && (event.key === "Enter" || event.key === " ")) lift(link);
  else if (!letter(event.key, link)) return;
  event.preventDefault();
}

// ---- start ---------------------------------------------------------------------------------------

function start() {
  const keys = document.getElementById("single-keys");
  keys.checked = localStorage.getItem("board-single-keys") !== "off";
  keys.addEventListener("change", () => localStorage.setItem("board-single-keys", keys.checked ? "on" : "off"));
  document.getElementById("undo")?.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target.action, { day: page().dataset.first });
  });
}

document.addEventListener("pointerdown", pick);
document.addEventListener("pointermove", drag);
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", () => {
  if (dragged) dragged.what.style.translate = "";
  dragged = null;
});
document.addEventListener("dragstart", (event) => event.target.closest?.(".blk a") && event.preventDefault());
document.addEventListener("keydown", press);
start();
