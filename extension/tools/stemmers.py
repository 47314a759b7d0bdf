"""Write src/match/snowball.ts: the Snowball project's stemmers, translated from its Python package to TypeScript.

    python extension/tools/stemmers.py    # `make extension` runs this when needed

The package snowballstemmer must have the same Snowball version as PyStemmer. Its licence goes beside the file.

The Snowball compiler writes the Python package and uses only a few kinds of statements: functions, loops, and
exceptions that jump out of a block, which become labelled blocks here. Any other statement is an error.
"""

from __future__ import annotations

import ast
import json
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
COMPARED = {ast.Eq: "===", ast.NotEq: "!==", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "===",
            ast.IsNot: "!=="}  # fmt: skip


class Translation:
    """The translation of one stemmer."""

    def __init__(self, tree: ast.Module) -> None:
        classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
        self.kind = next(node for node in classes if ast.unparse(node.bases[0]) == "BaseStemmer")
        self.name = self.kind.name

    def text(self) -> str:
        """The TypeScript of the stemmer's class, after the tables that it uses."""
        tables, members = [], []
        for node in self.kind.body:
            if isinstance(node, ast.FunctionDef):
                members.append(self._function(node))
            elif isinstance(node, ast.Assign):
                (target,) = node.targets
                assert isinstance(target, ast.Name)
                if target.id.startswith(("g_", "a_", "as_")):
                    tables.append(f"const {self.name}_{target.id} = {self._table(target.id, node.value)};")
                else:
                    members.append(f"{target.id} = {self.expression(node.value)};")
        return "\n".join([*tables, f"class {self.name} extends Stemmer {{", *members, "}"])

    def _table(self, name: str, node: ast.expr) -> str:
        if name.startswith("g_"):
            return f"new Set({json.dumps(''.join(sorted(ast.literal_eval(node))), ensure_ascii=False)})"
        if name.startswith("as_"):
            return json.dumps(list(ast.literal_eval(node)), ensure_ascii=False, separators=(",", ":"))
        assert isinstance(node, ast.List)
        rows = []
        for item in node.elts:
            assert isinstance(item, ast.Call)
            args = [self.expression(arg) for arg in item.args[:3]]
            method = f",(z) => z.{item.args[3].id.lstrip('_')}()" if len(item.args) > 3 else ""  # type: ignore[attr-defined]
            rows.append(f"[{','.join(args)}{method}]")
        return f"[{','.join(rows)}]"

    def _function(self, node: ast.FunctionDef) -> str:
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        declared = f"let {', '.join(sorted(names))};\n" if names else ""
        return f"{node.name.lstrip('_')}() {{\n{declared}{self.block(node.body)}\n}}"

    def block(self, body: list[ast.stmt]) -> str:
        return "\n".join(self.statement(node) for node in body)

    def statement(self, node: ast.stmt) -> str:
        match node:
            case ast.Assign(targets=[target]):
                return f"{self.expression(target)} = {self.expression(node.value)};"
            case ast.AugAssign():
                return f"{self.expression(node.target)} {BINARY[type(node.op)]}= {self.expression(node.value)};"
            case ast.If():
                other = f" else {{\n{self.block(node.orelse)}\n}}" if node.orelse else ""
                return f"if ({self.expression(node.test)}) {{\n{self.block(node.body)}\n}}{other}"
            case ast.While():
                assert not node.orelse
                return f"while ({self.expression(node.test)}) {{\n{self.block(node.body)}\n}}"
            case ast.For(target=ast.Name(id=name), iter=ast.Tuple(elts=turns), orelse=[]):
                return f"for ({name} = 0; {name} < {len(turns)}; {name}++) {{\n{self.block(node.body)}\n}}"
            case ast.Try(
                handlers=[ast.ExceptHandler(type=ast.Name(id=label), body=[ast.Pass()])], orelse=[], finalbody=[]
            ):
                return f"{label}: {{\n{self.block(node.body)}\n}}"
            case ast.Raise(exc=ast.Call(func=ast.Name(id=label))):
                return f"break {label};"
            case ast.Return():
                return f"return {self.expression(node.value)};" if node.value else "return;"
            case ast.Break():
                return "break;"
            case ast.Continue():
                return "continue;"
            case ast.Pass():
                return ""
            case ast.Expr():
                return f"{self.expression(node.value)};"
        raise ValueError(ast.dump(node))

    def expression(self, node: ast.expr) -> str:
        e = self.expression
        match node:
            case ast.Constant(value=value):
                return json.dumps(value, ensure_ascii=False)
            case ast.Name(id=name):
                return "this" if name == "self" else name
            case ast.Attribute(value=ast.Name(id="self"), attr=attr):
                return f"this.{attr.lstrip('_')}"
            case ast.Attribute(value=ast.Name(id=self.name), attr=attr):
                return f"{self.name}_{attr}"
            case ast.Call(func=ast.Name(id="len"), args=[value]):
                return f"{e(value)}.length"
            case ast.Call():
                return f"{e(node.func)}({', '.join(map(e, node.args))})"
            case ast.UnaryOp(op=ast.Not()):
                return f"!({e(node.operand)})"
            case ast.UnaryOp(op=ast.USub()):
                return f"-{e(node.operand)}"
            case ast.BinOp():
                return f"({e(node.left)} {BINARY[type(node.op)]} {e(node.right)})"
            case ast.BoolOp():
                return f"({(' && ' if isinstance(node.op, ast.And) else ' || ').join(map(e, node.values))})"
            case ast.Compare(left=left, ops=[ast.In()], comparators=[right]):
                return f"{e(right)}.has({e(left)})"
            case ast.Compare(left=left, ops=[ast.NotIn()], comparators=[right]):
                return f"!{e(right)}.has({e(left)})"
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return f"({e(left)} {COMPARED[type(op)]} {e(right)})"
            case ast.Subscript(slice=ast.Slice()):
                raise ValueError(ast.dump(node))
            case ast.Subscript():
                return f"{e(node.value)}[{e(node.slice)}]"
        raise ValueError(ast.dump(node))


