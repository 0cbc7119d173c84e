"""YAML files as nodes that know their line, read as YAML 1.2 with the traps of older YAML refused."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import yaml
from yaml import MappingNode, MarkedYAMLError, Node, ScalarNode, SequenceNode, YAMLError

from config.faults import fault
from kiosk.errors import Fault
from kiosk.guidance.condition import Condition

__all__ = ["MappingNode", "Marked", "Node", "ScalarNode", "line_of", "near", "read", "text_at"]

Scalar = str | int | float | bool | None

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9_]+")
_CONSTANTS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_OLD_BOOLEANS = frozenset({"yes", "no", "on", "off", "y", "n"})
"""Booleans of YAML 1.1, in any case: whoever writes them bare may mean either."""


def line_of(node: Node, *path: str | int) -> int:
    """Return the line, from 1, of what stands at ``path`` below the node, or as near to it as there is."""
    for step in path:
        below = _below(node, step)
        if below is None:
            break
        node = below
    return int(node.start_mark.line) + 1


def text_at(node: Node, key: str) -> str:
    """Return the text at a key of a mapping; empty when there is none."""
    below = _below(node, key)
    return below.value if isinstance(below, ScalarNode) else ""


def _below(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: Node = node.value[step]
        return item
    return None


@dataclass
class Marked:
    """One file while it is read: its faults so far, and the conditions met with their lines.

    ``ordinances`` are the city's own numbers, which its conditions may name; ``settled`` are the lines that do.
    """

    file: str
    root: Node | None = None
    ordinances: Mapping[str, int | bool] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    conditions: list[tuple[Condition, int]] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)

    def fault(self, where: Node | int, kind: str, **values: object) -> None:
        line = where if isinstance(where, int) else line_of(where)
        self.faults.append(fault(self.file, line, kind, **values))

    def scalar(self, node: ScalarNode) -> Scalar:
        """Return what a scalar means in YAML 1.2; quoted or folded ones are text."""
        text: str = node.value
        if node.style not in {None, ""}:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INT.fullmatch(text):
            return int(text)
        return float(text) if _FLOAT.fullmatch(text) else text

    def is_trap(self, node: ScalarNode) -> bool:
        """Refuse what older YAML reads as something else."""
        if node.style not in {None, ""}:
            return False
        text: str = node.value
        if text.lower() in _OLD_BOOLEANS or text in {"True", "False", "TRUE", "FALSE"}:
            self.fault(node, "old_boolean", text=text)
            return True
        if _LEADING_ZERO.fullmatch(text):
            self.fault(node, "leading_zero", text=text)
            return True
        return False

    def pairs(self, node: Node) -> Iterator[tuple[str, Node, Node]]:
        """Yield key, key's node and value of a mapping; refuses a key that comes twice."""
        if not isinstance(node, MappingNode):
            self.fault(node, "want_mapping")
            return
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.fault(key, "want_text")
            elif key.value in seen:
                self.fault(key, "duplicate_key", key=key.value)
            else:
                seen.add(key.value)
                yield key.value, key, value

    def items(self, node: Node) -> list[Node]:
        if isinstance(node, SequenceNode):
            return list(node.value)
        self.fault(node, "want_list")
        return []


def read(folder: Path, name: str, *, may_be_empty: bool = False) -> Marked:
    """Read one file of the city's folder; what is wrong with it as YAML is among its faults."""
    marked = Marked(name)
    try:
        text = (folder / name).read_text(encoding="utf-8-sig")
        marked.root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except FileNotFoundError:
        marked.fault(1, "missing_file", name=name)
    except OSError:
        marked.fault(1, "no_file", name=name)
    except UnicodeDecodeError:
        marked.fault(1, "not_utf8")
    except MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        marked.fault(mark.line + 1 if mark else 1, "broken", problem=broken.problem or broken.context)
    except (YAMLError, RecursionError) as broken:
        marked.fault(1, "broken", problem=str(broken).split("\n", maxsplit=1)[0])
    else:
        if marked.root is None:
            marked.faults.extend([] if may_be_empty else [fault(name, 1, "empty_file")])
        elif "*" in text and _holds_itself(marked.root, ()):
            marked.fault(marked.root, "holds_itself")
            marked.root = None
    return marked


def _holds_itself(node: Node, above: tuple[Node, ...]) -> bool:
    """Whether an alias (``*name``) stands inside of what it names."""
    if any(node is upper for upper in above):
        return True
    if isinstance(node, ScalarNode):
        return False
    inner = node.value if isinstance(node, SequenceNode) else [part for pair in node.value for part in pair]
    return any(_holds_itself(part, (*above, node)) for part in inner)


def near(word: str, words: Iterable[str]) -> str:
    """Return the word that was probably meant, or nothing."""
    return next(iter(get_close_matches(word, list(words), n=1)), "")
