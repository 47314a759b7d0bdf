// The background worker: listeners only. It may be stopped at any moment, so nothing that matters lives in it.
import { isWebPage } from "../lib/addresses.js";
import { api } from "../lib/api.js";
import { languageTag } from "../lib/contract.js";
import { isPdfAddress, kindOfAddress, kindOfType } from "../lib/kinds.js";
import type { Kind } from "../lib/kinds.js";
import type { SentBlock } from "../lib/contract.js";
import type { Change, Described, Hello, ToBackground, ToContent } from "../lib/messages.js";
import { say } from "../lib/i18n.js";
import { automaticRefusal, objection, refusal } from "../lib/policy.js";
import type { PageAddress } from "../lib/policy.js";
import { loadSettings, onSettings, saveSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { flashBadge, showBadge } from "./badge.js";
import { checkPage } from "./check.js";
import { allowOnce, grantClick, isAllowedOnce } from "./clicks.js";
import { giveFeedback } from "./feedback.js";
import { register } from "./registration.js";
import { restartPages } from "./restart.js";
import { styleHighlights } from "./style.js";
import { authorizeFrame, isAuthorizedFrame } from "./frame-auth.js";

/** Characters of a page's heading. */
const MAX_TITLE = 300;

type Sender = chrome.runtime.MessageSender;

/** Ours, and of the kind that may say this: a content script in a page's top frame, or a page of the extension. */
function isContentScript(sender: Sender): sender is Sender & { tab: chrome.tabs.Tab & { id: number }; url: string } {
  return sender.id === api.runtime.id && sender.tab?.id !== undefined && sender.frameId === 0 && isWebPage(sender.url ?? "");
}

function isOwnPage(sender: Sender): boolean {
  return sender.id === api.runtime.id && (sender.url ?? "").startsWith(api.runtime.getURL(""));
}

async function addressOf(sender: Sender & { tab: chrome.tabs.Tab & { id: number }; url: string }): Promise<PageAddress> {
  // The browser's word for where the page is, not the content script's. A single page's moves show in the tab's own.
  const moved = sender.tab.url && new URL(sender.tab.url).origin === new URL(sender.url).origin;
  return pageOf(sender.tab.id, moved ? (sender.tab.url ?? sender.url) : sender.url, sender.tab.incognito);
}

async function pageOf(tab: number, url: string, incognito: boolean): Promise<PageAddress> {
  return { url, incognito, allowed: await isAllowedOnce(tab, url) };
}

function helloFor(settings: Settings, page: PageAddress): Hello {
  const reason = automaticRefusal(settings, page) ?? "";
  const { hidden, sensitivity, shape, colour, comments } = settings;
  return { reason, settings: { hidden, sensitivity, shape, colour, comments } };
}

async function fromContent(message: ToBackground, sender: Sender): Promise<unknown> {
  if (!isContentScript(sender)) return undefined;
  const tab = sender.tab.id;
  const settings = await loadSettings();
  const signedIn = "signedIn" in message && message.signedIn === true;
  const page = { ...(await addressOf(sender)), signedIn };
  switch (message.type) {
    case "hello":
      return helloFor(settings, page);
    case "match":
      return checkPage(settings, {
        tab,
        page,
        blocks: readBlocks(message.blocks),
        title: String(message.title).slice(0, MAX_TITLE),
        language: languageTag(message.language),
        first: message.first,
        checksFacts: message.checksFacts === true,
      });
    case "style":
      return styleHighlights(tab, settings);
    case "popup":
      return showBeside(tab);
    case "vouch":
      return authorizeFrame(tab, String(message.nonce));
    case "shown":
      return showBadge(tab, message.repeats, message.failure !== "");
    default:
      return undefined;
  }
}

function readBlocks(blocks: unknown): SentBlock[] {
  return (Array.isArray(blocks) ? (blocks as SentBlock[]) : []).map(({ id, text, gap, heading }) => ({
    id: String(id),
    text: String(text),
    ...(gap === true ? { gap } : {}),
    ...(heading ? { heading: String(heading) } : {}),
  }));
}

async function fromOwnPage(message: ToBackground, sender: Sender): Promise<unknown> {
  if (!isOwnPage(sender)) return undefined;
  const settings = await loadSettings();
  switch (message.type) {
    case "vouched":
      return sender.tab?.id !== undefined && isAuthorizedFrame(sender.tab.id, String(message.nonce));
    case "check":
      return checkTab(message.tab, { allow: message.allow === true });
    case "check-selection":
      return checkTab(message.tab, { selection: true });
    case "page":
      return describeTab(settings, message.tab, message.pressed === true);
    case "exclude":
      await saveSettings({ excluded: [...settings.excluded, message.site] });
      return true;
    case "hide":
      await saveSettings({ hidden: [...settings.hidden, message.case], titles: { ...settings.titles, [message.case]: message.title } });
      return true;
    case "undo":
      await saveSettings(without(settings, message.change));
      return true;
    case "feedback":
      return giveFeedback(settings, message, sender.tab);
    default:
      return undefined;
  }
}

/** The settings before a change that the reader takes back. */
function without({ excluded, hidden }: Settings, { what, name }: Change): Partial<Settings> {
  return what === "site" ? { excluded: excluded.filter((site) => site !== name) } : { hidden: hidden.filter((id) => id !== name) };
}

/** Show a tab's notices outside its page: in the popup of the toolbar, else in a small window. */
async function showBeside(tab: number): Promise<void> {
  try {
    await api.action.openPopup();
  } catch {
    await api.windows.create({ url: api.runtime.getURL(`popup.html?tab=${tab}`), type: "popup", width: 420, height: 640 });
  }
}

/** Why the tab's page is not checked, for the popup; "" when it is. */
async function describeTab(settings: Settings, tabId: number, pressed: boolean): Promise<Described> {
  const tab = await api.tabs.get(tabId);
  const { url = "" } = tab;
  const answer = (refusal: Described["refusal"], selected = false): Described => ({ refusal, url, selected, objection: null });
  if (!url) {
    // Without a permission for the page the browser keeps its address from us; then only a click can check it. With one,
    // what it keeps from us is nothing that it lets an extension read.
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
  // A reader can take a permission back in the browser's own settings, and imported settings bring none.
  const { protocol, hostname } = new URL(url);
  const permitted = await api.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
  return answer(permitted ? "" : "not_permitted", selected);
}

/** What a tab's document is, and whether a text is selected in it. Reads nothing of the page. */
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
    // A page for which there is no permission, or one that the browser shows in a viewer of its own.
    const permitted = await api.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
    return { kind: isPdfAddress(url) ? "pdf" : permitted ? "closed" : "", selected: false };
  }
}

