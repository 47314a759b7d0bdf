// The panel at the side of a window: Chrome's side panel, Firefox's sidebar. Either opens only while a reader's deed is handled.
import { api } from "./api.js";

interface Sidebar {
  open(): Promise<void>;
  isOpen(details: { windowId?: number }): Promise<boolean>;
}

const sidebar = (): Sidebar | undefined => (api as typeof api & { sidebarAction?: Sidebar }).sidebarAction;

/** Whether this browser has one; Firefox for Android has none. */
export function hasPanel(): boolean {
  return sidebar() !== undefined || api.sidePanel !== undefined;
}

/** Open it in a window. To be called before anything is awaited; rejects where no reader asked. */
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
