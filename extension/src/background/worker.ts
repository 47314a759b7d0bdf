// The background worker: only listeners. The browser may stop it at any moment, so it keeps nothing important in memory.
import { isWebPage } from "../lib/addresses.js";
import { api } from "../lib/api.js";
import { languageTag } from "../lib/contract.js";
import type { SentBlock } from "../lib/contract.js";
import type { Change, Hello, ToBackground } from "../lib/messages.js";
import { say } from "../lib/i18n.js";
import { giveBack } from "../lib/permissions.js";
import { automaticRefusal } from "../lib/policy.js";
import type { PageAddress } from "../lib/policy.js";
import { loadSettings, onSettings, saveSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { flashBadge, showBadge } from "./badge.js";
import { askPagesAgain, checkPage } from "./check.js";
import { giveFeedback } from "./feedback.js";
import { planUpdates, updatePacks, watchUpdates } from "./packs/updates.js";
import { register } from "./registration.js";
import { restartPages } from "./restart.js";
import { styleHighlights } from "./style.js";
import { checkTab, describeTab, pageOf, showBeside } from "./tabs.js";
import { authorizeFrame, isAuthorizedFrame } from "./frame-auth.js";

/** Longest page heading that is sent, in characters. */
const MAX_TITLE = 300;
/** Longest column header of a block that is sent, in characters. */
const MAX_HEADING = 80;

type Sender = chrome.runtime.MessageSender;

/** Whether the sender is our content script in the top frame of a web page. */
function isContentScript(sender: Sender): sender is Sender & { tab: chrome.tabs.Tab & { id: number }; url: string } {
  return sender.id === api.runtime.id && sender.tab?.id !== undefined && sender.frameId === 0 && isWebPage(sender.url ?? "");
}

function isOwnPage(sender: Sender): boolean {
  return sender.id === api.runtime.id && (sender.url ?? "").startsWith(api.runtime.getURL(""));
}

async function addressOf(sender: Sender & { tab: chrome.tabs.Tab & { id: number }; url: string }): Promise<PageAddress> {
  // The address comes from the browser, not from the content script. The tab's address follows a single-page application.
  const moved = sender.tab.url && new URL(sender.tab.url).origin === new URL(sender.url).origin;
  return pageOf(sender.tab.id, moved ? (sender.tab.url ?? sender.url) : sender.url, sender.tab.incognito);
}

function helloFor(settings: Settings, page: PageAddress): Hello {
  const reason = automaticRefusal(settings, page) ?? "";
  const { hidden, sensitivity, shape, colour, comments } = settings;
  return { reason, settings: { hidden, sensitivity, shape, colour, comments } };
}

/** The message of one type. */
type Of<T extends ToBackground["type"]> = Extract<ToBackground, { type: T }>;
type Handlers<From> = { [T in ToBackground["type"]]?: (message: Of<T>, from: From) => unknown };

/** Handlers of messages from content scripts. The page's address comes from the browser, everything else from the script. */
const FROM_CONTENT: Handlers<{ tab: number; page: PageAddress; settings: Settings }> = {
  hello: (_, { settings, page }) => helloFor(settings, page),
  match: (message, { tab, page, settings }) =>
    checkPage(settings, {
      tab,
      page,
      blocks: readBlocks(message.blocks),
      title: String(message.title).slice(0, MAX_TITLE),
      language: languageTag(message.language),
      first: message.first,
      checksFacts: message.checksFacts === true,
    }),
  style: (_, { tab, settings }) => styleHighlights(tab, settings),
  vouch: ({ nonce }, { tab }) => authorizeFrame(tab, String(nonce)),
  shown: ({ repeats, failure }, { tab }) => showBadge(tab, repeats, failure),
};

/** Handlers of messages from the extension's own pages: the popup, the options, and the frames of notices. */
const FROM_OWN_PAGE: Handlers<{ sender: Sender; settings: Settings }> = {
  vouched: ({ nonce }, { sender }) => sender.tab?.id !== undefined && isAuthorizedFrame(sender.tab.id, String(nonce)),
  check: ({ tab, allow }) => checkTab(tab, { allow: allow === true }),
  "check-selection": ({ tab }) => checkTab(tab, { selection: true }),
  page: ({ tab, pressed }, { settings }) => describeTab(settings, tab, pressed === true),
  exclude: async ({ site }, { settings }) => {
    await saveSettings({ excluded: [...settings.excluded, site] });
    return true;
  },
  hide: async ({ case: id, title }, { settings }) => {
    await saveSettings({ hidden: [...settings.hidden, id], titles: { ...settings.titles, [id]: title } });
    return true;
  },
  undo: async ({ change }, { settings }) => {
    await saveSettings(without(settings, change));
    return true;
  },
  feedback: (message, { sender, settings }) => giveFeedback(settings, message, sender.tab),
  packs: async () => {
    await planUpdates();
    void askPagesAgain();
    return true;
  },
  "update-pack": async ({ address }, { settings }) => {
    await updatePacks(settings, [String(address)]);
    return true;
  },
  "give-back": async () => {
    await giveBack();
    return true;
  },
};

async function fromContent(message: ToBackground, sender: Sender): Promise<unknown> {
  if (!isContentScript(sender)) return undefined;
  const signedIn = "signedIn" in message && message.signedIn === true;
  return handled(FROM_CONTENT, message, { tab: sender.tab.id, page: { ...(await addressOf(sender)), signedIn }, settings: await loadSettings() });
}

async function fromOwnPage(message: ToBackground, sender: Sender): Promise<unknown> {
  return isOwnPage(sender) ? handled(FROM_OWN_PAGE, message, { sender, settings: await loadSettings() }) : undefined;
}

function handled<From>(handlers: Handlers<From>, message: ToBackground, from: From): unknown {
  const handler = Object.hasOwn(handlers, message.type) ? (handlers[message.type] as ((message: ToBackground, from: From) => unknown) | undefined) : undefined;
  return handler?.(message, from);
}

function readBlocks(blocks: unknown): SentBlock[] {
  return (Array.isArray(blocks) ? (blocks as SentBlock[]) : []).map(({ id, text, gap, heading }) => ({
    id: String(id),
    text: String(text),
    ...(gap === true ? { gap } : {}),
    ...(heading ? { heading: String(heading).slice(0, MAX_HEADING) } : {}),
  }));
}

/** The settings that undo a change. */
function without({ excluded, hidden }: Settings, { what, name }: Change): Partial<Settings> {
  return what === "site" ? { excluded: excluded.filter((site) => site !== name) } : { hidden: hidden.filter((id) => id !== name) };
}

api.runtime.onMessage.addListener((message: ToBackground, sender, reply) => {
  // Not awaited: the panel opens only while the browser still handles the reader's click.
  if (message.type === "beside" && isContentScript(sender)) void showBeside(sender.tab, String(message.id)).catch(() => undefined);
  const handle = isOwnPage(sender) ? fromOwnPage : fromContent;
  // Always answer: no answer at all means that this worker was stopped before it could give one.
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
    // Show the welcome page even if the packs cannot be read.
    await planUpdates().catch((error: unknown) => console.warn("packs:", error));
    if (reason === "update") await restartPages(settings);
    if (reason === "install" && !settings.consented) await api.tabs.create({ url: api.runtime.getURL("welcome.html") });
  });
});

