"""The words of a language: all files of ``texts/<language>`` as one flat mapping."""

from dataclasses import dataclass, field
from string import Formatter

from config.marked import MappingNode, Marked, Node, ScalarNode
from kiosk.lettering.ruby import annotated


@dataclass
class Texts:
    """``places`` says where each sentence stands: its file and its line."""

    language: str
    sentences: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[Marked, int]] = field(default_factory=dict)

    def take(self, marked: Marked, node: Node, prefix: str = "") -> None:
        """Take a nested mapping apart: ``question: {x: {ask: ...}}`` is ``question.x.ask``."""
        for name, key_node, value in marked.pairs(node):
            key = f"{prefix}{name}"
            if isinstance(value, MappingNode):
                self.take(marked, value, f"{key}.")
            else:
                self._put(marked, key, key_node, value)

    def _put(self, marked: Marked, key: str, key_node: Node, value: Node) -> None:
        if key in self.sentences:
            other, line = self.places[key]
            marked.fault(key_node, "duplicate_id", id=key, place=f"{other.file}:{line}")
        elif not isinstance(value, ScalarNode):
            marked.fault(value, "want_text")
        elif not marked.is_trap(value):
            self._put_text(marked, key, key_node, value)

    def _put_text(self, marked: Marked, key: str, key_node: Node, value: ScalarNode) -> None:
        sentence = marked.scalar(value)
        if not isinstance(sentence, str):
            marked.fault(value, "want_text")
            return
        self.sentences[key] = annotated(sentence)
        self.places[key] = (marked, key_node.start_mark.line + 1)


def placeholders(sentence: str) -> frozenset[str] | None:
    """Return the ``{names}`` of a sentence; ``None`` when its braces are not paired."""
    if "{" not in sentence and "}" not in sentence:
        return frozenset()
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)
    except ValueError:
        return None