HEAD = """// Made by tools/stemmers.py from the Snowball project's package snowballstemmer {version}: do not edit.
// Its licence (BSD, three clauses) is in snowball-license.txt and is shipped with the extension.
// @ts-nocheck

class Stemmer {{
  setCurrent(word) {{
    this.current = word; this.cursor = 0; this.limit = word.length;
    this.limit_backward = 0; this.bra = 0; this.ket = this.limit;
  }}
  in_grouping(s) {{
    if (this.cursor >= this.limit || !s.has(this.current[this.cursor])) return false;
    this.cursor++; return true;
  }}
  go_in_grouping(s) {{
    for (; this.cursor < this.limit; this.cursor++) if (!s.has(this.current[this.cursor])) return true;
    return false;
  }}
  in_grouping_b(s) {{
    if (this.cursor <= this.limit_backward || !s.has(this.current[this.cursor - 1])) return false;
    this.cursor--; return true;
  }}
  go_in_grouping_b(s) {{
    for (; this.cursor > this.limit_backward; this.cursor--) if (!s.has(this.current[this.cursor - 1])) return true;
    return false;
  }}
  out_grouping(s) {{
    if (this.cursor >= this.limit || s.has(this.current[this.cursor])) return false;
    this.cursor++; return true;
  }}
  go_out_grouping(s) {{
    for (; this.cursor < this.limit; this.cursor++) if (s.has(this.current[this.cursor])) return true;
    return false;
  }}
  out_grouping_b(s) {{
    if (this.cursor <= this.limit_backward || s.has(this.current[this.cursor - 1])) return false;
    this.cursor--; return true;
  }}
  go_out_grouping_b(s) {{
    for (; this.cursor > this.limit_backward; this.cursor--) if (s.has(this.current[this.cursor - 1])) return true;
    return false;
  }}
  eq_s(s) {{
    if (this.cursor + s.length > this.limit || !this.current.startsWith(s, this.cursor)) return false;
    this.cursor += s.length; return true;
  }}
  eq_s_b(s) {{
    if (this.cursor - s.length < this.limit_backward || !this.current.endsWith(s, this.cursor)) return false;
    this.cursor -= s.length; return true;
  }}
  find_among(v) {{
    const c = this.cursor, l = this.limit;
    let i = 0, j = v.length, common_i = 0, common_j = 0, inspected = false;
    for (;;) {{
      const k = i + ((j - i) >> 1), s = v[k][0];
      let diff = 0, common = Math.min(common_i, common_j);
      for (let n = common; n < s.length; n++) {{
        if (c + common === l) {{ diff = -1; break; }}
        diff = this.current.charCodeAt(c + common) - s.charCodeAt(n);
        if (diff !== 0) break;
        common++;
      }}
      if (diff < 0) {{ j = k; common_j = common; }} else {{ i = k; common_i = common; }}
      if (j - i <= 1) {{
        if (i > 0 || j === i || inspected) break;
        inspected = true;
      }}
    }}
    for (;;) {{
      const [s, next, result, method] = v[i];
      if (common_i >= s.length) {{
        this.cursor = c + s.length;
        if (!method) return result;
        if (method(this)) {{ this.cursor = c + s.length; return result; }}
      }}
      i = next;
      if (i < 0) return 0;
    }}
  }}
  find_among_b(v) {{
    const c = this.cursor, lb = this.limit_backward;
    let i = 0, j = v.length, common_i = 0, common_j = 0, inspected = false;
    for (;;) {{
      const k = i + ((j - i) >> 1), s = v[k][0];
      let diff = 0, common = Math.min(common_i, common_j);
      for (let n = s.length - 1 - common; n >= 0; n--) {{
        if (c - common === lb) {{ diff = -1; break; }}
        diff = this.current.charCodeAt(c - 1 - common) - s.charCodeAt(n);
        if (diff !== 0) break;
        common++;
      }}
      if (diff < 0) {{ j = k; common_j = common; }} else {{ i = k; common_i = common; }}
      if (j - i <= 1) {{
        if (i > 0 || j === i || inspected) break;
        inspected = true;
      }}
    }}
    for (;;) {{
      const [s, next, result, method] = v[i];
      if (common_i >= s.length) {{
        this.cursor = c - s.length;
        if (!method) return result;
        if (method(this)) {{ this.cursor = c - s.length; return result; }}
      }}
      i = next;
      if (i < 0) return 0;
    }}
  }}
  replace_s(bra, ket, s) {{
    const adjustment = s.length - (ket - bra);
    this.current = this.current.slice(0, bra) + s + this.current.slice(ket);
    this.limit += adjustment;
    if (this.cursor >= ket) this.cursor += adjustment;
    else if (this.cursor > bra) this.cursor = bra;
    return adjustment;
  }}
  slice_from(s) {{ this.replace_s(this.bra, this.ket, s); this.ket = this.bra + s.length; }}
  slice_del() {{ this.slice_from(""); }}
  insert(bra, ket, s) {{
    const adjustment = this.replace_s(bra, ket, s);
    if (bra <= this.bra) this.bra += adjustment;
    if (bra <= this.ket) this.ket += adjustment;
  }}
  slice_to() {{ return this.current.slice(this.bra, this.ket); }}
  assign_to() {{ return this.current.slice(0, this.limit); }}
  stemWord(word) {{ this.setCurrent(word); this.stem(); return this.current; }}
}}
"""


