// The welcome page: what would be sent, where, and when; and the choice before which nothing is.
import { say, translatePage } from "../lib/i18n.js";
import { loadSettings, saveSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { dropPermissions, ModeChoice, report, ServiceChoice, tryService } from "./choices.js";

const at = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

async function start(): Promise<void> {
  translatePage();
  const settings = await loadSettings();
  // Nothing is chosen beforehand: the reader chooses.
  const mode = new ModeChoice(settings.consented ? settings.mode : "", settings.sites);
  const service = new ServiceChoice(settings);
  at("mode").replaceWith(mode.element);
  at("service").replaceWith(service.element);
  let failedOnce = "";

  async function finish(permitted: Promise<boolean>, change: Pick<Settings, "service" | "key" | "mode" | "sites">) {
    const status = at("status");
    if (!(await permitted)) return report(status, say("permission_refused"), "bad");
    report(status, say("checking_service"));
    const answer = await tryService(change);
    // A service may be down just now. The second press saves it as it is.
    if (!answer.good && failedOnce !== change.service) {
      failedOnce = change.service;
      at("start").textContent = say("save_anyway");
      return report(status, answer.text, "bad");
    }
    failedOnce = "";
    at("start").textContent = say("save");
    await saveSettings({ ...change, consented: new Date().toISOString() });
    await dropPermissions(change.mode, change.sites);
    report(status, answer.text, answer.good ? "good" : "bad");
    at<HTMLAnchorElement>("demo").href = `${change.service}/demo/article`;
    at("done").hidden = false;
    at("started").focus();
  }

  // Another address is another question.
  at("form").addEventListener("input", () => {
    if (!failedOnce) return;
    failedOnce = "";
    at("start").textContent = say("start");
  });
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const status = at("status");
    if (!mode.mode) return report(status, say("choose_mode"), "bad");
    const problem = mode.problem();
    if (problem) return report(status, problem, "bad");
    const chosen = service.read();
    if ("problem" in chosen) return report(status, chosen.problem, "bad");
    // Asked for before anything is awaited: a browser gives permissions only while a click is handled.
    void finish(mode.permit(), { ...chosen, mode: mode.mode, sites: mode.list });
  });
}

void start();
