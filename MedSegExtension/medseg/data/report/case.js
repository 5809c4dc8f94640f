// ---- one case with all methods
const dialog = make("dialog", { "aria-labelledby": "case-name" });
document.body.append(dialog);
const picture = (place, method) => {
  const id = `${place}-${method}`;
  return document.querySelector(`img[data-picture="${id}"]`)?.getAttribute("src") || document.getElementById(`picture-${id}`)?.textContent || null;
};
const openCase = (name) => {
  const place = places.get(name);
  const shots = data.methods.map((method, number) => shot(name, place, method, number)).filter(Boolean);
  const about = cases ? caseWords(cases, name) : caseWords(involved, name);
  const step = (by) => openCase(all[(place + by + all.length) % all.length]);
  dialog.onkeydown = (event) => {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  };
  dialog.replaceChildren(
    make("div", { class: "head" }, make("h2", { id: "case-name" }, name + about),
      make("button", { type: "button", "aria-label": "Case before", onclick: () => step(-1) }, "◀"),
      make("button", { type: "button", "aria-label": "Next case", onclick: () => step(1) }, "▶"),
      make("button", { type: "button", autofocus: "", onclick: () => dialog.close() }, "Close")),
    make("div", { class: "shots" }, ...shots), ...(involved ? [involvedTable(name)] : []));
  showTip(null, null);
  if (!dialog.open) dialog.showModal();
};
const caseWords = (frame, name) => {
  const row = frame.rows((one) => frame.word("case", one) === name)[0];
  if (row === undefined) return "";
  const words = ["group", "source"].map((field) => frame.word(field, row)).filter(Boolean);
  return words.length ? ` (${words.join(", ")})` : "";
};
const shot = (name, place, method, number) => {
  const rows = cases.rows((row) => cases.word("case", row) === name && cases.word("method", row) === method);
  if (!rows.length) return null;
  const source = picture(place, number);
  const reason = rows.map((row) => cases.reasons[row]).find(Boolean);
  const image = source ? make("img", { src: source, alt: `${method} on ${name}` }) : make("div", { class: "none" }, reason || "no picture");
  const shown = ["dice", "accuracy", "hd95_mm", "volume_ml", "reference_ml"].map((one) => cases.numbers.get(one)).filter(Boolean);
  const table = make("table", {}, make("tr", {}, make("th", {}, "segment"), ...shown.map((column) => make("th", { class: "n", title: column.meaning }, column.title))),
    ...rows.filter((row) => data.segments.includes(cases.word("segment", row))).map((row) => make("tr", {}, make("td", {}, cases.word("segment", row)),
      ...shown.map((column) => make("td", { class: "n" }, write(column.values[row], column.digits))))));
  const file = data.files[`${place}-${number}`];
  const caption = make("figcaption", {}, make("b", {}, method), ...(file ? [" ", make("a", { href: file, target: "_blank", rel: "noopener" }, "file")] : []), make("div", { class: "wide" }, table));
  return make("figure", {}, image, caption);
};
const involvedTable = (name) => {
  const rows = involved.rows((row) => involved.word("case", row) === name);
  const shown = [...involved.numbers.values()];
  return make("div", { class: "wide" }, make("table", {},
    make("tr", {}, make("th", {}, "region"), ...shown.map((column) => make("th", { class: "n", title: column.meaning }, column.title))),
    ...rows.map((row) => make("tr", {}, make("td", {}, involved.word("region", row)), ...shown.map((column) => make("td", { class: "n" }, write(column.values[row], column.digits)))))));
};
document.addEventListener("click", (event) => {
  const card = event.target.closest?.(".card[data-case]");
  if (card) openCase(all[Number(card.dataset.case)]);
  if (event.target === dialog) dialog.close();
});
