/** The roles' own words for what a host hands to them, and how a host makes one. */
import type { Core, RoleOptions } from "@triad/roles";

export type { RoleName, RoleOptions } from "@triad/roles";

export type CreateCore = (options: RoleOptions) => Core;
