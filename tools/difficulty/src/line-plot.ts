/** Line plots as SVG: panels one above the other on a common horizontal axis. Text, lines and nothing else. */
import { formatTick, type Scale, scaleOf, ticksOf } from "./plot-scale.ts";

export type Point = readonly [x: number, y: number];

export interface Series {
  /** In the legend; series of one label have one colour. */
  readonly label: string;
  readonly points: readonly Point[];
  /** For a line that would hide another one under it. */
  readonly dashed?: boolean;
}

export interface Panel {
  /** With its unit. */
  readonly yLabel: string;
  readonly yScale: "linear" | "log";
  readonly series: readonly Series[];
}

export interface LinePlot {
  readonly title: string;
  /** With its unit. */
  readonly xLabel: string;
  readonly panels: readonly Panel[];
}

const WIDTH = 880;
const LEFT = 96;
const RIGHT = 34;
const TOP = 66;
const PANEL = 200;
const BETWEEN = 22;
const BOTTOM = 52;
/** Told apart in grey and with colour blindness too (Okabe and Ito's palette). */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#555555"];
const X_TICKS = 10;
const Y_TICKS = 5;

export function drawLinePlot({ title, xLabel, panels }: LinePlot): string {
  const labels = [...new Set(panels.flatMap(({ series }) => series.map(({ label }) => label)))];
  const colourOf = (label: string) => COLOURS[labels.indexOf(label) % COLOURS.length] ?? "#000000";
  const bottom = TOP + panels.length * PANEL + (panels.length - 1) * BETWEEN;
  const x = scaleOf("linear", valuesOf(panels, 0), [LEFT, WIDTH - RIGHT]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + BOTTOM}" font-family="sans-serif" font-size="13" fill="#222222">`,
    `<title>${escapeText(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="26" font-size="17" font-weight="bold">${escapeText(title)}</text>`,
    ...legend(labels, panels[0]?.series ?? [], colourOf),
    ...panels.flatMap((panel, index) => {
      const top = TOP + index * (PANEL + BETWEEN);
      return drawPanel(panel, x, top, colourOf, index === panels.length - 1);
    }),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${bottom + 42}" text-anchor="middle">${escapeText(xLabel)}</text>`,
    "</svg>\n",
  ].join("\n");
}

function legend(labels: readonly string[], series: readonly Series[], colourOf: (label: string) => string): string[] {
  let x = LEFT;
  return labels.map((label) => {
    const at = x;
    const isDashed = series.some((each) => each.label === label && each.dashed === true);
    // no font is measured here: so many units a letter are wide enough for any of this size
    x += 52 + label.length * 7;
    return (
      `<path d="M${at} 46h22" stroke="${colourOf(label)}" stroke-width="2.5"${dashes(isDashed)}/>` +
      `<text x="${at + 28}" y="50">${escapeText(label)}</text>`
    );
  });
}

function drawPanel(
  panel: Panel,
  x: Scale,
  top: number,
  colourOf: (label: string) => string,
  withXTicks: boolean,
): string[] {
  const y = scaleOf(panel.yScale, valuesOf([panel], 1), [top + PANEL, top]);
  const middle = top + PANEL / 2;
  const yTicks = ticksOf(y, Y_TICKS).map((value) => {
    const at = round(y.at(value));
    return (
      `<path d="M${LEFT} ${at}H${WIDTH - RIGHT}" stroke="#dddddd"/>` +
      `<text x="${LEFT - 8}" y="${round(at + 4.5)}" text-anchor="end">${formatTick(value)}</text>`
    );
  });
  const xTicks = ticksOf(x, X_TICKS).map((value) => {
    const at = round(x.at(value));
    const line = `<path d="M${at} ${top}V${top + PANEL}" stroke="#eeeeee"/>`;
    if (!withXTicks) return line;
    return `${line}<text x="${at}" y="${top + PANEL + 19}" text-anchor="middle">${formatTick(value)}</text>`;
  });
  return [
    ...xTicks,
    ...yTicks,
    `<rect x="${LEFT}" y="${top}" width="${WIDTH - LEFT - RIGHT}" height="${PANEL}" fill="none" stroke="#888888"/>`,
    `<text transform="translate(18 ${middle}) rotate(-90)" text-anchor="middle">${escapeText(panel.yLabel)}</text>`,
    ...panel.series.map(({ label, points, dashed }) => {
      const path = points.map(([px, py]) => `${round(x.at(px))} ${round(y.at(py))}`).join("L");
      return `<path d="M${path}" fill="none" stroke="${colourOf(label)}" stroke-width="1.5" stroke-linejoin="round"${dashes(dashed === true)}/>`;
    }),
  ];
}

function dashes(isDashed: boolean): string {
  return isDashed ? ' stroke-dasharray="5 4"' : "";
}

function valuesOf(panels: readonly Panel[], axis: 0 | 1): number[] {
  return panels.flatMap(({ series }) => series.flatMap(({ points }) => points.map((point) => point[axis])));
}

/** A tenth of a unit is finer than any screen shows. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
