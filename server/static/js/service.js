// Calls the service that this page came from.

/** The service answered with an error, or not at all. `message` can be shown to the reader. */
export class ServiceError extends Error {}

async function answer(path, init) {
  let response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new ServiceError("The service cannot be reached. Is it still running?");
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  const reasons = (body?.errors ?? []).map((error) => `${error.pointer} ${error.detail}`);
  const parts = [body?.title ?? `The service answered with an error (${response.status}).`, body?.detail, ...reasons];
  throw new ServiceError(parts.filter(Boolean).join(" · "));
}

const post = (path, body) =>
  answer(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const status = () => answer("/v1/status");
export const match = (title, blocks, language) =>
  post("/v1/match", { title, blocks, ...(language ? { language } : {}) });
export const sendFeedback = (feedback) => post("/v1/feedback", feedback);
