// The panel at the side of a window: Chrome's side panel, Firefox's sidebar. Both open only while the browser handles a
// click or key press.
import { api } from "./api.js";

interface Sidebar {
  open(): Promise<void>;
  isOpen(details: { windowId?: number }): Promise<boolean>;
}

const sidebar = (): Sidebar | undefined => (api as typeof api & { sidebarAction?: Sidebar }).sidebarAction;

/** Whether this browser has a panel. Firefox for Android has none. */
export function hasPanel(): boolean {
  return sidebar() !== undefined || api.sidePanel !== undefined;
}

/** Open the panel in a window. Call this before awaiting anything; it rejects if no click or key press is being handled. */
export function openPanel(windowId: number): Promise<void> {
  const firefox = sidebar();
  if (firefox) return firefox.open();
  return api.sidePanel ? api.sidePanel.open({ windowId }) : Promise.reject(new Error("this browser has no panel"));
}

export async function isPanelOpen(windowId: number): Promise<boolean> {
  const firefox = sidebar();
  if (firefox) return firefox.isOpen({ windowId });
  const open = (await api.runtime.getContexts?.({ contextTypes: ["SIDE_PANEL"] })) ?? [];
  return open.some((context) => context.windowId === windowId);
}
