// ---- charts are drawn when they come into view, and anew when their width changes
const redraw = [];
const builders = {
  distributions: (place) => board(place, ["", ...(data.segments.length > 1 ? ["segment"] : [])], "dice"),
  sources: (place) => board(place, ["source"], "dice"),
  groups: (place) => board(place, ["group"], "volume_ml"),
  agreement,
  involvement: involvedBoard,
};
const build = (place) => {
  if (place.dataset.built) return;
  place.dataset.built = "1";
  if (place.dataset.chart) builders[place.dataset.chart](place);
  else if (place.dataset.table === "cases") browser(place, cases, data.main ? { segment: data.main } : {});
  else browser(place, involved, {});
};
const waiting = [...document.querySelectorAll("[data-chart], [data-table]")];
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) {
    watcher.unobserve(entry.target);
    build(entry.target);
  }
}, { rootMargin: "600px" });
for (const place of waiting) watcher.observe(place);
let width = innerWidth;
let timer = 0;
addEventListener("resize", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (innerWidth !== width) for (const render of redraw) render();
    width = innerWidth;
  }, 120);
});
addEventListener("beforeprint", () => {
  for (const place of waiting) if (place.dataset.chart) build(place);
});