/** The reader asked for this tab: in a click the browser lends its permission for the page. */
async function checkTab(tabId: number, { allow = false, selection = false } = {}): Promise<{ refusal: string }> {
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

api.runtime.onMessage.addListener((message: ToBackground, sender, reply) => {
  const handle = isOwnPage(sender) ? fromOwnPage : fromContent;
  // Always an answer: none at all means that this worker was stopped before it could give one.
  handle(message, sender).then(
    (answer) => reply(answer ?? null),
    (error: unknown) => {
      console.warn(`${message.type}:`, error);
      reply(null);
    },
  );
  return true;
});

api.runtime.onInstalled.addListener(({ reason }) => {
  void offerSelection();
  void loadSettings().then(async (settings) => {
    await register(settings);
    if (reason === "update") await restartPages(settings);
    if (reason === "install" && !settings.consented) await api.tabs.create({ url: api.runtime.getURL("welcome.html") });
  });
});

// Content scripts, which live beside the page, cannot open the settings, where a browser lets us say so.
void api.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" })?.catch(() => undefined);

api.runtime.onStartup.addListener(() => void loadSettings().then(register));

onSettings((settings) => {
  void register(settings);
  void tellTabs(settings);
});

/** Tell every page that has a content script how the settings bear on it now. */
async function tellTabs(settings: Settings): Promise<void> {
  for (const tab of await api.tabs.query({})) {
    if (tab.id === undefined || !tab.url) continue;
    const hello = helloFor(settings, await pageOf(tab.id, tab.url, tab.incognito));
    api.tabs.sendMessage(tab.id, { type: "settings", hello }).catch(() => undefined);
  }
}

api.commands?.onCommand.addListener((command, tab) => {
  if (tab?.id === undefined) return;
  if (command === "check-page") void checkTab(tab.id);
  else if (command === "check-selection") void checkSelection(tab.id);
  else if (command === "next-notice") api.tabs.sendMessage(tab.id, { type: "next" }).catch(() => undefined);
});

const MENU = "check-selection";

/** Have "Check the selection" in the menu of a selected text. Made once: the browser keeps it. */
async function offerSelection(): Promise<void> {
  if (!api.contextMenus) return;
  await api.contextMenus.removeAll();
  api.contextMenus.create({ id: MENU, title: say("check_selection"), contexts: ["selection"], documentUrlPatterns: ["http://*/*", "https://*/*"] });
}

// Firefox for Android has neither menus nor shortcuts.
api.contextMenus?.onClicked.addListener(({ menuItemId }, tab) => {
  if (menuItemId === MENU && tab?.id !== undefined) void checkSelection(tab.id);
});

/** The reader asked for a selection. What stands against it is said where the reader can change it. */
async function checkSelection(tabId: number): Promise<void> {
  const { refusal } = await checkTab(tabId, { selection: true });
  if (refusal === "no_consent") await api.tabs.create({ url: api.runtime.getURL("welcome.html") });
  else if (refusal) await flashBadge(tabId, say(`refusal_${refusal}`));
}
