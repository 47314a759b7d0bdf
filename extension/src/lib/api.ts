// The one place that touches the browser's extension API: `browser` in Firefox, `chrome` in Chrome. Both return promises.

type Api = typeof chrome;

const found = globalThis as unknown as { browser?: Api; chrome?: Api };

export const api: Api = (found.browser ?? found.chrome) as Api;

/** Whether this script still belongs to a running extension. Updating or removing the extension leaves old content scripts behind. */
export function connected(): boolean {
  try {
    return Boolean(api.runtime?.id);
  } catch {
    return false;
  }
}
