const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";
const GOLDEN = 0.6180339887498949;
const ROW = 30;
const SPARE = 8;
const COLORS = 7;

// ---- numbers and words
const read = (value) => (value === null ? NaN : value === "inf" ? Infinity : value === "-inf" ? -Infinity : value);
const write = (value, digits) =>
  Number.isNaN(value) ? "–" : value === Infinity ? "∞" : value === -Infinity ? "−∞" : value.toFixed(digits).replace(/^-(?=0\.?0*$)/, "").replace("-", "−");

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
};
const draw = (parent, name, attributes, text) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
};
const choice = (label, options, chosen, act) => {
  const select = make("select", { onchange: () => act(select.value) });
  for (const [value, text] of options) {
    const option = make("option", { value }, text);
    option.selected = value === chosen;
    select.append(option);
  }
  return make("label", {}, label, select);
};

// ---- a table's columns: words once with their places, numbers as they are
class Frame {
  constructor(given) {
    this.words = new Map(given.words.map((column) => [column.name, column]));
    this.numbers = new Map(given.numbers.map((column) => [column.name, { ...column, values: Float64Array.from(column.values, read) }]));
    this.reasons = given.reasons;
    this.length = given.words[0].codes.length;
  }
  word(name, row) {
    const column = this.words.get(name);
    return column ? column.values[column.codes[row]] : "";
  }
  number(name, row) {
    const column = this.numbers.get(name);
    return column ? column.values[row] : NaN;
  }
  rows(where) {
    const found = [];
    for (let row = 0; row < this.length; row++) if (where(row)) found.push(row);
    return found;
  }
}
const cases = data.methods.length ? new Frame(data.cases) : null;
const involved = data.involvement ? new Frame(data.involvement) : null;
const names = cases ? cases.words.get("case").values : [];
const all = names.concat(involved ? involved.words.get("case").values.filter((name) => !names.includes(name)) : []);
const places = new Map(all.map((name, place) => [name, place]));
const color = (method) => `var(--c${Math.max(data.methods.indexOf(method), 0) % COLORS})`;

// ---- what is under the pointer
const tip = make("div", { id: "tip", hidden: "" });
document.body.append(tip);
const showTip = (event, text) => {
  tip.hidden = !text;
  if (!text) return;
  tip.textContent = text;
  tip.style.left = `${Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${Math.max(event.clientY - tip.offsetHeight - 10, 4)}px`;
};
