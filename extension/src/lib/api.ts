// The one seam to the browser: Firefox calls it `browser`, Chrome `chrome`; both answer with promises.

type Api = typeof chrome;

const found = globalThis as unknown as { browser?: Api; chrome?: Api };

export const api: Api = (found.browser ?? found.chrome) as Api;

/** Whether this script still belongs to a running extension: an update or a removal leaves old content scripts behind. */
export function connected(): boolean {
  try {
    return Boolean(api.runtime?.id);
  } catch {
    return false;
  }
}
