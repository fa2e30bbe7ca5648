/**
 * @triad/console: what an operator sees and types in a terminal.
 *
 * Responsible for: the numbered menu and its words, guided questions, tables that fit, notices between them; the same
 * as a plain command reader where there is no terminal.
 * Depends on: host-nodejs (the handle of a running node), roles (the operator's vocabulary), chain (amounts, addresses).
 */
export { attachConsole, type ConsoleStreams } from "./console.ts";
export { MENU_ENTRIES, type MenuEntry, menuOfRole, type Word } from "./menu-entries.ts";
