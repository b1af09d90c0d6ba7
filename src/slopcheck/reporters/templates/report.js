"use strict";
// Everything here is an aid: without it the page still reads, links and prints.
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
const findings = all(".findings > li");
const panel = document.getElementById("panel");
const help = document.getElementById("help");
let current = -1;

const byId = new Map(findings.map((item) => [item.dataset.f, { item, marks: [] }]));
for (const mark of all("mark[data-f]")) {
  const known = byId.get(mark.dataset.f);
  if (known) known.marks.push(mark);
}
const marksOf = (item) => byId.get(item.dataset.f).marks;
const itemOf = (id) => byId.has(id) ? byId.get(id).item : null;
findings.forEach((item, n) => { item.dataset.n = n; });
const visible = () => findings.filter((item) => !item.hidden);

function show(item) {
  all(".on").forEach((node) => node.classList.remove("on"));
  if (!panel) return;
  panel.replaceChildren();
  panel.hidden = !item;
  if (!item) return;
  item.classList.add("on");
  marksOf(item).forEach((mark) => mark.classList.add("on"));
  for (const line of all("p", item)) {
    const copy = document.createElement("p");
    copy.textContent = line.textContent;
    panel.append(copy);
  }
}

function go(item) {
  if (!item) return;
  current = Number(item.dataset.n);
  show(item);
  const anchor = document.getElementById(item.dataset.f);
  if (anchor) {
    anchor.scrollIntoView({ block: "center" });
    anchor.focus({ preventScroll: true });
  }
  const list = item.closest(".list");
  if (list && list.scrollHeight > list.clientHeight) {
    list.scrollTop += item.getBoundingClientRect().top - list.getBoundingClientRect().top - 40;
  }
  try {
    history.replaceState(null, "", `#${item.dataset.f}`);
  } catch (error) {
    // A page inside a notebook's frame has no address of its own.
  }
}

function step(by) {
  const open = visible();
  if (!open.length) return;
  const ahead = (item) => Number(item.dataset.n) > current;
  const next = by > 0 ? open.find(ahead) : open.filter((item) => Number(item.dataset.n) < current).pop();
  go(next || (by > 0 ? open[0] : open[open.length - 1]));
}

function filter() {
  const off = new Set(all(".tools input[type=checkbox]:not(:checked)").map((box) => `${box.name}:${box.value}`));
  const strength = document.getElementById("strength");
  const least = strength ? Number(strength.value) : 0;
  for (const item of findings) {
    const hide = off.has(`family:${item.dataset.family}`) || off.has(`effect:${item.dataset.effect}`)
      || Number(item.dataset.strength) < least;
    item.hidden = hide;
    marksOf(item).forEach((mark) => mark.classList.toggle("off", hide));
    const anchor = document.getElementById(item.dataset.f);
    if (anchor) anchor.hidden = hide;
  }
  tell();
}

function tell() {
  const count = document.getElementById("count");
  if (count) count.textContent = `${visible().length} of ${findings.length} findings shown`;
}

function follow() {
  const id = decodeURIComponent(location.hash.slice(1)).replace(/^finding-/, "");
  const item = itemOf(id);
  if (item) go(item);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") { show(null); return; }
  if (/^(input|select|textarea)$/i.test(event.target.tagName) && event.target.type !== "checkbox") return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "f") { const box = document.querySelector(".tools input"); if (box) { box.focus(); event.preventDefault(); } }
  else if (event.key === "?" && help) help.open ? help.close() : help.showModal();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.tag, a.where");
  const id = link && link.dataset.f;
  const item = id && itemOf(id);
  if (item) { event.preventDefault(); go(item); }
  if (event.target.closest("#open-help") && help) help.showModal();
  if (event.target.closest("#close-help") && help) help.close();
});
function point(event) {
  const node = event.target.closest && event.target.closest("mark[data-f], a.tag");
  const item = node && itemOf(node.dataset.f);
  if (item && !item.hidden && !item.classList.contains("on")) {
    current = Number(item.dataset.n);
    show(item);
  }
}
// A text that scrolls under a resting pointer is no pointing.
let pointer = "";
document.addEventListener("mousemove", (event) => {
  const now = `${event.clientX},${event.clientY}`;
  if (now !== pointer) point(event);
  pointer = now;
});
document.addEventListener("focusin", point);
all("[data-script]").forEach((node) => { node.hidden = false; });
all(".tools input").forEach((box) => box.addEventListener("input", filter));
window.addEventListener("hashchange", follow);

// Two texts that scroll together where their parts are aligned.
const panes = all(".side .text");
if (panes.length === 2) {
  document.body.classList.add("scrolling");
  let leader = null;
  const parts = panes.map((pane) => all(".part[data-align]", pane));
  const top = (part, pane) => part.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  panes.forEach((pane, side) => {
    for (const kind of ["pointerenter", "focusin", "touchstart", "wheel"]) {
      pane.addEventListener(kind, () => { leader = pane; }, { passive: true });
    }
    pane.addEventListener("scroll", () => {
      if (leader !== pane) return;
      const other = panes[1 - side];
      const near = parts[side].filter((part) => Math.abs(top(part, pane)) < pane.clientHeight / 2);
      if (!near.length) return;
      near.sort((a, b) => Math.abs(top(a, pane)) - Math.abs(top(b, pane)));
      const mate = parts[1 - side].find((part) => part.dataset.align === near[0].dataset.align);
      if (mate) other.scrollTop += top(mate, other) - top(near[0], pane);
    }, { passive: true });
  });
}
tell();
follow();

// Tables that sort by a click on a column's head.
for (const table of all("table.sortable")) {
  all("thead th", table).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const rising = head.getAttribute("aria-sort") !== "ascending";
      all("thead th", table).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", rising ? "ascending" : "descending");
      const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
      const order = (a, b) => {
        const [x, y] = [key(a), key(b)];
        const by = x !== "" && y !== "" && !isNaN(x) && !isNaN(y) ? x - y : x.localeCompare(y);
        return rising ? by : -by;
      };
      const body = table.tBodies[0];
      body.append(...Array.from(body.rows).sort(order));
    });
  });
}
