// What the extension's own pages know about a tab's page, from the background and from the content script in it.
import { api } from "../lib/api.js";
import type { Described, PageState, ToBackground, ToContent } from "../lib/messages.js";

export interface TabPage {
  tab: number;
  described: Described;
  /** What the content script says; null if there is none. */
  state: PageState | null;
}

/** Refusals that keep a page from being checked automatically but not from being checked by a click. */
export const ASKING = new Set(["not_asked", "not_permitted", "signed_in"]);

const NOTHING: Described = { refusal: "not_a_page", url: "", selected: false, objection: null };

/** The tab that this page is about, if it was opened for one (`?tab=`); 0 if the browser opened it. */
export const namedTab = () => Number(new URLSearchParams(location.search).get("tab"));

/** The tab that this page is about: the one it was opened for, else the active one of this window. */
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

/** Ask about a tab's page. `pressed`: the reader pressed the toolbar's button, which lets us see the page's address. */
export async function look(tab: number, pressed: boolean): Promise<TabPage> {
  const described = (await toBackground<Described>({ type: "page", tab, pressed })) ?? { ...NOTHING };
  const state = await toContent<PageState>(tab, { type: "state" });
  if (!described.refusal && state?.phase === "refused" && state.refusal === "signed_in") described.refusal = "signed_in";
  return { tab, described, state };
}

/** Have the tab's page checked, and wait until that is done. */
export async function checkPage(tab: number, allow: boolean): Promise<void> {
  const answer = await toBackground<{ refusal: string }>({ type: "check", tab, allow });
  if (answer?.refusal) return;
  for (;;) {
    const state = await toContent<PageState>(tab, { type: "state" });
    if (!state || state.phase === "done" || state.phase === "failed" || state.phase === "refused") return;
    await new Promise((done) => setTimeout(done, 150));
  }
}
