// Tabs: why one is not checked, what kind of document it shows, and checking it on request.
import { isPdfAddress, kindOfAddress, kindOfType } from "../lib/kinds.js";
import type { Kind } from "../lib/kinds.js";
import { api } from "../lib/api.js";
import type { Described, ToContent } from "../lib/messages.js";
import { isPanelOpen, openPanel } from "../lib/panel.js";
import { automaticRefusal, objection, refusal } from "../lib/policy.js";
import type { PageAddress } from "../lib/policy.js";
import { loadSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { allowOnce, grantClick, isAllowedOnce } from "./clicks.js";

export async function pageOf(tab: number, url: string, incognito: boolean): Promise<PageAddress> {
  return { url, incognito, allowed: await isAllowedOnce(tab, url) };
}

/**
 * Show a tab's notices beside its page: in the panel, else in a small window that scrolls to `notice`. Call this before
 * awaiting anything, because the panel opens only while the browser handles a click or key press.
 */
export async function showBeside(tab: chrome.tabs.Tab, notice = ""): Promise<void> {
  try {
    await openPanel(tab.windowId);
  } catch {
    if (await isPanelOpen(tab.windowId)) return;
    const url = api.runtime.getURL(`panel.html?tab=${tab.id}&notice=${encodeURIComponent(notice)}`);
    await api.windows.create({ url, type: "popup", width: 420, height: 720 });
  }
}

/** Describe the tab's page for the popup, mainly why it is not checked ("" when it is). */
export async function describeTab(settings: Settings, tabId: number, pressed: boolean): Promise<Described> {
  const tab = await api.tabs.get(tabId);
  const { url = "" } = tab;
  const answer = (refusal: Described["refusal"], selected = false): Described => ({ refusal, url, selected, objection: null });
  if (!url) {
    // Without a permission for the page the browser hides its address from us, and only a click can check it. If we do have
    // the permission and the address is hidden all the same, then this is a page that no extension may read.
    const all = pressed || (await api.permissions.contains({ origins: ["http://*/*", "https://*/*"] }));
    if (!settings.consented) return answer("no_consent");
    return answer(all ? kindOfAddress(tab.pendingUrl ?? "") || "closed" : "not_asked");
  }
  const against = automaticRefusal(settings, await pageOf(tabId, url, tab.incognito));
  if (against === "no_consent" || against === "paused") return answer(against);
  const kind = kindOfAddress(url);
  if (kind) return answer(kind);
  if (against && against !== "not_asked") {
    return { ...answer(against), objection: against === "never" ? objection(settings, url) : null };
  }
  const { kind: unreadable, selected } = await lookInto(tabId, url);
  if (unreadable) return answer(unreadable);
  if (against) return answer(against, selected);
  // The reader may have revoked the permission in the browser's own settings, and imported settings come without one.
  const { protocol, hostname } = new URL(url);
  const permitted = await api.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
  return answer(permitted ? "" : "not_permitted", selected);
}

/** The kind of a tab's document, and whether text is selected in it. Reads nothing of the page. */
async function lookInto(tabId: number, url: string): Promise<{ kind: Kind; selected: boolean }> {
  const { protocol, hostname } = new URL(url);
  try {
    const [found] = await api.scripting.executeScript({
      target: { tabId },
      func: () => ({ type: document.contentType, selected: getSelection()?.isCollapsed === false }),
    });
    const { type = "text/html", selected = false } = found?.result ?? {};
    return { kind: kindOfType(type), selected };
  } catch {
    // Either we have no permission for the page, or the browser shows it in a viewer of its own.
    const permitted = await api.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
    return { kind: isPdfAddress(url) ? "pdf" : permitted ? "closed" : "", selected: false };
  }
}

/** Check a tab because the reader asked for it. With the reader's click the browser grants us permission for the page. */
export async function checkTab(tabId: number, { allow = false, selection = false } = {}): Promise<{ refusal: string }> {
  const [settings, tab] = await Promise.all([loadSettings(), api.tabs.get(tabId)]);
  const url = tab.url ?? "";
  if (allow && objection(settings, url)) await allowOnce(tabId, url);
  const against = refusal(settings, await pageOf(tabId, url, tab.incognito));
  if (against) return { refusal: against };
  const { kind } = await lookInto(tabId, url);
  if (kind) return { refusal: kind };
  try {
    await api.scripting.executeScript({ target: { tabId }, files: ["content.js"] });
    await grantClick(tabId, url);
    await api.tabs.sendMessage(tabId, { type: selection ? "selection" : "check" } satisfies ToContent);
    return { refusal: "" };
  } catch {
    return { refusal: "not_a_page" };
  }
}
