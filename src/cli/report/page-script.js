// Draws the charts of a report. It runs in the page, which holds its data as JSON and loads
// nothing; the chart library is `uPlot`, from the script before this one.
const data = JSON.parse(document.getElementById("report-data").textContent);
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const { currency, digits, days, prices, trades } = data;
const money = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: digits,
  maximumFractionDigits: digits,
});
const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });
const exact = new Intl.NumberFormat("en-US", { maximumFractionDigits: 9 });
const percent = (value) => (value === null ? "" : `${(value * 100).toFixed(2)} %`);
const amount = (value) => (value === null ? "" : `${money.format(value)} ${currency}`);
const price = (value) => (value === null ? "" : exact.format(value));
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
// Days are dates of the venue: they are shown as such, in whatever zone the reader is.
const venueDate = (seconds) => uPlot.tzDate(new Date(seconds * 1e3), "UTC");
const marked = new Map();
let charts = [];

function axis(values, label) {
  const faint = color("--faint");
  const line = { stroke: color("--line"), width: 1 };
  return { stroke: faint, grid: line, ticks: line, values, label, labelSize: 16, size: 64 };
}

function draw(id, height, lines, format, label, hooks) {
  const place = document.getElementById(id);
  if (place === null || days.length === 0) return;
  const options = {
    width: Math.max(240, place.clientWidth),
    height,
    tzDate: venueDate,
    cursor: { sync: { key: "report" } },
    axes: [
      { ...axis(undefined, undefined), size: 36, labelSize: 0 },
      axis((_, ticks) => ticks.map((tick) => format.tick(tick)), label),
    ],
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
    hooks: hooks ?? {},
  };
  const values = [days, ...lines.map((line) => line.values)];
  charts.push({ place, chart: new uPlot(options, values, place) });
}

function drawAll() {
  for (const { chart } of charts) chart.destroy();
  charts = [];
  const inMoney = { tick: (value) => short.format(value), value: amount };
  const inPercent = { tick: (value) => `${+(value * 100).toFixed(1)} %`, value: percent };
  const inPrice = { tick: (value) => short.format(value), value: price };
  const held = { name: "buy and hold", values: data.held, paint: "--benchmark", width: 1 };
  const equity = { name: "equity", values: data.equity, paint: "--equity" };
  draw("equity", 300, data.held.length > 0 ? [equity, held] : [equity], inMoney, currency);
  draw(
    "drawdown",
    160,
    [{ name: "drawdown", values: data.drawdown, paint: "--drawdown", fill: true }],
    inPercent,
  );
  draw(
    "exposure",
    160,
    [{ name: "gross exposure", values: data.exposure, paint: "--exposure", fill: true }],
    inMoney,
    currency,
  );
  const symbol = document.getElementById("symbol")?.value ?? Object.keys(prices)[0];
  if (symbol === undefined) return;
  draw(
    "price",
    320,
    [{ name: symbol, values: prices[symbol], paint: "--equity", width: 1 }],
    inPrice,
    currency,
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
  const size = 4 * devicePixelRatio;
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
    const width = Math.max(240, place.clientWidth);
    if (width !== chart.width) chart.setSize({ width, height: chart.height });
  }
}

drawAll();
window.addEventListener("resize", resize);
dark.addEventListener("change", drawAll);
document.getElementById("symbol")?.addEventListener("change", drawAll);