// Content scripts run beside hostile pages, so keep the settings from them if the browser supports that.
void api.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" })?.catch(() => undefined);

api.runtime.onStartup.addListener(() => {
  void loadSettings().then(register);
  planUpdates().catch((error: unknown) => console.warn("packs:", error));
});

watchUpdates();

onSettings((settings) => {
  void register(settings);
  void tellTabs(settings);
});

/** Tell every content script what the new settings mean for its page. */
async function tellTabs(settings: Settings): Promise<void> {
  for (const tab of await api.tabs.query({})) {
    if (tab.id === undefined || !tab.url) continue;
    const hello = helloFor(settings, await pageOf(tab.id, tab.url, tab.incognito));
    api.tabs.sendMessage(tab.id, { type: "settings", hello }).catch(() => undefined);
  }
}

api.commands?.onCommand.addListener((command, tab) => {
  if (tab?.id === undefined) return;
  if (command === "open-panel") void showBeside(tab).catch(() => undefined);
  else if (command === "check-page") void checkTab(tab.id);
  else if (command === "check-selection") void checkSelection(tab.id);
  else if (command === "next-notice") api.tabs.sendMessage(tab.id, { type: "next" }).catch(() => undefined);
});

const MENU = "check-selection";

/** Add "Check the selection" to the menu of selected text. Done once, because the browser keeps it. */
async function offerSelection(): Promise<void> {
  if (!api.contextMenus) return;
  await api.contextMenus.removeAll();
  api.contextMenus.create({ id: MENU, title: say("check_selection"), contexts: ["selection"], documentUrlPatterns: ["http://*/*", "https://*/*"] });
}

// Firefox for Android has neither menus nor shortcuts.
api.contextMenus?.onClicked.addListener(({ menuItemId }, tab) => {
  if (menuItemId === MENU && tab?.id !== undefined) void checkSelection(tab.id);
});

/** Check the selection because the reader asked for it. If that is refused, say so where the reader can change it. */
async function checkSelection(tabId: number): Promise<void> {
  const { refusal } = await checkTab(tabId, { selection: true });
  if (refusal === "no_consent") await api.tabs.create({ url: api.runtime.getURL("welcome.html") });
  else if (refusal) await flashBadge(tabId, say(`refusal_${refusal}`));
}
