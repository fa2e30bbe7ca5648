/** Numbers as people read them: 1,234,567 · 3 min · 1.2 MB · 4.5 MH/s. */

export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 block`, `2 blocks`. */
export function formatNumberOf(count: number, singular: string): string {
  return `${formatCount(count)} ${singular}${count === 1 ? "" : "s"}`;
}

/** How long something took or lasts, in its largest unit. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min`;
  if (whole < 172_800) return `${Math.floor(whole / 3_600)} h`;
  return `${formatCount(Math.floor(whole / 86_400))} d`;
}

/** How long something goes on, rounded: two hours are still `2 h` a moment after they began. */
export function formatRemaining(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = whole / 3_600;
  if (hours < 9.95) return `${Math.round(hours * 10) / 10} h`;
  if (hours < 47.5) return `${Math.round(hours)} h`;
  return `${formatCount(Math.round(hours / 24))} d`;
}

/** Block times may lie a little in the future, by the rules. */
export function formatAge(unixSeconds: number, nowMs: number): string {
  const seconds = nowMs / 1000 - unixSeconds;
  return seconds < -1 ? `in ${formatDuration(-seconds)}` : formatDuration(seconds);
}

/** `2026-11-23 05:30:00 UTC`. */
export function formatTime(unixSeconds: number): string {
  return `${new Date(unixSeconds * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

export function formatBytes(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : formatScaled(bytes, "B");
}

export function formatHashRate(hashesPerSecond: number): string {
  return hashesPerSecond < 1000 ? `${Math.round(hashesPerSecond)} H/s` : formatScaled(hashesPerSecond, "H/s");
}

function formatScaled(value: number, unit: string): string {
  let scaled = value;
  let prefix = "";
  for (const next of ["k", "M", "G", "T", "P"]) {
    // 999.95 would be shown as 1000.0 of the smaller unit.
    if (scaled < 999.95 && prefix !== "") break;
    scaled /= 1000;
    prefix = next;
  }
  return `${scaled.toFixed(1)} ${prefix}${unit}`;
}
