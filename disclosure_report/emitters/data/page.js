"use strict";
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const items = all(".findings li[data-id]");
  const order = { error: 0, warning: 1, notice: 2 };

  function show(item) {
    all(".current").forEach((n) => n.classList.remove("current"));
    all(".current-place").forEach((n) => n.classList.remove("current-place"));
    item.classList.add("current");
    const places = all('[data-findings~="' + item.dataset.id + '"]');
    places.forEach((n) => n.classList.add("current-place"));
    const first = places.find((n) => n.dataset.main && n.dataset.main.split(" ").includes(item.dataset.id)) || places[0];
    if (first) first.scrollIntoView({ block: "center" });
  }

  function filter() {
    const wanted = new Set(all("nav input[data-severity]:checked").map((n) => n.dataset.severity));
    const words = document.getElementById("search").value.trim().toLowerCase();
    items.forEach((item) => {
      const kept = wanted.has(item.dataset.severity) && item.textContent.toLowerCase().includes(words);
      item.classList.toggle("hidden", !kept);
    });
    document.getElementById("shown").textContent = items.filter((i) => !i.classList.contains("hidden")).length;
  }

  function sort() {
    const by = document.getElementById("sort").value;
    const key = (item) => by === "severity" ? [order[item.dataset.severity], item.dataset.code] : by === "code" ? [item.dataset.code] : [item.dataset.place];
    all(".findings").forEach((list) => {
      const rows = all("li[data-id]", list).sort((a, b) => {
        const x = key(a).concat(Number(a.dataset.number)), y = key(b).concat(Number(b.dataset.number));
        for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return x[i] < y[i] ? -1 : 1;
        return 0;
      });
      rows.forEach((row) => list.appendChild(row));
    });
  }

  items.forEach((item) => {
    item.addEventListener("click", () => show(item));
    item.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); show(item); } });
  });
  all("[data-main]").forEach((n) => n.addEventListener("click", () => {
    const item = items.find((i) => i.dataset.id === n.dataset.main.split(" ")[0]);
    if (item) { show(item); item.scrollIntoView({ block: "nearest" }); }
  }));
  all("nav input[data-severity]").forEach((n) => n.addEventListener("change", filter));
  document.getElementById("search").addEventListener("input", filter);
  document.getElementById("sort").addEventListener("change", sort);
  const wanted = decodeURIComponent(location.hash.slice(1));
  const start = items.find((i) => i.dataset.id === wanted);
  if (start) show(start);
})();
