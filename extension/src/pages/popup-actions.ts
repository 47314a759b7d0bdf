// The popup's actions: check, allow, exclude, switch off, and undo each of these.
import { onSite, siteOf } from "../lib/addresses.js";
import { api } from "../lib/api.js";
import { say } from "../lib/i18n.js";
import type { Described } from "../lib/messages.js";
import { hasPanel } from "../lib/panel.js";
import { isPaused } from "../lib/policy.js";
import { saveSettings } from "../lib/settings.js";
import { originsFor } from "../lib/permissions.js";
import type { Settings } from "../lib/settings.js";
import { button, make } from "../notice/dom.js";
import { ASKING } from "./tab-page.js";
import type { TabPage } from "./tab-page.js";

const HOUR_MS = 3_600_000;


interface Popup {
  /** Redraw the popup. */
  show: () => Promise<void>;
  check: (allow: boolean) => Promise<void>;
  checkSelection: () => Promise<void>;
  openPanel: () => void;
}

export function actions({ described, state }: TabPage, settings: Settings, popup: Popup): HTMLElement {
  const row = make("div", { class: "row" });
  const site = siteOf(described.url);
  const { refusal } = described;
  const add = (text: string, click: () => void, name: string) => row.append(button(say(text), click, { class: name, id: text }));
  const change = (settled: Partial<Settings>) => () => void saveSettings(settled).then(popup.show);
  if (!settings.consented) {
    add("choose_now", () => void api.tabs.create({ url: api.runtime.getURL("welcome.html") }).then(() => window.close()), "main");
    return row;
  }
  if (isPaused(settings)) {
    add("switch_on", change({ paused: "" }), "main");
    return row;
  }
  if (refusal === "excluded") add("allow_here", change({ excluded: settings.excluded.filter((one) => !onSite(described.url, one)) }), "plain");
  else if (refusal === "never") {
    add("allow_once", () => void popup.check(true), "plain");
    add("allow_always", change(allowing(described, site, settings)), "plain");
  } else if (!refusal || ASKING.has(refusal)) {
    if (state?.failure === "refused_key") add("enter_key", () => void api.runtime.openOptionsPage().then(() => window.close()), "main");
    const checked = state?.phase === "done" || state?.phase === "failed";
    add(checked ? "check_again" : "check_page", () => void popup.check(false), checked ? "plain" : "main");
    if (described.selected) add("check_selection", () => void popup.checkSelection(), "plain");
    if (site && settings.mode === "sites" && refusal === "not_asked") add("always_here", () => void always(site, settings, popup), "plain");
    if (site && refusal === "not_permitted") add("give_permission", () => void permit(described.url, settings, popup), "plain");
    if (settings.allowed.includes(site)) add("not_allowed_again", change({ allowed: settings.allowed.filter((one) => one !== site) }), "plain");
  }
  if (hasPanel()) add("open_panel", popup.openPanel, "plain");
  row.append(switchOff(described, site, settings, popup));
  return row;
}

/** The change of settings that allows a site of the lists. */
function allowing({ url, objection }: Described, site: string, settings: Settings): Partial<Settings> {
  if (objection?.category !== "own") return { allowed: [...settings.allowed, site] };
  return { never: settings.never.filter((one) => !onSite(url, one)) };
}

/** The control that switches Rejoinder off: for an hour, on this site, or until further notice. */
function switchOff({ refusal }: Described, site: string, settings: Settings, popup: Popup): HTMLElement {
  const choices = make("div", { class: "row" });
  const add = (text: string, settled: () => Partial<Settings>) =>
    choices.append(button(say(text), () => void saveSettings(settled()).then(popup.show), { class: "plain", id: text }));
  add("off_hour", () => ({ paused: new Date(Date.now() + HOUR_MS).toISOString() }));
  if (site && refusal !== "excluded") add("off_site", () => ({ excluded: [...settings.excluded, site] }));
  add("off_always", () => ({ paused: "always" }));
  return make("details", { class: "off" }, make("summary", { id: "switch_off" }, say("switch_off")), choices);
}

async function always(site: string, settings: Settings, popup: Popup): Promise<void> {
  if (!(await api.permissions.request({ origins: originsFor("sites", [site]) }))) return;
  await saveSettings({ sites: [...settings.sites, site] });
  await popup.show();
}

/** Ask the browser again for the permission that the reader's mode needs. The page is checked once it is reloaded. */
async function permit(url: string, settings: Settings, popup: Popup): Promise<void> {
  const sites = settings.sites.filter((one) => onSite(url, one));
  if (await api.permissions.request({ origins: originsFor(settings.mode, sites) })) await popup.show();
}