def main() -> None:
    from index.matcher.text.analysis import STEMMERS

    distribution = metadata.distribution("snowballstemmer")
    package = Path(str(distribution.locate_file("snowballstemmer")))
    names = sorted(set(STEMMERS.values()))
    parts = [Translation(ast.parse((package / f"{name}_stemmer.py").read_text("utf-8"))) for name in names]
    version = (package / "english_stemmer.py").read_text("utf-8").split("Snowball ")[1].split()[0]
    kinds = ", ".join(f"{json.dumps(code)}: {name.capitalize()}Stemmer" for code, name in STEMMERS.items())
    tail = f"""
const KINDS = {{ {kinds} }};
const made = new Map();
/** The stem of a folded word; the word itself in a language (a primary subtag) without an algorithm. */
export function stemOf(word: string, language: string): string {{
  if (!Object.hasOwn(KINDS, language)) return word;
  let stemmer = made.get(language);
  if (!stemmer) made.set(language, (stemmer = new KINDS[language]()));
  return stemmer.stemWord(word);
}}
"""
    text = HEAD.format(version=version) + "\n".join(part.text() for part in parts) + tail
    target = ROOT / "extension" / "src" / "match"
    target.joinpath("snowball-license.txt").write_text(distribution.read_text("licenses/COPYING") or "", "utf-8")
    target.joinpath("snowball.ts").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
