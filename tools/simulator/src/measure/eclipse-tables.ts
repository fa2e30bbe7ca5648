/** What eclipses came to, as tables: a row for each attack. */
import { type EclipseCase, type EclipseHelp, type EclipseResult, LOOKS_MS } from "./eclipse.ts";
import { tableOf } from "./markdown-table.ts";

const ROLES = ["full-node", "light-node"] as const;
const POISONED_PERCENT = [50, 90, 99, 99.9] as const;
/** Fewer than the outbound places; four times as many; so many that they could fill the tried table. */
const GROUPS = [4, 32, 256] as const;
const GROUPS_MOST = 256;
const HELPS = ["tried", "anchors", "seeds"] as const;
const HELP_NAMES: Readonly<Record<EclipseHelp, string>> = {
  none: "only told, seeds are down",
  tried: "reached before, as by feelers",
  anchors: "two of them anchors",
  seeds: "only told, seeds are up",
};

/** Every part and every number of groups where nothing helps; every help against most groups; a light node so, too. */
export function eclipseCases(): readonly EclipseCase[] {
  const alone = POISONED_PERCENT.flatMap((poisonedPercent) =>
    GROUPS.map((groups): EclipseCase => ({ role: "full-node", poisonedPercent, groups, help: "none" })),
  );
  const helped = HELPS.flatMap((help) =>
    POISONED_PERCENT.map(
      (poisonedPercent): EclipseCase => ({ role: "full-node", poisonedPercent, groups: GROUPS_MOST, help }),
    ),
  );
  const light = (["none", ...HELPS] as const).map(
    (help): EclipseCase => ({ role: "light-node", poisonedPercent: 99, groups: GROUPS_MOST, help }),
  );
  return [...alone, ...helped, ...light];
}

export interface EclipseRunOf {
  readonly of: EclipseCase;
  readonly result: EclipseResult;
}

export function eclipseTables(runs: readonly EclipseRunOf[]): readonly string[] {
  return ROLES.flatMap((role) => {
    const ofRole = runs.filter(({ of }) => of.role === role);
    return ofRole.length === 0 ? [] : [`A ${role.replace("-", " ")} is attacked:`, tableOfRole(ofRole)];
  });
}

function tableOfRole(runs: readonly EclipseRunOf[]): string {
  const cases = [...new Map(runs.map(({ of }) => [JSON.stringify(of), of])).values()];
  const rows = cases.map((of) => {
    const results = runs.filter((run) => JSON.stringify(run.of) === JSON.stringify(of)).map(({ result }) => result);
    const share = (counts: (result: EclipseResult) => boolean): string => percent(results, counts);
    return [
      HELP_NAMES[of.help],
      `${of.poisonedPercent} %`,
      String(of.groups),
      ...LOOKS_MS.map((_, look) => share(({ outbound }) => outbound[look] === true)),
      share(({ any }) => any[LOOKS_MS.length - 1] === true),
    ];
  });
  const looks = LOOKS_MS.map((ms) => `after ${ms / 60_000} min`);
  return tableOf(["Honest addresses", "Book poisoned", "Groups", ...looks, "either direction, after 60 min"], rows);
}

function percent<T>(of: readonly T[], counts: (item: T) => boolean): string {
  return `${Math.round((100 * of.filter(counts).length) / of.length)} %`;
}
