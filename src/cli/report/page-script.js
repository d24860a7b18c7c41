// Draws the charts of a report. It runs in the page, which holds its data as JSON and loads
// nothing; the chart library is `uPlot`, from the script before this one.
const data = JSON.parse(document.getElementById("report-data").textContent);
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const { currency, digits, days, prices, trades } = data;
const money = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: digits,
  maximumFractionDigits: digits,
});
const exact = new Intl.NumberFormat("en-US", { maximumFractionDigits: 9 });
const percent = (value) => (value === null ? "" : `${(value * 100).toFixed(2)} %`);
const amount = (value) => (value === null ? "" : `${money.format(value)} ${currency}`);
const price = (value) => (value === null ? "" : exact.format(value));
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
// Days are dates of the venue: they are shown as such, in whatever zone the reader is.
const venueDate = (seconds) => uPlot.tzDate(new Date(seconds * 1e3), "UTC");
// Body of a sheet of A4 between its margins, in pixels of CSS.
const paperWidth = 680;
const marked = new Map();
let charts = [];

// Values beside an axis are round numbers; what is cut off is the error of their sum.
const rounded = { maximumFractionDigits: 6 };
const moneyTick = (value) => value.toLocaleString("en-US", { notation: "compact", ...rounded });
const percentTick = (value) => `${(value * 100 || 0).toLocaleString("en-US", rounded)} %`;

function axis(values, size) {
  const line = { stroke: color("--line"), width: 1 };
  return { stroke: color("--faint"), grid: line, ticks: line, values, size };
}

function widthOf(place) {
  const isPaper = document.documentElement.classList.contains("paper");
  return isPaper ? paperWidth : Math.max(240, place.clientWidth);
}

// Where nobody points at a day, the legend shows the last one.
function showLast(chart) {
  if (chart.cursor.idx == null) chart.setLegend({ idx: days.length - 1 }, false);
}

function draw(id, height, lines, format, hooks) {
  const place = document.getElementById(id);
  if (place === null || days.length === 0) return;
  const options = {
    width: widthOf(place),
    height,
    tzDate: venueDate,
    cursor: { sync: { key: "report" } },
    // Below the days there is a line for their year.
    axes: [axis(undefined, 50), axis((_, ticks) => ticks.map(format.tick), 72)],
    scales: { y: format.range === undefined ? {} : { range: format.range } },
    series: [
      { label: "date", value: "{YYYY}-{MM}-{DD}" },
      ...lines.map(({ name, paint, fill, width }) => ({
        label: name,
        stroke: color(paint),
        width: width ?? 1.5,
        fill: fill === true ? `${color(paint)}33` : undefined,
        points: { show: days.length < 3 },
        value: (_, value) => format.value(value ?? null),
      })),
    ],
    hooks: { ready: [showLast], setCursor: [showLast], ...hooks },
  };
  const values = [days, ...lines.map((line) => line.values)];
  charts.push({ place, chart: new uPlot(options, values, place) });
}

function drawAll() {
  for (const { chart } of charts) chart.destroy();
  charts = [];
  const inMoney = { tick: moneyTick, value: amount };
  // Without a drawdown there is a scale too.
  const range = (_, lowest) => [Math.min(lowest * 1.1, -0.01), 0];
  const inPercent = { tick: percentTick, value: percent, range };
  const inPrice = { tick: price, value: price };
  const held = { name: "buy and hold", values: data.held, paint: "--benchmark", width: 1 };
  const equity = { name: "equity", values: data.equity, paint: "--equity" };
  draw("equity", 310, data.held.length > 0 ? [equity, held] : [equity], inMoney);
  draw(
    "drawdown",
    175,
    [{ name: "drawdown", values: data.drawdown, paint: "--drawdown", fill: true }],
    inPercent,
  );
  draw(
    "exposure",
    175,
    [{ name: "gross exposure", values: data.exposure, paint: "--exposure", fill: true }],
    inMoney,
  );
  const symbol = document.getElementById("symbol")?.value ?? Object.keys(prices)[0];
  if (symbol === undefined) return;
  draw(
    "price",
    330,
    [{ name: symbol, values: prices[symbol], paint: "--equity", width: 1 }],
    inPrice,
    { draw: [(chart) => mark(chart, marksOf(symbol))] },
  );
}

// Buys point up and stand below their price, sales point down and stand above it.
function marksOf(symbol) {
  const known = marked.get(symbol);
  if (known !== undefined) return known;
  const marks = trades
    .filter((trade) => trade[0] === symbol)
    .flatMap(([, isLong, ...ends]) => {
      const [entryTime, entryPrice, exitTime, exitPrice] = ends;
      const entry = { time: entryTime, price: entryPrice, isBuy: isLong };
      return exitTime === null
        ? [entry]
        : [entry, { time: exitTime, price: exitPrice, isBuy: !isLong }];
    });
  marked.set(symbol, marks);
  return marks;
}

function mark(chart, marks) {
  const { ctx, bbox } = chart;
  // The more there are in sight, the smaller, so that the price stays to be seen.
  const { min, max } = chart.scales.x;
  const shown = marks.filter(({ time }) => time >= min && time <= max).length;
  const room = (2 * bbox.width) / (shown * devicePixelRatio);
  const size = Math.min(4, Math.max(1.25, room)) * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { time, price: at, isBuy } of marks) {
    const x = chart.valToPos(time, "x", true);
    const y = chart.valToPos(at, "y", true);
    const step = isBuy ? size : -size;
    ctx.fillStyle = color(isBuy ? "--gain" : "--loss");
    ctx.beginPath();
    ctx.moveTo(x, y + step * 0.5);
    ctx.lineTo(x - size, y + step * 2.5);
    ctx.lineTo(x + size, y + step * 2.5);
    ctx.closePath();
    ctx.fill();
  }
  ctx.restore();
}

function resize() {
  for (const { place, chart } of charts) {
    const width = widthOf(place);
    if (width !== chart.width) chart.setSize({ width, height: chart.height });
  }
}

// Paper has its own width and colours, and what was drawn for the screen does not fit it.
function setPaper(isPaper) {
  document.documentElement.classList.toggle("paper", isPaper);
  drawAll();
}

drawAll();
window.addEventListener("resize", resize);
window.addEventListener("beforeprint", () => setPaper(true));
window.addEventListener("afterprint", () => setPaper(false));
dark.addEventListener("change", drawAll);
document.getElementById("symbol")?.addEventListener("change", drawAll);
