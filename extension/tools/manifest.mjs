// Makes both manifests from one source. All differences between the browsers are here.
import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url)));

/** All web pages. This permission is asked for only when the reader chooses a mode that needs it. */
export const PAGES = ["http://*/*", "https://*/*"];
export const GECKO_ID = "rejoinder@rejoinder.example";

const icons = { 16: "icons/16.png", 32: "icons/32.png", 48: "icons/48.png", 128: "icons/128.png" };

function common() {
  return {
    manifest_version: 3,
    name: "__MSG_extension_name__",
    description: "__MSG_extension_description__",
    version,
    default_locale: "en",
    icons,
    action: { default_title: "__MSG_extension_name__", default_popup: "popup.html", default_icon: icons },
    options_ui: { page: "options.html", open_in_tab: true },
    permissions: ["activeTab", "alarms", "contextMenus", "scripting", "storage"],
    optional_host_permissions: PAGES,
    commands: {
      "next-notice": {
        suggested_key: { default: "Alt+Shift+J" },
        description: "__MSG_command_next__",
      },
      "check-page": {
        suggested_key: { default: "Alt+Shift+K" },
        description: "__MSG_command_check__",
      },
      "open-panel": {
        suggested_key: { default: "Alt+Shift+L" },
        description: "__MSG_command_panel__",
      },
      // No keys by default; the reader can set some.
      "check-selection": { description: "__MSG_check_selection__" },
    },
    content_security_policy: {
      // Styles and pictures come from the extension itself. Requests go only to addresses that the reader chose.
      extension_pages: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src http: https:",
    },
  };
}

/** `test` makes the optional host permissions required, because no test can accept a prompt. It changes nothing else. */
export function manifest(target, { test = false } = {}) {
  const made = common();
  if (test) {
    made.host_permissions = PAGES;
    delete made.optional_host_permissions;
  }
  const frame = { resources: ["notice.html"], matches: PAGES };
  if (target === "chrome") {
    made.minimum_chrome_version = "120";
    made.background = { service_worker: "worker.js" };
    // "offscreen": the background cannot start workers, so an offscreen document starts the one in which pages are matched.
    made.permissions = [...made.permissions, "offscreen", "sidePanel"].sort();
    made.side_panel = { default_path: "panel.html" };
    made.web_accessible_resources = [{ ...frame, use_dynamic_url: true }];
  } else {
    made.background = { scripts: ["worker.js"] };
    // Only the reader opens the sidebar; installing the extension does not.
    made.sidebar_action = { default_title: "__MSG_extension_name__", default_panel: "panel.html", default_icon: icons, open_at_install: false };
    made.web_accessible_resources = [frame];
    made.browser_specific_settings = {
      gecko: {
        id: GECKO_ID,
        strict_min_version: "142.0",
        // "On this computer" needs none. The other ways send sentences, or the page's text and its address (to look it up
        // among catalogued articles), and Firefox asks the reader when one of them is chosen.
        data_collection_permissions: { required: ["none"], optional: ["websiteContent", "browsingActivity"] },
      },
      gecko_android: { strict_min_version: "142.0" },
    };
  }
  return made;
}
