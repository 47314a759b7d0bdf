// The page of the API: it shows /openapi.json, with a form to try each operation.
import { element } from "./elements.js";

const MOST_SHOWN = 200_000;

/** The text's parts, with `words between backticks` as code elements. */
const prose = (text) => text.split("`").map((part, n) => (n % 2 ? element("code", {}, part) : part));

/** The schema that a reference points to, or the schema itself. */
const follow = (description, schema) =>
  schema?.$ref ? description.components.schemas[schema.$ref.split("/").at(-1)] : (schema ?? {});

/** A schema's type in a few words. */
function typeOf(description, schema) {
  if (schema.$ref && !follow(description, schema).enum) return schema.$ref.split("/").at(-1);
  if (schema.$ref) return typeOf(description, follow(description, schema));
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf) return schema.anyOf.map((part) => typeOf(description, part)).join(" or ");
  if (schema.type === "array") return `list of ${typeOf(description, schema.items ?? {})}`;
  if (schema.additionalProperties?.$ref) return `${typeOf(description, schema.additionalProperties)} by key`;
  return [schema.type].flat().join(" or ") || "anything";
}

function limits(schema) {
  const words = [];
  if (schema.minimum !== undefined) words.push(`at least ${schema.minimum}`);
  if (schema.maximum !== undefined) words.push(`at most ${schema.maximum}`);
  if (schema.maxLength !== undefined) words.push(`at most ${schema.maxLength} characters`);
  if (schema.default !== undefined && schema.default !== "" && schema.default !== null) words.push(`default ${JSON.stringify(schema.default)}`);
  return words.join(", ");
}

/** The fields of an object's schema as a table. */
function fields(description, schema) {
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("code", {}, name), schema.required?.includes(name) ? element("span", { class: "fine" }, " required") : null),
      element("td", {}, typeOf(description, field)),
      element("td", {}, [field.description, limits(field)].filter(Boolean).join("; ")),
    ),
  );
  return element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Fields" }, element("table", {}, element("tbody", {}, ...rows)));
}

/** The text quoted for a shell. */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function curl({ method, url, headers, body }) {
  const parts = ["curl", ...(method === "GET" ? [] : ["-X", method]), quoted(url)];
  for (const [name, value] of Object.entries(headers)) parts.push("-H", quoted(`${name}: ${value}`));
  if (body !== undefined) parts.push("--data-binary", quoted(body));
  return parts.join(" ");
}

function tryIt(path, method, operation) {
  const id = operation.operationId;
  const inputs = (operation.parameters ?? []).map((parameter) => {
    const input = element("input", { id: `${id}-${parameter.name}`, dir: "auto", required: parameter.required, autocomplete: "off" });
    const note = [parameter.description, limits(parameter.schema)].filter(Boolean).join("; ");
    const label = element("label", { for: input.id }, parameter.name, note ? element("span", { class: "fine" }, ` ${note}`) : null);
    return { parameter, input, shown: element("div", {}, label, input) };
  });
  const media = operation.requestBody?.content?.["application/json"];
  const body = media ? element("textarea", { id: `${id}-body`, rows: "6", spellcheck: "false" }) : null;
  if (body) body.value = JSON.stringify(media.example ?? {}, null, 2);
  const key = element("input", { id: `${id}-key`, autocomplete: "off" });
  const shown = element("div", { "aria-live": "polite" });
  const form = element(
    "form",
    {},
    ...inputs.map((input) => input.shown),
    body ? element("div", {}, element("label", { for: body.id }, "Body"), body) : null,
    element("div", {}, element("label", { for: key.id }, "API key", element("span", { class: "fine" }, " only if the service asks for one")), key),
    element("button", { type: "submit", class: "primary" }, "Send"),
    shown,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = new URL(path, location.origin);
    for (const { parameter, input } of inputs) {
      if (parameter.in === "path") address.pathname = address.pathname.replace(encodeURI(`{${parameter.name}}`), encodeURIComponent(input.value));
      else if (input.value !== "") address.searchParams.set(parameter.name, input.value);
    }
    const headers = {
      ...(body ? { "Content-Type": "application/json" } : {}),
      ...(key.value ? { Authorization: `Bearer ${key.value}` } : {}),
    };
    const request = { method: method.toUpperCase(), url: address.href, headers, body: body?.value };
    shown.replaceChildren(output("As a command", curl(request)));
    try {
      const response = await fetch(request.url, request);
      const text = await response.text();
      const type = response.headers.get("content-type") ?? "";
      const pretty = /\bjson\b/.test(type) && !type.includes("x-ndjson") ? JSON.stringify(JSON.parse(text), null, 2) : text;
      shown.append(output(`Reply: ${response.status} ${type}`, pretty.slice(0, MOST_SHOWN)));
    } catch (error) {
      shown.append(element("p", { class: "message" }, `No reply: ${error.message}`));
    }
  });
  return form;
}

const output = (title, text) =>
  element("figure", {}, element("figcaption", {}, title), element("pre", { tabindex: "0" }, text));

function replies(description, operation) {
  const rows = Object.entries(operation.responses).map(([status, reply]) => {
    const schema = Object.values(reply.content ?? {})[0]?.schema;
    const name = schema ? typeOf(description, schema) : Object.keys(reply.content ?? {}).join(", ");
    return element("tr", {}, element("th", { scope: "row" }, status), element("td", {}, reply.description), element("td", {}, name));
  });
  return element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Replies" }, element("table", {}, element("tbody", {}, ...rows)));
}

function operationSection(description, path, method, operation) {
  const schema = follow(description, operation.requestBody?.content?.["application/json"]?.schema);
  const summary = element("summary", {}, element("span", { class: `method ${method}` }, method.toUpperCase()), element("code", {}, path), element("span", { class: "fine" }, operation.summary));
  return element(
    "details",
    { class: "operation", id: operation.operationId },
    summary,
    operation.description ? element("p", {}, ...prose(operation.description)) : null,
    element("h3", {}, "Try it"),
    tryIt(path, method, operation),
    schema.properties ? element("h3", {}, "Body") : null,
    schema.properties ? fields(description, schema) : null,
    element("h3", {}, "Replies"),
    replies(description, operation),
  );
}

function shapes(description) {
  const sections = Object.entries(description.components.schemas)
    .filter(([, schema]) => schema.properties)
    .map(([name, schema]) =>
      element("details", { class: "operation", id: `shape-${name}` }, element("summary", {}, element("code", {}, name)), schema.description ? element("p", {}, ...prose(schema.description)) : null, fields(description, schema)),
    );
  return [element("h2", {}, "Shapes"), ...sections];
}

function show(description) {
  document.getElementById("about").replaceChildren(...description.info.description.split("\n\n").map((text) => element("p", {}, ...prose(text))));
  const byTag = new Map(description.tags.map(({ name }) => [name, []]));
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) byTag.get(operation.tags[0]).push(operationSection(description, path, method, operation));
  }
  const sections = [...byTag].flatMap(([tag, operations]) => [element("h2", {}, tag[0].toUpperCase() + tag.slice(1)), ...operations]);
  document.getElementById("operations").replaceChildren(...sections, ...shapes(description));
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (named) named.open = true;
}

fetch("/openapi.json")
  .then((response) => response.json())
  .then(show)
  .catch(() => {
    const message = document.getElementById("message");
    message.textContent = "The description of the API cannot be loaded.";
    message.hidden = false;
  });
