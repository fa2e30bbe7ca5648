/** From values to places on a page, with round numbers to label. */
export interface Scale {
  readonly kind: "linear" | "log";
  readonly low: number;
  readonly high: number;
  readonly at: (value: number) => number;
}

/** Wide enough for all values, which are above 0 on a logarithmic scale. */
export function scaleOf(
  kind: "linear" | "log",
  values: readonly number[],
  [from, to]: readonly [number, number],
): Scale {
  const forth = kind === "log" ? Math.log10 : (value: number) => value;
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const step = kind === "log" ? 0 : roundStep((most - least) / 5);
  const low = kind === "log" ? least / 1.15 : Math.floor(least / step) * step;
  const high = kind === "log" ? most * 1.15 : Math.ceil(most / step) * step;
  const span = forth(high) - forth(low);
  return { kind, low, high, at: (value) => from + ((forth(value) - forth(low)) / span) * (to - from) };
}

/** Round numbers within the scale, about `count` of them. */
export function ticksOf(scale: Scale, count: number): readonly number[] {
  if (scale.kind === "log") return logTicks(scale);
  const step = roundStep((scale.high - scale.low) / count);
  const ticks: number[] = [];
  // counted, not summed, so that no rounding error piles up; + 0 makes 0 of −0
  for (let index = Math.ceil(scale.low / step - 1e-9); index * step <= scale.high + step * 1e-9; index++) {
    ticks.push(index * step + 0);
  }
  return ticks;
}

export function formatTick(value: number): string {
  if (value === 0) return "0";
  return Number(value.toPrecision(6)).toLocaleString("en-US", { maximumSignificantDigits: 6 });
}

/** Powers of ten; with 2 and 5 times them where the scale is short. */
function logTicks({ low, high }: Scale): readonly number[] {
  const factors = high / low > 300 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const factor of factors) {
      const tick = factor * 10 ** power;
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}

/** The least of 1, 2 and 5 times a power of ten that is not below this. */
function roundStep(atLeast: number): number {
  const power = atLeast > 0 ? 10 ** Math.floor(Math.log10(atLeast)) : 1;
  return power * ([1, 2, 5].find((factor) => factor * power >= atLeast * (1 - 1e-9)) ?? 10);
}
