// A tab's page as the extension's own pages learn of it: from the background, and from the content script in it.
import { api } from "../lib/api.js";
import type { Described, PageState, ToBackground, ToContent } from "../lib/messages.js";

export interface TabPage {
  tab: number;
  described: Described;
  /** What the content script says; null where there is none. */
  state: PageState | null;
}

/** What keeps a page from being read by itself, but not by a click. */
export const ASKING = new Set(["not_asked", "not_permitted", "signed_in"]);

const NOTHING: Described = { refusal: "not_a_page", url: "", selected: false, objection: null };

/** Opened as a page of its own, a page of ours is told which tab it is about; 0 where the browser opened it. */
export const namedTab = () => Number(new URLSearchParams(location.search).get("tab"));

/** The tab that is shown in this window, or the one that this page was told. */
export async function currentTab(): Promise<chrome.tabs.Tab | undefined> {
  if (namedTab()) return api.tabs.get(namedTab());
  return (await api.tabs.query({ active: true, currentWindow: true }))[0];
}

export const toBackground = <T>(message: ToBackground) => api.runtime.sendMessage<ToBackground, T>(message);

export async function toContent<T>(tab: number, message: ToContent): Promise<T | null> {
  try {
    return ((await api.tabs.sendMessage(tab, message))) ?? null;
  } catch {
    return null;
  }
}

/** `pressed`: by the button of the toolbar, with which the browser shows us any page that an extension may read. */
export async function look(tab: number, pressed: boolean): Promise<TabPage> {
  const described = (await toBackground<Described>({ type: "page", tab, pressed })) ?? { ...NOTHING };
  const state = await toContent<PageState>(tab, { type: "state" });
  if (!described.refusal && state?.phase === "refused" && state.refusal === "signed_in") described.refusal = "signed_in";
  return { tab, described, state };
}

/** Have the tab's page checked, and wait for what comes of it. */
export async function checkPage(tab: number, allow: boolean): Promise<void> {
  const answer = await toBackground<{ refusal: string }>({ type: "check", tab, allow });
  if (answer?.refusal) return;
  for (;;) {
    const state = await toContent<PageState>(tab, { type: "state" });
    if (!state || state.phase === "done" || state.phase === "failed" || state.phase === "refused") return;
    await new Promise((done) => setTimeout(done, 150));
  }
}
